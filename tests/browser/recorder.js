// Keeps, from before anything else runs, all that goes wrong on a page and all that the widgets announce.
(() => {
  // A browser that begins every page with this meets pages that have it too.
  if (window.__heard) return;
  const heard = { troubles: [], infos: [], events: [], shifts: [] };
  Object.defineProperty(window, "__heard", { value: heard });

  const trouble = (kind, text) => heard.troubles.push({ kind, text: String(text) });
  // Capturing, because the errors of elements (a picture, a script) don't bubble.
  window.addEventListener("error", (event) => {
    if (event.target === window) trouble("error", event.message);
    else trouble("resource", event.target.src || event.target.href || event.target.tagName);
  }, true);
  window.addEventListener("unhandledrejection", (event) => trouble("rejection", event.reason && event.reason.stack || event.reason));
  document.addEventListener("securitypolicyviolation", (event) =>
    trouble("violation", `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`));
  for (const level of ["error", "warn"]) {
    const own = console[level];
    console[level] = (...words) => {
      trouble(`console.${level}`, words.map(String).join(" "));
      own.apply(console, words);
    };
  }

  const inform = console.info;
  console.info = (...words) => {
    heard.infos.push(words.map(String).join(" "));
    inform.apply(console, words);
  };

  for (const name of ["vital-ready", "vital-navigate", "vital-navigated", "vital-open", "vital-error"]) {
    document.addEventListener(name, (event) => heard.events.push({
      name,
      detail: event.detail === null ? null : JSON.parse(JSON.stringify(event.detail)),
      from: event.target.localName,
      bubbles: event.bubbles,
      composed: event.composed,
      cancelable: event.cancelable,
    }));
  }

  if (PerformanceObserver.supportedEntryTypes.includes("layout-shift")) {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const moved = entry.sources.map(({ node, previousRect, currentRect }) => {
          const name = !node ? "?" : node.nodeType === 1 ? `${node.localName}.${node.className}` : JSON.stringify(node.data);
          return `${name} ${JSON.stringify(previousRect)} -> ${JSON.stringify(currentRect)}`;
        });
        heard.shifts.push({ value: entry.value, input: entry.hadRecentInput, moved });
      }
    }).observe({ type: "layout-shift", buffered: true });
  }
})();
