// The text of a comment as elements, as the program makes them too: the tree is data, and never HTML.
import { make } from "./dialog.js";

/** A block or a run of text: its kind, or an object whose only key is its kind. @typedef {any} Part */

const names = /** @type {const} */ ({ strong: "strong", emphasis: "em", strike: "s", sub: "sub", sup: "sup", paragraph: "p", bullet_list: "ul", numbered_list: "ol" });

/** @param {Part[]} run @param {string} code */
const all = (run, code) => run.map((part) => node(part, code));

/** An item that is one paragraph is set without the space around it. @param {Part[]} item @param {string} code */
const item = (item, code) => make("li", {}, ...all(item.length === 1 && item[0].paragraph ? item[0].paragraph : item, code));

/** @param {Part} part @param {string} code  names lines of code @returns {Node | string} */
const node = (part, code) => {
  if (part === "line_break") return make("br");
  if (part === "rule") return make("hr");
  const [kind, it] = Object.entries(part)[0], name = names[/** @type {keyof typeof names} */ (kind)];
  if (kind === "text") return it;
  if (name === "ul" || name === "ol") return make(name, {}, ...it.map((/** @type {Part[]} */ one) => item(one, code)));
  if (name) return make(name, {}, ...all(it, code));
  if (kind === "link" && /^(https?|mailto):/i.test(it.url)) return make("a", { href: it.url, rel: "nofollow ugc noopener" }, ...all(it.text, code));
  if (kind === "heading") return make("p", {}, make("strong", {}, ...all(it.text, code)));
  if (kind === "quote") return make("blockquote", { dir: "auto" }, ...all(it.body, code));
  if (kind === "code" && typeof it === "string") return make("code", { translate: "no" }, it);
  const label = it.language ? `${code}: ${it.language}` : code;
  if (kind === "code") return make("div", { class: "chuyen-text-scroll", role: "region", tabindex: "0", "aria-label": label }, make("pre", { dir: "ltr", translate: "no" }, make("code", {}, it.text)));
  return make("span", {}, ...all(it.text ?? [], code));
};

/** What a comment says, as elements. @param {Part[]} body @param {string} code  names lines of code */
export const rich = (body, code) => all(body, code);
