// What there is to choose from, as the published folder says beside this page.

/** The published folder. */
export const base = new URL(".", document.baseURI).href;
export const at = (path) => new URL(path, base).href;

/** The catalog, as its index says. */
export let catalog = { lang: "en", langs: ["en"], entries: [], names: new Map(), version: null };
export const titleOf = (id) => (catalog.entries.find((entry) => entry.id === id) || { title: id }).title;

/** The folder of a language's files. */
export const folderOf = (lang) => (lang && lang !== catalog.lang ? `${lang}/` : "");

/** A topic's title in a language. */
export const titleIn = async (id, lang) => {
  if (!folderOf(lang)) return titleOf(id);
  const fragment = await fetch(at(`t/${folderOf(lang)}${id}.json`)).then(got).catch(() => ({}));
  return typeof fragment.title === "string" ? fragment.title : titleOf(id);
};

const got = (answer) => (answer.ok ? answer.json() : Promise.reject(new Error(`${answer.url} answered with the status ${answer.status}`)));

/** An index is in parts where it is long, in so many levels at the most. */
const LEVELS = 4;

const listed = async (list, level = 0) => {
  const parts = list.map(async (item) => {
    if (item.id) return [item];
    const url = at(item.file);
    if (level === LEVELS || !url.startsWith(base)) return [];
    return listed((await fetch(url).then(got)).index, level + 1);
  });
  return (await Promise.all(parts)).flat();
};

/**
 * The version that a tag can name: its `loader`, and the `glue` that the loader brings, each with path and integrity, and whether it is of the
 * texts too. Nothing where the folder doesn't say.
 */
const latest = async () => {
  const { versions } = await fetch(at("versions.json")).then(got);
  const { files, ...paths } = versions[versions.length - 1];
  const file = (path) => {
    if (!/^assets\/[\w./-]+$/.test(path) || !/^sha\d+-[\w+/=]+$/.test(files[path])) throw new TypeError(`${path} is no file of a version`);
    return { path, integrity: files[path] };
  };
  return { loader: file(paths.loader), glue: file(paths.glue), frozen: paths.frozen === true };
};

/** The script that brings a topic along, with its integrity; nothing where there is none, or nothing to compute that with. */
export const bringing = async (id, lang) => {
  const path = `t/${folderOf(lang)}${id}.js`;
  const answer = await fetch(at(path)).catch(() => ({}));
  // Some hosts answer with a page for whatever they don't have.
  const isScript = answer.ok && /javascript/.test(answer.headers.get("content-type"));
  if (!isScript || !window.crypto || !crypto.subtle) return null;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-384", await answer.arrayBuffer()));
  return { path, integrity: `sha384-${btoa(String.fromCharCode(...digest))}` };
};

/** Learns what the index says, as far as it is of the right shape. What has an id and no title is another name of the entry in the same file. */
export const read = async () => {
  const [index, version] = await Promise.all([fetch(at("index.json")).then(got), latest().catch(() => null)]);
  const items = (await listed(index.index)).filter(({ id }) => typeof id === "string" && /^[a-z0-9-]{1,80}$/.test(id));
  const entries = items.filter(({ title }) => typeof title === "string");
  const files = new Map(entries.map(({ id, file }) => [file, id]));
  const lang = typeof index.lang === "string" ? index.lang : "en";
  const known = entries.some(({ id }) => id === index.home);
  const names = new Map(items.map(({ id, file }) => [id, files.get(file)]));
  const there = Object.keys(index.translations || {}).map(async (tongue) => {
    const answer = await fetch(at(`index.${tongue}.json`), { method: "HEAD" }).catch(() => ({}));
    return answer.ok ? [tongue] : [];
  });
  const langs = [lang, ...(await Promise.all(there)).flat()];
  entries.sort((one, other) => one.title.localeCompare(other.title));
  catalog = { lang, langs, names, entries, version, home: known ? index.home : entries.length ? entries[0].id : "" };
};

/** What a language calls itself. */
export const autonym = (lang) => {
  try {
    return new Intl.DisplayNames([lang], { type: "language" }).of(lang);
  } catch {
    return lang;
  }
};
