// A window over the page: a native dialog in the shadow root, made of elements.

/** @import { Scene } from "./element.js" */

const styles = new CSSStyleSheet();
styles.replaceSync(`@layer chuyen.parts{
.chuyen-dialog{inline-size:min(28em,100% - 2em);max-block-size:calc(100% - 2em);padding:1.25em;border:1px solid var(--_line);border-radius:var(--_radius);overflow:auto}
.chuyen-dialog::backdrop{background:rgb(0 0 0/.5)}
.chuyen-dialog form{display:grid;gap:.75em}
.chuyen-dialog [aria-busy=true] [type=submit]{opacity:.6}
.chuyen-dialog h2{font-size:1.2em;line-height:1.35;overflow-wrap:anywhere}
.chuyen-dialog fieldset{margin:0;padding:0;border:0}
.chuyen-dialog legend{padding:0 0 .25em;font-weight:600}
.chuyen-dialog [type=radio]{inline-size:1.15em;block-size:1.15em;accent-color:var(--_accent)}
.chuyen-dialog-choice{display:flex;align-items:center;gap:.6em;min-block-size:2.25em}
.chuyen-dialog-field{display:grid;gap:.35em;font-weight:600}
.chuyen-dialog-field :is(input,textarea){inline-size:100%;min-block-size:2.75em;padding:.4em .75em;border:1px solid var(--_field);border-radius:var(--_radius);background:none;font-weight:400}
.chuyen-dialog [aria-invalid]{border-color:var(--_danger-text)}
.chuyen-dialog .chuyen-composer-fault{padding:0}
.chuyen-dialog-end{display:flex;flex-wrap:wrap;justify-content:end;gap:.5em .75em}
}`);

/** Makes an element with these attributes. @template {keyof HTMLElementTagNameMap} N @param {N} name @param {Record<string, string>} [attributes] @param {(Node | string)[]} inside */
export const make = (name, attributes = {}, ...inside) => {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.append(...inside);
  return element;
};

/** @param {"chuyen-composer-send" | "chuyen-composer-cancel"} kind @param {string} label @param {() => void} [press] without, it sends its form */
export const button = (kind, label, press) => {
  const element = make("button", { class: kind, type: press ? "button" : "submit" }, label);
  if (press) element.addEventListener("click", press);
  return element;
};

/** A field under its label. @param {string} label @param {HTMLElement} field */
export const labelled = (label, field) => make("label", { class: "chuyen-dialog-field" }, label, field);

/** What was pressed: the program may have put its like in its place. @param {HTMLElement} pressed @param {HTMLElement} root */
const opener = (pressed, root) => {
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
  if (!shadow.adoptedStyleSheets.includes(styles)) shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, styles];
  const title = make("h2", { id: "chuyen-dialog" }), fault = make("p", { class: "chuyen-composer-fault", id: "chuyen-dialog-fault", role: "alert" });
  const frame = make("dialog", { class: "chuyen-dialog", part: "dialog", lang, "aria-labelledby": title.id });
  frame.addEventListener("close", () => {
    frame.remove();
    opener(pressed, root)?.focus();
  });
  shadow.append(frame);
  const close = () => frame.close();
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
    const leave = button("chuyen-composer-send", label, close), told = make("p", { id: "chuyen-dialog-told" }, text);
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
