// Who is signed in, and what composers say of it.
import { dress } from "./asked_styles.js";
import { said } from "./asked_words.js";
import { make } from "./dialog.js";

/** @import { Scene } from "./element.js" */
/** @typedef {typeof import("./storage.js").storage} Storage */
/** As the server gave it; `isOver` once it says that it counts no more. @typedef {{ session: string, name: string, isOver?: boolean }} Session */

/** What composers of a widget say is brought up to date. @type {Map<Scene, () => void>} */
const greeted = new Map();

/** @param {string} server */
const place = (server) => `chuyen:session ${server}`;

/** @param {string} server @param {Storage} storage @returns {Session | undefined} */
const who = (server, { read }) => {
  const { session, name, isOver } = read(place(server));
  return session && { session, name, isOver };
};

/** Somebody is signed in, or nobody any more. @param {string} server @param {Storage} storage @param {Session} [session] */
export const know = (server, { keep }, session) => {
  keep(place(server), session && JSON.stringify(session));
  for (const refresh of greeted.values()) refresh();
};

/** The server does not take the session any more. @param {string} server @param {Storage} storage */
export const over = (server, storage) => {
  const it = who(server, storage);
  if (it) know(server, storage, { ...it, isOver: true });
};

/** Has the composers of a widget say who is signed in, those too that open later. @param {Scene} scene @param {Storage} storage */
export const greet = (scene, storage) => {
  const { host, root, signal } = scene;
  if (greeted.has(scene)) return;
  dress(/** @type {ShadowRoot} */ (host.shadowRoot));
  const refresh = () => {
    for (const form of root.querySelectorAll("form")) tell(form, scene, storage);
  };
  greeted.set(scene, refresh);
  const observer = new MutationObserver(refresh);
  observer.observe(root, { childList: true, subtree: true });
  signal.addEventListener("abort", () => {
    observer.disconnect();
    greeted.delete(scene);
  });
  addEventListener("storage", refresh, { signal }); // another tab
  root.addEventListener("submit", (event) => sign(event, scene, storage), { capture: true, signal });
  refresh();
};

/** @param {HTMLFormElement} form @returns {HTMLInputElement | null} */
const nameOf = (form) => form.querySelector("[name=author_name]");

/** In place of the field for the name stands who is signed in. @param {HTMLFormElement} form @param {Scene} scene @param {Storage} storage */
const tell = (form, { server, lang }, storage) => {
  const author = form.querySelector(".chuyen-composer-author"), it = who(server, storage), words = said[lang];
  const state = it && `${it.isOver ? "over" : "in"} ${it.name}`;
  if (!author || form.dataset.account === state) return;
  form.querySelector(".chuyen-account")?.remove();
  delete form.dataset.account;
  if (!it) return;
  form.dataset.account = state;
  const name = make("bdi", {}, it.name), leave = make("button", { type: "button" }, it.isOver ? words.asAnother : words.signOut);
  leave.addEventListener("click", () => {
    know(server, storage);
    nameOf(form)?.focus();
  });
  const line = it.isOver
    ? [make("span", { role: "alert" }, ...words.sessionOver(name)), make("button", { type: "button", "data-ask": "signIn" }, words.signInAgain), leave]
    : [make("span", { role: "status" }, ...words.writingAs(name)), leave];
  author.before(make("p", { class: "chuyen-account" }, ...line));
};

/** What is sent carries the name of who is signed in; the one that is known of the guest stays. @param {Event} event @param {Scene} scene @param {Storage} storage */
const sign = (event, { server }, storage) => {
  const form = event.target, it = who(server, storage);
  if (!it || !(form instanceof HTMLFormElement) || !form.dataset.account) return;
  if (it.isOver) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return form.querySelector("button")?.focus();
  }
  const name = nameOf(form), guest = name?.value ?? "", known = storage.kept("chuyen:name");
  if (!name) return;
  name.value = it.name;
  setTimeout(() => {
    name.value = guest;
    storage.keep("chuyen:name", known ?? undefined);
  });
};
