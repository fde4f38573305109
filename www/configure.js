// The page on which a partner chooses a topic and how it looks, and copies what to paste. It stands in the published folder, beside the
// loader. What it knows of the catalog comes from the index; it writes text and elements, never HTML.

/** The published folder. */
const base = new URL(".", document.baseURI).href;
const at = (path) => new URL(path, base).href;

/** The attributes that are written, with the values that need not be. */
const DEFAULTS = { layout: "page", theme: "auto", lang: "", "heading-level": "2", loading: "lazy", images: "own" };

const FORMS = {
  A: ["One tag", "The topic appears where the tag stands."],
  B: ["A tag and an element", "The tag once, anywhere on the page; an element wherever a topic is wanted."],
  C: ["The topic itself", "Readable without any script, and at once. A copy: paste it again when the topic has changed."],
  D: ["A plain link", "For editors that strip scripts. The link becomes the topic; the tag stands elsewhere, once."],
};

/** What to do with the pieces of a form. */
const STEPS = {
  A: ["Paste the tag where the topic is to appear."],
  B: ["Paste the tag once, anywhere on the page.", "Paste the element where the topic is to appear."],
  C: ["Paste all of it where the topic is to appear."],
  D: ["Paste the link where the topic is to appear.", "Have the tag put once into the site's template. Your administrator can do that."],
};

const TAKEN_APART = "This editor changes what form C is made of, a template with styles in it. Choose another form.";
const IN_CODE = "In an app your code puts the element on the page. What form C is made of, and what forms A and D look for, has to come with the page's own HTML. Choose form B.";

/** What a page is made with: the form that is best there, why others can't work there, what comes first and what last. */
const PLACES = {
  html: { name: "HTML that I can edit", best: "A", first: "Open the page's HTML, and find the place inside <body>.", last: "Save, and look at the page." },
  "wordpress-admin": {
    name: "WordPress, and it lets me paste scripts",
    best: "A",
    never: { C: TAKEN_APART },
    first: "Add a block of the type Custom HTML.",
    last: "Update the page and look at it. If what you pasted is gone, WordPress strips scripts: choose that above.",
  },
  wordpress: {
    name: "WordPress, and it strips scripts",
    best: "D",
    never: {
      A: "WordPress takes script tags out of what you save, and nothing of form A is left. Choose form D.",
      B: "WordPress takes script tags and unknown elements out of what you save: of form B the link is left. Choose form D.",
      C: "WordPress takes the template of form C apart and shows its styles as text. Choose form D.",
    },
    first: "Add a block of the type Custom HTML.",
    last: "Update the page and look at it.",
  },
  drupal: {
    name: "Drupal",
    best: "D",
    never: {
      A: "Drupal's text formats take script tags out of what you save. Choose form D.",
      B: "Drupal's text formats take script tags and unknown elements out of what you save. Choose form D.",
      C: TAKEN_APART,
    },
    first: "Switch the editor to its source.",
    last: "If the link stays a link, the text format strips its attributes: have <a href class data-*> allowed in it.",
  },
  squarespace: {
    name: "Squarespace",
    best: "A",
    never: { C: TAKEN_APART },
    first: "Add a Code block of the type HTML to the page.",
    last: "Save, and open the page itself: the editor's preview doesn't run scripts.",
  },
  wix: {
    name: "Wix",
    best: "A",
    never: { B: "Wix shows what you embed in a frame of its own, where a tag elsewhere on the page isn't seen. Choose form A.", C: TAKEN_APART },
    first: "Add the element Embed HTML, and choose Code.",
    last: "Make the element as tall as the topic, and choose the language here: Wix shows it in a frame of its own.",
  },
  react: {
    name: "React",
    best: "B",
    never: { A: IN_CODE, C: IN_CODE, D: IN_CODE },
    first: "Open the HTML page that your app is in, for the tag, and a component, for the element.",
    last: "React knows the element as it knows any other; no package is needed.",
  },
  vue: {
    name: "Vue",
    best: "B",
    never: { A: IN_CODE, C: IN_CODE, D: IN_CODE },
    first: "Open the HTML page that your app is in, for the tag, and a component's template, for the element.",
    last: "v-pre tells Vue to leave the element as it is. Where you bind its attributes, drop it and name the element in isCustomElement.",
  },
};

/** Text in HTML, also in the templates of apps and where square brackets call something up. */
const escaped = (text) => String(text).replace(/[&<>"{}[\]]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const written = (attributes, prefix = "") =>
  Object.entries(attributes).map(([name, value]) => ` ${prefix}${name}="${escaped(value)}"`).join("");

/** The loader's tag, with what it says of a topic. */
const tag = (more = "") => `<script async crossorigin src="${escaped(at("vital-conditions.js"))}"${more}></script>`;

/** The attributes beside `topic` that say something. */
const further = (wishes) =>
  Object.fromEntries(Object.entries(DEFAULTS).flatMap(([name, usual]) => (wishes[name] === usual ? [] : [[name, wishes[name]]])));

const folderOf = (wishes) => (wishes.lang && wishes.lang !== catalog.lang ? `${wishes.lang}/` : "");
const pageOf = (wishes) => at(`topics/${folderOf(wishes)}${wishes.topic}.html`);

/** The pieces to paste, each with what it is. */
const pieces = async (form, place, wishes) => {
  const asked = { topic: wishes.topic, ...further(wishes) };
  const link = (more = "") => `<a${more} href="${escaped(pageOf(wishes))}">${escaped(titleOf(wishes.topic))}</a>`;
  if (form === "A") return [["The tag", tag(written(asked, "data-") + written({ fallback: pageOf(wishes) }, "data-"))]];
  if (form === "C") return [["The topic", await prerendered(wishes)]];
  if (form === "D") return [["The link", link(` class="vital-conditions"${written(asked, "data-")}`)], ["The tag", tag()]];
  const pre = place === "vue" ? " v-pre" : "";
  return [["The tag", tag()], ["The element", `<vital-conditions${pre}${written(asked)}>${link()}</vital-conditions>`]];
};

/** Form C, as the build has made it, with the attributes that don't change what is drawn in it. */
const prerendered = async (wishes) => {
  const missing = new Error("The publisher has not built form C for this topic. Choose another form.");
  const answer = await fetch(at(`t/${folderOf(wishes)}${wishes.topic}.html`)).catch(() => {
    throw new Error("Form C could not be fetched. Choose it again, or another form.");
  });
  const text = answer.ok ? (await answer.text()).trim() : "";
  // Some hosts answer with a page for whatever they don't have.
  const opening = `<vital-conditions topic="${wishes.topic}"`;
  if (!text.includes(opening)) throw missing;
  const { theme, loading } = further(wishes);
  const more = Object.fromEntries(Object.entries({ theme, loading }).filter(([, value]) => value));
  const dressed = theme ? text.replace('data-theme="auto"', () => `data-theme="${theme}"`) : text;
  return dressed.replace(opening, () => opening + written(more));
};

/** Why the choices can't work together; nothing where they can. */
const refusal = (form, place, wishes) => {
  const never = (PLACES[place].never || {})[form];
  if (never) return never;
  if (form !== "C") return "";
  if (!wishes.lang && catalog.langs.length > 1) return "Form C comes already drawn, in one language. Choose the language, or another form.";
  const fixed = { layout: "whole topic", "heading-level": "title at level 2", images: "publisher's pictures" };
  const changed = Object.keys(fixed).filter((name) => wishes[name] !== DEFAULTS[name]);
  const what = changed.map((name) => `its ${fixed[name]}`).join(" and ");
  return changed.length ? `Form C comes already drawn, with ${what}. Choose that, or another form.` : "";
};

// The page.

const find = (id) => document.getElementById(id);
const make = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

let catalog = { lang: "en", langs: ["en"], entries: [], names: new Map() };
const titleOf = (id) => (catalog.entries.find((entry) => entry.id === id) || { title: id }).title;

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

/** What the index says, as far as it is of the right shape. What has an id and no title is another name of the entry in the same file. */
const read = async (index) => {
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
  return { lang, langs, names, entries, home: known ? index.home : entries.length ? entries[0].id : "" };
};

/** What a language calls itself. */
const autonym = (lang) => {
  try {
    return new Intl.DisplayNames([lang], { type: "language" }).of(lang);
  } catch {
    return lang;
  }
};

/** What is chosen. */
const chosen = () => {
  const values = Object.fromEntries(new FormData(find("choices")));
  const { form, place, ...wishes } = values;
  return { form, place, wishes: { ...wishes, topic: wishes.topic || catalog.home || "" } };
};

/** What a topic is, in the order in which they are offered. */
const KINDS = { collection: "Collections", condition: "Conditions", topic: "Topics", story: "Stories", resource: "Resources" };

/** So many topics are offered at once. More of them a search brings up. */
const MOST = 500;

/** Offers the topics whose titles have all words of the search in them, and the one that is chosen. */
const offer = (topic) => {
  const words = find("find").value.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = catalog.entries.filter(({ title }) => words.every((word) => title.toLowerCase().includes(word)));
  const offered = fits.slice(0, MOST);
  const own = catalog.entries.find(({ id }) => id === topic);
  if (own && !offered.includes(own)) offered.push(own);
  const groups = Object.entries(KINDS).map(([kind, label]) => {
    const options = offered.filter((entry) => (KINDS[entry.kind] ? entry.kind : "topic") === kind);
    return make("optgroup", { label }, ...options.map(({ id, title }) => make("option", { value: id, selected: id === topic }, title)));
  });
  find("topic").replaceChildren(...groups.filter((group) => group.childElementCount));
  const more = fits.length > MOST ? ` The first ${MOST} are offered; search for others.` : "";
  say("found", words.length || more ? `${fits.length} of ${catalog.entries.length} topics.${more}` : "");
};

const offerForms = (place, form) => {
  const { best, never = {} } = PLACES[place];
  const choices = Object.entries(FORMS).map(([name, [title, about]]) => {
    const radio = make("input", { type: "radio", name: "form", value: name, id: `form-${name}`, checked: name === form });
    radio.setAttribute("aria-describedby", `about-${name}`);
    const said = name === best ? " (best here)" : never[name] ? " (can't work here)" : "";
    const small = make("small", { id: `about-${name}` }, about);
    return make("div", { className: "choice" }, radio, make("label", { htmlFor: radio.id }, `${name}. ${title}${said}`), small);
  });
  find("forms").replaceChildren(find("forms").firstElementChild, ...choices);
};

/** Says something in a status region; the same again is said again. */
const say = (region, text) => {
  find(region).textContent = "";
  setTimeout(() => (find(region).textContent = text));
};

const copy = async (title, code) => {
  let said = `Copied: ${title.toLowerCase()}.`;
  try {
    await navigator.clipboard.writeText(code.textContent);
  } catch {
    getSelection().selectAllChildren(code);
    said = "Selected: copy it with the keyboard or the menu.";
  }
  say("copied", said);
};

const isLocal = /^(localhost|127\.|\[::1\])/.test(location.hostname);

/** What is shown last wins, however long an earlier answer takes. */
let turn = 0;

const show = async () => {
  const now = ++turn;
  const { form, place, wishes } = chosen();
  let why = refusal(form, place, wishes);
  let parts = [];
  // What doesn't fit the choices any more can't be copied while the new is on its way.
  if (form === "C") find("pieces").replaceChildren();
  try {
    parts = why ? [] : await pieces(form, place, wishes);
  } catch (error) {
    why = error.message;
  }
  if (now !== turn) return;
  const { first, last } = PLACES[place];
  const steps = [first, ...STEPS[form], last].map((step) => make("li", {}, step));
  if (isLocal) steps.unshift(make("li", {}, "This address leads to your own machine alone: open this page where the folder is published, and copy there."));
  const shown = parts.flatMap(([title, text]) => {
    const code = make("code", {}, text);
    const box = make("pre", { tabIndex: 0 }, code);
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", title);
    const button = make("button", { type: "button" }, `Copy ${title.toLowerCase()}`);
    button.addEventListener("click", () => copy(title, code));
    return [make("h3", {}, title), box, button];
  });
  find("copied").textContent = "";
  find("refusal").textContent = why;
  find("pieces").replaceChildren(...shown, ...(why ? [] : [make("h3", {}, "How"), make("ol", {}, ...steps)]));
  preview(wishes);
  try {
    history.replaceState(null, "", `#${new URLSearchParams({ topic: wishes.topic, place, form, ...further(wishes) })}`);
  } catch {
    // Engines refuse many changes in a short time. The next one is kept again.
  }
};

/** The widget in a page of its own, with the choices as they change. */
const preview = (wishes) => {
  const page = find("preview").contentDocument;
  // A reader can have gone elsewhere in it.
  if (!page) return;
  let widget = page.querySelector("vital-conditions");
  if (!widget) {
    const style = make("style", {}, "body { margin: 1rem; font: 1rem/1.6 system-ui, sans-serif; background: Canvas; color: CanvasText; }");
    page.head.append(style, make("script", { src: at("vital-conditions.js"), async: true }));
    page.documentElement.lang = "en";
    page.title = "The widget with your choices";
    widget = page.createElement("vital-conditions");
    // What leads elsewhere opens beside this page.
    widget.addEventListener("vital-open", (event) => {
      event.preventDefault();
      open(event.detail.url, "_blank", "noopener");
    });
    page.body.append(widget);
  }
  const look = new FormData(find("look-choices"));
  page.documentElement.style.colorScheme = look.get("scheme");
  find("preview").style.setProperty("--width", look.get("width"));
  const asked = { topic: wishes.topic, ...further(wishes) };
  for (const name of ["topic", ...Object.keys(DEFAULTS)]) {
    if (name in asked) widget.setAttribute(name, asked[name]);
    else widget.removeAttribute(name);
  }
};

/** The choices that the address of this page brings along. */
const restore = () => {
  const kept = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  const place = Object.hasOwn(PLACES, kept.place || "") ? kept.place : "html";
  find("place").value = place;
  offerForms(place, Object.hasOwn(FORMS, kept.form || "") ? kept.form : PLACES[place].best);
  for (const [name, usual] of Object.entries(DEFAULTS)) {
    const field = find(name);
    field.value = Array.from(field.options).some((option) => option.value === kept[name]) ? kept[name] : usual;
  }
  const topic = catalog.names.get(kept.topic);
  offer(topic || catalog.home);
  if (kept.topic && !topic) say("found", `There is no topic ${kept.topic} here. The first one is chosen.`);
};

/** Another place keeps the form where it can work. */
const move = (place, form) => {
  const { best, never = {} } = PLACES[place];
  const next = never[form] ? best : form;
  offerForms(place, next);
  if (next !== form) say("found", `Form ${next} is chosen.`);
};

const begin = async () => {
  for (const id of ["choices", "look-choices"]) find(id).addEventListener("submit", (event) => event.preventDefault());
  find("place").append(...Object.entries(PLACES).map(([value, { name }]) => make("option", { value }, name)));
  catalog = await read(await fetch(at("index.json")).then(got));
  find("lang").append(...catalog.langs.map((lang) => make("option", { value: lang, lang }, autonym(lang))));
  restore();
  find("choices").addEventListener("change", ({ target }) => {
    if (target.id === "place") move(target.value, chosen().form);
    if (target.id !== "find") show();
  });
  find("find").addEventListener("input", () => offer(chosen().wishes.topic));
  find("look-choices").addEventListener("change", () => preview(chosen().wishes));
  addEventListener("hashchange", () => {
    restore();
    show();
  });
  await show();
};

begin().catch((error) => {
  find("fault").textContent = `This page can't show what there is to choose: ${error.message}. Reload it to try again.`;
});
