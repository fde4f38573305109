// What stands in the way of the widget on this page, said on the page itself, a line each, with what to do. Loaded only where the page's
// address has `vital-debug` in its query, for whoever put the widget there. `vital doctor` looks at the same from outside.
//
// Leaves out what happens before any script of the widget can run: a tag that was stripped, a loader that didn't come or was refused.

/** How long the widget has to show something, in milliseconds. */
const PATIENCE = 5000;

const TAG = "vital-conditions";
const known = customElements.get(TAG);
const [loader, pin] = known.loader.split("#");
const at = (path) => new URL(path, loader).href;
const host = new URL(loader).origin;

/** What the page's policy forbade, as far as it is known: the directive, and what it was about. */
const violations = [];
const violated = ({ effectiveDirective, blockedURL, blockedURI }) => violations.push({ directive: effectiveDirective, url: blockedURL || blockedURI });
document.addEventListener("securitypolicyviolation", violated);
if (window.ReportingObserver) {
  new ReportingObserver((reports) => reports.forEach(({ body }) => violated(body)), { types: ["csp-violation"], buffered: true }).observe();
}

const pause = (time) => new Promise((done) => setTimeout(done, time));

/** A file's answer, or the line that says why there is none. */
const ask = async (url, what) => {
  if (location.protocol === "https:" && url.startsWith("http:")) return { fault: `${what} is asked for by http on a page that came by https: write https:// in ${url}.` };
  let answer;
  try {
    answer = await fetch(url, { cache: "no-cache" });
  } catch {
    // What the policy forbids is told a moment later.
    await pause(50);
    if (violations.some((violation) => /^connect-src/.test(violation.directive) && url.startsWith(violation.url))) return { fault: null };
    const isThere = await fetch(url, { cache: "no-cache", mode: "no-cors" }).then(() => true, () => false);
    const origin = new URL(url).origin;
    if (isThere) return { fault: `${what} may not be read by this page: have the server of ${origin} send the header Access-Control-Allow-Origin: * with ${url}.` };
    return { fault: `${what} could not be fetched: see whether ${url} opens in another tab.` };
  }
  if (!answer.ok) return { fault: `${what} is missing: ${url} answered with the status ${answer.status}.`, status: answer.status };
  return { answer };
};

const faultOf = async (url, what) => (await ask(url, what)).fault;

/** The hashed files that a loader names, each with its integrity if the loader is pinned. */
const named = (text) => {
  const files = new Map();
  for (const [, path, sum] of text.matchAll(/["'`](assets\/[\w-]+\.[0-9a-f]{8}\.\w+)["'`](?::["'`](sha384-[\w+/=]+))?/g)) {
    files.set(path, sum || files.get(path));
  }
  return files;
};

const digest = async (bytes) => {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-384", bytes));
  return "sha384-" + btoa(String.fromCharCode(...hash));
};

const NAMES = { css: "The widget's stylesheet", js: "A script of the widget", wasm: "The widget's program" };

const aboutFile = async ([path, sum]) => {
  const kind = path.split(".").pop();
  const what = NAMES[kind] || "A file of the widget";
  const { answer, fault, status } = await ask(at(path), what);
  if (status === 404) return `${fault} The folder was put up in part, or the loader is of another version: put up all of what the build made.`;
  if (fault !== undefined) return fault;
  const type = (answer.headers.get("content-type") || "nothing").split(";")[0];
  if (kind === "js" && !/javascript/.test(type)) return `${what} is sent as ${type}: have the server send ${at(path)} as text/javascript.`;
  // Without https there is nothing to compute it with.
  if (sum && window.crypto && crypto.subtle && (await digest(await answer.arrayBuffer())) !== sum) {
    return `${what} is another than that of the version which this page is pinned to: put that version's ${at(path)} up again, or paste a snippet of today.`;
  }
};

/** The loader as its server has it now may be another than the one that runs here. */
const aboutLoader = async () => {
  const isPinned = (src) => src.startsWith(at("assets/")) && new URL(src).pathname.endsWith(`/${TAG}.js`);
  const runs = pin ? Array.from(document.scripts, ({ src }) => src).find(isPinned) : loader;
  // The tag is gone that would say which version it was.
  if (!runs) return [];
  const { answer, fault } = await ask(runs, "The loader");
  if (fault !== undefined) return [fault];
  const files = named(await answer.text());
  const asked = performance.getEntriesByType("resource").map(({ name }) => name.split("?")[0]);
  const old = asked.filter((url) => url.startsWith(at("assets/glue.")) && !files.has(url.slice(at(".").length)));
  const lines = await Promise.all([...files].map(aboutFile));
  if (old.length) lines.push(`This page runs an older loader, which the browser or a proxy has kept: have its server send Cache-Control: no-cache with ${loader}, and reload.`);
  return lines;
};

const aboutWasm = () => {
  if (!window.WebAssembly) return "This browser has no WebAssembly, or it is turned off: reading goes on without it, save for overlays and other catalogs.";
  try {
    // WebKit compiles it all the same, and only refuses to let it run.
    new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
  } catch {
    return "The page's policy forbids WebAssembly: add 'wasm-unsafe-eval' to its script-src. Until then reading goes on without it, save for overlays and other catalogs.";
  }
};

/** Other directives are none of the widget's, and violations of other things none of its business. */
const aboutPolicy = () => {
  const own = violations.filter(({ directive, url }) => /^(connect|img|script|media)-src/.test(directive) && String(url).startsWith(host));
  const directives = new Set(own.map(({ directive }) => directive.replace(/-(elem|attr)$/, "")));
  return Array.from(directives, (directive) => `The page's Content-Security-Policy keeps the widget's files out: add ${host} to its ${directive}.`);
};

const aboutCatalog = async (url, what) => {
  const { answer, fault } = await ask(url, what);
  if (fault !== undefined) return fault;
  try {
    const { version } = JSON.parse(await answer.text());
    if (version !== 1) return `${what} says that it is of version ${version}, and this widget reads version 1: ${url}.`;
  } catch (error) {
    return `${what} is no JSON (${error.message}): vital check names the line of ${url}.`;
  }
};

const aboutElement = async (element) => {
  const lines = [];
  const absolute = (name) => new URL(element.getAttribute(name), document.baseURI).href;
  const topic = element.getAttribute("topic");
  try {
    if (element.getAttribute("catalog")) lines.push(await aboutCatalog(absolute("catalog"), "The catalog of an element"));
    else if (topic && element.catalogData == null && !element.getAttribute("overlay")) {
      const { status, fault } = await ask(at(`t/${encodeURIComponent(topic.trim())}.json`), `The topic "${topic}"`);
      lines.push(status === 404 ? `There is no topic "${topic}" here: choose one at ${at("configure.html")}.` : fault);
    }
    if (element.getAttribute("overlay")) lines.push(await faultOf(absolute("overlay"), "The overlay of an element"));
  } catch (error) {
    lines.push(`An element has an address that can't be read: ${error.message}.`);
  }
  if (!element.checkVisibility || element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true, opacityProperty: true, visibilityProperty: true })) {
    if (element.getBoundingClientRect().width < 1) lines.push(`The element for "${topic || "the home topic"}" has no width: look for a parent that has none, or for overflow and float in the page's styles.`);
  } else lines.push(`The element for "${topic || "the home topic"}" is hidden by the page's own styles: look for display: none, visibility: hidden or opacity: 0 on it and above it.`);
  return lines;
};

const aboutTags = () => {
  const lines = [];
  const elements = document.querySelectorAll(TAG).length;
  for (const script of document.scripts) {
    if (script.dataset.topic === undefined || !script.src.includes(TAG)) continue;
    if (document.head.contains(script)) lines.push("A tag with data-topic stands in <head>, where nothing can be shown: move it into <body>, to where the topic is to appear.");
  }
  const loaders = new Set(Array.from(document.scripts, ({ src }) => src).filter((src) => src.endsWith(`/${TAG}.js`)));
  if (loaders.size > 1) lines.push(`Several loaders are on this page, and the first to come is used for all elements: keep one of ${[...loaders].join(" and ")}.`);
  if (!elements) lines.push(`There is no place for a topic on this page: add <${TAG} topic="…"></${TAG}> where it is to appear, and see whether the editor keeps it.`);
  return lines;
};

/** What the widget itself has told, which the rest may explain or not. */
const told = [];
const tell = ({ message, kind }) => told.push(`The widget says: ${message} (${kind}).`);
document.addEventListener("vital-error", ({ detail }) => tell(detail));

const examine = async () => {
  const [files, elements] = await Promise.all([aboutLoader(), Promise.all(Array.from(document.querySelectorAll(TAG), aboutElement))]);
  // What isn't allowed to come is told after a moment, and so is what fails late.
  await pause(PATIENCE / 10);
  const lines = [...aboutTags(), ...aboutPolicy(), ...files, ...elements.flat(), aboutWasm()].filter(Boolean);
  return [...new Set(lines.length ? lines : told)];
};

/** Shows lines at the top of the page, and on the console. */
const show = (lines) => {
  // The page's styles have no say in it, and the news is told to who can't see it.
  const root = document.createElement("vital-debug");
  const shadow = root.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    ":host { all: initial; display: block } section { margin: 1em; padding: 0.75em 1em; border: 2px solid; border-radius: 0.5em; background: Canvas; color: CanvasText; font: 1rem/1.5 system-ui, sans-serif } h2 { margin: 0; font-size: 1em } ul { margin: 0.5em 0 0; padding-inline-start: 1.2em } li { overflow-wrap: anywhere }",
  );
  shadow.adoptedStyleSheets = [sheet];
  const make = (name, text) => Object.assign(document.createElement(name), { textContent: text });
  const section = make("section", "");
  const title = make("h2", lines.length ? "What stands in the way of the widget" : "Nothing stands in the way of the widget");
  section.setAttribute("role", "status");
  const list = make("ul", "");
  list.append(...lines.map((line) => make("li", line)));
  shadow.append(section);
  document.body.prepend(root);
  setTimeout(() => section.append(title, ...(lines.length ? [list] : [])), 100);
  for (const line of lines.length ? lines : [title.textContent]) console.info(`${TAG}: ${line}`);
};

const begin = async () => {
  // The widget comes first, for what it fails at tells most. One that is far from view has not begun.
  const ready = Array.from(document.querySelectorAll(TAG), (element) => element.ready.catch(tell));
  await Promise.race([pause(PATIENCE), Promise.all(ready)]);
  show(await examine());
};

known.take({ [import.meta.url.split("/").pop()]: {} });
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
