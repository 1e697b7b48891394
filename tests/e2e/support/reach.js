// Brings the first argument into the window; answers whether it can be clicked there: nothing lies above it.
// `window.reached` becomes true once it is pressed, or what the program put in its place meanwhile.

const [wanted] = arguments;
wanted.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
const box = wanted.getBoundingClientRect();
const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
const root = wanted.getRootNode();
// The host of a shadow root holds all that is in it.
const top = root.elementsFromPoint(x, y).find((it) => it !== root.host);
if (box.width === 0 || top === undefined || !wanted.contains(top)) return false;
window.reached = false;
const isTwin = (it) => !wanted.isConnected && it.localName === wanted.localName && it.textContent === wanted.textContent;
root.addEventListener("pointerdown", (press) => {
  window.reached = press.composedPath().some((it) => it === wanted || isTwin(it));
}, { capture: true, once: true });
return true;
