// How the widget's files are fetched where the tag names no version: as they are published now. Where it does, pinned.js stands in the
// place of this file.

/** Tells this loader from others of the same folder. */
const identity = base && base.href;

const load = (path) => fetch(at(path));

/** A module. `again` is what another try adds to its address. */
const bring = (path, again = "") => import(at(path) + again);
