// <chuyen-count>: how many comments an article has. All that stand on the page in one task ask together.
import { check } from "./attributes.js";
import { web } from "./web.js";

/** The most articles that one request may name. */
const MOST = 100;
/** What no id holds, or none that stands between commas. */
const ODD = /[\s,/?#%\\]|^.{201}/u;
const names = ["article", "server", "lang"];
const home = new URL("..", import.meta.url).href;

/** @param {string} css */
const rule = (css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
};
/** Nothing to tell takes no place, whatever the page makes of the element. */
const absent = rule(":host{display:none!important}");
/** What is read aloud in place of the bare number, where that stands. */
const aside = rule(":host{position:relative}.words{position:absolute;inset:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap;user-select:none}");

/** The address of a server and an article's id, with a space between. @typedef {string} Key */
/** What is known of an element: what it shows, and a hold on it that lets go. @typedef {{ key?: Key, ref: WeakRef<HTMLElement> }} Count */
/** @type {WeakMap<HTMLElement, Count>} */
const counts = new WeakMap();
/** Those on the page, and some that were. @type {Set<WeakRef<HTMLElement>>} */
const shown = new Set();
/** What is known. @type {Map<Key, number>} */
const totals = new Map();
/** What a thread told since the server was asked: that is newer than the answer. @type {Set<Key>} */
const told = new Set();
/** What is to be asked for: articles by server. @type {Map<string, Set<string>>} */
const wanted = new Map();

/** @param {HTMLElement} element */
const draw = (element) => {
  const shadow = element.shadowRoot ?? element.attachShadow({ mode: "open" }), total = totals.get(counts.get(element)?.key ?? "");
  shadow.adoptedStyleSheets = [total ? aside : absent];
  if (!total) return shadow.replaceChildren();
  const lang = /^en\b/i.test(element.closest("[lang]")?.getAttribute("lang") ?? "") ? "en" : "vi";
  const number = document.createElement("span"), words = document.createElement("span");
  number.textContent = total.toLocaleString(lang);
  number.setAttribute("part", "number");
  number.setAttribute("aria-hidden", "true");
  words.textContent = number.textContent + (lang === "vi" ? " bình luận" : total === 1 ? " comment" : " comments");
  words.className = "words";
  words.lang = lang;
  shadow.replaceChildren(number, words);
};

/** Draws anew what shows one of these. @param {Key[]} keys */
const drawAll = (keys) => {
  for (const ref of shown) {
    const element = ref.deref();
    if (!element?.isConnected) shown.delete(ref); // it is back when it is put back
    else if (keys.includes(counts.get(element)?.key ?? "")) draw(element);
  }
};

/** @param {string} server @param {string[]} articles */
const ask = async (server, articles) => {
  const keys = articles.map((article) => server + " " + article);
  for (const key of keys) told.delete(key);
  try {
    const answer = await fetch(`${server}api/v1/counts?articles=${articles.map(encodeURIComponent)}`, { credentials: "omit", signal: AbortSignal.timeout(30_000) });
    if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}`);
    const all = await answer.json();
    keys.forEach((key, at) => told.has(key) || totals.set(key, all[articles[at]] ?? 0));
    drawAll(keys);
  } catch (error) {
    console.error(`chuyen: the counts of ${articles.join(", ")} could not be loaded from ${server}: ${error}`);
  }
};

/** Asks for all that this task wanted; while the page is still coming, for all that is on it. */
const askTogether = () => {
  if (document.readyState === "loading") return addEventListener("DOMContentLoaded", askTogether, { once: true });
  for (const [server, articles] of wanted) for (let all = [...articles]; all.length; all = all.slice(MOST)) ask(server, all.slice(0, MOST));
  wanted.clear();
};

/** The server that an element means. @param {Element} element */
const serverOf = (element) => web(element.getAttribute("server")?.replace(/\/?$/, "/") ?? home) ?? home;

/** Brings an element in line with its attributes. @param {HTMLElement} element */
const settle = (element) => {
  const count = counts.get(element), article = element.getAttribute("article"), server = serverOf(element);
  if (!count || !element.isConnected) return;
  const key = article && !ODD.test(article) ? server + " " + article : undefined, before = count.key;
  count.key = key;
  draw(element);
  if (!article || !key || key === before) return;
  if (!wanted.size) setTimeout(askTogether);
  wanted.set(server, (wanted.get(server) ?? new Set()).add(article));
};

/** Names in the console what makes no sense. @param {HTMLElement} element */
const complain = (element) => {
  const [article, server, lang] = names.map((name) => element.getAttribute(name) ?? "");
  check({ server, lang });
  if (ODD.test(article)) console.warn(`chuyen: attribute article="${article}" of <chuyen-count> is not understood; allowed: the id of an article on the server`);
};

const observer = new MutationObserver((changes) => {
  for (const element of new Set(changes.map(({ target }) => /** @type {HTMLElement} */ (target)))) {
    complain(element);
    settle(element);
  }
});

/** Makes properties of the attributes, as the tag's are; what was set before that is taken over. @param {HTMLElement} element */
const reflect = (element) => {
  const self = /** @type {Record<string, any>} */ (/** @type {unknown} */ (element));
  for (const name of ["article", "server"]) {
    const early = Object.getOwnPropertyDescriptor(self, name);
    delete self[name];
    if (!(name in self))
      Object.defineProperty(element.constructor.prototype, name, {
        configurable: true,
        enumerable: true,
        /** @this {HTMLElement} */
        get() { return this.getAttribute(name); },
        /** @this {HTMLElement} @param {string | null | undefined} value */
        set(value) { value == null ? this.removeAttribute(name) : this.setAttribute(name, value); },
      });
    if (early) self[name] = early.value;
  }
};

/** An element came to the page, or to another place on it; how much was said meanwhile is asked then too. @param {HTMLElement} element */
export const count = (element) => {
  reflect(element);
  const known = counts.get(element) ?? { ref: new WeakRef(element) };
  if (!counts.has(element)) complain(element);
  counts.set(element, known);
  known.key = undefined;
  shown.add(known.ref);
  observer.observe(element, { attributeFilter: names });
  settle(element);
};

addEventListener("chuyen:count", (event) => {
  const thread = event.composedPath()[0];
  if (!(thread instanceof Element)) return;
  const key = `${serverOf(thread)} ${thread.getAttribute("article")}`;
  told.add(key);
  totals.set(key, /** @type {CustomEvent<import("./chuyen.js").ChuyenCount>} */ (event).detail.total);
  drawAll([key]);
}, true); // before anybody can keep it from us
