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
  const widget = new Core(host, root, state.drawn ? wanted : now, state.drawn || undefined, text, ...given, !!again);
  state.widget = widget;
  widget.folder = wanted.folder;
  widget.follow(first);
  if (state.drawn || now.folder !== wanted.folder) widget.update(now);
  if (!tools.isSaving()) prefetch(host, state, tools);
  catchUp(state);
}

/** Which file each entry is in that a fragment's links lead to. */
function filesOf({ file, leads, nodes }) {
  const folder = file.slice(0, file.lastIndexOf("/") + 1);
  const ids = new Set(Array.from(JSON.stringify(nodes).matchAll(/"data-entry":"(.*?)"/g), (link) => link[1]));
  return new Map([...ids].slice(0, leads.length).map((id, at) => [id, folder + id + "." + leads[at] + ".json"]));
}

/** The widget, which is told the file of an entry where the fragment of the topic that is shown says it: a step needs no index then. */
class Guided extends Widget {
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
    super.act(name, to, this.fileOf(to));
  }

  prefetch(id) {
    super.prefetch(id, this.fileOf(id));
  }

  update(read) {
    if (this.folder !== read.folder) this.lose();
    this.folder = read.folder;
    super.update(read);
  }

  reload() {
    this.lose();
    super.reload();
  }
}

/** What the reader will perhaps go to next is fetched: related topics in view, and what is pointed at, focused or touched. */
function prefetch(host, state, { at, attributesOf, got, pathOf }) {
  const shadow = host.shadowRoot;
  const { widget } = state;
  const isGone = () => state.widget !== widget;
  const want = (link) => isGone() || widget.prefetch(link.dataset.entry);
  const interest = (event) => {
    const link = event.target.closest && event.target.closest("[data-entry]");
    if (link) want(link);
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
    want(link);
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
    return fetch(at(pathOf(read, id)), { priority: "low", signal })
      .then(got)
      .then((response) => response.json());
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
  look();
  state.rest = () => {
    gone.abort();
    seen.disconnect();
  };
}
