// Shows every comment of a thread, as a reader does who presses each way to more as soon as it is there.

/** @typedef {{ shownMs?: number }} Filled */

/** Runs in the page before any script of its own, and knows nothing but its argument. @param {number} size  comments of the thread */
export function fill(size) {
  /** @type {Filled} */
  const filled = Object.assign(window, { filled: {} }).filled;
  /** The thread as the server rendered it: when it is gone, the program has taken over. @type {Element | null | undefined} */
  let served;
  const look = () => {
    const root = document.querySelector("chuyen-article")?.shadowRoot;
    if (root && !served) {
      served = root.querySelector(".chuyen-thread");
      served?.scrollIntoView();
    }
    if (root && served && !served.isConnected) {
      const ways = root.querySelectorAll(".chuyen-list-button");
      for (const way of ways) if (way.ariaDisabled !== "true") /** @type {HTMLElement} */ (way).click();
      if (!ways.length && root.querySelectorAll(".chuyen-comment-body").length >= size) {
        filled.shownMs = performance.now();
        return;
      }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Runs in the page: presses “like” on a comment, counted from the first and less than 1, and waits for the frame that shows it. @param {number} where @returns {Promise<number>} */
export function like(where) {
  const root = document.querySelector("chuyen-article")?.shadowRoot;
  const buttons = [...(root?.querySelectorAll("[data-deed=like]") ?? [])];
  const button = /** @type {HTMLElement} */ (buttons[Math.floor(where * buttons.length)]);
  const wanted = String(button.ariaPressed !== "true");
  return new Promise((resolve) => {
    // The task after a frame's callbacks begins when the frame is laid out and painted.
    const painted = new MessageChannel();
    painted.port1.onmessage = () => resolve(performance.now() - begun);
    const look = () => (button.ariaPressed === wanted ? painted.port2.postMessage(0) : requestAnimationFrame(look));
    requestAnimationFrame(look);
    const begun = performance.now();
    button.click();
  });
}
