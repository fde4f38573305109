// The page on which a partner chooses a topic and how it looks, and copies what to paste. It stands in the published folder, beside the
// loader. What it knows of the catalog comes from the index; it writes text and elements, never HTML.

import { at, autonym, catalog, read } from "./catalog.js";
import { FORMS, FROZEN, PINNED, PLACES, STEPS } from "./places.js";
import { DEFAULTS, further, pieces, refusal } from "./snippets.js";

// The page.

const find = (id) => document.getElementById(id);
const make = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

/** What is chosen. */
const chosen = () => {
  const values = Object.fromEntries(Array.from(new FormData(find("choices")), ([name, value]) => [name, value.trim()]));
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
  find("pieces").replaceChildren();
  try {
    parts = why ? [] : await pieces(form, place, wishes);
  } catch (error) {
    why = error.message;
  }
  if (now !== turn) return;
  const { first, last } = PLACES[place];
  const pin = wishes.updates === "pinned" ? [catalog.version && catalog.version.frozen ? FROZEN : PINNED] : [];
  const steps = [first, ...STEPS[form], ...pin, last].map((step) => make("li", {}, step));
  if (isLocal) steps.unshift(make("li", {}, "This address leads to your own machine alone: open this page where the folder is published, and copy there."));
  const shown = parts.flatMap(([title, text, when]) => {
    const code = make("code", {}, text);
    const box = make("pre", { tabIndex: 0 }, code);
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", title);
    const button = make("button", { type: "button" }, `Copy ${title.toLowerCase()}`);
    button.addEventListener("click", () => copy(title, code));
    return [make("h3", {}, title), ...(when ? [make("p", {}, when)] : []), box, button];
  });
  find("copied").textContent = "";
  find("refusal").textContent = why;
  for (const name of ["metrics", "partner"]) find(name).setAttribute("aria-invalid", String(why.startsWith({ metrics: "Counts", partner: "The partner" }[name])));
  find("pieces").replaceChildren(...shown, ...(why ? [] : [make("h3", {}, "How"), make("ol", {}, ...steps)]));
  preview(wishes);
  try {
    history.replaceState(null, "", `#${new URLSearchParams({ topic: wishes.topic, place, form, ...further(wishes), ...(pin.length && { updates: "pinned" }) })}`);
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
  // What is only tried is not counted.
  const asked = { topic: wishes.topic, ...further({ ...wishes, metrics: "", partner: "" }) };
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
  for (const [name, usual] of Object.entries({ ...DEFAULTS, updates: "floating" })) {
    const field = find(name);
    const can = !field.options || Array.from(field.options).some((option) => option.value === kept[name]);
    field.value = can && name in kept ? kept[name] : usual;
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
  await read();
  find("lang").append(...catalog.langs.map((lang) => make("option", { value: lang, lang }, autonym(lang))));
  if (catalog.version && catalog.version.frozen) find("updates").lastElementChild.textContent = "Pinned: this version, code and texts, byte for byte, or none";
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
