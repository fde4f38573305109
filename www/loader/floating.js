// How the widget's files are fetched where the tag names no version: as they are published now. Where it does, pinned.js stands in the
// place of this file.

/** Tells this loader from others of the same folder. */
const identity = base && base.href;

/** A file of the loader's folder, or at another address. */
const load = async (path, options) => fetch(at(path), options);

/** A module. `again` is what another try adds to its address. */
const bring = (path, again = "") => import(at(path) + again);
