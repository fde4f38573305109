// The lines to paste, and why some can't work. What they are made of is text: nothing here passes through an HTML parser.

import { at, bringing, catalog, folderOf, titleIn } from "./catalog.js";
import { PLACES } from "./places.js";

/** The attributes that are written, with the values that need not be. */
export const DEFAULTS = { layout: "page", theme: "auto", lang: "", "heading-level": "2", loading: "lazy", images: "own", history: "none", metrics: "", partner: "", search: "" };

/** Text in HTML, also in the templates of apps and where square brackets call something up. */
const escaped = (text) => String(text).replace(/[&<>"{}[\]]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const written = (attributes, prefix = "") =>
  Object.entries(attributes).map(([name, value]) => ` ${prefix}${name}="${escaped(value)}"`).join("");

const script = ({ path, integrity }, more = "") =>
  `<script async crossorigin${integrity ? ` integrity="${integrity}"` : ""} src="${escaped(at(path))}"${more}></script>`;

/** The loader's tag, with what it says of a topic. Where texts are pinned too, the loader can bring the first topic along. */
const tag = async ({ topic, lang, updates }, more) => {
  if (updates !== "pinned") return script({ path: "vital-conditions.js" }, more);
  const { loader, frozen } = catalog.version;
  return script((frozen && (await bringing(topic, lang))) || loader, more);
};

/** The attributes beside `topic` that say something. */
export const further = (wishes) =>
  Object.fromEntries(Object.entries(DEFAULTS).flatMap(([name, usual]) => (wishes[name] === usual ? [] : [[name, wishes[name]]])));

const pageOf = ({ topic, lang }) => at(`topics/${folderOf(lang)}${topic}.html`);

/** The pieces to paste: what each is, its text, and when it is wanted, if not always. */
export const pieces = async (form, place, wishes) => {
  const shown = await display(form, place, wishes);
  if (wishes.updates !== "pinned") return shown;
  const why = "Only where the page's policy has require-trusted-types-for: there the first tag can't bring the rest by itself.";
  return [...shown, ["The second tag", script(catalog.version.glue, ' type="module"'), why]];
};

const display = async (form, place, wishes) => {
  const asked = { topic: wishes.topic, ...further(wishes) };
  const link = async (more = "") => `<a${more} href="${escaped(pageOf(wishes))}">${escaped(await titleIn(wishes.topic, wishes.lang))}</a>`;
  if (form === "A") return [["The tag", await tag(wishes, written(asked, "data-") + written({ fallback: pageOf(wishes) }, "data-"))]];
  if (form === "C") return [["The topic", await prerendered(wishes)]];
  if (form === "D") return [["The link", await link(` class="vital-conditions"${written(asked, "data-")}`)], ["The tag", await tag(wishes)]];
  const pre = place === "vue" ? " v-pre" : "";
  return [["The tag", await tag(wishes)], ["The element", `<vital-conditions${pre}${written(asked)}>${await link()}</vital-conditions>`]];
};

/** Form C, as the build has made it, with the attributes that don't change what is drawn in it. */
const prerendered = async (wishes) => {
  const missing = new Error("The publisher has not built form C for this topic. Choose another form.");
  const answer = await fetch(at(`t/${folderOf(wishes.lang)}${wishes.topic}.html`)).catch(() => {
    throw new Error("Form C could not be fetched. Choose it again, or another form.");
  });
  const text = answer.ok ? (await answer.text()).trim() : "";
  // Some hosts answer with a page for whatever they don't have.
  const opening = `<vital-conditions topic="${wishes.topic}"`;
  if (!text.includes(opening)) throw missing;
  const { theme, loading, history, metrics, partner, search } = further(wishes);
  const more = Object.fromEntries(Object.entries({ theme, loading, history, metrics, partner, search }).filter(([, value]) => value));
  const loader = wishes.updates === "pinned" ? catalog.version.loader : { path: "vital-conditions.js" };
  const tagged = text.replace(/^<script[^>]*><\/script>/, () => script(loader));
  const dressed = theme ? tagged.replace('data-theme="auto"', () => `data-theme="${theme}"`) : tagged;
  return dressed.replace(opening, () => opening + written(more));
};

const isAddress = (text) => {
  try {
    return /^(https?:\/\/|\/)/i.test(text) && /^https?:$/.test(new URL(text, "https://page.invalid").protocol);
  } catch {
    return false;
  }
};

/** Why the choices can't work together; nothing where they can. */
export const refusal = (form, place, wishes) => {
  const never = (PLACES[place].never || {})[form];
  if (never) return never;
  const { metrics, partner } = wishes;
  if (metrics && !isAddress(metrics)) return "Counts are sent to an address. Write it whole, with https://, or from the top of the page's own site, with a / first.";
  if (partner && !metrics) return "The partner's name is only sent with counts. Say where counts are sent, or leave the name empty.";
  if (wishes.updates === "pinned" && !catalog.version) return "The publisher's folder names no version that a page could be pinned to. Choose updates that come by themselves.";
  if (form !== "C") return "";
  if (!wishes.lang && catalog.langs.length > 1) return "Form C comes already drawn, in one language. Choose the language, or another form.";
  const fixed = { layout: "whole topic", "heading-level": "title at level 2", images: "publisher's pictures" };
  const changed = Object.keys(fixed).filter((name) => wishes[name] !== DEFAULTS[name]);
  const what = changed.map((name) => `its ${fixed[name]}`).join(" and ");
  return changed.length ? `Form C comes already drawn, with ${what}. Choose that, or another form.` : "";
};
