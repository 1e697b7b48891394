// The script tag: puts <chuyen-article> where the tag stands, and brings it to life.
// A plain script without dependencies; what can wait for the WASM is in src/embed.
(() => {
  // Only now: after the first await nobody knows which script is running.
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  if (!script?.src) {
    console.error("chuyen: load embed.js with a plain <script src>, not as a module and not inline");
    return;
  }
  /** The directory this script came from: the server, unless the tag names another. */
  const home = new URL(".", script.src).href;
  const attributes = ["article", "server", "backend", "url", "lang", "theme", "share"];

  /** @typedef {{ unmount(): void }} Mounted */
  /** @typedef {{ default(init: object): Promise<unknown>, mount(host: HTMLElement, shadow: HTMLElement, options: object): Mounted }} Widget */

  /** @param {string} path @returns {Promise<Response>} */
  const load = async (path) => {
    const answer = await fetch(home + path, { credentials: "omit" });
    if (answer.ok) return answer;
    throw new Error(`${answer.url} answered ${answer.status}`);
  };
  /** @param {string} path */
  const sheet = async (path) => new CSSStyleSheet().replace(await (await load(path)).text());
  const start = async () => {
    const binary = load("assets/chuyen.wasm");
    /** @type {[Widget, CSSStyleSheet, CSSStyleSheet, Response]} */
    const [widget, styles, articleStyles] = await Promise.all([
      import(home + "assets/chuyen.js"), sheet("assets/widget.css"), sheet("assets/article.css"), binary,
    ]);
    await widget.default({ module_or_path: binary });
    return { widget, styles, articleStyles };
  };
  /** One WASM instance and one set of styles for every widget on the page; asked for again after a failure. @type {ReturnType<typeof start> | undefined} */
  let started;
  const wake = () => (started ??= start().catch((error) => { started = undefined; throw error; }));

  /** @param {string} css */
  const rule = (css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  };
  /** Holds the place until the article is there; important, for a host page's reset weighs more than :host. */
  const waiting = rule(":host{display:block!important;min-height:var(--chuyen-reserve,100vh)!important}");
  /** What the host page put into the element stands there only until then. */
  const settled = rule("::slotted(:not(.chuyen-article)){display:none}");

  /** Elements that show an article; its styles stay in the document as long as there is one. @type {Set<HTMLElement>} */
  const shown = new Set();
  /** @param {CSSStyleSheet} styles */
  const dressDocument = (styles) => {
    const others = document.adoptedStyleSheets.filter((sheet) => sheet !== styles);
    document.adoptedStyleSheets = shown.size ? [...others, styles] : others;
  };

  /** @param {HTMLElement} element @param {string} kind @param {string} message */
  const tell = (element, kind, message) => {
    console.error(`chuyen: ${message}`);
    element.dispatchEvent(new CustomEvent("chuyen:error", { detail: { kind, message }, bubbles: true, composed: true }));
  };
  /** A trap stops the one instance, and so every widget on the page. @param {unknown} error */
  const trapped = (error) => {
    if (error instanceof WebAssembly.RuntimeError) for (const element of shown) tell(element, "trap", `the widget broke: ${error}`);
  };

  class ChuyenArticle extends HTMLElement {
    static observedAttributes = attributes;
    #shadow = this.attachShadow({ mode: "open" });
    #root = document.createElement("div");
    /** @type {Mounted | undefined} */ #mounted;
    /** @type {CSSStyleSheet | undefined} */ #articleStyles;
    /** What is mounted, or about to be. */ #wanted = "";
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

    /** Brings what is mounted in line with the attributes, once per task: an element moved in between keeps its state. A theme is styles alone. */
    #settle() {
      if (this.#queued) return;
      this.#queued = true;
      queueMicrotask(() => {
        this.#queued = false;
        const options = this.#options(), wanted = this.isConnected ? JSON.stringify({ ...options, theme: "" }) : "";
        if (wanted === this.#wanted) return;
        this.#stop();
        this.#wanted = wanted;
        if (wanted) this.#show(options, wanted);
      });
    }

    #options() {
      const canonical = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[rel=canonical]"));
      /** @type {Record<string, string | undefined>} */
      const options = { home, page: /^https?:/.test(canonical?.href ?? "") ? canonical?.href : here() };
      for (const name of attributes) options[name] = this.getAttribute(name) ?? undefined;
      options.source = source(options.article, options.server);
      return options;
    }

    /** Changes one constant sheet for another. @param {CSSStyleSheet} off @param {CSSStyleSheet[]} on */
    #dress(off, ...on) { this.#shadow.adoptedStyleSheets = [...this.#shadow.adoptedStyleSheets.filter((sheet) => sheet !== off), ...on]; }

    /** @param {Record<string, string | undefined>} options @param {string} wanted */
    async #show(options, wanted) {
      this.#dress(settled, waiting);
      // Asked for beside the code that will read it.
      const answer = options.source
        ? fetch(options.source, { credentials: "omit", signal: AbortSignal.timeout(30_000) }).catch(() => undefined)
        : undefined;
      try {
        const { widget, styles, articleStyles } = await wake();
        if (wanted !== this.#wanted) return;
        shown.add(this);
        dressDocument((this.#articleStyles = articleStyles));
        this.#shadow.adoptedStyleSheets = [styles, waiting];
        this.#mounted = widget.mount(this, this.#root, { ...options, answer });
      } catch (error) {
        if (wanted === this.#wanted) this.#fail(error, await answer);
      }
    }

    #stop() {
      this.#mounted?.unmount();
      this.#mounted = undefined;
      // Listeners that Yew leaves on its root go with it.
      const root = document.createElement("div");
      this.#root.replaceWith(root);
      this.#root = root;
      shown.delete(this);
      if (this.#articleStyles) dressDocument(this.#articleStyles);
    }

    /** Says on the page and in the console why the article is not shown, and where it can be read. @param {unknown} error @param {Response | undefined} answer */
    async #fail(error, answer) {
      const blocked = error instanceof WebAssembly.CompileError;
      tell(this, blocked ? "blocked" : "load", blocked
        ? "this page's Content-Security-Policy has no 'wasm-unsafe-eval' in script-src"
        : `the widget could not be loaded from ${home}: ${error}`);
      const english = /^en/i.test(this.lang || document.documentElement.lang);
      const notice = document.createElement("p");
      notice.setAttribute("role", "alert");
      notice.textContent = english ? "The article could not be shown here. " : "Không hiển thị được bài viết ở đây. ";
      this.#root.replaceChildren(notice);
      const { url, headline } = await answer?.json().catch(() => undefined) ?? {};
      if (!/^https?:/.test(url)) return;
      const link = document.createElement("a");
      link.href = url;
      link.textContent = headline;
      notice.append(link);
    }
  }

  /** This page's address, without what only counts visits. */
  const here = () => {
    const url = new URL(location.href);
    for (const name of [...url.searchParams.keys()]) if (/^(utm_.*|fbclid|gclid|zarsrc)$/.test(name)) url.searchParams.delete(name);
    return url.href.split("#")[0];
  };
  /** Where an article's JSON is: its own address if it is one, else below a server. @param {string | undefined} article @param {string | undefined} server */
  const source = (article, server) => {
    /** @param {string} address @param {string} base */
    const web = (address, base) => {
      try {
        const url = new URL(address, base);
        if (/^https?:$/.test(url.protocol)) return url.href;
      } catch { /* the widget names what is wrong */ }
    };
    if (!article || /[/:]/.test(article)) return article && web(article, document.baseURI);
    return web("api/v1/articles/" + encodeURIComponent(article), web(server?.replace(/\/?$/, "/") ?? home, document.baseURI) ?? home);
  };

  for (const name of attributes.filter((name) => !(name in HTMLElement.prototype)))
    Object.defineProperty(ChuyenArticle.prototype, name, {
      configurable: true,
      enumerable: true,
      /** @this {HTMLElement} */
      get() { return this.getAttribute(name); },
      /** @this {HTMLElement} @param {string | null | undefined} value */
      set(value) { value == null ? this.removeAttribute(name) : this.setAttribute(name, value); },
    });
  if (!customElements.get("chuyen-article")) {
    customElements.define("chuyen-article", ChuyenArticle);
    addEventListener("error", ({ error }) => trapped(error));
    addEventListener("unhandledrejection", ({ reason }) => trapped(reason));
  }

  if (!script.hasAttribute("data-article")) return;
  const element = document.createElement("chuyen-article");
  element.setAttribute("server", home);
  for (const name of attributes) {
    const value = script.getAttribute("data-" + name);
    if (value !== null) element.setAttribute(name, value);
  }
  if (!document.head.contains(script)) return script.replaceWith(element);
  console.warn("chuyen: the script tag stands in <head>, so the article is put at the end of <body>; move the tag to where it belongs");
  const append = () => document.body.append(element);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", append);
  else append();
})();
