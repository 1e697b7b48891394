// A reader says who they are: by a code in an e-mail, at a provider of OpenID Connect, or by the page they are on.
import { greet, know } from "./account.js";
import { said, why } from "./asked_words.js";
import { button, dialog, labelled, make, opener, sends } from "./dialog.js";
import { posted, reply } from "./post.js";

/** @import { Scene } from "./element.js" */
/** @import { Reply } from "./post.js" */
/** @typedef {{ open: NonNullable<ReturnType<typeof dialog>>, words: typeof said.vi, scene: Scene, article: string, done(signedIn: { session: string, name: string }): void }} Way */

/** @param {HTMLElement} pressed @param {Scene} scene @param {typeof import("./storage.js").storage} storage */
export const signIn = (pressed, scene, storage) => {
  const open = dialog(pressed, scene), { server, root } = scene;
  if (!open) return;
  const field = () => opener(pressed, root)?.closest("form")?.querySelector("textarea");
  const name = /** @type {HTMLInputElement | null} */ (pressed.closest("form")?.querySelector("[name=author_name]"))?.value ?? "";
  return begin({
    open, scene, words: said[scene.lang], article: scene.thread?.split(" ")[1] ?? "",
    done({ session, name }) {
      const next = field();
      know(server, storage, { session, name });
      greet(scene, storage);
      open.close(next);
      // What was wrong with it may be over: it looks again.
      next?.dispatchEvent(new Event("input", { bubbles: true }));
    },
  }, name);
};

/** @param {Way} way @param {...HTMLElement} buttons */
const foot = ({ open, words }, ...buttons) =>
  make("div", { class: "chuyen-dialog-end" }, button("chuyen-composer-cancel", words.cancel, () => open.close()), ...buttons);

/** @param {Way} way @param {string} path @param {Record<string, string>} fields */
const send = ({ scene }, path, fields) => reply(posted(`${scene.server}api/v1/sign-in/${path}`, fields));

/** Asks what can be chosen from. @param {Way} way @param {string} name */
const begin = async (way, name) => {
  const { open, words, scene, article } = way;
  open.show(words.signIn, make("form", {}, make("p", { role: "status" }, words.loading), foot(way)));
  const url = `${scene.server}api/v1/sign-in?article=${encodeURIComponent(article)}`;
  const answer = await reply(fetch(url, { credentials: "omit", signal: AbortSignal.timeout(30_000) }));
  if (answer.ok) return choose(way, answer.said.methods, name);
  open.show(words.signIn, make("form", {}, foot(way, button("chuyen-composer-send", words.retry, () => begin(way, name)))));
  open.blame(why(words, answer));
};

/** @param {Way} way @param {{ kind: string, name?: string }[]} methods @param {string} name */
const choose = (way, methods, name) => {
  const { open, words } = way, form = make("form"), host = page(way);
  const has = (/** @type {string} */ kind) => methods.some((method) => method.kind === kind);
  if (has("partner") && (host.signIn || host.token)) form.append(button("chuyen-dialog-way", words.partner, () => vouch(way, form)));
  for (const { kind, name = "" } of methods)
    if (kind === "oidc") form.append(button("chuyen-dialog-way", words.provider(name), () => provide(way, form, name)));
  if (has("email")) mail(way, form, name);
  else if (form.firstChild) form.append(foot(way));
  else return open.end(words.signIn, words.noWay, words.close);
  open.show(words.signIn, form);
};

/** By a code: first the address. @param {Way} way @param {HTMLFormElement} form @param {string} known */
const mail = (way, form, known) => {
  const { open, words, article } = way;
  const email = make("input", { name: "email", type: "email", autocomplete: "email", dir: "ltr" });
  const name = make("input", { name: "name", autocomplete: "nickname", dir: "auto" });
  name.value = known;
  form.append(labelled(words.email, email), labelled(words.name, name), foot(way, button("chuyen-composer-send", words.sendCode)));
  sends(form, async () => {
    open.blame();
    const answer = await send(way, "email", { article, email: email.value, name: name.value });
    if (answer.ok) return code(way, form, answer.said.challenge, email.value);
    open.blame(why(words, answer), { email, name }[/** @type {string} */ (answer.said.field)]);
  });
};

/** Then the code. @param {Way} way @param {HTMLFormElement} before @param {string} challenge @param {string} email */
const code = (way, before, challenge, email) => {
  const { open, words } = way, back = () => open.show(words.signIn, before);
  const field = make("input", { name: "code", inputmode: "numeric", autocomplete: "one-time-code", dir: "ltr" });
  const form = make("form", {}, make("p", {}, ...words.codeSent(make("bdi", {}, email))), labelled(words.code6, field),
    make("div", { class: "chuyen-dialog-end" }, button("chuyen-composer-cancel", words.back, back), button("chuyen-composer-send", words.signIn)));
  sends(form, async () => {
    open.blame();
    const answer = await send(way, `email/${challenge}`, { code: field.value });
    if (answer.ok) return way.done(answer.said);
    open.blame(answer.status === 404 ? words.codeGone : why(words, answer), field);
  });
  open.show(words.signIn, form);
};

/** At a provider, in a window of its own; until the reader is back, the server is asked. @param {Way} way @param {HTMLFormElement} before @param {string} name */
const provide = async (way, before, name) => {
  const { open, words, article } = way, answer = await send(way, "oidc", { article });
  if (!answer.ok) return open.blame(why(words, answer));
  let { url, user_code, challenge, interval_s } = answer.said;
  const link = make("a", { class: "chuyen-dialog-way", href: url, target: "_blank", rel: "noopener" }, words.provider(name));
  const form = make("form", {}, link, make("p", {}, words.compare, make("strong", {}, user_code)), make("p", { role: "status" }, words.waiting),
    make("div", { class: "chuyen-dialog-end" }, button("chuyen-composer-cancel", words.back, () => open.show(words.signIn, before))));
  open.show(words.signIn, form);
  while (form.isConnected) {
    await new Promise((next) => setTimeout(next, interval_s * 1000));
    const { status, said } = form.isConnected ? await send(way, "poll", { challenge }) : { status: 0, said: {} };
    if (status === 200) return form.isConnected && way.done(said);
    if (status === 404 && form.isConnected) {
      open.show(words.signIn, before);
      return open.blame(words.tooLate);
    }
    interval_s = said.interval_s ?? interval_s;
  }
};

/** By the page, whose reader has signed in there. @param {Way} way @param {HTMLFormElement} form */
const vouch = async (way, form) => {
  const { open, words, article } = way, host = page(way);
  open.blame();
  /** @type {string | null | undefined} */
  let token;
  try {
    token = host.signIn ? await host.signIn() : host.token;
  } catch (error) {
    console.error(`chuyen: signIn of the page failed: ${error}`);
  }
  if (!form.isConnected) return;
  if (!token) return open.blame(words.notVouched);
  const answer = await send(way, "partner", { article, token });
  if (answer.ok) return way.done(answer.said);
  console.error(`chuyen: the server does not take the token of the page: ${answer.said.detail}`);
  open.blame(why(words, answer));
};

/** The element, with what the page gave it. @param {Way} way @returns {HTMLElementTagNameMap["chuyen-article"]} */
const page = ({ scene }) => /** @type {any} */ (scene.host);
