// A window over the page: a native dialog in the shadow root, made of elements.

import { dress } from "./asked_styles.js";

/** @import { Scene } from "./element.js" */

/** Makes an element with these attributes. @template {keyof HTMLElementTagNameMap} N @param {N} name @param {Record<string, string>} [attributes] @param {(Node | string)[]} inside */
export const make = (name, attributes = {}, ...inside) => {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.append(...inside);
  return element;
};

/** @param {"chuyen-composer-send" | "chuyen-composer-cancel" | "chuyen-dialog-way"} kind @param {string} label @param {() => void} [press] without, it sends its form */
export const button = (kind, label, press) => {
  const element = make("button", { class: kind, type: press ? "button" : "submit" }, label);
  if (press) element.addEventListener("click", press);
  return element;
};

/** A field under its label. @param {string} label @param {HTMLElement} field */
export const labelled = (label, field) => make("label", { class: "chuyen-dialog-field" }, label, field);

/** What was pressed: the program may have put its like in its place. @param {HTMLElement} pressed @param {HTMLElement} root */
export const opener = (pressed, root) => {
  const comment = pressed.closest(".chuyen-comment")?.id, same = `[data-ask="${pressed.dataset.ask}"]`;
  const found = pressed.isConnected ? pressed : root.querySelector(comment ? `#${CSS.escape(comment)} ${same}` : same);
  return /** @type {HTMLElement | null} */ (found ?? root.querySelector(".chuyen-thread-heading"));
};

/**
 * Opens a window; `show` changes what is in it and moves the focus there, and `blame` says there what is wrong, beside a
 * field or at the end. Nothing, if one is open already.
 * @param {HTMLElement} pressed  what the focus goes back to @param {Scene} scene
 */
export const dialog = (pressed, { host, root, lang }) => {
  const shadow = /** @type {ShadowRoot} */ (host.shadowRoot);
  if (shadow.querySelector("dialog")) return;
  dress(shadow);
  /** @type {HTMLElement | null | undefined} */
  let to;
  const title = make("h2", { id: "chuyen-dialog" }), fault = make("p", { class: "chuyen-composer-fault", id: "chuyen-dialog-fault", role: "alert" });
  const frame = make("dialog", { class: "chuyen-dialog", part: "dialog", lang, "aria-labelledby": title.id });
  frame.addEventListener("close", () => {
    frame.remove();
    (to ?? opener(pressed, root))?.focus();
  });
  shadow.append(frame);
  /** @param {HTMLElement | null} [next]  what the focus goes to instead */
  const close = (next) => {
    to = next;
    frame.close();
  };
  /** @param {string} [why] @param {HTMLElement} [field] */
  const blame = (why = "", field) => {
    for (const it of frame.querySelectorAll("[aria-invalid]")) for (const name of ["aria-invalid", "aria-describedby"]) it.removeAttribute(name);
    fault.textContent = why;
    if (!why) return fault.remove();
    if (!field) return frame.querySelector(".chuyen-dialog-end")?.before(fault);
    (field.closest("fieldset,label") ?? field).after(fault);
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", fault.id);
    field.focus();
  };
  /** @param {string} heading @param {HTMLFormElement} form */
  const show = (heading, form) => {
    if (!frame.isConnected) return; // the reader closed it
    title.textContent = heading;
    form.noValidate = true;
    form.prepend(title);
    frame.replaceChildren(form);
    if (!frame.open) frame.showModal();
    /** @type {HTMLElement | null} */ (form.querySelector("input,button"))?.focus();
  };
  /** Says what came of it. @param {string} heading @param {string} text @param {string} label  of the button that closes it */
  const end = (heading, text, label) => {
    const leave = button("chuyen-composer-send", label, () => close()), told = make("p", { id: "chuyen-dialog-told" }, text);
    leave.setAttribute("aria-describedby", `${title.id} ${told.id}`);
    show(heading, make("form", {}, told, make("div", { class: "chuyen-dialog-end" }, leave)));
  };
  return { frame, close, blame, show, end };
};

/** Has a form do `send` when it is sent, not twice at once, and say in which state it is. @param {HTMLFormElement} form @param {() => Promise<void>} send */
export const sends = (form, send) => form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  await send();
  form.ariaBusy = "false";
});
