// The field as a combobox with a list of results, after the pattern of the ARIA Authoring Practices: the focus stays in the field, and the
// option that arrow keys have reached is said by aria-activedescendant. https://www.w3.org/WAI/ARIA/apg/patterns/combobox/

/** So long nothing is typed before assistive technology is told what was found, in milliseconds: it is not to talk over every letter. */
const SETTLED = 600;

const RESULT_STYLES = "__VITAL_RESULT_STYLES__";

let resultSheet;

/** Makes the field search, until `signal` ends it. */
export const attach = ({ host, state, tools, root, input, signal }) => {
  const shadow = host.shadowRoot;
  if (!resultSheet) {
    resultSheet = new CSSStyleSheet();
    resultSheet.replaceSync(RESULT_STYLES);
  }
  shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets.filter((one) => one !== resultSheet), resultSheet];
  const popup = root.querySelector(".found");
  const list = root.querySelector("ul");
  const line = root.querySelector(".told");
  /** What is searched, and the attributes that it was opened by; the words round it, and their language; what the filters were drawn for. */
  let source, sourceKey, given;
  let words, wordsKey;
  let narrowed, narrowedIn;
  let hits = [];
  let active = -1;
  /** The query that is answered, and the one that was asked last. */
  let shown;
  let asked = 0;
  let speaking;

  const prepare = async () => {
    // What the page gives can be large: it is looked at when it is another, and not for each letter.
    const key = [host.catalog, host.overlay, host.lang, root.lang].join(" ");
    if (key !== sourceKey || host.catalogData !== given) {
      [sourceKey, given] = [key, host.catalogData];
      source = opened(tools.attributesOf(host), tools);
      source.catch(() => (sourceKey = null));
    }
    const { lang, dir } = root;
    if (lang + dir !== wordsKey) {
      wordsKey = lang + dir;
      words = wordsOf(lang, dir, tools);
    }
    const ready = await Promise.all([source, words]);
    if (ready[0] !== narrowed || ready[1] !== narrowedIn) {
      [narrowed, narrowedIn] = ready;
      const form = filters(ready[1], JSON.parse(ready[0].search.filters()));
      root.querySelector(".filters")?.remove();
      if (form) popup.prepend(tools.grown(form, {}));
      list.ariaLabel = input.ariaLabel;
    }
    return ready;
  };

  const chosen = (name) => root.querySelector(`select[name="${name}"]`)?.value || undefined;

  const answered = async ({ search, fetched }, query, isCurrent) => {
    const condition = chosen("condition");
    for (;;) {
      const answer = JSON.parse(search.find(query, chosen("kind"), condition && +condition));
      if (!answer.wants) return answer;
      await Promise.all(answer.wants.map(fetched));
      if (!isCurrent()) return null;
    }
  };

  const find = async () => {
    const query = input.value.trim();
    const number = ++asked;
    const isCurrent = () => number === asked && !signal.aborted;
    if (!query) return close();
    let isAgain = false;
    for (;;) {
      try {
        const [from, said] = await prepare();
        let answer = isCurrent() && (await answered(from, query, isCurrent));
        if (!answer) return;
        show(query, answer, from, said);
        // Further ones come after those that are seen first.
        while (answer.rest.length) {
          await Promise.all(answer.rest.map(from.fetched));
          answer = isCurrent() && (await answered(from, query, isCurrent));
          if (!answer) return;
          add(answer, from, said);
        }
        return;
      } catch {
        if (!isCurrent()) return;
        // An index that was replaced meanwhile is opened anew, once.
        sourceKey = null;
        if (isAgain) return fail();
        isAgain = true;
      }
    }
  };

  const fail = async () => {
    const said = await wordsOf(root.lang, root.dir, tools);
    hits = [];
    shown = null;
    list.replaceChildren();
    tell(said("network"));
    open();
  };

  const tell = (text) => {
    line.textContent = text;
    clearTimeout(speaking);
    speaking = setTimeout(() => state.widget && root.contains(shadow.activeElement) && state.widget.act("say", text), SETTLED);
  };

  const show = (query, answer, from, said) => {
    // A letter alone finds nothing yet.
    if (!answer.total && query.length < 2) return close();
    reach(-1);
    hits = [];
    list.replaceChildren();
    shown = query;
    add(answer, from, said);
    tell(told(said, query, answer));
    if (root.contains(shadow.activeElement)) open();
  };

  /** Draws what is not drawn yet, and leaves the rest as it is. */
  const add = (answer, { folder }, said) => {
    const today = new Date().toLocaleDateString("sv");
    for (const hit of answer.hits) {
      const at = hits.findIndex(({ id }) => id === hit.id);
      const isOver = hit.expires && hit.expires < today;
      if (isOver && at >= 0) {
        if (active >= at) reach(-1);
        hits.splice(at, 1);
        list.children[at].remove();
      }
      if (isOver || (at >= 0 && isWhole(hits[at]))) continue;
      if (hit.hash && folder !== undefined) hit.file = `entries/${folder}${hit.id}.${hit.hash}.json`;
      const drawn = tools.grown(option(said, hit), {});
      if (at < 0) list.append(drawn);
      else list.children[at].replaceChildren(...drawn.childNodes);
      hits[at < 0 ? hits.length : at] = hit;
    }
  };

  const open = () => {
    popup.hidden = false;
    list.hidden = !hits.length;
    input.ariaExpanded = String(!!hits.length);
  };

  const close = () => {
    popup.hidden = true;
    input.ariaExpanded = "false";
    clearTimeout(speaking);
    reach(-1);
  };

  /** Marks an option as the one that Enter takes. */
  const reach = (at) => {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = at;
    const reached = list.children[active];
    if (!reached) return input.removeAttribute("aria-activedescendant");
    reached.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", reached.id);
    reached.scrollIntoView({ block: "nearest" });
    ahead(hits[active]);
  };

  /** The reader will perhaps go there. */
  const ahead = ({ id, file }) => {
    const { widget } = state;
    if (!widget || tools.isSaving()) return;
    if (file && widget.files) widget.files.set(id, file);
    widget.prefetch(id);
  };

  const take = (hit) => {
    if (!hit) return;
    close();
    const { id, file } = hit;
    const { widget } = state;
    if (!widget) state.kept = ["search", id];
    else {
      if (file && widget.files) widget.files.set(id, file);
      widget.act("search", id);
    }
  };

  const keys = {
    ArrowDown: () => (popup.hidden ? find() : reach(active + 1 < hits.length ? active + 1 : -1)),
    ArrowUp: () => (popup.hidden ? find() : reach(active < 0 ? hits.length - 1 : active - 1)),
    Enter: () => (popup.hidden || shown !== input.value.trim() ? find() : take(hits[Math.max(active, 0)])),
    Escape: () => {
      if (popup.hidden) input.value = "";
      close();
    },
  };

  const press = (event) => {
    const { key, target, altKey, ctrlKey, metaKey, isComposing } = event;
    // What an input method takes is not the field's.
    if (altKey || ctrlKey || metaKey || isComposing) return;
    if (target === input && keys[key]) keys[key]();
    else if (target !== input && key === "Escape") {
      close();
      input.focus();
    } else {
      // The reader goes on in the text.
      if (target === input && /^(Home|End|ArrowLeft|ArrowRight)$/.test(key)) reach(-1);
      return;
    }
    event.preventDefault();
  };

  const at = ({ target }) => Array.from(list.children).indexOf(target.closest("[role=option]"));
  input.addEventListener("input", find, { signal });
  root.addEventListener("keydown", press, { signal });
  root.addEventListener("change", ({ target }) => target !== input && find(), { signal });
  root.addEventListener("focusout", ({ relatedTarget }) => root.contains(relatedTarget) || close(), { signal });
  // The focus stays where it is.
  list.addEventListener("pointerdown", (event) => event.preventDefault(), { signal });
  list.addEventListener("mousedown", (event) => event.preventDefault(), { signal });
  list.addEventListener("click", (event) => take(hits[at(event)]), { signal });
  list.addEventListener("pointerover", (event) => hits[at(event)] && ahead(hits[at(event)]), { signal });
  prepare().catch(() => {});
  if (input.value) find();
};

// As the widget's glue does, for loaders that can't import.
customElements.get("vital-conditions").take({ [import.meta.url.split("/").pop()]: { attach } });
