// Looks at the page as a reader does, once every frame, and notes when what they wait for is there.

/**
 * Milliseconds since the navigation began.
 * @typedef {object} Marks
 * @property {number} [article]  its first paragraph
 * @property {number} [comment]  the first comment
 * @property {number} [read]  the article with all its parts, and every comment asked for
 * @property {string[]} [readUrls]  what had arrived by then
 * @property {number} [composer]  one that can be typed in
 * @property {number} [live]  a click did what it promises
 * @property {number} [clicked]  a comment was sent
 * @property {number} [shown]  it stood in the thread
 * @property {number} [acknowledged]  and the server had it
 */
/**
 * @typedef {object} Watched
 * @property {import("./system.js").Selectors} selectors
 * @property {number} comments  how many `read` waits for
 * @property {boolean} scroll  to the thread, as soon as there is one
 * @property {boolean} poke  click until the page is alive
 */
/** @typedef {{ marks: Marks, longTasks: { start: number, end: number }[], token?: string }} Seen */

/** Runs in the page before any script of its own, and knows nothing but its argument. @param {Watched} watched */
export function watch({ selectors, comments, scroll, poke }) {
  /** @type {Marks} */
  const marks = {};
  /** @type {Seen} */
  const seen = Object.assign(window, { bench: { marks, longTasks: [] } }).bench;
  let scrolled = !scroll, poked = 0;

  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen.longTasks.push({ start: startTime, end: startTime + duration });
  }).observe({ type: "longtask", buffered: true });
  addEventListener("click", (event) => { if (seen.token) marks.clicked ??= event.timeStamp; }, true);

  /** @param {string} selector @returns {HTMLElement[]} */
  const all = (selector) => {
    const hosts = selectors.host ? [...document.querySelectorAll(selectors.host)] : [];
    const roots = [document, ...hosts.flatMap((host) => host.shadowRoot ?? [])];
    return roots.flatMap((root) => /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]));
  };
  /** @param {HTMLElement} element */
  const isVisible = (element) => { const { width, height } = element.getBoundingClientRect(); return width > 0 && height > 0; };
  /** @param {string} selector */
  const visible = (selector) => all(selector).find(isVisible);
  /** @param {string} selector */
  const isOpen = (selector) => {
    const field = /** @type {HTMLTextAreaElement | undefined} */ (visible(selector));
    return field && !field.disabled && !field.readOnly;
  };
  const isRead = () => (selectors.read ?? []).every(visible) && all(selectors.comment).filter(isVisible).length >= comments;

  const look = () => {
    const now = performance.now();
    requestAnimationFrame(look);
    if (!document.body) return;
    if (!marks.article && visible("article p")) marks.article = now;
    if (!scrolled && marks.article) { const thread = visible(selectors.thread); thread?.scrollIntoView(); scrolled = Boolean(thread); }
    if (!marks.comment && visible(selectors.comment)) marks.comment = now;
    if (!marks.composer && isOpen(selectors.composer)) marks.composer = now;
    if (!marks.read && marks.article && isRead()) {
      marks.read = now;
      marks.readUrls = performance.getEntriesByType("resource").map(({ name }) => name);
    }
    if (poke && !marks.live) {
      if (!selectors.live) marks.live = marks.composer;
      else if (isOpen(selectors.live.shows)) marks.live = now;
      else if (now > poked + 100) { poked = now; visible(selectors.live.click)?.click(); }
    }
    if (seen.token && !marks.acknowledged) {
      const mine = all(selectors.comment).find((comment) => comment.textContent?.includes(seen.token ?? ""));
      if (mine && isVisible(mine)) {
        marks.shown ??= now;
        if (mine.closest(selectors.acknowledged ?? "*")) marks.acknowledged = now;
      }
    }
  };
  requestAnimationFrame(look);
}
