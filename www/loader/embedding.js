// Which script this is, and where it puts elements by itself: forms A and D.

const NAME = "vital-conditions";
const ATTRIBUTES = ["topic", "catalog", "lang", "theme", "layout", "heading-level", "loading", "images", "overlay", "history", "metrics", "partner", "search"];
// What a script for one topic brings along, by its path, and the way from that script to the loader. The build puts it in.
const GIVEN = Object.assign({ up: "" }, "__VITAL_GIVEN__");

const claimed = (script) => script.nextElementSibling && script.nextElementSibling.localName === NAME;
const script =
  document.currentScript ||
  Array.from(document.querySelectorAll('script[src*="' + NAME + '.js"]')).find((script) => script.dataset.topic && !claimed(script)) ||
  document.querySelector('script[src*="' + NAME + '.js"]');
const base = script && new URL(GIVEN.up, script.src);
const at = (path) => new URL(path, base).href;

const camel = (name) => name.replace(/-./g, (part) => part[1].toUpperCase());

/** An element with the attributes that `source` has as data-NAME. */
const element = (source) => {
  const created = document.createElement(NAME);
  for (const name of ATTRIBUTES) {
    const value = source.dataset[camel(name)];
    if (value !== undefined) created.setAttribute(name, value);
  }
  return created;
};

/** Form A: the element appears where the tag stands. */
const place = () => {
  if (script.dataset.topic === undefined || claimed(script)) return;
  if (!document.body || document.head.contains(script)) {
    console.warn(NAME + ": a tag with data-topic draws where it stands: move it into <body>.");
    return;
  }
  const created = element(script);
  if (script.dataset.fallback) {
    const link = document.createElement("a");
    link.href = script.dataset.fallback;
    link.textContent = "Read this topic at " + link.hostname;
    created.append(link);
  }
  script.after(created);
};

/** Form D: a plain link becomes the element, and stays inside it as its fallback. */
const upgradeLinks = () => {
  for (const link of document.querySelectorAll("a." + NAME + "[data-topic]")) {
    if (link.closest(NAME)) continue;
    const created = element(link);
    link.replaceWith(created);
    created.append(link);
  }
};
