// How a topic looks: every property that the browser has computed, of the first element of each kind in the shadow root, `root`.
const found = {};
for (const element of root.querySelectorAll("*")) {
  if (element.closest("style, link, [role=status]")) continue;
  let path = "";
  for (let one = element; one; one = one.parentElement) path = one.localName + (one.classList[0] ? "." + one.classList[0] : "") + (path && " > " + path);
  if (found[path]) continue;
  found[path] = {};
  const style = getComputedStyle(element);
  for (let at = 0; at < style.length; at++) found[path][style[at]] = style.getPropertyValue(style[at]);
}
return found;
