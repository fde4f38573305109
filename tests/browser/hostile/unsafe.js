// A renderer that does everything wrong: it makes markup of texts, takes addresses as they are, merges objects name by name, and believes
// that everything has the type that it should. It proves that whoever looks on sees what hostile content does.
(() => {
  const merge = (into, from) => {
    for (const name in from) {
      if (from[name] && typeof from[name] === "object") into[name] = merge(into[name] || (Array.isArray(from[name]) ? [] : {}), from[name]);
      else into[name] = from[name];
    }
    return into;
  };

  const at = (address) => {
    try {
      return new URL(address, location.href).href;
    } catch (error) {
      return address;
    }
  };

  const picture = (image) => `<img src="${at(image.src)}" alt="${image.alt}"><a href="${at(image.credit && image.credit.url)}">${image.credit && image.credit.text}</a>`;

  const run = (part) => (part.text === undefined ? part : `<a href="${at(part.href)}"><strong>${part.text}</strong></a>`);
  const prose = (text) => (Array.isArray(text) ? text.map(run).join("") : text);

  const blocks = (part) => ({
    paragraph: () => `<p>${prose(part.text)}</p>`,
    heading: () => `<h${part.level}>${prose(part.text)}</h${part.level}>`,
    list: () => `<ul>${part.items.map((item) => `<li>${prose(item)}</li>`).join("")}</ul>`,
    quote: () => `<blockquote cite="${at(part.url)}">${prose(part.text).trim()}<a href="${at(part.url)}">${part.cite}</a></blockquote>`,
    section: () => `<section><h3>${part.title}</h3>${prose(part.text)}${part.entries.length}</section>`,
    featured: () => "",
    image: () => picture(part),
    media: () => `<video preload="none" src="${at(part.src)}" aria-label="${part.title.trim()}"></video><a href="${at(part.transcript)}">${part.title}</a>`,
  });

  const block = (part) => {
    const known = blocks(part);
    return part.type in known ? known[part.type]() : "";
  };

  const entry = (catalog, { title, label, summary, lang, provider, image, url, body, related }) => {
    const others = (related || []).map((id) => entry(catalog, catalog.entries.find((other) => other.id === id)));
    const by = provider && `<a href="${at(provider.url)}">${provider.name.trim()}</a>`;
    return `<article lang="${lang}"><h2>${title.trim()}</h2>${label}${summary}${by}${image && picture(image)}<a href="${at(url)}">there</a>${(body || []).map(block).join("")}${others}</article>`;
  };

  /** Draws a catalog's entries into a root. Scripts are run, as many libraries do. */
  window.__drawUnsafely = (json, root) => {
    const catalog = merge({}, JSON.parse(json));
    const { publisher, license } = catalog;
    const drawn = catalog.entries.map((one) => entry(catalog, { ...one, related: catalog.entries.length > 2 ? one.related : [] })).join("");
    root.innerHTML = `${drawn}<a href="${at(publisher && publisher.url)}">${publisher && publisher.name}</a><a href="${at(license && license.url)}">${license && license.name}</a>`;
    for (const script of root.querySelectorAll("script")) {
      const again = document.createElement("script");
      for (const name of script.getAttributeNames()) again.setAttribute(name, script.getAttribute(name));
      again.text = script.text;
      script.replaceWith(again);
    }
  };

  /** Draws these catalogs, each in a frame's own root, and says how many were caught at what. */
  window.__prove = async ({ cases, known, frame: address }) => {
    const caught = { cases: 0, markup: 0, scripts: 0, changes: 0, requests: 0, texts: 0, errors: 0 };
    const CASES = 10;
    for (let from = 0; from < cases.length; from += CASES) {
      const frame = document.createElement("iframe");
      frame.sandbox = "allow-scripts allow-same-origin";
      frame.src = address;
      await new Promise((done) => {
        frame.onload = done;
        document.body.append(frame);
      });
      const view = frame.contentWindow;
      const oracle = view.__oracle;
      oracle.begin();
      const now = cases.slice(from, from + CASES);
      const seen = now.map(() => new Set());
      const roots = [];
      now.forEach(({ json, text }, at) => {
        const root = view.document.createElement("div");
        roots.push(root);
        try {
          view.__drawUnsafely(json, root);
          if (oracle.strange(root, known).length) seen[at].add("markup");
          if (text !== null && !Array.from(root.querySelectorAll("p"), (one) => one.textContent).includes(text)) seen[at].add("texts");
        } catch (error) {
          seen[at].add("errors");
        }
        if (oracle.changed().length) {
          seen[at].add("changes");
          oracle.begin();
          for (const prototype of [view.Object.prototype, view.Array.prototype, view.String.prototype]) delete prototype.polluted;
        }
      });
      // In the document at last, so that what is to run there does.
      view.document.querySelector("main").append(...roots);
      await new Promise((done) => setTimeout(done, 60));
      // A page that was led away has run what led it there.
      const isLeft = frame.contentDocument !== view.document || view.__oracle !== oracle;
      caught.scripts += isLeft ? 1 : oracle.ran.length;
      if (!isLeft) caught.requests += oracle.asked(known.origins).length;
      for (const signals of seen) {
        if (signals.size) caught.cases++;
        for (const signal of signals) caught[signal]++;
      }
      frame.remove();
    }
    return caught;
  };
})();
