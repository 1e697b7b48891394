// The share bar before its program is there.

/** How long the bar says that the link was copied, in milliseconds. */
const COPIED_MS = 4000;

/** Does what a button of the bar says; false if that needs the program. @param {HTMLElement} target @param {string} url */
export const press = async (target, url) => {
  const kind = target.dataset.target;
  if (kind === "print") print();
  if (kind === "system") await navigator.share({ title: target.dataset.title, url });
  if (kind !== "copy") return;
  await navigator.clipboard.writeText(url);
  const bar = target.closest(".chuyen-share"), status = bar?.querySelector("[role=status]"), name = target.querySelector(".chuyen-share-name");
  if (!name || !(status instanceof HTMLElement)) return;
  const before = name.textContent, after = target.dataset.done ?? "";
  /** @param {string | null} word @param {string} said @param {string} state */
  const say = (word, said, state) => {
    name.textContent = word;
    status.textContent = said;
    status.dataset.state = state;
    if (state === "copied") target.dataset.state = state;
    else delete target.dataset.state;
  };
  say(after, after, "copied");
  setTimeout(() => {
    say(before, "", "idle");
    target.dispatchEvent(new Event("idle", { bubbles: true })); // the program waited for it
  }, COPIED_MS);
};
