// <chuyen-article>: shows what the server rendered; everything else is in touch.js.
import { address } from "./address.js";
import { built, enclosed, home, load, sheets } from "./assets.js";
import { parsed } from "./parse.js";
import { web } from "./web.js";

/** @typedef {Record<string, string | undefined>} Options */
/**
 * A widget on a page, as touch.js takes it over. `missed` was pressed or sent before that; `thread` is where comments go, and `url`
 * what is shared, if the server rendered it.
 * @typedef {{ host: ChuyenArticle, root: HTMLElement, server: string, options: Options, lang: "vi" | "en", signal: AbortSignal, sheets: typeof sheets, parsed: typeof parsed, paths: Record<string, string>, missed: HTMLElement[] | undefined, fragment?: string, thread?: string, url?: string }} Scene
 */

export const attributes = ["article", "server", "backend", "url", "lang", "theme", "share", "format", "zone"];

/** @param {string} css */
const rule = (css, sheet = new CSSStyleSheet()) => (sheet.replaceSync(css), sheet);
/** Holds the place until the article is there; important, for a host page's reset weighs more than :host. */
const waiting = rule(":host{display:block!important;min-height:var(--chuyen-reserve,100vh)!important}");
/** What the host page put into the element stands there only until then. */
const settled = rule("::slotted(:not(.chuyen-article)){display:none}");

/** Elements that show an article; its styles stay in the document as long as there is one. @type {Set<ChuyenArticle>} */
const shown = new Set();
/** @type {Set<CSSStyleSheet>} */
const worn = new Set();
const dressDocument = () => {
  const others = document.adoptedStyleSheets.filter((sheet) => !worn.has(sheet));
  document.adoptedStyleSheets = shown.size ? [...others, ...worn] : others;
};

/** This page's address, without what only counts visits. */
const here = () => {
  const url = new URL(location.href);
  for (const name of [...url.searchParams.keys()]) if (/^(utm_.*|fbclid|gclid|zarsrc)$/.test(name)) url.searchParams.delete(name);
  return url.href.split("#")[0];
};

export class ChuyenArticle extends HTMLElement {
  static observedAttributes = attributes;
  #shadow = this.attachShadow({ mode: "open" });
  #root = document.createElement("div");
  /** Ends what was begun for what is shown. */ #end = new AbortController();
  /** What the server rendered of the article. @type {Element | undefined} */ #article;
  /** What is shown, or about to be. */ #wanted = "";
  /** Which part of it the server is asked for. */ piece = "";
  #queued = false;

  constructor() {
    super();
    this.#shadow.append(document.createElement("slot"), this.#root);
    this.addEventListener("chuyen:ready", () => this.#dress(waiting, settled));
    this.addEventListener("chuyen:error", () => this.#dress(waiting));
  }
  connectedCallback() {
    for (const name of attributes) this.#upgrade(name);
    this.#settle();
  }
  disconnectedCallback() { this.#settle(); }
  attributeChangedCallback() { this.#settle(); }

  /** Takes over a property set before this class was known. @param {string} name */
  #upgrade(name) {
    if (!Object.hasOwn(this, name)) return;
    const self = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (this)), value = self[name];
    delete self[name];
    self[name] = value;
  }

  /** Brings what is shown in line with the attributes, once per task: an element moved in between keeps its state. A theme is styles alone. */
  #settle() {
    if (this.#queued) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      const options = this.#options(), wanted = this.isConnected ? JSON.stringify({ ...options, theme: "" }) : "";
      if (wanted === this.#wanted) return;
      if (this.#wanted) this.#stop();
      this.#wanted = wanted;
      if (wanted) this.#show(options);
    });
  }

  /** @returns {Options} */
  #options() {
    const canonical = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[rel=canonical]"));
    /** @type {Options} */
    const options = { home, page: /^https?:/.test(canonical?.href ?? "") ? canonical?.href : here() };
    for (const name of attributes) options[name] = this.getAttribute(name) ?? undefined;
    return options;
  }

  /** Changes one constant sheet for another. @param {CSSStyleSheet} off @param {CSSStyleSheet[]} on */
  #dress(off, ...on) { this.#shadow.adoptedStyleSheets = [...this.#shadow.adoptedStyleSheets.filter((sheet) => sheet !== off), ...on]; }

  /** @param {CSSStyleSheet[]} sheets  The last is the shadow root's. */
  wear(sheets) {
    this.#shadow.adoptedStyleSheets = [.../** @type {CSSStyleSheet[]} */ (sheets.splice(-1)), waiting];
    for (const sheet of sheets) worn.add(sheet);
    shown.add(this);
    dressDocument();
  }

  /** Tells the page. @param {string} name @param {object} detail */
  tell(name, detail) { this.dispatchEvent(new CustomEvent("chuyen:" + name, { detail, bubbles: true, composed: true })); }

  /** @param {Options} options */
  async #show(options) {
    const { signal } = this.#end, { article = "", backend = "own" } = options;
    this.#dress(settled, waiting);
    const server = web(options.server?.replace(/\/?$/, "/") ?? home) ?? home;
    // Asked for already.
    sheets(server, built).catch(() => {});
    /** @type {Scene} */
    const scene = { host: this, root: this.#root, server, options, lang: this.#spoken(options), signal, sheets, paths: built, missed: [], parsed };
    try {
      // Whatever is wrong with it, the program that renders here finds words for.
      const content = article && !article.includes("/") && /^(own|none)$/.test(backend) &&
        await this.#fragment(scene).catch(console.debug);
      if (content && !signal.aborted) await this.#place(content, scene);
      const { attend } = await import((content ? server : home) + scene.paths["touch.js"]);
      if (!signal.aborted) await attend(scene);
    } catch (error) {
      if (signal.aborted) return;
      console.error(`chuyen: ${error}`);
      const notice = document.createElement("p"), again = document.createElement("button"), restart = () => this.restart();
      notice.role = "alert";
      notice.append(scene.lang === "en" ? "Not loaded " : "Không tải được bài viết ", again);
      again.append(scene.lang === "en" ? "Retry" : "Thử lại");
      again.onclick = restart;
      // What can be read stays.
      this.#root.append(notice);
      addEventListener("online", restart, { signal });
      this.tell("error", { kind: "load", message: `${home}: ${error}` });
    }
  }

  /** The language of the interface. @param {Options} options */
  #spoken({ lang }) { return /^en\b/i.test(lang ?? this.parentElement?.closest("[lang]")?.getAttribute("lang") ?? "") ? "en" : "vi"; }

  /** What the server rendered: it stands here already, or came with the script, or is fetched. @param {Scene} scene @returns {Promise<DocumentFragment>} */
  async #fragment({ server, options: { article = "", share = "" }, lang }) {
    if (this.querySelector(":scope>.chuyen-below")) {
      const content = document.createDocumentFragment();
      content.append(...this.children);
      return content;
    }
    const url = `${server}embed/v1/articles/${encodeURIComponent(article)}${this.piece}?lang=${lang}`, fetched = async (more = "") => parsed(await (await load(url + more)).text());
    const content = !this.piece && enclosed?.article === article && enclosed.lang === lang && server === home ? parsed(enclosed.html) : await fetched();
    // The page may want share targets that few do.
    const lacks = share.split(/\s+/).some((name) => name && !content.querySelector(`[data-target="${CSS.escape(name)}"]`));
    return lacks ? fetched("&share=all") : content;
  }

  /** Puts on the page what the server rendered. @param {DocumentFragment} content @param {Scene} scene */
  async #place(content, scene) {
    const { server, options, signal } = scene;
    for (const it of content.querySelectorAll("[href^='../'],[src^='../'],[srcset^='../'],[action^='../']"))
      for (const { name, value } of it.attributes) if (value.startsWith("../")) it.setAttribute(name, value.replaceAll(/(\.\.\/)+/g, server));
    const [data, paths] = [...content.querySelectorAll("[type='application/json']")].map((it) => it.textContent ?? "");
    const { id, url: from, thread: { total } } = JSON.parse((scene.fragment = data));
    // Of a thread alone, nothing of the article is put there.
    const article = /** @type {HTMLElement | null} */ (content.querySelector(".chuyen-article")) ?? document.createElement("p"), below = /** @type {HTMLElement} */ (content.querySelector(".chuyen-below"));
    scene.paths = JSON.parse(paths);
    scene.thread = `${server} ${id}`;
    const url = (scene.url = web(options.url, options.page) ?? from);
    address(below, from, url, options.share);
    if (options.backend === "none") below.querySelector(".chuyen-thread")?.remove();

    const styles = await sheets(server, scene.paths);
    if (signal.aborted) return;
    this.wear(styles);
    const pasted = this.querySelector(":scope>.chuyen-article");
    this.#article = pasted?.isEqualNode(article) ? pasted : article;
    if (!pasted) this.append(article);
    else if (pasted !== this.#article) pasted.replaceWith(article);
    this.#root.append(below);
    for (const type of ["click", "submit"])
      below.addEventListener(type, (event) => {
        const target = /** @type {HTMLElement} */ (event.target).closest(type === "submit" ? "form" : "a:not([data-target]),button[data-target]");
        if (!scene.missed || !(target instanceof HTMLElement)) return;
        event.preventDefault();
        scene.missed.push(target);
      });
    this.tell("ready", { article: id });
    this.tell("count", { total });
  }

  /** Shows everything anew; the article stands. */
  restart() {
    const article = this.#article;
    this.#article = undefined;
    this.#stop();
    this.#article = article;
    this.#show(this.#options());
  }

  #stop() {
    this.#end.abort();
    this.#end = new AbortController();
    this.#article?.remove();
    this.#article = undefined;
    // A fresh root: listeners that the program leaves on its root go with it.
    this.#shadow.replaceChildren(document.createElement("slot"), (this.#root = document.createElement("div")));
    shown.delete(this);
    dressDocument();
  }
}
