// From comment to comment by keyboard, for who reads without a mouse.

/** Goes to the next (j), the one before (k) or the one that is answered (p), or opens and closes the replies (o). @param {string} key @param {HTMLElement} place  Holds the thread, whose element may be another by now. */
export const walk = (key, place) => {
  const root = /** @type {Document | ShadowRoot} */ (place.getRootNode()), here = root.activeElement?.closest(".chuyen-comment");
  const branch = /** @type {HTMLDetailsElement | null | undefined} */ (here?.querySelector(":scope>details"));
  if (key === "o" && branch) branch.open = !branch.open;
  const all = [...place.querySelectorAll(".chuyen-comment")].filter((it) => it.getClientRects().length);
  // From the head of the thread the first is next.
  const at = here ? all.indexOf(here) : -1;
  const to = key === "p" ? here?.parentElement?.closest(".chuyen-comment") : key === "o" ? undefined : all[key === "j" ? at + 1 : at - 1];
  if (to instanceof HTMLElement) to.focus();
};
