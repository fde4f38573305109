// How a topic looks: every property that the browser has computed, of the first element of each kind in the shadow root, `root`.
// Without a prototype, to which pages add what every driver would take along.
const found = Object.create(null);
for (const element of root.querySelectorAll("*")) {
  // Outermost is an element without any looks of its own; what is inside begins anew.
  if (!element.closest(".vital") || element.closest("style, [role=status]")) continue;
  let path = "";
  for (let one = element; one; one = one.parentElement) path = one.localName + (one.classList[0] ? "." + one.classList[0] : "") + (path && " > " + path);
  if (found[path]) continue;
  found[path] = Object.create(null);
  found[path].attributes = element.getAttributeNames().sort().join(" ");
  const style = getComputedStyle(element);
  // When the tools can be used is a matter of time.
  const isLeftOut = (name) => name.startsWith("--") || (name === "visibility" && element.closest(".tools"));
  for (let at = 0; at < style.length; at++) if (!isLeftOut(style[at])) found[path][style[at]] = style.getPropertyValue(style[at]);
}
return found;
