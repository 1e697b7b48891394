// Is the focus on the first argument, and is it seen, wherever it is: a ring around it, inside the window, nothing above it?

const [wanted] = arguments;
let focused = document.activeElement;
while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
if (!focused || focused === document.body) return { there: false, seen: true };

// A comment hands its ring to the part of it that is not replies.
const ringed = [focused, ...focused.children].some((it) => {
  const looks = getComputedStyle(it);
  return (looks.outlineStyle !== "none" && Number.parseFloat(looks.outlineWidth) > 0) || (it === focused && looks.boxShadow !== "none");
});
// A field may hand its ring to the box it stands in.
const framed = (() => {
  for (let it = focused.parentElement; it; it = it.parentElement) {
    const around = getComputedStyle(it);
    if (it.matches(":focus-within") && (around.boxShadow !== "none" || around.outlineStyle !== "none")) return true;
  }
  return false;
})();

const box = focused.getBoundingClientRect();
const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
const root = focused.getRootNode();
const [x, y] = [box.left + box.width / 2, Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1)];
const top = root.elementFromPoint(x, y);
const uncovered = top === null || top === focused || focused.contains(top) || top.contains(focused);

return { there: focused === wanted, seen: (ringed || framed) && inside && uncovered, ringed, framed, inside, uncovered, at: focused.outerHTML.slice(0, 200) };
