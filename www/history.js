// Inline steps as entries of the session history, where the embedder asks for it: `#vital=ID` or `?vital=ID` in the page's address. Loaded
// only then.
//
// The address is the truth, for whoever else writes the page's history: what is kept in an entry beside it is merged into what the host's
// page has there. Leaves out the topic to begin with, which the loader reads.

const PATTERN = /([#?&])vital=([^&]*)/;

/** The page's address with the topic in it. */
const written = (mode, id) => {
  const url = new URL(location.href);
  const part = mode === "hash" ? "hash" : "search";
  const said = "vital=" + encodeURIComponent(id);
  const before = url[part];
  if (PATTERN.test(before)) url[part] = before.replace(PATTERN, "$1" + said);
  // An anchor of the page's own is no topic, and gives way to one.
  else url[part] = part === "search" && before ? before + "&" + said : said;
  return url.href;
};

/** The topic in the page's address. */
const named = (mode) => {
  const found = PATTERN.exec(mode === "hash" ? location.hash : location.search);
  return found && found[2];
};

/** Writes the steps of the element, and takes those of the browser, until `signal` ends it. `act` takes a step. */
export const follow = (host, act, signal) => {
  // Nothing, where the first topic is still on its way; then the first step says it.
  let first = host.current;
  const mode = () => (/^(hash|query)$/.test(host.history) ? host.history : null);
  const arrived = ({ target, detail: { from, to, cause } }) => {
    if (target !== host) return;
    first ||= from;
    if (cause === "history" || !mode()) return;
    const url = written(mode(), to);
    const state = { ...history.state, vital: to };
    // What the host's page has changed is no step of the reader's.
    if (cause === "attribute" || url === location.href) history.replaceState(state, "", url);
    else history.pushState(state, "", url);
  };
  const moved = () => {
    const to = mode() && (named(mode()) || first);
    if (to && to !== host.current) act("history", to);
  };
  host.addEventListener("vital-navigated", arrived, { signal });
  window.addEventListener("popstate", moved, { signal });
};

// As the glue does, for loaders that can't import.
customElements.get("vital-conditions").take({ [import.meta.url.split("/").pop()]: { follow } });
