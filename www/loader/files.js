// What the loader asks for, each file once a page, whoever waits for it. What failed is asked for again by the next who wants it.

// The build puts in the hashed names.
const GLUE = "__VITAL_GLUE__";
const WASM = "__VITAL_WASM__";
const STYLES = "__VITAL_STYLES__";
const DEBUG = "__VITAL_DEBUG__";

const got = (response) => (response.ok ? response : Promise.reject(response.url + " answered with the status " + response.status));

const answers = new Map();

/** Takes in what a script for one topic brings along, and modules, which say by their files' names that they are there. */
const take = (given) => Object.keys(given).forEach((path) => answers.set(path, Promise.resolve(given[path])));

/** The answer under a name: the one at hand, or what `fresh` gives. */
const once = (name, fresh) => {
  if (!answers.has(name)) {
    const answer = fresh();
    answers.set(name, answer);
    answer.catch(() => answers.get(name) === answer && answers.delete(name));
  }
  return answers.get(name);
};

/** The next who wants these asks for them again. */
const forget = (...names) => names.forEach((name) => answers.delete(name));

/** A file of the loader's own folder, as `text` or `json`. */
const ask = (path, kind) => once(path, () => load(path).then(got).then((response) => response[kind]()));

/** One sheet, shared by all elements of the page. */
const loadStyles = () =>
  once("styles", () =>
    ask(STYLES, "text").then((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      return sheet;
    }),
  );

/** How often the glue was asked for in vain. */
let tries = 0;

/** An engine keeps one answer for a module's address, also one that failed or hangs, so another try has another address. */
const loadGlue = () =>
  once("glue", () =>
    bring(GLUE, tries++ ? "?try=" + tries : "").then((glue) => (glue.mount ? glue : Promise.reject(GLUE + " is empty"))),
  );

/** A request that hangs keeps others for the same address waiting, unless these pass by the browser's cache. */
const loadWasm = (cache) => once("wasm", () => load(WASM, { cache }).then(got));

/** A request for a catalog that is not the loader's own, made before the wasm is there. The first who needs it gets it. */
const request = (read) => {
  if (read.index || read.catalogData || answers.has(read.catalog)) return {};
  const abort = new AbortController();
  return { answer: once(read.catalog, () => load(read.catalog, { signal: abort.signal })), abort };
};

/** The path of a topic's fragment in the language of `read`. */
const pathOf = (read, topic) => "t/" + read.folder + (topic || "_") + ".json";

/** The fragment; nothing where there is none, or it doesn't come, or is something else. */
const fragment = (read, topic = "") =>
  read.index && /^[a-z0-9-]*$/.test((topic = topic.trim()))
    ? within(8000, ask(pathOf(read, topic), "json").then((found) => found.nodes && found))
    : Promise.resolve();
