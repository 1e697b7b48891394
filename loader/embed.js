// The script tag: puts <chuyen-article> where the tag stands. Reading, sharing and commenting work with this script alone.
import { enclosed, home, script } from "./assets.js";
import { ChuyenArticle, attributes } from "./element.js";

/** Its program, which few pages need. @type {Promise<{ count(element: HTMLElement): void } | void> | undefined} */
let counting;
class ChuyenCount extends HTMLElement {
  async connectedCallback() { (await (counting ??= import(home + "assets/count.js").catch((error) => console.error(`chuyen: ${error}`))))?.count(this); }
}

/** The thread alone, for pages that show the article themselves. */
class ChuyenComments extends ChuyenArticle {
  piece = "/thread";
}

const begin = () => {
  for (const name of attributes.filter((name) => !(name in HTMLElement.prototype)))
    Object.defineProperty(ChuyenArticle.prototype, name, {
      configurable: true,
      enumerable: true,
      /** @this {HTMLElement} */
      get() { return this.getAttribute(name); },
      /** @this {HTMLElement} @param {string | null | undefined} value */
      set(value) { value == null ? this.removeAttribute(name) : this.setAttribute(name, value); },
    });
  for (const [name, kind] of /** @type {const} */ ([["chuyen-article", ChuyenArticle], ["chuyen-comments", ChuyenComments], ["chuyen-count", ChuyenCount]]))
    if (!customElements.get(name)) customElements.define(name, kind);

  const article = script.getAttribute("data-article") ?? enclosed?.article;
  if (!article) return;
  const element = document.createElement("chuyen-article");
  element.setAttribute("server", home);
  for (const name of attributes) {
    const value = script.getAttribute("data-" + name);
    if (value !== null) element.setAttribute(name, value);
  }
  element.setAttribute("article", article);
  if (!document.head.contains(script)) return script.replaceWith(element);
  console.warn("chuyen: script in <head>, article in <body>");
  const append = () => document.body.append(element);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", append);
  else append();
};

if (home) begin();
else console.error("chuyen: load embed.js with <script src>");
