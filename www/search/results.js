// Results as they are drawn: options with what matched marked, and what narrows them down.

/** So many are shown at the most. The build puts it in. */
const SHOWN = "__VITAL_SHOWN__";

const marked = (runs) => runs.map((run) => (typeof run === "string" ? run : ["mark", {}, run[0]]));

/** What an entry is, in the words of cards: "Topic - Possibilities". */
const labelled = (words, { kind, label }) => {
  if (!label) return words(kind);
  return kind === "collection" ? words("collection_of", label) : words("labelled", words(kind), label);
};

/** The title comes first for those who hear it. */
const option = (words, hit) => [
  "li",
  { role: "option", id: "vital-found-" + hit.id, "aria-selected": "false" },
  ["span", { class: "name" }, ...marked(hit.title)],
  " ",
  ["span", { class: "label" }, labelled(words, hit)],
  // A summary that is on its way has its place.
  ...(hit.length ? [" ", ["span", { class: hit.length > LINE ? "long summary" : "summary" }, ...marked(hit.summary)]] : []),
];

/** So many characters of a summary have room in a line, where it is narrow. */
const LINE = 60;

/** Whether all is known of it that is shown. */
const isWhole = (hit) => !hit.length || !!hit.summary.length;

/** A list of choices, `[value, text]` each, the first of which leaves nothing out. */
const choices = (name, label, options) => [
  "select",
  { name, "aria-label": label },
  ...options.map(([value, text]) => ["option", { value }, text]),
];

/** What results can be narrowed down by; nothing where there is only one of a sort. */
const filters = (words, { kinds, conditions }) => {
  const parts = [];
  if (kinds.length > 1) parts.push(choices("kind", words("kind"), [["", words("all_kinds")], ...kinds.map((kind) => [kind, words(kind)])]));
  if (conditions.length > 1) {
    parts.push(choices("condition", words("condition"), [["", words("all_conditions")], ...conditions.map((title, place) => ["" + place, title])]));
  }
  return parts.length ? ["div", { class: "filters" }, ...parts] : null;
};

/** How many there are, or what to do where there are none. */
const told = (words, query, { total, more }) => {
  if (!total) return words("nothing_found", query) + " " + words("try_other_words");
  const parts = [words.counted("found_count", total)];
  if (more) parts.push(words("more_found"));
  if (total > SHOWN) parts.push(words("best_shown", words.number(SHOWN)));
  return parts.join(" ");
};
