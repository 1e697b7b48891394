// Brings the first argument into the window; answers whether it can be clicked there: it stands still, and nothing lies
// above it. `window.reached` becomes true once it is pressed, or what the program put in its place meanwhile.

const place = (element) => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [left + width / 2, top + height / 2, width];
};

const frame = () => new Promise((shown) => requestAnimationFrame(shown));

const isInReach = async (wanted) => {
  wanted.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
  const before = place(wanted);
  await frame();
  await frame();
  const [x, y, width] = place(wanted);
  if (before.join() !== [x, y, width].join()) return false;
  const root = wanted.getRootNode();
  // The host of a shadow root holds all that is in it.
  const top = root.elementsFromPoint(x, y).find((it) => it !== root.host);
  if (width === 0 || top === undefined || !wanted.contains(top)) return false;
  window.reached = false;
  const isTwin = (it) => !wanted.isConnected && it.localName === wanted.localName && it.textContent === wanted.textContent;
  root.addEventListener("pointerdown", (press) => {
    window.reached = press.composedPath().some((it) => it === wanted || isTwin(it));
  }, { capture: true, once: true });
  return true;
};

return isInReach(arguments[0]);
