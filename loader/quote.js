// An answer to words that are marked begins with them.
import { keep, kept, now } from "./storage.js";

/** @param {HTMLElement} root @param {string} thread  server and article @param {(on: EventTarget, type: string, answer: (event: any) => void, capture: boolean) => void} listen */
export const quote = (root, thread, listen) => {
  /** What is marked; a press may unmark it before it is a click. */
  let marked = "";
  listen(root, "pointerdown", () => marked = String(getSelection()).trim(), true);
  listen(root, "click", ({ target }) => {
    const comment = target.closest("[data-deed=reply]")?.closest(".chuyen-comment"), place = `chuyen:draft ${thread} reply ${comment?.id.slice(9)}`;
    if (marked && comment?.querySelector(".chuyen-comment-body")?.innerText.includes(marked) && !kept(place))
      keep(place, JSON.stringify({ text: marked.replaceAll(/^/gm, "> ") + "\n\n", author_name: "", kept_at_ms: now() }));
  }, true);
};
