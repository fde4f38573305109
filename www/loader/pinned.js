// How the widget's files are fetched where the tag names a version: none is used that is not, byte for byte, of that version. Stands in
// the place of floating.js. What the catalog is made of has no integrity here: it goes on being updated.

/** The integrity of each file of the version, by its path. The build puts it in. */
const SUMS = "__VITAL_SUMS__";

const identity = base && base.href + "#" + GLUE;

const altered = (path) => Object.assign(new Error(at(path) + " is not the file of the version that this page asks for"), { kind: "integrity" });

/** A file, whole and as it was meant. What a browser refuses looks like what didn't come: it is another if it comes when nothing is demanded. */
const load = async (path) => {
  const integrity = SUMS[path];
  if (!integrity) return fetch(at(path));
  try {
    return await fetch(at(path), { integrity });
  } catch (error) {
    // An answer that is kept may be at fault, and not what the server has now.
    await fetch(at(path), { cache: "reload" }).then(got);
    return fetch(at(path), { integrity }).catch(() => Promise.reject(altered(path)));
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
