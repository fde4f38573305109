// How the widget's files are fetched where the tag names a version: none is used that is not, byte for byte, of that version. Stands in
// the place of floating.js. What the catalog is made of goes on being updated, unless the folder is frozen: then its files are vouched for too.

/** The integrity of each file of the version, by its path. The build puts it in. */
const SUMS = "__VITAL_SUMS__";

/** The list of lists of the catalog's files, where these are frozen: the first path of each list, the list's own path, and its integrity. */
const CONTENT = "__VITAL_CONTENT__";

const identity = base && base.href + "#" + GLUE;

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

/** A file, whole and as it was meant. What a browser refuses looks like what didn't come: it is another if it comes when nothing is demanded. */
const load = async (path, options) => {
  const url = at(path);
  const folder = at(".");
  // Catalogs and overlays of others are the page's own choice.
  const integrity = url.startsWith(folder) && (await sumOf(url.slice(folder.length)));
  if (!integrity) return fetch(url, options);
  const demanded = Object.assign({}, options, { integrity });
  try {
    return await fetch(url, demanded);
  } catch (error) {
    // An answer that is kept may be at fault, and not what the server has now.
    await fetch(url, Object.assign({}, options, { cache: "reload" })).then(got);
    return fetch(url, demanded).catch(() => Promise.reject(altered(path)));
  }
};

/** What a module at an address has said of itself. */
const registered = (url) => answers.get(url) || Promise.reject(new Error(url + " did not run, as when the page's content security policy forbids it"));

/**
 * A module (`again` is what another try adds to its address), which says itself that it is there. `import()` knows no integrity, and engines
 * run by it what they have refused before, so a script element brings it. Where trusted types keep scripts from being named, a tag of its own
 * in the snippet has brought it, or it doesn't come.
 */
const bring = (path, again = "") =>
  new Promise((resolve, reject) => {
    const url = at(path) + again;
    if (answers.has(at(path))) return resolve(registered(at(path)));
    const tag = document.createElement("script");
    const end = (answer) => {
      tag.remove();
      resolve(answer);
    };
    Object.assign(tag, { type: "module", crossOrigin: "", integrity: SUMS[path], nonce: script.nonce || "" });
    tag.onload = () => end(registered(url));
    tag.onerror = () => end(load(path).then(() => registered(url)));
    try {
      tag.src = url;
    } catch (error) {
      const late = () => (answers.has(at(path)) ? resolve(registered(at(path))) : reject(Object.assign(error, { kind: "csp" })));
      if (document.readyState === "complete") late();
      else addEventListener("load", late, { once: true });
      return;
    }
    (document.head || document.documentElement).append(tag);
  });
