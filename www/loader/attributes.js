// What the widget needs to know of its element and of the page round it.

// The catalog's languages, the original first. The build puts them in.
const LANGS = "__VITAL_LANGS__".split(" ");

// The styles follow the host's colour scheme by light-dark(). For engines of the baseline that don't know it yet, the theme
// "auto" is settled here.
const darkness = window.CSS && !CSS.supports("color", "light-dark(red, red)") && matchMedia("(prefers-color-scheme: dark)");
const isDark = (host) => {
  const scheme = getComputedStyle(host).colorScheme || "";
  return scheme.includes("dark") && (darkness.matches || !scheme.includes("light"));
};

/** The part of a file's name that says which of the catalog's languages is meant (the lookup of RFC 4647); none for the original. */
const edition = (lang) => {
  for (let tag = (lang || "").toLowerCase(); tag; tag = tag.slice(0, Math.max(tag.lastIndexOf("-"), 0))) {
    const place = LANGS.findIndex((known) => known.toLowerCase() === tag);
    if (place >= 0) return place && LANGS[place];
  }
  return 0;
};

/** The element whose steps are written into the page's address: one a page. */
let scribe;

const addressed = (host) => ({ hash: location.hash, query: location.search })[host.getAttribute("history")];
const isScribe = (host) => {
  if (addressed(host) !== undefined && !(scribe && scribe.isConnected && addressed(scribe) !== undefined)) scribe = host;
  return scribe === host;
};

/** The topic in the page's address, where that is this element's business. */
const linked = (host) => isScribe(host) && (/[#?&]vital=([a-z\d-]+)/.exec(addressed(host)) || [])[1];

/**
 * The attributes by their properties' names, addresses absolute. Where the catalog is the loader's own there are beside them `index`,
 * the address of its index, and `folder`, that of its language's files.
 */
const attributes = (host, data) => {
  const read = { origin: base.origin };
  for (const name of ATTRIBUTES) {
    const value = host.getAttribute(name);
    if (value !== null) read[camel(name)] = value;
  }
  for (let node = host; node && !read.lang; node = node.parentNode || node.host) {
    read.lang = (node.getAttribute && node.getAttribute("lang")) || undefined;
  }
  for (const name of ["catalog", "overlay"]) {
    if (!read[name]) continue;
    // An address that can't be read is asked for as it is, so that the failure names it.
    try {
      read[name] = new URL(read[name], document.baseURI).href;
    } catch (error) {}
  }
  const own = at("catalog.json");
  if (!read.catalog) read.catalog = own;
  if (!read.overlay) delete read.overlay;
  if (darkness && read.theme !== "light" && read.theme !== "dark") read.theme = isDark(host) ? "dark" : "light";
  if (data != null) read.catalogData = JSON.stringify(data);
  else if (read.catalog === own && !read.overlay) {
    const lang = edition(read.lang);
    read.folder = lang ? lang + "/" : "";
    read.index = at(lang ? "index." + lang + ".json" : "index.json");
    if (lang) read.catalog = at("catalog." + lang + ".json");
  }
  return read;
};
