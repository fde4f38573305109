// Counts for whoever embeds the widget and asks for them with the attribute `metrics`: how often topics were shown, gone on to, left for
// a page elsewhere, and what failed. Loaded only then.
//
// Leaves out whoever reads: no cookie, no identifier, no address beyond the page's path, no time of a single event. Where the browser
// says Global Privacy Control or Do Not Track, nothing is counted.

/** Counts wait so long for others to go with, in milliseconds. */
const PAUSE = 10000;

/** A text of the embedder's is counted up to this length. */
const LONGEST = 200;

const isUnwanted = () => navigator.globalPrivacyControl || navigator.doNotTrack === "1" || window.doNotTrack === "1";

/** What is to be sent, by the URL that it goes to and the partner. */
const batches = new Map();

const send = () => {
  for (const { url, timer, body, counts } of batches.values()) {
    clearTimeout(timer);
    // A text needs no preflight, which a page that is just being left would not wait for.
    navigator.sendBeacon(url, JSON.stringify({ ...body, counts: Array.from(counts.values()) }));
  }
  batches.clear();
};

const add = (host, count) => {
  const { metrics, partner } = host;
  if (!metrics || isUnwanted()) return;
  let url;
  try {
    url = new URL(metrics, document.baseURI);
  } catch (error) {
    return;
  }
  if (!/^https?:$/.test(url.protocol)) return;
  const body = { version: 1, page: location.pathname.slice(0, LONGEST) };
  if (partner) body.partner = partner.slice(0, LONGEST);
  const name = JSON.stringify([url.href, body]);
  if (!batches.has(name)) batches.set(name, { url: url.href, body, counts: new Map(), timer: setTimeout(send, PAUSE) });
  const { counts } = batches.get(name);
  const kind = JSON.stringify(count);
  counts.set(kind, { ...count, count: (counts.has(kind) ? counts.get(kind).count : 0) + 1 });
};

/** What is counted of each event of the element, by its name without the prefix. */
const COUNTED = {
  ready: ({ topic }) => ({ event: "ready", topic }),
  navigated: ({ to }) => ({ event: "navigate", topic: to }),
  open: ({ id }) => ({ event: "open", topic: id || undefined }),
  error: ({ kind }) => ({ event: "error", kind }),
};

/** Counts an event of an element. */
export const count = (host, name, detail) => add(host, COUNTED[name](detail));

addEventListener("pagehide", send);
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && send());

// As the glue does, for loaders that can't import.
customElements.get("vital-conditions").take({ [import.meta.url.split("/").pop()]: { count } });
