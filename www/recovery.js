// What follows when the wasm traps: a failed assertion of Rust's, a lack of memory, or a function of the page's that throws where none may.
// Its memory may be anything from then on, so nothing of that instance is used again, and its widgets go on with a fresh one, each at its
// topic. The build puts this behind the glue, in one module with it and with mount.js.

/** So often a widget may have been called last before a trap. Then fragments are all it gets. */
const TRIALS = 2;

/** The widgets of this instance, and the one that was called last. */
const living = new Set();
let called;

let isSpent = false;

/** The exports of the wasm. Their errors end here, and none reaches the host's page. */
const guarded = (exports) =>
  Object.fromEntries(Object.entries(exports).map(([name, part]) => [name, typeof part === "function" ? guard(part) : part]));

const guard =
  (part) =>
  (...given) => {
    if (!isSpent) {
      try {
        return part(...given);
      } catch {
        isSpent = true;
        // Whoever called is to be through first.
        setTimeout(recover);
      }
    }
    // The glue looks into what it gets, and is content with this.
    return [];
  };

const recover = () => {
  const { state, tools } = called;
  state.traps = (state.traps || 0) + 1;
  // Closures of the old instance are bound to this module, so the fresh one comes with a module of its own.
  tools.forget("glue", "wasm", import.meta.url.split("/").pop());
  living.forEach(revive);
};

/** What is on the page stays there to be read, and a step that came to nothing is taken again. */
const revive = ({ host, root, state, tools }) => {
  const { asked, at, title } = state;
  const article = root.querySelector(".vital > article");
  if (article && article.querySelector("#vital-title").textContent === title) {
    root.dataset.topic = at;
    // The rest was the widget's: what it says, the trail, and what a tool has opened.
    for (const part of Array.from(article.parentNode.children)) if (part !== article) part.remove();
  } else root.remove();
  // The stops of the trail are gone with it.
  state.kept = asked && !/^(back|forward|trail|history)$/.test(asked[0]) ? asked : null;
  state.widget = null;
  tools.begin(host, state, false, at);
};
