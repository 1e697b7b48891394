// The composer before its program is there: keeps what is typed, and sends it. Keys and values of the storage are the program's.
import { ask } from "./ask.js";
import { keep, kept, now, read } from "./storage.js";

/** A thread: the server's address and the article's id. @typedef {string} Thread */

/** The text that each composer kept or found last: any other is another tab's. @type {WeakMap<HTMLFormElement, string>} */
const own = new WeakMap();

/** @param {Thread} thread */
const placeOf = (thread) => `chuyen:draft ${thread} article`;

/** @param {HTMLFormElement} form */
const fields = (form) => ({
  text: /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("text")),
  name: /** @type {HTMLInputElement} */ (form.elements.namedItem("author_name")),
  remember: /** @type {HTMLInputElement} */ (form.querySelector("[type=checkbox]")),
});

/** @param {HTMLFormElement} form */
export const isEmpty = (form) => !fields(form).text.value;

/** @param {HTMLFormElement} form */
export const open = (form) => {
  form.dataset.open = "true";
  for (const part of form.querySelectorAll("[hidden]")) if (part instanceof HTMLElement) part.hidden = false;
};

/** Counts what is typed, as the server does: by characters, composed, without space around. @param {HTMLFormElement} form */
export const count = (form) => {
  const shown = form.querySelector(".chuyen-composer-count span"), typed = fields(form).text.value.normalize("NFC").trim();
  const lang = form.closest("[lang]")?.getAttribute("lang") ?? "vi";
  if (shown) shown.textContent = (shown.textContent ?? "").replace(/^\S*/, [...typed].length.toLocaleString(lang));
};

/** Puts back what was typed before. @param {HTMLFormElement} form @param {Thread} thread */
export const restore = (form, thread) => {
  const { text, name, remember } = fields(form), known = kept("chuyen:name");
  const draft = read(placeOf(thread));
  remember.checked = known != null;
  name.value ||= draft.author_name || known || "";
  text.value ||= draft.text ?? "";
  own.set(form, text.value);
  if (!text.value) return;
  open(form);
  count(form);
};

/** Keeps what is typed, and answers whether that outlives the page; an empty box leaves the text that another tab keeps. @param {HTMLFormElement} form @param {Thread} thread */
export const keepDraft = (form, thread) => {
  const { text, name } = fields(form), theirs = read(placeOf(thread)).text;
  const said = text.value || (theirs !== own.get(form) && theirs) || "";
  if (said === text.value) own.set(form, said);
  return keep(placeOf(thread), JSON.stringify({ text: said, author_name: name.value, kept_at_ms: now() }));
};

/** Is anything of this reader's on its way to a thread, or waiting? @param {Thread} thread */
export const unsent = (thread) => {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith(`chuyen:outbox ${thread} `));
  } catch { /* then nothing was kept */ }
};

/** Turns a form into an entry of the outbox, which is kept before it is on its way; nothing if it cannot be sent like this. @param {HTMLFormElement} form @param {Thread} thread */
export const written = (form, thread) => {
  const { text, name, remember } = fields(form);
  const said = text.value.normalize("NFC").trim(), author = name.value.normalize("NFC").trim();
  if (!said || !author || [...said].length > 10_000 || [...author].length > 80) return;
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const key = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const entry = {
    key, text: said, author_name: author, parent: null, parent_name: null,
    kept_at_ms: now(), tries: 1, posted: null, stand: "Unsent",
  };
  const isDraft = read(placeOf(thread)).text === text.value; // another tab may keep another text there
  if (isDraft) keep(placeOf(thread)); // first: there may be no room for both
  if (!keep(`chuyen:outbox ${thread} ${key}`, JSON.stringify(entry)) && isDraft && !keepDraft(form, thread)) keep(placeOf(thread));
  keep("chuyen:name", remember.checked ? entry.author_name : undefined);
  text.value = "";
  own.delete(form);
  count(form);
  return entry;
};

/** Sends an entry; the server takes each key once. Throws if no answer came, and the problem if it was refused. @param {any} entry @param {Thread} thread @param {string} action */
export const send = async (entry, thread, action) => {
  const { key, text, author_name, parent } = entry;
  const told = await ask(`POST ${action}`, JSON.stringify({ key, text, author_name, ...parent && { parent } }));
  const [head, ...rest] = told.split("\n"), status = parseInt(head), said = JSON.parse(rest.join("\n"));
  if (status >= 300) throw Object.assign(new Error(said.detail ?? said.title), said);
  const { comment, edit_token, editable_for_s } = said;
  if (!comment?.id || edit_token == null) throw new Error("no comment");
  const posted = { comment, edit_token, text, editable_until_ms: editable_for_s && now() + editable_for_s * 1000 };
  keep(`chuyen:outbox ${thread} ${key}`, JSON.stringify({ ...entry, tries: 0, posted, stand: "Settled" }));
  // It stayed if there was no room for the entry.
  if (`${read(placeOf(thread)).text}`.normalize("NFC").trim() === text) keep(placeOf(thread));
  return comment;
};

/** Puts a refused entry back where it was written, if nothing else is written there. @param {HTMLFormElement} form @param {Thread} thread @param {any} entry */
export const takeBack = (form, thread, entry) => {
  const { text } = fields(form);
  if (text.value) return;
  text.value = entry.text;
  count(form);
  keep(`chuyen:outbox ${thread} ${entry.key}`); // first: there may be no room for both
  keepDraft(form, thread);
};

/** Shows an entry where new comments stand, and answers with a way to say how it stands. @param {HTMLFormElement} form @param {any} entry */
export const show = (form, entry) => {
  const list = form.parentElement?.querySelector(".chuyen-list") ?? document.createElement("ol");
  if (!list.parentElement) {
    list.className = "chuyen-list";
    form.parentElement?.append(list);
  }
  /** @param {string} name @param {string} part @param {string} [text] */
  const make = (name, part, text) => {
    const element = document.createElement(name);
    element.className = "chuyen-comment" + part;
    element.textContent = text ?? "";
    return element;
  };
  const item = make("li", "-item"), comment = make("article", ""), main = make("div", "-main"), note = make("p", "-note");
  const body = make("div", "-body", entry.text);
  body.dir = "auto";
  main.append(make("bdi", "-author", entry.author_name), body, note);
  comment.append(main);
  item.append(comment);
  list.prepend(item);
  comment.dataset.own = "true";
  note.setAttribute("role", "status");
  /** @param {"sending" | "waiting" | "pending" | "published" | "refused"} status @param {string} [why] */
  return (status, why) => {
    comment.dataset.status = status;
    note.textContent = why ?? form.dataset[status] ?? "";
  };
};
