// An element's way from nothing to a topic that can be read, and on to a widget. `state` is what is known of the element:
//
// - `begun` stands for the present beginning; what ends after the element has left, or was put back, is not this beginning's
// - `drawn` is the first topic on the page, drawn from its fragment or by the build; `widget` what takes the steps from it: first by
//   fragments, then by the wasm
// - `link` is the topic that the page's address asked for, and the attribute that it stands in the place of
// - `wake` brings the next of these, `kept` is the step that waits for it, and `isOver` says that none comes by itself any more
// - `observer` tells when a lazy element is nearly seen, and `rest` ends what the widget fetches ahead

/** How long a reader waits for the widget's files, in milliseconds. */
const PATIENCE = 14000;

const states = new WeakMap();
const mounted = new Set();

const attributesOf = (host) => {
  const { data, link } = states.get(host);
  const read = attributes(host, data);
  // The address that led here goes before the attribute, until that changes.
  if (link && link.to && link.topic === read.topic) read.topic = link.to;
  return read;
};

/** Several changes in one task are one. */
const schedule = (host) => {
  const state = states.get(host);
  if (state.scheduled) return;
  state.scheduled = true;
  queueMicrotask(() => {
    state.scheduled = false;
    settle(host, state);
  });
};

const settle = (host, state) => {
  if (!host.isConnected) {
    if (state.observer) state.observer.disconnect();
    if (state.rest) state.rest();
    if (state.widget) state.widget.destroy();
    mounted.delete(host);
    state.observer = state.widget = state.begun = state.kept = state.rest = null;
    if (state.isReady) state.renew();
  } else if (state.widget) {
    state.widget.update(attributesOf(host));
  } else if (!state.begun && isOpen(host)) {
    setTimeout(schedule, 10, host);
  } else if (!state.begun) {
    // In a frame the viewport is not the reader's, so there is no telling what is near it.
    if (host.getAttribute("loading") === "eager" || window.top !== window) begin(host, state);
    else if (!state.observer) watch(host, state);
  } else if (state.drawn) {
    dress(state.drawn.firstElementChild, attributesOf(host));
  }
};

/** Whether the parser is still at an element, so that a topic that came with the page may be there by half. */
const isOpen = (host) => {
  for (let node = host; node; node = node.parentNode || node.host) if (node.nextSibling) return false;
  return document.readyState === "loading";
};

const watch = (host, state) => {
  state.observer = new IntersectionObserver(
    (entries) => {
      if (entries.some((entry) => entry.isIntersecting) && host.isConnected) begin(host, state);
    },
    { rootMargin: "100%" },
  );
  state.observer.observe(host);
};

/** A promise's value, or nothing where it didn't come in time. */
const soon = (time, promise) => {
  let timer;
  const late = new Promise((done) => (timer = setTimeout(done, time)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

/** Likewise, or where it failed. */
const within = (time, promise) => soon(time, promise).catch(() => {});

/** `again` says that the reader asked for another try, and `at` is the topic where they were. */
const begin = async (host, state, again, at) => {
  if (state.observer) state.observer.disconnect();
  state.observer = state.drawn = state.isOver = null;
  const begun = (state.begun = {});
  // Nobody has begun anew since, and the element has this widget or, where none is given, has none yet.
  const isCurrent = (widget) => state.begun === begun && (state.widget || undefined) === widget;
  mounted.add(host);
  state.link = { topic: host.getAttribute("topic") || undefined, to: at || linked(host) };
  const wanted = attributesOf(host);

  // On an entry's own page the topic stands in the element itself. It moves into the shadow root when it will look there as it did.
  const light = !host.shadowRoot && host.querySelector(":scope > div[data-topic]");
  const sheet = light && (await loadStyles().catch(() => {}));
  if (light && (!sheet || !isCurrent())) return;

  const shadow = host.shadowRoot || host.attachShadow({ mode: "open" });
  if (state.shadow !== shadow) listen(host, state, (state.shadow = shadow));
  if (light) {
    const focused = document.activeElement;
    shadow.adoptedStyleSheets = [sheet];
    shadow.append(light);
    if (light.contains(focused)) focused.focus({ preventScroll: true });
  }
  // A declarative shadow root that came by a way on which the parser doesn't attach it.
  const template = host.querySelector(":scope > template[shadowrootmode]");
  if (template) shadow.append(template.content);

  const style = () => loadStyles().then((sheet) => state.begun === begun && (shadow.adoptedStyleSheets = [sheet]));
  const start = () => bringWidget(host, state, wanted, again, isCurrent, style);
  let drawn = !again && shadow.querySelector("[data-topic]");
  if (drawn) {
    // A copied root has what the original's widget had put beside the topic.
    for (const child of shadow.querySelectorAll("div:not([data-topic], [data-topic] *)")) child.remove();
    dress(drawn.firstElementChild, wanted);
    // What brought its styles along can wait for those of the page.
    if (!shadow.querySelector("style")) style().catch(() => {});
  } else {
    shadow.replaceChildren(skeleton(wanted));
    const styled = style();
    let refused;
    styled.catch((error) => (refused = error.kind));
    const [found] = await Promise.all([fragment(wanted, wanted.topic), wanted.index && within(3000, styled)]);
    if (!isCurrent()) return;
    if (!found || refused) return start();
    drawn = topic(found, wanted);
    shadow.replaceChildren(drawn);
    if (again) focus(drawn);
  }
  state.drawn = drawn;
  mark("first-card", drawn.dataset.topic);
  // The topic can be read. The widget begins when the browser has nothing better to do, or when the reader shows interest.
  state.wake = () => {
    state.wake = null;
    if (isCurrent()) start();
  };
  if (isSaving()) return;
  if (window.requestIdleCallback) requestIdleCallback(() => wake(state), { timeout: 1000 });
  else setTimeout(wake, 100, state);
};

const isSaving = () => (navigator.connection || {}).saveData;

const bringWidget = (host, state, wanted, again, isCurrent, style) => {
  const first = state.drawn && fragment(wanted, wanted.topic);
  const early = request(wanted);
  const styled = style();
  // Where there is something to read already, the glue goes first.
  if (!state.drawn) loadWasm(again && "reload").catch(() => {});
  const failed = async (error, kind) => {
    forget(wanted.catalog);
    // Its notice is not to be seen without the styles, if they can be had.
    await within(1000, style());
    if (!isCurrent() || state.isOver) return;
    state.isOver = true;
    const { kept } = state;
    state.kept = null;
    if (state.drawn) {
      // The topic stays, and its links are links.
      if (kept && kept[2]) location.assign(kept[2]);
    } else {
      host.shadowRoot.replaceChildren(notice(wanted));
      if (again) host.shadowRoot.querySelector("button").focus({ preventScroll: true });
    }
    tell(error, kind);
  };
  const tell = (error, kind) => {
    const isForbidden = /content security policy|unsafe-eval|blocked by csp/i.test(error);
    emit(host, "error", { kind: kind || error.kind || (isForbidden ? "csp" : "wasm"), message: String(error), retryable: true });
  };
  /** What is drawn can be read without styles; that they were refused is to be known. */
  const unstyled = (error) => (state.drawn ? error.kind && tell(error) : Promise.reject(error));
  // What mounts the widget may know a better end than this, and when there is nothing to wait for.
  const attempt = {
    failed,
    wait() {
      attempt.rest();
      attempt.patience = setTimeout(() => {
        // The next try asks anew, and doesn't wait for what hangs. If it comes after all, and nobody tried again, it is used.
        forget("glue", "wasm", "styles", STYLES);
        attempt.failed("files did not come", "timeout");
      }, PATIENCE);
    },
    rest: () => clearTimeout(attempt.patience),
  };
  attempt.wait();
  const tools = { ask, at, attributesOf, begin, bring, catchUp, dress, emit, focus, forget, fragment, grown, isSaving, isScribe, load, loadGlue, loadWasm, pathOf, tell, topic };
  Promise.all([loadGlue(), soon(5000, styled.catch(unstyled))])
    .then(([glue]) => glue.mount({ host, state, wanted, again, early, first, isCurrent, attempt, tools }))
    .catch((error) => {
      // An answer can be read once.
      forget("wasm");
      return attempt.failed(error);
    })
    .then(attempt.rest);
};
