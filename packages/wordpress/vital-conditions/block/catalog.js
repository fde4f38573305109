// What the publisher's index says of topics and languages, for the block in the editor.

"use strict";

((vitalConditions) => {
  const { host, lang: siteLang } = vitalConditions;

  const at = (path) => new URL(path, host).href;
  const got = (answer) =>
    answer.ok ? answer.json() : Promise.reject(new Error(`${answer.url} answered with the status ${answer.status}`));

  /** An index is in parts where it is long, in so many levels at the most. */
  const LEVELS = 4;

  const listed = async (list, level = 0) => {
    const parts = list.map(async (item) => {
      if (item.id) return [item];
      const url = at(item.file);
      if (level === LEVELS || !url.startsWith(host)) return [];
      return listed((await fetch(url).then(got)).index, level + 1);
    });
    return (await Promise.all(parts)).flat();
  };

  /** What the index says, as far as it is of the right shape. What has an id and no title is another name of the entry in the same file. */
  const read = async (index) => {
    const items = (await listed(index.index)).filter(({ id }) => typeof id === "string" && /^[a-z0-9-]{1,80}$/.test(id));
    const entries = items.filter(({ title }) => typeof title === "string");
    const files = new Map(entries.map((entry) => [entry.file, entry]));
    const names = new Map(items.map(({ id, file }) => [id, files.get(file)]));
    const lang = typeof index.lang === "string" ? index.lang : "en";
    const there = Object.keys(index.translations || {}).map(async (tongue) => {
      const answer = await fetch(at(`index.${tongue}.json`), { method: "HEAD" }).catch(() => ({}));
      return answer.ok ? [tongue] : [];
    });
    const langs = [lang, ...(await Promise.all(there)).flat()];
    entries.sort((one, other) => one.title.localeCompare(other.title));
    // Two entries may have one title.
    const count = new Map();
    for (const { title } of entries) count.set(title, (count.get(title) || 0) + 1);
    const options = entries.map(({ id, title }) => ({ value: id, label: count.get(title) > 1 ? `${title} (${id})` : title }));
    return { langs, names, options };
  };

  let asked;
  /** The catalog, once for all blocks. After a failure the next who asks asks anew. */
  const ask = () => {
    asked =
      asked ||
      fetch(at("index.json"))
        .then(got)
        .then(read)
        .catch((error) => {
          asked = undefined;
          throw error;
        });
    return asked;
  };

  /** The folder of a language's pages; none for the original's (the lookup of RFC 4647, as the loader does it). */
  const folderOf = (langs, lang) => {
    for (let tag = lang.toLowerCase(); tag; tag = tag.slice(0, Math.max(tag.lastIndexOf("-"), 0))) {
      const place = langs.findIndex((known) => known.toLowerCase() === tag);
      if (place >= 0) return place ? `${langs[place]}/` : "";
    }
    return "";
  };

  /** The address of a topic's own page. */
  const pageOf = (topic, langs, lang) => at(`topics/${folderOf(langs, lang || siteLang)}${topic}.html`);

  /** Which topic, in which language, an address on a line of its own leads to. */
  const ledTo = (text) => {
    const url = text.trim();
    if (!host || !url.startsWith(at("topics/"))) return null;
    const found = /^(?:([A-Za-z0-9-]+)\/)?([a-z0-9-]{1,80})\.html(?:[?#]\S*)?$/.exec(url.slice(at("topics/").length));
    return found && { lang: found[1] || "", topic: found[2], href: url.replace(/[?#].*/, "") };
  };

  /** What a language calls itself. */
  const autonym = (lang) => {
    try {
      return new Intl.DisplayNames([lang], { type: "language" }).of(lang);
    } catch {
      return lang;
    }
  };

  Object.assign(vitalConditions, { ask, autonym, ledTo, pageOf });
})(window.vitalConditions);
