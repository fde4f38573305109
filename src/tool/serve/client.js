// Runs in pages that `vital serve` serves: loads the page anew when the catalog has changed, and says on the page what is wrong
// with it. Texts come in as text, never as markup.
(async () => {
  "use strict";
  const shown = Number(new URL(document.currentScript.src).searchParams.get("version"));
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  let after = 0;
  for (;;) {
    try {
      const news = await (await fetch("/vital-live?after=" + after, { cache: "no-store" })).json();
      if (news.version !== shown) {
        location.reload();
        return;
      }
      if (news.number !== after) show(news.faults);
      after = news.number;
    } catch (error) {
      // The server is not there: it was ended, or is being started again, and then counts from one.
      await pause(1000);
      after = 0;
    }
  }

  function show(faults) {
    const NAME = "vital-faults";
    let host = document.querySelector(NAME);
    const wasOpen = host ? host.shadowRoot.querySelector("details").open : sessionStorage.getItem(NAME) !== "closed";
    if (host) host.remove();
    if (!faults.length) return;
    host = document.createElement(NAME);
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      :host { all: initial; position: fixed; inset: auto 0 0 0; z-index: 2147483647; color-scheme: light dark; }
      details { max-block-size: 45vh; overflow: auto; border-block-start: 4px solid #b3261e; background: Canvas; color: CanvasText;
        font: 14px/1.5 system-ui, sans-serif; box-shadow: 0 -0.25rem 1rem rgb(0 0 0 / 25%); }
      summary { padding: 0.5rem 1rem; font-weight: 700; cursor: pointer; }
      summary:focus-visible { outline: 3px solid Highlight; outline-offset: -3px; }
      ol { margin: 0; padding: 0 1rem 0.75rem 2.5rem; }
      li { margin-block-start: 0.5rem; }
      code { font: 13px ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
      p { margin: 0; overflow-wrap: anywhere; }
    `);
    root.adoptedStyleSheets = [sheet];
    const made = (tag, ...children) => {
      const node = document.createElement(tag);
      node.append(...children);
      return node;
    };
    const details = made("details", made("summary", faults.length === 1 ? "1 fault in the catalog" : faults.length + " faults in the catalog"));
    details.open = wasOpen;
    details.addEventListener("toggle", () => sessionStorage.setItem(NAME, details.open ? "open" : "closed"));
    // More than can be read at once would only make the page slow.
    const most = 100;
    const items = faults.slice(0, most).map((fault) => {
      const place = fault.file + ":" + fault.line + ":" + fault.column;
      return made("li", made("code", place), made("p", fault.message));
    });
    if (faults.length > most) items.push(made("li", "and " + (faults.length - most) + " more, in the terminal"));
    details.append(made("ol", ...items));
    details.setAttribute("role", "status");
    root.append(details);
    document.body.append(host);
  }
})();
