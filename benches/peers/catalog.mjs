// The runner's topics as a catalog of the format's version 1, with the same texts, cards and pictures.

/** The path of a picture beside the catalog. The runner names it from the root of its own host. */
export const picture = (image) => image.replace(/^\//, '');

/**
 * A card leads to an entry, so every item of a section becomes one: a resource elsewhere, which shows its kind, title, provider and
 * picture. The summary becomes the first paragraph, since a topic with a body shows no other text above it.
 */
export function converted({ topics }) {
  const entries = [];
  for (const topic of topics) {
    const resources = topic.sections.map((section, at) =>
      section.items.map((item, place) => ({
        id: `${topic.id}-${at}-${place}`,
        kind: 'resource',
        label: item.type,
        title: item.title,
        image: { src: picture(item.image), alt: '', width: 64, height: 64 },
        provider: { name: item.provider },
        url: item.url,
      })),
    );
    entries.push({
      id: topic.id,
      kind: 'topic',
      label: topic.kind,
      title: topic.title,
      body: [
        ...[topic.summary, ...topic.body].map((text) => ({ type: 'paragraph', text })),
        ...topic.sections.map((section, at) => ({ type: 'section', title: section.title, entries: resources[at].map((entry) => entry.id) })),
      ],
      related: topic.related,
    });
    entries.push(...resources.flat());
  }
  return { version: 1, title: 'Topics', lang: 'en', home: topics[0].id, entries };
}
