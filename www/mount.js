// What makes a topic on the page a widget: the build puts this behind wasm-bindgen's glue, in one module with it, so that it costs no
// request of its own. `__wbg_init` and `Widget` are the glue's, `Reader` is reader.js's.

/** How long a topic has been read when its related topics are fetched, in milliseconds. A reader who only steps through wants none of them. */
const DWELL = 1000;

/** Of those in view so many are fetched, one at a time and while the browser has nothing else to do. */
const AHEAD = 6;

const whenIdle = window.requestIdleCallback || ((work) => setTimeout(work, 100));

let core;

/** One instance of the wasm for all elements of the page. */
const loadCore = (wasm) =>
  core ||
  (core = wasm
    .then((response) => __wbg_init({ module_or_path: response }))
    .then(() => Widget)
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
  const [Core, text] = await Promise.all([loadCore(wasm), file]);
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
  state.widget = new Core(host, root, state.drawn ? wanted : now, state.drawn || undefined, text, ...given, !!again);
  if (state.drawn) state.widget.update(now);
  const { connection } = navigator;
  if (!(connection && connection.saveData)) prefetch(host, state);
  catchUp(state);
}

/** What the reader will perhaps go to next is fetched: related topics in view, and what is pointed at, focused or touched. */
function prefetch(host, state) {
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
  let dwelling;
  const look = () => {
    seen.disconnect();
    clearTimeout(dwelling);
    inView = [];
    left = AHEAD;
    dwelling = setTimeout(() => {
      if (!isGone()) shadow.querySelectorAll(".related [data-entry]").forEach((link) => seen.observe(link));
    }, DWELL);
  };
  host.addEventListener("vital-navigated", (event) => event.target === host && look(), { signal });
  look();
  state.rest = () => {
    gone.abort();
    clearTimeout(dwelling);
    seen.disconnect();
  };
}
