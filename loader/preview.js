// How a text will look: the server reads it, and it is shown under the field.
import { said, why } from "./asked_words.js";
import { dress } from "./asked_styles.js";
import { make, opener } from "./dialog.js";
import { posted, reply } from "./post.js";
import { rich } from "./rich.js";

/** @import { Scene } from "./element.js" */

/** Takes away the preview that is shown, one at a time. @type {(() => void) | undefined} */
let leave;

/** @param {HTMLElement} pressed @param {Scene} scene */
export const preview = async (pressed, { host, server, root, lang, signal }) => {
  /** The program may put another field in the place of this one. */
  const field = () => opener(pressed, root)?.closest("form")?.querySelector("textarea");
  const text = field()?.value, words = said[lang];
  leave?.();
  if (text === undefined) return;
  dress(/** @type {ShadowRoot} */ (host.shadowRoot));
  const head = make("p", { class: "chuyen-preview-head" }, words.preview), body = make("div", { class: "chuyen-comment-body", dir: "auto" }, "…");
  const frame = make("section", { class: "chuyen-preview", "aria-label": words.preview, "aria-live": "polite" }, head, body);
  /** Keeps it under its field, and tells when it is not what is written there any more. */
  const follow = () => {
    const at = field();
    if (!at || (!at.value && text)) return end();
    if (!frame.isConnected) at.after(frame);
    if (at.value === text || head.dataset.old) return;
    head.dataset.old = "true";
    head.textContent = words.oldPreview;
  };
  const observer = new MutationObserver(follow);
  const end = () => {
    frame.remove();
    observer.disconnect();
    root.removeEventListener("input", follow);
  };
  leave = end;
  observer.observe(root, { childList: true, subtree: true });
  root.addEventListener("input", follow);
  signal.addEventListener("abort", end);
  follow();
  const answer = text.trim() ? await reply(posted(server + "api/v1/preview", { text })) : undefined;
  body.replaceChildren(...!answer ? [words.empty] : answer.ok ? rich(answer.said.body, words.code) : [why(words, answer)]);
};
