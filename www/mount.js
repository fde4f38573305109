// What makes a topic on the page a widget: the build puts this behind wasm-bindgen's glue, in one module with it, so that it costs no
// request of its own. `__wbg_init`, `wasm` and `Widget` are the glue's, `Reader` is reader.js's, `guarded` and what else is about traps recovery.js's.

/** Until the wasm is started although nobody needed it yet, in milliseconds: not before the page has settled. */
const LATER = 1000;

/** Of those in view so many are fetched, one at a time and while the browser has nothing else to do. */
const AHEAD = 6;

const whenIdle = window.requestIdleCallback || ((work) => setTimeout(work, 100));

/** So long a topic waits for the words of its language, in milliseconds, before it is shown with English ones. */
const SPEECHLESS = 3000;

// The build puts in the hashed names: those of modules that few need, and those of the words of each language but English. And the styles
// of what comes only after the first topic.
const METRICS = "__VITAL_METRICS__";
const TOOLS = "__VITAL_TOOLS__";
const HISTORY = "__VITAL_HISTORY__";
const CONTRAST = "__VITAL_CONTRAST__";
const FIELD = "__VITAL_FIELD__";
const WORDS = "__VITAL_WORDS__";
const LATER_STYLES = "__VITAL_LATER_STYLES__";

/** What the glue takes for the window. MooTools puts something of its own under the name, of which the window is no instance. */
const Window = { [Symbol.hasInstance]: (value) => value === window };

let core;

// What the wasm asks for. It knows these by their names.

/** The words of a language, for which nobody waits twice. Its files are fetching.js's. */
let speak;
let spoken = {};

/** A catalog's language as engines take it, or at least its language alone; English where an engine doesn't know that. */
const known = (tag) => {
  try {
    return [...Intl.getCanonicalLocales(tag), "en"];
  } catch {
    return [tag.split("-")[0], "en"];
  }
};
const dated = (tag, day) => new Date(day).toLocaleDateString(known(tag), { dateStyle: "long", timeZone: "UTC" });
const counted = (tag, count) => new Intl.PluralRules(known(tag)).select(count) + " " + count.toLocaleString(known(tag));

/** What may pass is asked for once more, after a pause. The loader has asked before. */
const insist = (ask) =>
  ask().catch(async (error) => {
    if (error.kind || /status (?!408|429|5)/.test(error)) throw error;
    await new Promise((done) => setTimeout(done, PAUSE * (1 + Math.random())));
    return ask("reload");
  });

/** One instance of the wasm for all elements of the page. */
export const loadCore = (tools) => {
  load = tools.load;
  speak = (lang) =>
    (spoken[lang] ||= Promise.race([tools.ask(WORDS[lang], "text"), new Promise((done) => setTimeout(done, SPEECHLESS))]).catch(() => {}));
  return (core ||= insist(tools.loadWasm)
    .then((response) => __wbg_init({ module_or_path: response }))
    .then(() => {
      wasm = guarded(wasm);
      return Guided;
    })
    .catch((error) => {
      core = null;
      throw error;
    }));
};

let laterSheet;

/** One sheet more, shared by all elements of the page. */
const dressed = (shadow) => {
  if (!laterSheet) {
    laterSheet = new CSSStyleSheet();
    laterSheet.replaceSync(LATER_STYLES);
  }
  shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets.filter((sheet) => sheet !== laterSheet), laterSheet];
};

/**
 * Brings a widget for the topic that is on the page already, or in the place of what stands for it. `wanted` are the attributes that
 * everything was asked for by, and `first` is the promise of the fragment. Where there is one, reading goes on by fragments at once, and the
 * widget takes over when it is there.
 */
export async function mount(request) {
  const { host, state, wanted, early, first, isCurrent, attempt, tools } = request;
  const isSaving = tools.isSaving();
  const found = (await first) || undefined;
  if (!isCurrent()) return early.abort && early.abort.abort();
  dressed(host.shadowRoot);
  report(host, state, tools);
  const signal = heed(host, state, isSaving);
  const style = getComputedStyle(host);
  const hasColors = ["", "link-", "focus-"].some((part) => style.getPropertyValue(`--vital-${part}color`)) || style.getPropertyValue("--vital-background");
  if (hasColors) tools.bring(CONTRAST).then(({ mend }) => mend(host, signal), () => {});
  state.look = watch(host, state, tools, signal);
  state.look();
  const reader = found && new Reader(host, state, wanted, found, tools);
  if (reader) {
    await beReading(reader, isSaving, request);
    if (!isCurrent(reader)) return;
    attempt.wait();
  }
  if (state.traps >= TRIALS) throw Object.assign(new Error("the widget's code failed here before"), { kind: "wasm" });
  // The words of a translation come beside the wasm, which will want them.
  const words = WORDS[(wanted.folder || "").split(/\W/)[0]];
  if (words) tools.ask(words, "text").catch(() => {});
  // Of another module than this one, where the wasm of this one has trapped meanwhile.
  const Core = await (await tools.loadGlue()).loadCore(tools);
  // What the widget begins with. The reader may go on meanwhile, and from the last look at that to the end nothing is waited for.
  let stops, texts;
  while (reader && stops !== reader.stops) {
    stops = reader.stops;
    texts = await Promise.all(stops.map(({ fragment }) => tools.ask(fragment.file, "text").catch(() => {})));
  }
  if (!isCurrent(reader)) return early.abort && early.abort.abort();
  const text = reader && texts[reader.at];
  if (reader) reader.keep(texts);
  takeOver(Core, text, reader, request);
  if (!isSaving) prefetch(host, state, tools, signal);
  tools.catchUp(state);
}

/** Reading goes on by fragments until the widget is needed, or there is time for it. */
function beReading(reader, isSaving, { host, state, isCurrent, attempt, tools }) {
  attempt.rest();
  attempt.failed = (error, kind) => {
    if (!isCurrent(reader) || reader.isAlone) return;
    // There is something to read, and its related topics have fragments too.
    reader.isAlone = true;
    tools.catchUp(state);
    tools.tell(error, kind);
  };
  let later;
  const needed = new Promise((need) => {
    state.wake = reader.need = need;
    if (isSaving) need();
    else later = setTimeout(() => whenIdle(need), state.traps ? 3 * LATER : LATER);
    // It comes meanwhile, and so does what the widget will begin with.
    tools.loadWasm().catch(need);
    tools.ask(reader.here.file, "text").catch(() => {});
  });
  state.widget = reader;
  // Attributes may have changed since it was drawn.
  reader.update(tools.attributesOf(host));
  if (!state.isReady) tools.emit(host, "ready", { topic: reader.here.topic, title: reader.here.title });
  tools.catchUp(state);
  return needed.then(() => clearTimeout(later));
}

/** What the embedder asks for by attributes is brought, each from when on it is asked for: steps in the page's address, and the search field. */
function watch(host, state, tools, signal) {
  let wishes = [
    [() => tools.isScribe(host), HISTORY, ({ follow }) => follow(host, (cause, to) => state.widget && state.widget.act(cause, to), signal)],
    [() => !/^false$/i.test(host.search ?? "false"), FIELD, ({ place }) => place(host, state, tools, signal)],
  ];
  return () => (wishes = wishes.filter(([isAsked, module, use]) => !isAsked() || void tools.bring(module).then(use, () => {})));
}

/** What happens is counted where the embedder asks for it. What can't be counted is no reason to trouble the reader. */
function report(host, state, tools) {
  if (!host.metrics || state.isCounted) return;
  state.isCounted = true;
  const told = [];
  let take = (...what) => told.push(what);
  for (const name of ["ready", "navigated", "open", "error"]) {
    host.addEventListener("vital-" + name, ({ target, detail }) => target === host && take(host, name, detail));
  }
  const counting = ({ count }) => {
    take = count;
    told.forEach((what) => count(...what));
  };
  tools.bring(METRICS).then(counting, () => (take = () => {}));
}

function takeOver(Core, text, reader, { host, state, wanted, again, early, tools }) {
  const now = tools.attributesOf(host);
  // The answer is of use for the catalog that it was asked from.
  const isSame = now.catalog === wanted.catalog && !now.catalogData;
  if (early.abort && !isSame) early.abort.abort();
  const given = isSame && early.abort ? early : undefined;
  if (reader) state.drawn = reader.drawn;
  let root = host.shadowRoot.lastElementChild;
  if (state.drawn) state.drawn.after((root = document.createElement("div")));
  // What is on the page was drawn as the attributes were then; a change since is a change.
  const before = reader ? reader.read : state.drawn ? wanted : now;
  const way = reader && [reader.way, reader.at];
  const known = { host, state, tools, root, folder: before.folder };
  const widget = new Core(known, host, root, before, state.drawn || undefined, text, given, !!again && !reader, ...(way || []));
  state.widget = widget;
  widget.follow(Promise.resolve(reader && reader.here));
  if (reader) reader.rest();
  if (state.drawn || now.folder !== before.folder) widget.update(now);
  if (reader && reader.isOld) widget.reload();
}

/** Which file each entry is in that a fragment's links lead to. */
function filesOf({ file, leads, nodes }) {
  const folder = file.slice(0, file.lastIndexOf("/") + 1);
  const ids = new Set(Array.from(JSON.stringify(nodes).matchAll(/"data-entry":"(.*?)"/g), (link) => link[1]));
  return new Map([...ids].slice(0, leads.length).map((id, at) => [id, folder + id + "." + leads[at] + ".json"]));
}

/** The widget, which is told the file of an entry where the fragment of the topic that is shown says it: a step needs no index then. */
class Guided extends Widget {
  /** `known` is what the module itself has to know of the widget; the rest is the wasm's. */
  constructor(known, ...given) {
    called = known;
    super(...given);
    living.add((called = Object.assign(this, known)));
  }

  get current() {
    return isSpent ? this.state.at : super.current;
  }

  /** `coming` is the promise of that fragment. */
  follow(coming) {
    this.lose();
    this.coming = coming;
    coming.then(
      (found) => {
        if (found && this.coming === coming) this.files = filesOf(found);
      },
      () => {},
    );
  }

  /** From here on what was known is of yesterday, or of another language. */
  lose() {
    this.coming = this.files = null;
  }

  fileOf(id) {
    return this.files ? this.files.get(id) : undefined;
  }

  act(name, to) {
    const { host, state, tools } = this;
    if (name === "retry") spoken = {};
    if (!/^(copy|send|print)$/.test(name)) {
      called = this;
      state.asked = [name, to];
      return super.act(name, to, this.fileOf(to));
    }
    const address = this.folder === undefined ? location.href : tools.at("topics/" + this.folder + this.current + ".html");
    tools.bring(TOOLS).then(({ use }) => use(name, to, host, this, address), () => {});
  }

  /** Without the index, if the fragment that is on its way says where the entry is. */
  prefetch(id) {
    const { coming } = this;
    const fetched = () => {
      if (this.coming !== coming) return;
      called = this;
      super.prefetch(id, this.fileOf(id));
    };
    Promise.resolve(coming).then(fetched, fetched);
  }

  destroy() {
    this.coming = this;
    living.delete(this);
    super.destroy();
  }

  update(read) {
    if (this.folder !== read.folder) this.lose();
    this.folder = read.folder;
    this.state.look();
    called = this;
    super.update(read);
  }

  reload() {
    this.lose();
    spoken = {};
    called = this;
    super.reload();
  }
}

/** Arrow keys go from link to link of a drawing, and Escape closes what a tool has opened. */
function press(event, state) {
  const { key, target } = event;
  const turn = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key];
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (key === "Escape" && target.closest(".panel")) state.widget.act("close", "");
  else if (turn && target.closest("svg a")) {
    const links = Array.from(target.closest("svg").querySelectorAll("a"));
    links[(links.indexOf(target) + turn + links.length) % links.length].focus();
    event.preventDefault();
  }
}

/** What is pointed at, focused or touched is fetched. Gives a signal that ends with the widget. */
function heed(host, state, isSaving) {
  if (state.rest) state.rest();
  const gone = new AbortController();
  const { signal } = gone;
  state.rest = () => gone.abort();
  host.shadowRoot.addEventListener("keydown", (event) => press(event, state), { signal });
  for (const name of ["ready", "navigated"]) {
    const arrived = ({ target, detail: { to, topic, title } }) => target === host && Object.assign(state, { at: to || topic, title, asked: null });
    host.addEventListener("vital-" + name, arrived, { signal });
  }
  if (isSaving) return signal;
  const interest = ({ target }) => {
    const link = target.closest && target.closest("[data-entry]");
    if (link && state.widget) state.widget.prefetch(link.dataset.entry);
  };
  for (const type of ["pointerover", "focusin", "touchstart"]) host.shadowRoot.addEventListener(type, interest, { passive: true, signal });
  return signal;
}

/** Related topics in view are fetched, for the reader will perhaps go there next. `signal` ends it. */
function prefetch(host, state, { attributesOf, load, pathOf }, signal) {
  const shadow = host.shadowRoot;
  const { widget } = state;
  const isGone = () => state.widget !== widget;
  let inView = [];
  let left = 0;
  const next = () => {
    const link = left && !isGone() && inView.shift();
    if (!link) return;
    left--;
    widget.prefetch(link.dataset.entry);
    whenIdle(next);
  };
  const seen = new IntersectionObserver((entries) => {
    const isResting = !inView.length;
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      inView.push(target);
    }
    if (isResting) whenIdle(next);
  });
  const look = () => {
    seen.disconnect();
    inView = [];
    left = AHEAD;
    shadow.querySelectorAll(".related [data-entry]").forEach((link) => seen.observe(link));
  };
  // A fragment that only says where links lead is of use for as long as its topic is shown, so it is not kept.
  const ask = (id) => {
    const read = attributesOf(host);
    if (read.folder === undefined) return Promise.resolve();
    return load(pathOf(read, id), { priority: "low", signal }).then((response) => response.ok && response.json());
  };
  let coming;
  const leave = ({ target, detail }) => {
    if (target !== host) return;
    // It comes beside what is known to be there, and after what may not be.
    coming = widget.fileOf(detail.to) && ask(detail.to);
    if (coming) coming.catch(() => {});
  };
  const arrive = ({ target }) => {
    if (target !== host) return;
    look();
    widget.follow(coming || (host.current ? ask(host.current) : Promise.resolve()));
    coming = null;
  };
  host.addEventListener("vital-navigate", leave, { signal });
  host.addEventListener("vital-navigated", arrive, { signal });
  signal.addEventListener("abort", () => seen.disconnect());
  look();
}

// A pinned loader can't import what it has to vouch for: it waits for a module to say that it is there.
customElements.whenDefined("vital-conditions").then((known) => known.take?.({ [import.meta.url.split("/").pop()]: { mount, loadCore } }));
