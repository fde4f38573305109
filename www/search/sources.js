// What is searched: the index that was published with the loader's catalog or, where there is none, a catalog as a whole. `Search` is the
// glue's.

const WASM = "__VITAL_SEARCH_WASM__";
const WHOLE = "__VITAL_WHOLE__";

let running;

/** One instance of the wasm for all elements of the page. */
const run = ({ load }) =>
  running ||
  (running = load(WASM)
    .then(got)
    .then((response) => __wbg_init({ module_or_path: response }))
    .catch((error) => {
      running = null;
      throw error;
    }));

const got = (response) => (response.ok ? response : Promise.reject(new Error(response.url + " answered with the status " + response.status)));

const bytes = async (response) => new Uint8Array(await got(response).arrayBuffer());

/** An index in a folder, of which parts are fetched as they are wanted. */
const ofIndex = async (folder, { load }) => {
  const root = await load(folder + "root.bin", { cache: "no-cache" }).then(bytes);
  // All names carry the hash of all.
  const version = String.fromCharCode(...root.subarray(0, 8));
  const search = Search.unpack(root.subarray(8));
  if (!search) throw new Error(folder + "root.bin can't be read");
  const parts = new Map();
  const fetched = (number) => {
    if (!parts.has(number)) {
      const part = load(`${folder}${number}.${version}.bin`).then(bytes).then((packed) => search.takePacked(number, packed));
      parts.set(number, part);
      part.catch(() => parts.delete(number));
    }
    return parts.get(number);
  };
  return { search, fetched };
};

/** A catalog that has no index beside it, or that an overlay changes: the index is made here. */
const ofWhole = async (read, tools) => {
  const { indexOf } = await tools.bring(WHOLE);
  const { index, folder } = await indexOf(read, tools);
  if (folder) return ofIndex(folder, tools);
  const search = Search.open(index.root());
  const fetched = (number) => search.take(number, index.part(number) || new Uint8Array());
  return { search, fetched };
};

/** What the attributes `read` say. */
const opened = async (read, tools) => {
  await run(tools);
  if (!read.index) return ofWhole(read, tools);
  // A host that has put up the catalog alone has all that is needed.
  const own = await ofIndex("search/" + read.folder, tools).catch(() => ofWhole(read, tools));
  return { ...own, folder: read.folder };
};
