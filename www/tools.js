// What the tools of a topic need of the browser: its clipboard, its own way to pass on an address, and its printer. Loaded when the first of
// them is used.

/** So long the printer waits for pictures, in milliseconds. */
const PATIENCE = 3000;

/** A sheet of paper has no links to follow, so their addresses are written out. */
const PAPER = `
  @page { margin: 2cm }
  body { margin: 0; color: #000; background: #fff; font: 11pt/1.5 Georgia, "Times New Roman", serif }
  article + article { break-before: page }
  h1, h2, h3, h4, h5, h6 { break-after: avoid; font-family: system-ui, sans-serif; line-height: 1.2 }
  .label, .byline, .original, .provider, .site, .source, figcaption { font: 9.5pt/1.4 system-ui, sans-serif }
  .source { margin-block-start: 2em; padding-block-start: 0.5em; border-block-start: 1px solid; overflow-wrap: anywhere }
  img { max-inline-size: 100%; max-block-size: 8cm; block-size: auto; inline-size: auto }
  blockquote { margin: 0 }
  figure { margin: 1em 0; break-inside: avoid }
  figure.quote { padding-inline-start: 1em; border-inline-start: 2pt solid }
  .cards { list-style: disc }
  .card .picture { display: none }
  .card p { margin: 0 }
  a { color: inherit }
  a[href^="http"]::after { content: " (" attr(href) ")"; font-size: 85%; overflow-wrap: anywhere }
`;

const link = (host) => host.shadowRoot.querySelector(".panel .address a");

const copy = (host, widget) => {
  const address = link(host);
  // Where the clipboard is out of reach the address is at least selected.
  const written = navigator.clipboard ? navigator.clipboard.writeText(address.href) : Promise.reject();
  return written.then(
    () => widget.act("copied", ""),
    () => getSelection().selectAllChildren(address),
  );
};

const send = (host) => {
  const title = host.shadowRoot.querySelector("#vital-title").textContent;
  // The reader may think better of it.
  return navigator.share({ title, url: link(host).href }).catch(() => {});
};

/** The topics that `of` stands for: all that the reader has kept, or the one that is shown. */
const wanted = (host, of) => Array.from(host.shadowRoot.querySelectorAll(of === "kept" ? ".sheets > article" : "article.topic:not(.sheets > *)"));

/** An article as it is on paper: what leads on or plays is left out, and where it comes from is added. */
const onPaper = (article, page, address) => {
  const copied = page.importNode(article, true);
  copied.querySelectorAll("nav, .tools, audio, video, .sheets").forEach((part) => part.remove());
  copied.querySelectorAll("img").forEach((image) => (image.loading = "eager"));
  const source = page.createElement("p");
  source.className = "source";
  source.textContent = article.dataset.page || address;
  copied.append(source);
  return copied;
};

/** On a sheet in a frame of its own: printing the page would print all that stands round the widget. */
const print = (host, of, address) => {
  const articles = wanted(host, of);
  const frame = document.createElement("iframe");
  frame.className = "printing";
  frame.tabIndex = -1;
  frame.setAttribute("aria-hidden", "true");
  const filled = new Promise((fill) => frame.addEventListener("load", fill, { once: true }));
  host.shadowRoot.append(frame);
  return filled.then(async () => {
    const { contentDocument: page, contentWindow: view } = frame;
    const paper = new view.CSSStyleSheet();
    paper.replaceSync(PAPER);
    page.adoptedStyleSheets = [paper];
    page.title = articles.map((article) => article.querySelector("header > :is(h1, h2, h3, h4, h5, h6)").textContent).join(", ");
    page.documentElement.lang = articles.length ? articles[0].lang : "";
    page.body.append(...articles.map((article) => onPaper(article, page, address)));
    const pictures = Array.from(page.images, (image) => image.decode().catch(() => {}));
    await Promise.race([Promise.all(pictures), new Promise((done) => setTimeout(done, PATIENCE))]);
    view.addEventListener("afterprint", () => frame.remove(), { once: true });
    view.focus();
    view.print();
  });
};

/** `address` is where the topic that is shown can be read. */
export const use = (name, of, host, widget, address) => ({ copy: () => copy(host, widget), send: () => send(host), print: () => print(host, of, address) })[name]();

// As the glue does, for loaders that can't import.
customElements.get("vital-conditions").take({ [import.meta.url.split("/").pop()]: { use } });
