// What makes a topic on the page a widget: the build puts this behind wasm-bindgen's glue, in one module with it, so that it costs no
// request of its own. `__wbg_init` and `Widget` are the glue's, `Reader` is reader.js's.

/** Of those in view so many are fetched, one at a time and while the browser has nothing else to do. */
const AHEAD = 6;

const whenIdle = window.requestIdleCallback || ((work) => setTimeout(work, 100));

let core;

/** One instance of the wasm for all elements of the page. */
const loadCore = (wasm) =>
  core ||
  (core = wasm
    .then((response) => __wbg_init({ module_or_path: response }))
    .then(() => Guided)
    .catch((error) => {
      core = null;
      throw error;
    }));

/**
 * Puts a widget beside the topic that is on the page already, or in the place of what stands for it. `wanted` are the attributes that
 * everything was asked for by, `first` the promise of the fragment and `file` that of the entry's file.
 */
export async function mount({ host, state, wanted, again, early, first, file, wasm, isCurrent, attempt, tools }) {
  const { attributesOf, catchUp, tell } = tools;
  const { failed } = attempt;
  attempt.failed = async (error, kind) => {
    // There is something to read, and its related topics have fragments too.
    const found = state.drawn && (await first);
    if (!found || !isCurrent()) return failed(error, kind);
    state.widget = new Reader(host, state.drawn, wanted, found, tools);
    catchUp(state);
    tell(error, kind);
  };
  const [Core, text, found] = await Promise.all([loadCore(wasm), file, first]);
  const { answer, abort } = early;
  if (!isCurrent()) return abort && abort.abort();
  const now = attributesOf(host);
  // The answer is of use for the catalog that it was asked from.
  const isSame = now.catalog === wanted.catalog && !now.catalogData;
  if (abort && !isSame) abort.abort();
  let root = host.shadowRoot.firstElementChild;
  if (state.drawn) state.drawn.after((root = document.createElement("div")));
  const given = isSame ? [answer, abort] : [undefined, undefined];
  // What is on the page was drawn as the attributes were then; a change since is a change.
  const widget = new Core(host, root, state.drawn ? wanted : now, state.drawn || undefined, text, ...given, !!again);
  state.widget = widget;
  if (state.drawn) widget.update(now);
  if (now.folder === wanted.folder) widget.files = filesOf(found);
  const { connection } = navigator;
  if (!(connection && connection.saveData)) prefetch(host, state, tools);
  catchUp(state);
}

/** Which file each entry is in that a fragment's links lead to. */
function filesOf(fragment) {
  const files = new Map();
  if (fragment) {
    const { file, leads, nodes } = fragment;
    const folder = file.slice(0, file.lastIndexOf("/") + 1);
    const ids = new Set(Array.from(JSON.stringify(nodes).matchAll(/"data-entry":"(.*?)"/g), (link) => link[1]));
    [...ids].slice(0, leads.length).forEach((id, at) => files.set(id, folder + id + "." + leads[at] + ".json"));
  }
  return files;
}

/** The widget, which is told the file of an entry where that is known: a step needs no index then. */
class Guided extends Widget {
  act(name, to) {
    super.act(name, to, this.files && this.files.get(to));
  }

  prefetch(id) {
    super.prefetch(id, this.files && this.files.get(id));
  }

  update(read) {
    // Another language has other files.
    this.files = null;
    super.update(read);
  }
}

/** What the reader will perhaps go to next is fetched: related topics in view, and what is pointed at, focused or touched. */
function prefetch(host, state, { at, attributesOf }) {
  const shadow = host.shadowRoot;
  const { widget } = state;
  const isGone = () => state.widget !== widget;
  const ask = (link) => isGone() || widget.prefetch(link.dataset.entry);
  const interest = (event) => {
    const link = event.target.closest && event.target.closest("[data-entry]");
    if (link) ask(link);
  };
  const gone = new AbortController();
  const { signal } = gone;
  for (const type of ["pointerover", "focusin", "touchstart"]) shadow.addEventListener(type, interest, { passive: true, signal });
  let inView = [];
  let left = 0;
  const next = () => {
    const link = left && !isGone() && inView.shift();
    if (!link) return;
    left--;
    ask(link);
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
  // A topic's fragment says where its links lead. It is of use for as long as the topic is shown, so it is not kept.
  let coming;
  const guide = (id) => {
    const { folder } = attributesOf(host);
    if (folder === undefined) return;
    coming = fetch(at("t/" + folder + id + ".json"), { priority: "low", signal })
      .then((response) => response.json())
      .then(filesOf);
    coming.catch(() => {});
  };
  const leave = ({ target, detail }) => {
    if (target !== host) return;
    coming = null;
    // It comes beside what is known to be there, and after what may not be.
    if (widget.files && widget.files.has(detail.to)) guide(detail.to);
  };
  const arrive = ({ target }) => {
    if (target !== host) return;
    look();
    widget.files = null;
    if (!coming && host.current) guide(host.current);
    const found = coming;
    if (found) found.then((files) => found !== coming || isGone() || (widget.files = files), () => {});
  };
  host.addEventListener("vital-navigate", leave, { signal });
  host.addEventListener("vital-navigated", arrive, { signal });
  look();
  state.rest = () => {
    gone.abort();
    seen.disconnect();
  };
}
