// Puts what the program renders in the place of what the server rendered, in one frame, when the reader is not busy in it.
import { open } from "./composer.js";

/** @import { Life } from "./program.js" */

/** What tells the controls of one comment or of the composer apart. */
const NAMES = ["data-deed", "data-ask", "data-order", "name", "class"];

/** @param {Element} scope @param {string} name @param {string} value @returns {HTMLElement | null} */
const find = (scope, name, value) => scope.querySelector(`[${name}="${CSS.escape(value)}"]`);

/** What stands in `root` for `element` of another rendering, if anything does. @param {Element} element @param {HTMLElement} root */
const twin = (element, root) => {
  const comment = element.closest("[id^='chuyen-c-']"), scope = comment ? find(root, "id", comment.id) : root;
  if (!scope || element === comment) return scope;
  for (const name of NAMES) {
    const value = element.getAttribute(name), found = value && find(scope, name, value);
    if (found) return found;
  }
};

/** The composer in `root`, which just joined the page, takes over what is in the one in `old`, whatever another tab keeps, and gets the height that its text needs. @param {HTMLElement} old @param {HTMLElement} root */
const takeOver = (old, root) => {
  for (const selector of ["textarea", "[name=author_name]", "[type=checkbox]"]) {
    const [from, to] = [old, root].map((it) => /** @type {HTMLInputElement | null} */ (it.querySelector(selector)));
    if (!from || !to) continue;
    to.checked = from.checked;
    if (from.value && to.value !== from.value) {
      to.value = from.value;
      // The program has to hear of it.
      if (selector === "textarea") to.dispatchEvent(new Event("input", { bubbles: true }));
    }
    // Measured before it was on the page.
    if (to.style.height) {
      to.style.height = "auto";
      to.style.height = to.scrollHeight + "px";
    }
  }
};

/** Where an element begins in the window, in CSS pixels. @param {Element} element */
const top = (element) => element.getBoundingClientRect().top;

/**
 * Begins; `old` is what the server rendered. `render` renders anew into what it is given, and says when that is done. Throws if it
 * cannot begin at once; `failed` is told why it could not later. What this returns has it done even if the reader is in a field:
 * they have just sent what they wrote, or pressed something before anything could answer.
 * @param {HTMLElement} old @param {(root: HTMLElement, rendered: () => void) => Life} render @param {(error: unknown) => void} failed @param {AbortSignal} signal
 * @returns {(pressed?: HTMLElement) => void}
 */
export const swap = (old, render, failed, signal) => {
  /** Ends what waits for the reader. */
  const done = new AbortController();
  /** @type {Life | undefined} */
  let life;
  /** What the reader pressed before anything could answer. @type {HTMLElement | undefined} */
  let wanted;
  let isHurried = false;

  /** What has the focus in the server's rendering. */
  const focused = () => {
    const active = /** @type {Document | ShadowRoot} */ (old.getRootNode()).activeElement;
    return active && old.contains(active) ? active : undefined;
  };
  /** Is the reader writing, or is just pressing something, which has to be there when it is let go, or nothing was clicked; or has marked anything on the page? Browsers disagree on telling where, in a shadow root. */
  const isBusy = () => !isHurried && (/^(TEXTAREA|INPUT)$/.test(focused()?.tagName ?? "") || old.matches(":active") || !!getSelection()?.toString());

  /** @param {Life | undefined} rendered */
  const unmount = (rendered) => {
    try {
      rendered?.unmount();
    } catch { /* its instance is dead */ }
  };
  /** @param {() => void} act */
  const safely = (act) => {
    try {
      act();
    } catch (error) {
      failed(error);
    }
  };

  /** Renders aside, unless the reader is busy or it is done already. */
  const begin = () => {
    if (isBusy() || done.signal.aborted || life) return;
    const root = document.createElement("div");
    life = render(root, () => safely(() => finish(root)));
  };
  /** Swaps, unless the reader has begun something meanwhile. @param {HTMLElement} root */
  const finish = (root) => {
    if (isBusy()) {
      const rendered = life;
      life = undefined;
      return queueMicrotask(() => unmount(rendered)); // not while it renders
    }
    const [next, pressed] = [focused(), wanted].map((it) => it && twin(it, root)), place = top(old);
    for (const closed of old.querySelectorAll("details:not([open])")) twin(closed, root)?.removeAttribute("open");
    old.replaceWith(root);
    done.abort();
    takeOver(old, root);
    // Until the program has rendered what was taken over, a composer is closed, and what is hidden takes no focus.
    const form = next?.closest("form");
    if (form) open(form);
    next?.focus({ preventScroll: true });
    // Whatever a browser makes of a page that lost its focus: nothing moves.
    const moved = top(root) - place;
    if (Math.abs(moved) >= 1) scrollBy(0, moved);
    // Once what was taken over is rendered.
    if (pressed) setTimeout(() => pressed.click());
  };

  begin();
  signal.addEventListener("abort", () => {
    done.abort();
    unmount(life);
  });
  // In the next task: when the focus leaves a field, what it goes to has it not yet.
  for (const [on, type] of /** @type {const} */ ([[old, "focusout"], [document, "selectionchange"], [document, "pointerup"]]))
    on.addEventListener(type, () => setTimeout(safely, 0, begin), { signal: done.signal });
  return (pressed) => {
    isHurried = true;
    wanted = pressed ?? wanted;
    safely(begin);
  };
};
