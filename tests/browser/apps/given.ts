/** A catalog that an app has by itself, with another topic of the same id. */
export const given = {
  version: 1,
  entries: [{ id: "voting", kind: "topic", title: "Our own", body: [{ type: "paragraph", text: "Text" }] }],
};
