// Brings the element <vital-conditions> into a page. What the element does and shows comes from its host, when it is used, and goes on
// being updated there: this only asks for the loader. Importing it does nothing, so it can be imported on a server too.

const NAME = "vital-conditions";

/** The folder in which the widget is published, as this package was made for it. */
export const HOST = "__VITAL_HOST__";

/** The loaders that are on their way, by their addresses. */
const coming = new Map();

export function load({ host = HOST, loader = NAME + ".js", nonce, integrity } = {}) {
  // On a server there is no page to bring it into.
  if (typeof document === "undefined") return Promise.resolve();
  const known = customElements.get(NAME);
  if (known) return Promise.resolve(known);
  const folder = new URL(host.endsWith("/") ? host : host + "/", document.baseURI);
  const { href } = new URL(loader, folder);
  if (!coming.has(href)) {
    const answer = ask(href, nonce, integrity);
    coming.set(href, answer);
    // Whoever awaits it hears of a failure, and the next call tries again.
    answer.catch(() => coming.delete(href));
  }
  return coming.get(href);
}

function ask(href, nonce, integrity) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.addEventListener("load", () => {
      const known = customElements.get(NAME);
      if (known) resolve(known);
      else reject(new Error(NAME + ": this browser is too old for the widget; its elements show what is inside them"));
    });
    script.addEventListener("error", () => {
      script.remove();
      reject(new Error(NAME + ": " + href + " could not be loaded"));
    });
    script.async = true;
    script.crossOrigin = "anonymous";
    if (nonce) script.nonce = nonce;
    if (integrity) script.integrity = integrity;
    script.src = href;
    document.head.append(script);
  });
}
