// A reader reports a comment to the moderators.
import { said, why } from "./asked_words.js";
import { button, dialog, labelled, make, sends } from "./dialog.js";
import { posted, reply } from "./post.js";
import { asReader } from "./reader.js";

/** @import { Scene } from "./element.js" */

/** @param {HTMLElement} pressed @param {Scene} scene */
export const report = (pressed, scene) => {
  const open = dialog(pressed, scene), comment = pressed.closest(".chuyen-comment");
  if (!open || !comment) return;
  const words = said[scene.lang], author = comment.querySelector(".chuyen-comment-author")?.textContent ?? "";
  const reasons = Object.entries(words.reasons).map(([value, label]) =>
    make("label", { class: "chuyen-dialog-choice" }, make("input", { type: "radio", name: "reason", value }), label));
  const note = make("textarea", { name: "note", rows: "2", dir: "auto" });
  const form = make("form", {},
    make("fieldset", {}, make("legend", {}, words.reason), ...reasons), labelled(words.note, note),
    make("div", { class: "chuyen-dialog-end" }, button("chuyen-composer-cancel", words.cancel, () => open.close()), button("chuyen-composer-send", words.sendReport)));
  const first = /** @type {HTMLInputElement} */ (form.querySelector("input"));
  sends(form, async () => {
    const reason = form.querySelector(":checked")?.getAttribute("value");
    open.blame();
    if (!reason) return open.blame(words.noReason, first);
    const url = `${scene.server}api/v1/comments/${comment.id.slice("chuyen-c-".length)}/report`;
    const answer = await reply(asReader(scene.server, (reader_token) => posted(url, { reason, note: note.value, reader_token })));
    if (!answer.ok) return open.blame(why(words, answer), answer.said.field === "note" ? note : undefined);
    open.end(words.thanks, words.reported, words.close);
  });
  open.show(words.report(author), form);
};
