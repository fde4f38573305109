// What is searched: the index that was published with the loader's catalog or, where there is none, a catalog as a whole. `Search` and
// `Whole` are the glue's.

const WASM = "__VITAL_SEARCH_WASM__";

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

const unpacked = async (response) =>
  new Uint8Array(await new Response(got(response).body.pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer());

/** An index in a folder, of which parts are fetched as they are wanted. */
const ofIndex = async (folder, { load }) => {
  const root = await load(folder + "root.bin", { cache: "no-cache" }).then(unpacked);
  // All names carry the hash of all.
  const version = String.fromCharCode(...root.subarray(0, 8));
  const search = Search.open(root.subarray(8));
  if (!search) throw new Error(folder + "root.bin can't be read");
  const parts = new Map();
  const fetched = (number) => {
    if (!parts.has(number)) {
      const part = load(`${folder}${number}.${version}.bin`).then(unpacked);
      parts.set(number, part.then((bytes) => search.take(number, bytes)));
      part.catch(() => parts.delete(number));
    }
    return parts.get(number);
  };
  return { search, fetched };
};

/** A catalog that has no index beside it, or that an overlay changes. */
const ofWhole = async (read, { load }) => {
  const text = async (url) => got(await load(url)).text();
  const overlay = read.overlay && (await text(read.overlay));
  const opened = async (url, json) => Whole.read(json || (await text(url)), url, overlay, read.overlay);
  let url = read.catalog;
  let whole = await opened(url, read.catalogData);
  const translation = whole && whole.translation(read.lang || "");
  if (translation) whole = await opened((url = translation));
  if (!whole) throw new Error(url + " can't be read");
  if (!whole.is_sharded()) return { search: whole.search() };
  // An index of somebody else's build has the one for searching beside it.
  const [, edition] = /\.([^./]+)\.json$/.exec(new URL(url).pathname) || [];
  return ofIndex(new URL("search/" + (edition ? edition + "/" : ""), url).href, { load });
};

/** What the attributes `read` say. */
const opened = async (read, tools) => {
  await run(tools);
  if (!read.index) return ofWhole(read, tools);
  // A host that has put up the catalog alone has all that is needed.
  const own = await ofIndex("search/" + read.folder, tools).catch(() => ofWhole(read, tools));
  return { ...own, folder: read.folder };
};
