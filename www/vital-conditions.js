// The loader: the one script that partners paste. It registers <vital-conditions>, puts one where forms A and D ask for
// it, and brings in styles, glue, wasm and catalog side by side. What a widget shows is the wasm's business.
//
// Its syntax is that of ES2017 (and import()), so that an older engine reads it without an error and keeps the fallback.
(function () {
  "use strict";

  const NAME = "vital-conditions";
  const ATTRIBUTES = ["topic", "catalog", "lang", "theme", "layout", "heading-level", "loading", "images", "overlay"];
  // The build puts in the hashed names.
  const GLUE = "__VITAL_GLUE__";
  const WASM = "__VITAL_WASM__";
  const STYLES = "__VITAL_STYLES__";
  /** How long a reader waits for the widget's files, in milliseconds. */
  const PATIENCE = 15000;

  const claimed = (script) => script.nextElementSibling && script.nextElementSibling.localName === NAME;
  const script =
    document.currentScript ||
    Array.from(document.querySelectorAll('script[src*="' + NAME + '.js"]')).find((script) => script.dataset.topic && !claimed(script)) ||
    document.querySelector('script[src*="' + NAME + '.js"]');
  if (!script) return;
  const base = new URL(script.src, document.baseURI);
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

  // Form A: the element appears where the tag stands.
  const place = () => {
    if (script.dataset.topic === undefined || claimed(script)) return;
    if (!document.body || document.head.contains(script)) {
      console.warn(NAME + ": a script tag with data-topic draws where it stands, and in <head> nothing is seen. Move it into <body>.");
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

  // Form D: a plain link becomes the element, and stays inside it as its fallback.
  const upgradeLinks = () => {
    for (const link of document.querySelectorAll("a." + NAME + "[data-topic]")) {
      if (link.closest(NAME)) continue;
      const created = element(link);
      link.replaceWith(created);
      created.append(link);
    }
  };

  const supported =
    window.customElements &&
    window.WebAssembly &&
    window.IntersectionObserver &&
    window.CSSStyleSheet &&
    "replaceSync" in CSSStyleSheet.prototype &&
    "adoptedStyleSheets" in Document.prototype;

  if (!supported) {
    place();
    return;
  }

  const registered = customElements.get(NAME);
  if (registered) {
    // A second tag of the same loader only adds its element.
    if (registered.loader !== base.href) {
      console.info(NAME + ": " + (registered.loader || "another script") + " was here first and stays in charge; " + base.href + " is not used.");
    }
  } else {
    define();
  }
  place();
  upgradeLinks();
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", upgradeLinks, { once: true });

  function define() {
    let styles;
    let core;
    let tries = 0;
    const asked = new Set();
    const states = new WeakMap();

    /** One sheet, shared by all elements of the page. */
    const loadStyles = () =>
      styles ||
      (styles = fetch(at(STYLES))
        .then((response) => (response.ok ? response.text() : Promise.reject(new Error(response.url + " answered with the status " + response.status))))
        .then((text) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(text);
          return sheet;
        })
        .catch((error) => {
          styles = null;
          throw error;
        }));

    /**
     * One instance of the wasm, shared likewise. All its parts are asked for at once. An engine keeps one answer for a module's
     * address, also one that failed or hangs, so another try has another address.
     */
    const loadCore = () =>
      core ||
      (core = Promise.all([import(at(GLUE) + (tries ? "?try=" + tries : "")), fetch(at(WASM)), loadStyles()])
        .then(([glue, response]) => glue.default({ module_or_path: response }).then(() => glue.Widget))
        .catch((error) => {
          core = null;
          tries++;
          throw error;
        }));

    // The styles follow the host's colour scheme by light-dark(). For engines of the baseline that don't know it yet, the theme
    // "auto" is settled here.
    const darkness = !CSS.supports("color", "light-dark(red, red)") && matchMedia("(prefers-color-scheme: dark)");
    const isDark = (host) => {
      const scheme = getComputedStyle(host).colorScheme || "";
      return scheme.includes("dark") && (darkness.matches || !scheme.includes("light"));
    };
    const mounted = new Set();
    if (darkness) darkness.addEventListener("change", () => mounted.forEach(schedule));

    /** What the widget needs to know of the element and its surroundings. */
    const attributes = (host) => {
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
      if (!read.catalog) read.catalog = at("catalog.json");
      if (!read.overlay) delete read.overlay;
      if (darkness && read.theme !== "light" && read.theme !== "dark") read.theme = isDark(host) ? "dark" : "light";
      const data = states.get(host).data;
      if (data != null) read.catalogData = JSON.stringify(data);
      return read;
    };

    /** The request for a catalog, made before the wasm is there; once a page. */
    const early = (read) => {
      if (read.catalogData || asked.has(read.catalog)) return {};
      asked.add(read.catalog);
      const abort = new AbortController();
      const answer = fetch(read.catalog, { signal: abort.signal });
      answer.catch(() => {});
      return { answer, abort };
    };

    const emit = (host, kind, message) =>
      host.dispatchEvent(new CustomEvent("vital-error", { bubbles: true, composed: true, detail: { kind, message, retryable: true } }));

    const created = (tag, properties, ...children) => {
      const node = Object.assign(document.createElement(tag), properties);
      node.append(...children);
      return node;
    };

    /** Several changes in one task are one. */
    const schedule = (host) => {
      const state = states.get(host);
      if (state.scheduled) return;
      state.scheduled = true;
      queueMicrotask(() => {
        state.scheduled = false;
        settle(host, state);
      });
    };

    const settle = (host, state) => {
      if (!host.isConnected) {
        if (state.observer) state.observer.disconnect();
        if (state.widget) state.widget.destroy();
        mounted.delete(host);
        state.observer = state.widget = state.begun = null;
        if (state.isReady) state.renew();
      } else if (state.widget) {
        state.widget.update(attributes(host));
      } else if (!state.begun) {
        // In a frame the viewport is not the reader's, so there is no telling what is near it.
        if (host.getAttribute("loading") === "eager" || window.top !== window) begin(host, state);
        else if (!state.observer) watch(host, state);
      }
    };

    const watch = (host, state) => {
      state.observer = new IntersectionObserver(
        (entries) => {
          if (!entries.some((entry) => entry.isIntersecting)) return;
          state.observer.disconnect();
          state.observer = null;
          if (host.isConnected) begin(host, state);
        },
        { rootMargin: "100%" },
      );
      state.observer.observe(host);
    };

    const begin = (host, state, again) => {
      if (state.observer) state.observer.disconnect();
      state.observer = state.failed = null;
      // What ends after the element has left, or was put back, is not this beginning's.
      const begun = (state.begun = {});
      mounted.add(host);
      const mine = () => state.begun === begun;
      const shadow = host.shadowRoot || host.attachShadow({ mode: "open" });
      const read = attributes(host);
      const root = created("div", {}, created("div", { className: "vital" }, created("div", { className: "skeleton" })));
      root.firstChild.dataset.theme = read.theme || "auto";
      shadow.replaceChildren(root);
      const { answer, abort } = early(read);
      loadStyles().then((sheet) => mine() && (shadow.adoptedStyleSheets = [sheet]), () => {});
      const failed = async (error, kind) => {
        // Its notice is not to be seen without the styles, if they can be had.
        await Promise.race([loadStyles(), new Promise((done) => setTimeout(done, 1000))]).catch(() => {});
        if (!mine() || state.widget) return;
        asked.delete(read.catalog);
        state.failed = true;
        const button = created("button", { type: "button", textContent: "Try again" });
        button.part = "button";
        button.addEventListener("click", () => begin(host, state, true));
        const notice = created(
          "div",
          { className: "notice" },
          created("p", { textContent: "This content could not be loaded." }),
          created("p", {}, button),
          created("slot"),
        );
        notice.setAttribute("role", "alert");
        notice.part = "error";
        notice.lang = "en";
        root.firstChild.replaceChildren(notice);
        if (again) button.focus({ preventScroll: true });
        emit(host, kind || (/content security policy|unsafe-eval|blocked by csp/i.test(error) ? "csp" : "wasm"), String(error));
      };
      const patience = setTimeout(() => {
        // The next try asks anew, and doesn't wait for what hangs. If it comes after all, and nobody tried again, it is used.
        core = styles = null;
        tries++;
        failed(new Error("the widget's files had not come after " + PATIENCE / 1000 + " seconds"), "timeout");
      }, PATIENCE);
      loadCore().then(
        (Widget) => {
          clearTimeout(patience);
          if (!mine()) return abort && abort.abort();
          const now = attributes(host);
          // The answer is of use for the catalog that it was asked from.
          const early = abort && now.catalog === read.catalog && !now.catalogData;
          if (abort && !early) abort.abort();
          state.failed = null;
          state.widget = new Widget(host, root, now, early ? answer : undefined, early ? abort : undefined, !!again);
        },
        (error) => {
          clearTimeout(patience);
          failed(error);
        },
      );
    };

    class VitalConditions extends HTMLElement {
      static get observedAttributes() {
        return ATTRIBUTES;
      }

      constructor() {
        super();
        const state = {};
        state.renew = () => {
          state.isReady = false;
          state.ready = new Promise((resolve, reject) => Object.assign(state, { resolve, reject }));
          // Whoever awaits it hears of a failure; a host page that doesn't is not troubled.
          state.ready.catch(() => {});
        };
        state.renew();
        states.set(this, state);
        this.addEventListener("vital-ready", (event) => {
          if (event.target !== this) return;
          state.isReady = true;
          state.resolve(event.detail);
          for (const mark of ["vital-first-card", "vital-interactive"]) performance.mark(mark, { detail: { topic: event.detail.topic } });
        });
        this.addEventListener("vital-error", (event) => {
          if (event.target !== this) return;
          if (state.isReady) return;
          state.reject(Object.assign(new Error(event.detail.message), event.detail));
          state.renew();
        });
      }

      connectedCallback() {
        // What was set before the element was known hides the properties of its class.
        for (const name of ATTRIBUTES.map(camel).concat("catalogData")) {
          if (Object.prototype.hasOwnProperty.call(this, name)) {
            const value = this[name];
            delete this[name];
            this[name] = value;
          }
        }
        schedule(this);
      }

      disconnectedCallback() {
        schedule(this);
      }

      attributeChangedCallback(name, before, now) {
        if (before !== now) schedule(this);
      }

      get current() {
        const widget = states.get(this).widget;
        return (widget && widget.current) || null;
      }

      get ready() {
        return states.get(this).ready;
      }

      get catalogData() {
        return states.get(this).data;
      }

      set catalogData(data) {
        states.get(this).data = data;
        schedule(this);
      }

      navigate(id) {
        act(this, (widget) => widget.navigate(String(id)));
      }

      back() {
        act(this, (widget) => widget.back());
      }

      forward() {
        act(this, (widget) => widget.forward());
      }

      reload() {
        const state = states.get(this);
        if (state.failed) begin(this, state);
        else act(this, (widget) => widget.reload());
      }
    }

    /** Now or, where the widget is on its way, once it is there. */
    const act = (host, method) => {
      const state = states.get(host);
      if (state.widget) method(state.widget);
      else state.ready.then(() => state.widget && method(state.widget), () => {});
    };

    VitalConditions.loader = base.href;
    for (const name of ATTRIBUTES) {
      Object.defineProperty(VitalConditions.prototype, camel(name), {
        configurable: true,
        enumerable: true,
        get() {
          return this.getAttribute(name);
        },
        set(value) {
          if (value == null) this.removeAttribute(name);
          else this.setAttribute(name, value);
        },
      });
    }
    customElements.define(NAME, VitalConditions);
  }
})();
