// How the widget's files are fetched where the tag names a version: none is used that is not, byte for byte, of that version. Stands in
// the place of floating.js. What the catalog is made of goes on being updated, unless the folder is frozen: then its files are vouched for too.

/** The integrity of each file of the version, by its path. The build puts it in. */
const SUMS = "__VITAL_SUMS__";

/** The list of lists of the catalog's files, where these are frozen: the first path of each list, the list's own path, and its integrity. */
const CONTENT = "__VITAL_CONTENT__";

/** The elements that are drawn, and their attributes beside those for assistive technology and for steps. */
const DRAWN = "__VITAL_TAGS__";
const DRAWN_WITH = "__VITAL_ATTRIBUTES__";

const identity = base && base.href + "#" + GLUE + WASM + STYLES;

const altered = (path) => Object.assign(new Error(at(path) + " is not the file of the version that this page asks for"), { kind: "integrity" });

/** The integrity of a file; none where it may be as it is. What isn't in the lists isn't of this version, so it is refused. */
const sumOf = async (path) => {
  if (SUMS[path] || !CONTENT) return SUMS[path];
  const [, list, sum] = (await ask(CONTENT, "json")).filter(([first]) => first <= path).pop() || [];
  if (list) SUMS[list] = sum;
  const known = list ? await ask(list, "json") : {};
  if (!known[path]) throw altered(path);
  return known[path];
};

/** Whether a fragment that comes without integrity is made of nothing but that, so that it can't bring a script along. */
const isDrawn = (node) =>
  typeof node === "string" ||
  (DRAWN.includes(node[0]) &&
    Object.keys(node[1]).every((name) => DRAWN_WITH.includes(name) || /^(aria|data)-[a-z]+$/.test(name)) &&
    node.slice(2).every(isDrawn));

const harmless = async (path, response) => {
  if (response.ok && /^t\//.test(path) && !isDrawn((await response.clone().json()).nodes)) throw altered(path);
  return response;
};

/** A file, whole and as it was meant. What a browser refuses looks like what didn't come: it is another if it comes when nothing is demanded. */
const load = async (path, options) => {
  const url = at(path);
  const folder = at(".");
  // Catalogs and overlays of others are the page's own choice.
  if (!url.startsWith(folder)) return fetch(url, options);
  const own = url.slice(folder.length);
  const integrity = await sumOf(own);
  if (!integrity) return harmless(own, await fetch(url, options));
  const demanded = Object.assign({}, options, { integrity });
  try {
    return await fetch(url, demanded);
  } catch (error) {
    // An answer that is kept may be at fault, and not what the server has now.
    await fetch(url, Object.assign({}, options, { cache: "reload" })).then(got);
    return fetch(url, demanded).catch(() => Promise.reject(altered(path)));
  }
};

/** What a module has said of itself: it knows its file's name, whatever address it was redirected to. */
const registered = (url) => answers.get(url.split("/").pop());

/** So long a page that is there may take to bring the module by a tag of its own, in milliseconds. */
const GRACE = 2000;

/**
 * A module (`again` is what another try adds to its address), which says itself that it is there. `import()` knows no integrity, and engines
 * run by it what they have refused before, so a script element brings it.
 */
const bring = (path, again = "", isLast = false) => {
  const there = registered(path);
  if (there) return there;
  const url = at(path) + again;
  const tag = document.createElement("script");
  Object.assign(tag, { type: "module", crossOrigin: "", integrity: SUMS[path], nonce: script.nonce || "" });
  try {
    tag.src = url;
  } catch (error) {
    // Where trusted types keep scripts from being named, a tag of its own in the snippet brings it, or it doesn't come.
    return awaited(path, Object.assign(error, { kind: "csp" }));
  }
  const come = new Promise((resolve, reject) => Object.assign(tag, { onload: resolve, onerror: reject }));
  (document.head || document.documentElement).append(tag);
  const failed = async () => {
    await load(path);
    // It is there and is the right one, so either its way here was disturbed, or something forbids it.
    if (!isLast) return bring(path, again + (again ? "&" : "?") + "again", true);
    throw new Error(url + " did not run: see whether the page's policy forbids it, and whether it is sent as text/javascript");
  };
  return come.then(() => registered(url), failed).finally(() => tag.remove());
};

const awaited = async (path, error) => {
  let left = GRACE;
  while (!registered(path)) {
    if (left <= 0) throw error;
    if (document.readyState === "complete") left -= 50;
    await new Promise((done) => setTimeout(done, 50));
  }
  return registered(path);
};
