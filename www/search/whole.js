// Makes an index of a catalog that has none beside it, or that an overlay changes. The build puts this behind wasm-bindgen's glue for that, in
// one module with it; `Whole` is the glue's.

const WASM = "__VITAL_INDEX_WASM__";

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

/** The index of what the attributes `read` name or, if that is in shards, the folder in which its own is to be found. */
export const indexOf = async (read, tools) => {
  await run(tools);
  const text = async (url) => got(await tools.load(url)).text();
  const overlay = read.overlay && (await text(read.overlay));
  const opened = async (url, json) => {
    const whole = Whole.read(json || (await text(url)), url, overlay, read.overlay);
    if (!whole) throw new Error(url + " can't be read");
    return whole;
  };
  let url = read.catalog;
  let whole = await opened(url, read.catalogData);
  const translation = whole.translation(read.lang || "");
  if (translation) whole = await opened((url = translation));
  if (!whole.is_sharded()) return { index: whole.index() };
  const [, edition] = /\.([^./]+)\.json$/.exec(new URL(url).pathname) || [];
  return { folder: new URL("search/" + (edition ? edition + "/" : ""), url).href };
};

// As the widget's glue does, for loaders that can't import.
customElements.get("vital-conditions").take({ [import.meta.url.split("/").pop()]: { indexOf } });
