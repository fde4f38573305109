// The words round the results. The build puts this and its neighbours behind wasm-bindgen's glue of the search, in one module with it.

/** The sentences, each with its number among those of all languages, and in English. */
const SENTENCES = "__VITAL_SENTENCES__";

/** The files with the sentences of other languages, a line each. */
const WORDS = "__VITAL_WORDS__";

/** In which order the forms that go with numbers stand in a sentence, parted by tabs. */
const FORMS = ["zero", "one", "two", "few", "many", "other"];

/** What says the sentences in a language: `words(name, ...names)`, or `words.counted(name, number)`. */
const wordsOf = async (lang, dir, { ask }) => {
  // English ones are better than none.
  const lines = WORDS[lang] ? (await ask(WORDS[lang], "text").catch(() => "")).split("\n") : [];
  const number = (count) => count.toLocaleString(lang);
  const filled = (sentence, names) =>
    // Names that are read another way don't take what stands beside them along.
    sentence.replace(/{}/g, () => (dir === "rtl" ? "\u2068" + names.shift() + "\u2069" : names.shift()));
  const said = (name) => lines[SENTENCES[name][0]] || SENTENCES[name][1];
  const words = (name, ...names) => filled(said(name), names);
  words.number = number;
  words.counted = (name, count) => {
    const forms = said(name).split("\t");
    const form = forms[FORMS.indexOf(new Intl.PluralRules(lang).select(count))];
    return filled(form || forms[5], [number(count)]);
  };
  return words;
};
