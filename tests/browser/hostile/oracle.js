// Sees what hostile content did to a page: scripts that ran, built-ins and globals that changed, what was asked of strangers, and what
// stands in a shadow root that the widget doesn't draw. Comes before everything else on the page.
(() => {
  const ran = [];
  const errors = [];
  for (const name of ["alert", "confirm", "prompt", "open", "print"]) {
    window[name] = (...words) => void ran.push(`${name}(${words.map(String).join().slice(0, 80)})`);
  }
  window.addEventListener("error", ({ message }) => message && errors.push(message));
  window.addEventListener("unhandledrejection", ({ reason }) => errors.push(String(reason)));
  performance.setResourceTimingBufferSize(100000);

  const BUILT_IN = [Object, Array, Function, String, Number, Boolean, RegExp, Date, Promise, Map, Set, Symbol, Error, Node, Element, HTMLElement, Document, Event];
  const members = (object) => Object.entries(Object.getOwnPropertyDescriptors(object)).flatMap(([name, { value, get, set }]) => [name, value, get, set]);
  const snapshot = () => BUILT_IN.flatMap((known) => [...members(known), ...members(known.prototype)]);
  const globals = () => new Set(Object.getOwnPropertyNames(window));
  const outside = () => [document.title, location.href, ...Array.from(document.querySelectorAll("*"), (element) => element.localName)].join(" ");
  let before;

  /** What is unlike it was, by name. */
  const changed = () => {
    const now = snapshot();
    const found = [];
    if (now.length !== before.builtIn.length || now.some((value, at) => !Object.is(value, before.builtIn[at]))) found.push("a built-in changed");
    if ({}.polluted !== undefined || [].polluted !== undefined || "".polluted !== undefined) found.push("a prototype has what it had not");
    found.push(...[...globals()].filter((name) => !before.globals.has(name)).map((name) => "the global " + name));
    if (outside() !== before.outside) found.push("the page outside changed");
    return found;
  };

  /** Whose requests the page has made, beside those of these origins. */
  const asked = (origins) =>
    performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => !origins.some((origin) => name.startsWith(origin)));

  /** What stands in a root that must not. `known` are the elements and attributes that the components draw, and the origins of pictures. */
  const strange = (root, { tags, attributes, origins }) => {
    const found = [];
    const say = (element, name) => found.push(`<${element.localName} ${name}="${String(element.getAttribute(name)).slice(0, 120)}">`);
    for (const element of root.querySelectorAll("*")) {
      if (!tags.includes(element.localName)) found.push(`<${element.localName}>`);
      for (const name of element.getAttributeNames()) {
        if (!attributes.includes(name) && !/^(aria|data)-[a-z]+$/.test(name)) say(element, name);
        else if (/^(href|src|cite)$/.test(name)) {
          const value = element.getAttribute(name);
          const isOwn = element.localName !== "img" || origins.some((origin) => value.startsWith(origin + "/"));
          if (!/^(https?|mailto|tel):/.test(value) || !isOwn) say(element, name);
        }
      }
    }
    return found;
  };

  window.__oracle = {
    ran,
    errors,
    changed,
    asked,
    strange,
    begin() {
      before = { builtIn: snapshot(), globals: globals(), outside: outside() };
    },
  };
})();
