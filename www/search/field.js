// The search field, which stands above the topic where the embedder asks for it. Loaded then; what it searches with is loaded when a reader
// turns to it. Its place is kept free by the widget's own styles, so nothing moves when it comes.

const SEARCH = "__VITAL_SEARCH__";
const STYLES = "__VITAL_FIELD_STYLES__";

/** By language: what the field is called, and what is said when the rest doesn't come. */
const LABELS = "__VITAL_LABELS__";

/** Whether wasm can run here. Where it can't, nothing could be found, so there is no field. */
const canSearch = () => {
  try {
    return !!new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  } catch {
    return false;
  }
};

let sheet;

/** Puts the field into the element's shadow root, until `signal` takes it away. */
export const place = (host, state, tools, signal) => {
  if (signal.aborted || !canSearch()) return;
  const shadow = host.shadowRoot;
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES);
  }
  shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets.filter((one) => one !== sheet), sheet];
  const box = {
    type: "text", role: "combobox", part: "search", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "vital-found",
    autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "search",
  };
  const popup = ["div", { class: "found", hidden: "" }, ["p", { class: "told" }], ["ul", { id: "vital-found", role: "listbox" }]];
  const root = tools.grown(["div", { class: "vital beside seeking" }, ["div", { role: "search", class: "search" }, ["input", box], popup]], {});
  const input = root.querySelector("input");
  const found = root.querySelector(".found");

  /** In the language of what is shown, read its way, and in its colours. */
  const fit = () => {
    const frame = shadow.querySelector(".vital:not(.beside)");
    // Before anything is there to be read, nothing is known of the way in which it will be. The field is seen once it has a language.
    if (!frame || frame.querySelector(".skeleton")) return;
    const article = frame.querySelector("article");
    const { theme, layout } = frame.dataset;
    const lang = LABELS[frame.lang] ? frame.lang : "en";
    const dir = frame.dir || (article && article.dir) || "ltr";
    const said = [lang, dir, theme, layout].join();
    // This is seen as a change too.
    if (said === fitted) return;
    fitted = said;
    Object.assign(root, { lang, dir });
    Object.assign(root.dataset, { theme, layout });
    Object.assign(input, { ariaLabel: LABELS[lang][0], placeholder: LABELS[lang][0] });
  };
  let fitted;
  const changes = new MutationObserver(fit);
  changes.observe(shadow, { childList: true, subtree: true, attributeFilter: ["lang", "dir", "data-theme", "data-layout"] });

  let coming;
  let tries = 0;
  const bring = () => {
    if (coming) return;
    coming = tools.bring(SEARCH, tries++ ? "?try=" + tries : "").then(
      ({ attach }) => attach({ host, state, tools, root, input, signal }),
      () => {
        coming = null;
        root.querySelector(".told").textContent = LABELS[root.lang][1];
        found.hidden = shadow.activeElement !== input;
      },
    );
  };
  for (const type of ["focusin", "input", "pointerover"]) root.addEventListener(type, bring, { signal });
  root.addEventListener("focusout", ({ relatedTarget }) => root.contains(relatedTarget) || (found.hidden = true), { signal });
  signal.addEventListener("abort", () => {
    changes.disconnect();
    root.remove();
  });
  fit();
  shadow.prepend(root);
};

// As the glue does, for loaders that can't import.
customElements.get("vital-conditions").take({ [import.meta.url.split("/").pop()]: { place } });
