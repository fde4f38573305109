// Reads one hostile catalog after the other in the page's widget, as fast as it draws them, and says what is not as it should be.
(() => {
  const PATIENCE = 15000;
  const widget = () => document.querySelector("vital-conditions");
  // A message comes sooner than any timer.
  const { port1, port2 } = new MessageChannel();
  let resume = () => {};
  port1.onmessage = () => resume();
  const pause = () =>
    new Promise((done) => {
      resume = done;
      port2.postMessage(null);
    });

  const until = async (what, isThere) => {
    const end = performance.now() + PATIENCE;
    while (!isThere()) {
      if (performance.now() > end) throw new Error("never came about: " + what);
      await pause();
    }
  };

  const step = async (to) => {
    const { current } = widget();
    if (current === to) return;
    widget().navigate(to);
    await until("a step from " + current + " to " + to, () => widget().current === to);
    await pause();
  };

  const press = async (root, act) => {
    const button = root.querySelector(`[data-act="${act}"]`);
    if (button) button.click();
    await pause();
  };

  /**
   * `url` is the catalog's, `home` its home entry, `cases` how many entries `case-N` it has, each `every`th of which is stepped to, and `texts`
   * what these say. `attribute` takes the address: "catalog" or "overlay".
   */
  window.__read = async ({ attribute, url, home, cases, every, texts, known }) => {
    const { shadowRoot: root } = widget();
    const found = [];
    const look = (where) => found.push(...window.__oracle.strange(root, known).map((fault) => where + ": " + fault));
    widget().catalogData = null;
    widget().setAttribute(attribute, url);
    await until(url, () => widget().current === home && root.querySelector("article"));
    await pause();
    look(url);
    const paragraphs = new Set(Array.from(root.querySelectorAll("article > p"), (paragraph) => paragraph.textContent));
    for (const text of texts || []) if (!paragraphs.has(text)) found.push(`${url}: ${JSON.stringify(text)} is not shown as it is`);
    for (let at = 0; at < cases; at += every) {
      await step("case-" + at);
      if (at % 20 === 0) for (const act of ["around", "share", "close"]) await press(root, act);
      look(url + " case-" + at);
      const title = root.querySelector("#vital-title").textContent;
      if (texts && title !== texts[at]) found.push(`${url}: the title ${JSON.stringify(texts[at])} is ${JSON.stringify(title)}`);
    }
    return found.slice(0, 20);
  };

  /** Gives the widget each of these texts as its catalog, and says which of them come to neither a topic nor an alert, or draw what they must not. */
  window.__readEach = async ({ cases, known }) => {
    const found = [];
    for (const { name, json } of cases) {
      let data;
      try {
        data = JSON.parse(json);
      } catch (error) {
        // What is no JSON comes as a file, as the page has no object to give.
      }
      const before = widget();
      const after = document.createElement("vital-conditions");
      after.setAttribute("loading", "eager");
      if (data === undefined || data === null) after.setAttribute("catalog", URL.createObjectURL(new Blob([json])));
      else after.catalogData = data;
      before.replaceWith(after);
      const settled = () => after.shadowRoot && after.shadowRoot.querySelector("article, .notice");
      try {
        await until(name, settled);
        found.push(...window.__oracle.strange(after.shadowRoot, known).map((fault) => name + ": " + fault));
      } catch (error) {
        found.push(String(error));
      }
    }
    return found.slice(0, 20);
  };
})();
