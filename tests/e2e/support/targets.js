// Everything that can be pressed and is smaller than the first argument, in pixels; links inside running
// text may be as high as their line (WCAG 2.2, 2.5.8).

const [least] = arguments;
const PRESSABLE = "a[href],button,input,select,textarea,summary,[role=button]";

function* below(node) {
  for (const child of node.children) {
    yield child;
    yield* below(child);
  }
  if (node.shadowRoot) yield* below(node.shadowRoot);
}

const insideText = (element) =>
  element.localName === "a" && element.closest("p,li,figcaption,blockquote,td") !== null;

// A label is pressed for its field.
const box = (element) => (element.labels?.[0]?.contains(element) ? element.labels[0] : element).getBoundingClientRect();

return [...below(document.documentElement)]
  .filter((element) => element.matches(PRESSABLE) && element.checkVisibility() && !insideText(element))
  .map((element) => ({ element, box: box(element) }))
  .filter(({ box }) => box.width < least || box.height < least)
  .map(({ element, box }) => `${element.outerHTML.slice(0, 120)}: ${box.width} x ${box.height}`);
