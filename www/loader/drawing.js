// A topic from its fragment, a JSON tree of nodes, built with createElement: no HTML passes through a parser. `read` are the attributes.

/** The element for a node `[tag, attributes, ...children]`, in a drawing or not. Headings count from level 1. */
const grown = (node, read, isDrawing) => {
  if (typeof node === "string") return node;
  let [tag, properties] = node;
  if (/^h\d$/.test(tag)) tag = "h" + Math.min(6, +tag[1] - 1 + (/^\s*[1-5]\s*$/.test(read.headingLevel) ? +read.headingLevel : 2));
  if (tag === "img" && read.images !== "any" && new URL(properties.src, base).origin !== base.origin) {
    // Nothing is asked of a stranger's server. What the picture would have said is still there to read.
    if (!properties.alt) return "";
    tag = "div";
    properties = { class: "picture", role: "img", "aria-label": properties.alt };
  }
  isDrawing = isDrawing || tag === "svg";
  const element = document.createElementNS("http://www.w3.org/" + (isDrawing ? "2000/svg" : "1999/xhtml"), tag);
  element.append(...node.slice(2).map((child) => grown(child, read, isDrawing)));
  for (const name of Object.keys(properties)) {
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

const skeleton = (read) => framed(grown(["div", { class: "skeleton" }], read), read);

const notice = (read) => {
  const button = ["button", { type: "button", part: "button", "data-act": "again" }, "Try again"];
  const text = ["p", {}, "This content could not be loaded."];
  return framed(grown(["div", { class: "notice", role: "alert", part: "error", lang: "en" }, text, ["p", {}, button], ["slot", {}]], read), read);
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
  for (const part of article.querySelectorAll(":scope > :not(header, nav, .original)")) part.remove();
  if (seen.size) article.firstChild.after(list);
  return article;
};

/** A topic, as an element that stands in the shadow root. */
const topic = (fragment, read) => {
  const article = grown(fragment.nodes, read);
  const root = framed(read.layout === "cards" ? cardsOnly(article) : article, read);
  root.dataset.topic = fragment.topic;
  root.firstChild.lang = fragment.lang;
  return root;
};

const focus = (drawn) => drawn.querySelector("#vital-title").focus({ preventScroll: true });
