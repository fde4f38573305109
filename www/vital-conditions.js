// The loader: the one script that partners paste. It registers <vital-conditions>, puts one where forms A and D ask for
// it, and shows the first topic from its fragment: a tree of nodes that the build has drawn. Glue and wasm come behind it, and what
// the reader did until then is kept for them. Of a catalog that is not the loader's own there are no fragments: the wasm draws
// all of it.
//
// Its syntax is that of ES2017 (and import()), so that an older engine reads it without an error and keeps the fallback.
(function () {
  "use strict";

  const NAME = "vital-conditions";
  const ATTRIBUTES = ["topic", "catalog", "lang", "theme", "layout", "heading-level", "loading", "images", "overlay"];
  // The build puts in the hashed names, and the catalog's languages, the original first.
  const GLUE = "__VITAL_GLUE__";
  const WASM = "__VITAL_WASM__";
  const STYLES = "__VITAL_STYLES__";
  const LANGS = "__VITAL_LANGS__".split(" ");
  // What a script for one topic brings along, by its path, and the way from that script to the loader.
  const GIVEN = Object.assign({ up: "" }, "__VITAL_GIVEN__");
  /** How long a reader waits for the widget's files, in milliseconds. */
  const PATIENCE = 15000;

  const claimed = (script) => script.nextElementSibling && script.nextElementSibling.localName === NAME;
  const script =
    document.currentScript ||
    Array.from(document.querySelectorAll('script[src*="' + NAME + '.js"]')).find((script) => script.dataset.topic && !claimed(script)) ||
    document.querySelector('script[src*="' + NAME + '.js"]');
  if (!script) return;
  const base = new URL(GIVEN.up, script.src);
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
    if (registered.loader === base.href) registered.take(GIVEN);
    else console.info(NAME + ": " + (registered.loader || "another script") + " was here first and stays in charge; " + script.src + " is not used.");
  } else {
    define();
  }
  place();
  upgradeLinks();
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", upgradeLinks, { once: true });

  function define() {
    let styles;
    let glue;
    let wasm;
    let tries = 0;
    const asked = new Set();
    const states = new WeakMap();

    const got = (response) => (response.ok ? response : Promise.reject(new Error(response.url + " answered with the status " + response.status)));

    /** What was asked for, by its path. Widgets that show the same share it. */
    const answers = new Map();
    const take = (given) => Object.keys(given).forEach((path) => answers.set(path, Promise.resolve(given[path])));
    take(GIVEN);
    const ask = (path, kind) => {
      if (!answers.has(path)) {
        const answer = fetch(at(path)).then(got).then((response) => response[kind]());
        answers.set(path, answer);
        answer.catch(() => answers.delete(path));
      }
      return answers.get(path);
    };

    /** One sheet, shared by all elements of the page. */
    const loadStyles = () =>
      styles ||
      (styles = ask(STYLES, "text")
        .then((text) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(text);
          return sheet;
        })
        .catch((error) => {
          styles = null;
          throw error;
        }));

    /** An engine keeps one answer for a module's address, also one that failed or hangs, so another try has another address. */
    const loadGlue = () =>
      glue ||
      (glue = import(at(GLUE) + (tries ? "?try=" + tries : "")).catch((error) => {
        glue = null;
        tries++;
        throw error;
      }));

    /** One request for the wasm, whoever waits for it. */
    const loadWasm = () =>
      wasm ||
      (wasm = fetch(at(WASM))
        .then(got)
        .catch((error) => {
          wasm = null;
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

    /** The part of a file's name that says which of the catalog's languages is meant (the lookup of RFC 4647); none for the original. */
    const edition = (lang) => {
      for (let tag = (lang || "").toLowerCase(); tag; tag = tag.slice(0, Math.max(tag.lastIndexOf("-"), 0))) {
        const place = LANGS.findIndex((known) => known.toLowerCase() === tag);
        if (place >= 0) return place && LANGS[place];
      }
      return 0;
    };

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
      const own = at("catalog.json");
      if (!read.catalog) read.catalog = own;
      if (!read.overlay) delete read.overlay;
      if (darkness && read.theme !== "light" && read.theme !== "dark") read.theme = isDark(host) ? "dark" : "light";
      const data = states.get(host).data;
      if (data != null) read.catalogData = JSON.stringify(data);
      else if (read.catalog === own && !read.overlay) {
        const lang = edition(read.lang);
        read.folder = lang ? lang + "/" : "";
        read.index = at(lang ? "index." + lang + ".json" : "index.json");
        if (lang) read.catalog = at("catalog." + lang + ".json");
      }
      return read;
    };

    /** The request for a catalog, made before the wasm is there; once a page. */
    const request = (read) => {
      if (read.index || read.catalogData || asked.has(read.catalog)) return {};
      asked.add(read.catalog);
      const abort = new AbortController();
      const answer = fetch(read.catalog, { signal: abort.signal });
      answer.catch(() => {});
      return { answer, abort };
    };

    const emit = (host, name, detail, cancelable) =>
      host.dispatchEvent(new CustomEvent("vital-" + name, { bubbles: true, composed: true, cancelable, detail }));

    const mark = (name, topic) => performance.mark("vital-" + name, { detail: { topic } });

    /** The fragment of a topic in the language of `read`; nothing where there is none. */
    const fragment = (read, topic = "") =>
      read.index && /^[a-z0-9-]*$/.test((topic = topic.trim())) ? ask("t/" + read.folder + (topic || "_") + ".json", "json").catch(() => {}) : Promise.resolve();

    /** The element for a node `[tag, attributes, ...children]`, as the element's attributes want it. */
    const grown = (node, read) => {
      if (typeof node === "string") return node;
      let [tag, properties] = node;
      const level = /^h\d$/.test(tag) && /^\s*[1-5]\s*$/.test(read.headingLevel) ? +read.headingLevel : 2;
      if (/^h\d$/.test(tag)) tag = "h" + Math.min(6, +tag[1] + level - 1);
      if (tag === "img" && read.images !== "any" && new URL(properties.src, base).origin !== base.origin) {
        // Nothing is asked of a stranger's server. What the picture would have said is still there to read.
        if (!properties.alt) return "";
        tag = "div";
        properties = { class: "picture", role: "img", "aria-label": properties.alt };
      }
      const element = document.createElement(tag);
      element.append(...node.slice(2).map((child) => grown(child, read)));
      for (const name in properties) {
        let value = properties[name];
        if (/^(href|src|cite)$/.test(name)) {
          value = new URL(value, base).href;
          if (!/^(https?|mailto|tel):/.test(value)) continue;
        }
        element.setAttribute(name, value);
      }
      return element;
    };

    /** The frame of a widget. Which theme and layout it has may change later. */
    const dress = (frame, read) => {
      frame.dataset.theme = /^(light|dark)$/.test(read.theme) ? read.theme : "auto";
      frame.dataset.layout = /^(cards|compact)$/.test(read.layout) ? read.layout : "page";
      return frame;
    };
    const framed = (content, read) => {
      const root = grown(["div", {}, ["div", { class: "vital", part: "base" }]], read);
      dress(root.firstChild, read).append(content);
      return root;
    };

    /** Title and cards only, each card once. */
    const cardsOnly = (article) => {
      const list = grown(["ul", { class: "cards", role: "list" }], {});
      const seen = new Set();
      for (const card of article.querySelectorAll(":scope > :not(nav) .card")) {
        const { entry, from } = card.querySelector("a").dataset;
        if (!seen.has(entry || from)) list.append(card);
        seen.add(entry || from);
      }
      for (const part of Array.from(article.children)) if (!part.matches("header, nav, .original")) part.remove();
      if (seen.size) article.firstChild.after(list);
      return article;
    };

    /** A topic from its fragment, as an element that stands in the shadow root. */
    const topic = (fragment, read) => {
      const article = grown(fragment.nodes, read);
      const root = framed(read.layout === "cards" ? cardsOnly(article) : article, read);
      root.dataset.topic = fragment.topic;
      root.firstChild.lang = fragment.lang;
      return root;
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
        if (state.rest) state.rest();
        if (state.widget) state.widget.destroy();
        mounted.delete(host);
        state.observer = state.widget = state.begun = state.kept = state.rest = null;
        if (state.isReady) state.renew();
      } else if (state.widget) {
        state.widget.update(attributes(host));
      } else if (!state.begun) {
        // In a frame the viewport is not the reader's, so there is no telling what is near it.
        if (host.getAttribute("loading") === "eager" || window.top !== window) begin(host, state);
        else if (!state.observer) watch(host, state);
      } else if (state.drawn) {
        dress(state.drawn.firstElementChild, attributes(host));
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

    /** What a click means stands in the markup, whoever has drawn it. */
    const listen = (host, state, shadow) => {
      shadow.addEventListener("click", (event) => {
        const target = event.target.closest("a[href], [data-act]");
        // What the host's page has put into the element is its own.
        if (!target || event.defaultPrevented || target.getRootNode() !== shadow) return;
        const { act, entry, stop, from } = target.dataset;
        if (act === "again") begin(host, state, true);
        else if (!act && !entry && !stop) {
          // The reader leaves for a page elsewhere.
          const detail = { id: from || host.current, url: target.href };
          if (!emit(host, "open", detail, true)) event.preventDefault();
        } else if (act || !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) {
          const cause = act || (stop ? "trail" : target.closest(".related") ? "related" : target.closest(".card") ? "card" : "link");
          // A link whose step nobody can take any more is a link.
          if (perform(host, cause, entry || stop || "", target.href)) event.preventDefault();
        }
      });
      for (const type of ["pointerover", "focusin", "touchstart"]) shadow.addEventListener(type, () => state.wake && state.wake(), { passive: true });
    };

    /** Takes a step now or, where the widget is on its way, once it is there: the last one that was asked for. */
    const perform = (host, cause, to, href) => {
      const state = states.get(host);
      if (state.widget) state.widget.act(cause, to);
      else if (state.isLost) return false;
      else {
        state.kept = [cause, to, href];
        if (state.wake) state.wake();
      }
      return true;
    };

    const begin = (host, state, again) => {
      if (state.observer) state.observer.disconnect();
      state.observer = state.failed = state.drawn = state.isLost = null;
      // What ends after the element has left, or was put back, is not this beginning's.
      const begun = (state.begun = {});
      mounted.add(host);
      const mine = () => state.begun === begun;
      const read = attributes(host);
      const styled = loadStyles();
      styled.catch(() => {});
      // On an entry's own page the topic stands in the element itself. It moves into the shadow root when it will look there as it did.
      const light = !host.shadowRoot && host.querySelector(":scope > div[data-topic]");
      if (light && !state.isStyled) {
        styled.then(() => {
          state.isStyled = true;
          if (mine()) begin(host, state, again);
        }, () => {});
        return;
      }
      const soon = Promise.race([styled, new Promise((done) => setTimeout(done, 3000))]).catch(() => {});
      const shadow = host.shadowRoot || host.attachShadow({ mode: "open" });
      if (!state.listens) listen(host, state, shadow);
      state.listens = true;
      styled.then((sheet) => mine() && (shadow.adoptedStyleSheets = [sheet]), () => {});
      // A declarative shadow root that came by a way on which the parser doesn't attach it.
      const template = host.querySelector(":scope > template[shadowrootmode]");
      if (template) shadow.append(template.content);
      const shown = (drawn, first) => {
        state.drawn = drawn;
        mark("first-card", (state.marked = drawn.dataset.topic));
        if (again) focus(drawn);
        wait(host, state, begun, read, first);
      };
      if (light) {
        const focused = document.activeElement;
        shadow.append(light);
        if (light.contains(focused)) focused.focus({ preventScroll: true });
      }
      const prerendered = !again && Array.from(shadow.children).find((child) => child.dataset.topic);
      if (prerendered) {
        dress(prerendered.firstElementChild, read);
        return shown(prerendered, fragment(read, read.topic));
      }
      shadow.replaceChildren(framed(grown(["div", { class: "skeleton" }], read), read));
      const first = fragment(read, read.topic);
      Promise.all([first, read.index && soon]).then(([found]) => {
        if (!mine()) return;
        if (!found) return start(host, state, begun, read, again);
        const drawn = topic(found, read);
        shadow.replaceChildren(drawn);
        shown(drawn, first);
      });
    };

    const focus = (drawn) => drawn.querySelector("#vital-title").focus({ preventScroll: true });

    /** The topic can be read. What makes it a widget comes when the browser has nothing better to do, or when the reader shows interest. */
    const wait = (host, state, begun, read, first) => {
      state.wake = () => {
        state.wake = null;
        if (state.begun === begun) start(host, state, begun, read, false, first);
      };
      const wake = () => state.wake && state.wake();
      if (navigator.connection && navigator.connection.saveData) return;
      if (window.requestIdleCallback) requestIdleCallback(wake, { timeout: 1000 });
      else setTimeout(wake, 100);
    };

    const kind = (error) => (/content security policy|unsafe-eval|blocked by csp/i.test(error) ? "csp" : "wasm");

    const start = (host, state, begun, read, again, first) => {
      const isCurrent = () => state.begun === begun && !state.widget;
      const early = request(read);
      const file = Promise.resolve(first).then((found) => found && ask(found.file, "text")).catch(() => {});
      const failed = async (error, reason) => {
        // Its notice is not to be seen without the styles, if they can be had.
        await Promise.race([loadStyles(), new Promise((done) => setTimeout(done, 1000))]).catch(() => {});
        if (!isCurrent()) return;
        asked.delete(read.catalog);
        wasm = null;
        if (state.drawn) {
          // The topic stays, and its links are links.
          state.isLost = true;
          const { kept } = state;
          if (kept && kept[2]) location.assign(kept[2]);
        } else {
          state.failed = true;
          const button = ["button", { type: "button", part: "button", "data-act": "again" }, "Try again"];
          const text = ["p", {}, "This content could not be loaded."];
          const notice = ["div", { class: "notice", role: "alert", part: "error", lang: "en" }, text, ["p", {}, button], ["slot", {}]];
          host.shadowRoot.replaceChildren(framed(grown(notice, read), read));
          if (again) host.shadowRoot.querySelector("button").focus({ preventScroll: true });
        }
        state.kept = null;
        emit(host, "error", { kind: reason || kind(error), message: String(error), retryable: true });
      };
      const patience = setTimeout(() => {
        // The next try asks anew, and doesn't wait for what hangs. If it comes after all, and nobody tried again, it is used.
        wasm = styles = glue = null;
        tries++;
        failed(new Error("the widget's files had not come after " + PATIENCE / 1000 + " seconds"), "timeout");
      }, PATIENCE);
      const coming = loadWasm();
      coming.catch(() => {});
      Promise.all([loadGlue(), loadStyles().catch((error) => state.drawn || Promise.reject(error))])
        .then(([glue]) =>
          glue.mount({ host, state, read, again, early, first, file, wasm: coming, isCurrent, tools: { at, attributes, dress, emit, focus, fragment, grown, kind, topic } }),
        )
        .then(() => {
          // What was asked for until now is done.
          const { kept, widget } = state;
          state.kept = null;
          if (kept && widget) widget.act(kept[0], kept[1]);
        })
        .catch(failed)
        .then(() => clearTimeout(patience));
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
          if (!state.marked) mark("first-card", event.detail.topic);
          mark("interactive", event.detail.topic);
          state.marked = null;
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
        const { widget, drawn } = states.get(this);
        return (widget ? widget.current : drawn && drawn.dataset.topic) || null;
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
        perform(this, "api", String(id));
      }

      back() {
        perform(this, "back", "");
      }

      forward() {
        perform(this, "forward", "");
      }

      reload() {
        const state = states.get(this);
        answers.clear();
        if (state.widget) state.widget.reload();
        else if (state.failed || state.isLost) begin(this, state);
        else state.ready.then(() => state.widget && state.widget.reload(), () => {});
      }
    }

    Object.assign(VitalConditions, { loader: base.href, take });
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
