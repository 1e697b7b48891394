// How light the ground under the first element of a selector is, and its letters: 0 is black, 1 is white.

const [selector] = arguments;
const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

const paint = (colour, over) => {
  canvas.globalCompositeOperation = "source-over";
  for (const layer of [over, colour]) {
    canvas.fillStyle = layer;
    canvas.fillRect(0, 0, 1, 1);
  }
  const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
  return `rgb(${red}, ${green}, ${blue})`;
};

const lightness = (colour) => {
  const [red, green, blue] = colour.match(/\d+/g).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const above = (element) => {
  const line = [];
  for (let it = element; it; it = it.assignedSlot ?? it.parentElement ?? it.getRootNode().host) line.unshift(it);
  return line;
};

const find = (root) => {
  const found = root.querySelector(selector);
  if (found) return found;
  for (const { shadowRoot } of root.querySelectorAll("*")) {
    const inside = shadowRoot && find(shadowRoot);
    if (inside) return inside;
  }
  return null;
};

const element = find(document);
// Nothing painted shows the browser's own canvas, which follows the document's scheme.
const probe = document.createElement("p");
document.documentElement.append(probe);
probe.style.backgroundColor = "Canvas";
const canvasColour = getComputedStyle(probe).backgroundColor;
probe.remove();

const ground = above(element).reduce((under, it) => paint(getComputedStyle(it).backgroundColor, under), canvasColour);
return [lightness(ground), lightness(paint(getComputedStyle(element).color, ground))];
