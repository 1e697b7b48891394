// Sizes of letters in pixels: of the article's text, and the smallest anywhere in the widget.

const host = document.querySelector("chuyen-article");

function* below(node) {
  for (const child of node.children) {
    yield child;
    yield* below(child);
  }
  if (node.shadowRoot) yield* below(node.shadowRoot);
}

const size = (element) => Number.parseFloat(getComputedStyle(element).fontSize);
const says = (element) => [...element.childNodes].some((it) => it.nodeType === Node.TEXT_NODE && it.data.trim());

return {
  article: size(host.querySelector("article > p")),
  smallest: Math.min(...[...below(host)].filter((it) => it.checkVisibility() && says(it) && !it.closest("sub,sup")).map(size)),
};
