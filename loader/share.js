// The share bar that the server made: links lead somewhere by themselves, buttons need this.

/** How long the bar says that the link was copied, in milliseconds. */
const COPIED_MS = 4000;

/** @typedef {{ copyByHand: string, link: string }} Words */
/** Does what a button of the bar says; false if the reader has to. @param {HTMLElement} target @param {string} url @param {() => Promise<Words>} words */
export const press = async (target, url, words) => {
  const kind = target.dataset.target;
  if (kind === "print") print();
  if (kind === "system") await navigator.share({ title: target.dataset.title, url });
  if (kind !== "copy") return true;
  const bar = target.closest(".chuyen-share"), status = bar?.querySelector("[role=status]"), name = target.querySelector(".chuyen-share-name");
  if (!name || !(status instanceof HTMLElement)) return false;
  /** @param {string} said @param {string} state */
  const say = (said, state) => {
    status.textContent = said;
    status.dataset.state = state;
  };
  const field = /** @type {HTMLInputElement} */ (bar?.querySelector("input") ?? document.createElement("input"));
  try {
    await navigator.clipboard.writeText(url);
  } catch {
    const { copyByHand, link } = await words();
    say(copyByHand, "by-hand");
    field.className = "chuyen-share-link";
    field.readOnly = true;
    field.ariaLabel = link;
    field.value = url;
    status.after(field);
    field.select();
    field.focus();
    return false;
  }
  field.remove();
  const before = name.textContent, after = target.dataset.done ?? "";
  name.textContent = after;
  target.dataset.state = "copied";
  say(after, "copied");
  setTimeout(() => {
    name.textContent = before;
    delete target.dataset.state;
    say("", "idle");
  }, COPIED_MS);
  return true;
};
