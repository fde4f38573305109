// What a host page holds before anything of the widget's has run: kept here, and compared when the widget has been used.
(() => {
  const widgets = "vital-conditions";
  const { ownKeys, getOwnPropertyDescriptor } = Reflect;
  const { is } = Object;

  /** Every global, every member of the global functions and of their prototypes, and those of the page's own objects. */
  const globals = () => {
    const holders = { window, document, navigator, location, history, console, Math, JSON, Reflect, Intl, customElements };
    if (window.WebAssembly) holders.WebAssembly = WebAssembly;
    for (const name of ownKeys(window)) {
      const value = typeof name === "string" && getOwnPropertyDescriptor(window, name).value;
      if (typeof value === "function" && value.prototype) {
        holders[name] = value;
        holders[name + ".prototype"] = value.prototype;
      }
    }
    const found = new Map();
    for (const holder of ownKeys(holders)) {
      for (const key of ownKeys(holders[holder])) {
        const { value, get, set } = getOwnPropertyDescriptor(holders[holder], key) || {};
        // Numbers of the window are where it is and how large.
        found.set(holder + "." + String(key), typeof value === "number" ? [] : [value, get, set]);
      }
    }
    return found;
  };

  // `event` is the browser's own, RegExp's statics tell of the last match, whoever's it was, one is a new list each time, and the rest is
  // the drivers'.
  const isAnothers = (name) => /^window[.](event|ret_nodes|name)$|^RegExp[.]|se_exportedFunctionSymbol|automationSessionProxy|supportedEntryTypes|^(window|document)[.]([$]?cdc_|[$]cdc|webdriver|__webdriver|__fxdriver)/.test(name);

  const sizes = /^(height|block-size|perspective-origin|transform-origin|inset.*|top|bottom|left|right|width|inline-size|.*(min|max)-.*size|-webkit-(logical|perspective|transform).*)$/;
  const looks = () => {
    const found = {};
    for (const selector of ["html", "body", "#host", "#field", "#host a"]) {
      const element = document.querySelector(selector);
      const style = getComputedStyle(element);
      // The reader's step takes the focus from the field, and its ring with it.
      const isRing = (name) => selector === "#field" && /^outline|^-moz-outline/.test(name);
      for (let at = 0; at < style.length; at++) if (!isRing(style[at]) && !sizes.test(style[at])) found[selector + " " + style[at]] = style.getPropertyValue(style[at]);
    }
    return found;
  };

  /** As a list of texts: what pages add to every object, some drivers take along. */
  const around = () => {
    let stored = "none to be had";
    try {
      stored = document.cookie + localStorage.length + sessionStorage.length;
    } catch {}
    const sheets = document.styleSheets.length + (document.adoptedStyleSheets || []).length;
    const roots = [...document.documentElement.attributes, ...document.body.attributes].map((one) => one.name + "=" + one.value);
    return ["address " + location.href, "title " + document.title, "entries " + history.length, "sheets " + sheets, "stored " + stored, ...roots];
  };

  const outside = (node) => !(node.nodeType === 1 ? node : node.parentNode || document.documentElement).closest(widgets);
  const said = (node) => (node.nodeType === 1 ? node.outerHTML.slice(0, 200) : JSON.stringify(node.data));
  const changes = [];
  const note = (records) => {
    for (const { type, target, attributeName, addedNodes, removedNodes } of records) {
      if (type !== "childList") {
        // The parser joins text that comes in parts, and hides nonces.
        const isParsers = attributeName === "nonce" || (type === "characterData" && !target.data.trim());
        if (outside(target) && !isParsers) changes.push(`${type} ${attributeName || ""} of ${said(target)}`);
        continue;
      }
      // What the parser still adds: the widget's own tag, and the text behind it.
      const added = [...addedNodes].filter((node) => outside(node) && !(node.nodeType === 3 && !node.data.trim()) && !(node.src && node.src.endsWith("/vital-conditions.js")));
      const removed = [...removedNodes].filter((node) => !(target.closest && target.closest(widgets)) && node.nodeType !== 3);
      for (const node of added) changes.push(`added to ${target.nodeName}: ${said(node)}`);
      for (const node of removed) changes.push(`removed from ${target.nodeName}: ${said(node)}`);
    }
  };
  const observer = new MutationObserver(note);
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });

  const scrolls = [];
  addEventListener("scroll", () => scrolls.push([scrollX, scrollY]));

  const field = document.querySelector("#field");
  if (field) field.focus({ preventScroll: true });
  const focused = document.activeElement;

  let held, looked;
  Object.defineProperty(window, "__inventory", {
    value: {
      /** What is otherwise than it was. `own` is a pattern of what the page changes by itself. */
      changes(own) {
        note(observer.takeRecords());
        const found = [...changes];
        const now = globals();
        for (const name of new Set([...held.keys(), ...now.keys()])) {
          if (isAnothers(name) || (own && new RegExp(own).test(name))) continue;
          const [before, after] = [held.get(name), now.get(name)];
          if (!before || !after) found.push(`${name} was ${before ? "taken away" : "added"}`);
          else if (before.some((part, at) => !is(part, after[at]))) found.push(`${name} is another`);
        }
        const lookNow = looks();
        for (const name in looked) if (looked[name] !== lookNow[name] && !(own && new RegExp(own).test(name))) found.push(`${name}: ${looked[name]} -> ${lookNow[name]}`);
        return found;
      },
      around,
      first: around(),
      scrolls,
      /** Whether what the reader was at still has the focus. */
      isFocusKept: () => document.activeElement === focused,
    },
  });
  looked = looks();
  held = globals();
})();
