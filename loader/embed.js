// The script tag: puts <chuyen-article> where the tag stands, and brings it to life.
// A plain script without dependencies; what can wait for the WASM is in src/embed.rs.
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
  /** @typedef {{ default(init: object): Promise<unknown>, mount(host: HTMLElement, root: HTMLElement, options: object): Mounted }} Widget */

  /** @param {string} path @returns {Promise<Response>} */
  const load = async (path) => {
    const answer = await fetch(home + path, { credentials: "omit" });
    if (answer.ok) return answer;
    throw new Error(`${answer.url} answered ${answer.status}`);
  };
  /** @param {string} path */
  const sheet = async (path) => {
    const sheet = new CSSStyleSheet();
    return sheet.replace(await (await load(path)).text());
  };
  const start = async () => {
    const binary = load("assets/chuyen.wasm");
    const parts = Promise.all([import(home + "assets/chuyen.js"), sheet("assets/widget.css"), sheet("assets/article.css"), binary]);
    const [widget, ...sheets] = await parts;
    await widget.default({ module_or_path: binary });
    return { widget: /** @type {Widget} */ (widget), styles: sheets[0], articleStyles: sheets[1] };
  };
  /** One WASM instance and one set of styles for every widget on the page; asked for again after a failure. @type {ReturnType<typeof start> | undefined} */
  let started;
  const wake = () => (started ??= start().catch((error) => { started = undefined; throw error; }));

  /** Elements that show an article now; the article's styles stay in the document as long as there is one. @type {Set<ChuyenArticle>} */
  const shown = new Set();
  /** @param {CSSStyleSheet} styles */
  const dressDocument = (styles) => {
    const others = document.adoptedStyleSheets.filter((sheet) => sheet !== styles);
    document.adoptedStyleSheets = shown.size ? [...others, styles] : others;
  };

  /** Holds the place until the article is there, as tall as the documented snippet. */
  const waiting = new CSSStyleSheet();
  waiting.replaceSync(":host{display:block;min-height:var(--chuyen-reserve,100vh)}");

  class ChuyenArticle extends HTMLElement {
    static observedAttributes = attributes;
    /** @type {HTMLElement | undefined} */ #root;
    /** @type {Mounted | undefined} */ #mounted;
    /** @type {CSSStyleSheet | undefined} */ #articleStyles;
    /** What is mounted, or about to be. */ #wanted = "";
    #queued = false;

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
        if (wanted) this.#mount(options, wanted).catch((error) => this.#fail(error));
      });
    }

    #options() {
      const canonical = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[rel=canonical]"));
      /** @type {Record<string, string | undefined>} */
      const options = { server: home, url: canonical?.href || location.href.split("#")[0] };
      for (const name of attributes) options[name] = this.getAttribute(name) ?? options[name];
      return options;
    }

    /** @param {object} options @param {string} wanted */
    async #mount(options, wanted) {
      const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
      if (!this.#root) {
        this.#root = document.createElement("div");
        shadow.append(document.createElement("slot"), this.#root);
      }
      shadow.adoptedStyleSheets = [waiting];
      const { widget, styles, articleStyles } = await wake();
      if (wanted !== this.#wanted) return;
      shown.add(this);
      dressDocument((this.#articleStyles = articleStyles));
      shadow.adoptedStyleSheets = [styles, waiting];
      const ready = () => (shadow.adoptedStyleSheets = [styles]);
      this.addEventListener("chuyen:ready", ready, { once: true });
      this.addEventListener("chuyen:error", ready, { once: true });
      this.#mounted = widget.mount(this, this.#root, options);
    }

    #stop() {
      this.#mounted?.unmount();
      this.#mounted = undefined;
      shown.delete(this);
      if (this.#articleStyles) dressDocument(this.#articleStyles);
    }

    /** Says on the page and in the console why nothing is shown. @param {unknown} error */
    #fail(error) {
      const blocked = error instanceof WebAssembly.CompileError;
      const message = blocked
        ? "this page's Content-Security-Policy has no 'wasm-unsafe-eval' in script-src"
        : `the widget could not be loaded from ${home}: ${error}`;
      console.error(`chuyen: ${message}`);
      if (this.shadowRoot) this.shadowRoot.adoptedStyleSheets = [];
      if (this.#root) {
        const notice = document.createElement("p");
        notice.setAttribute("role", "alert");
        notice.textContent = this.lang.startsWith("en")
          ? "The article could not be shown here."
          : "Không hiển thị được bài viết ở đây.";
        this.#root.replaceChildren(notice);
      }
      this.tell(blocked ? "blocked" : "load", message);
    }

    /** @param {string} kind @param {string} message */
    tell(kind, message) {
      this.dispatchEvent(new CustomEvent("chuyen:error", { detail: { kind, message }, bubbles: true, composed: true }));
    }
  }
  // A trap stops the one instance, and so every widget on the page.
  addEventListener("error", ({ error }) => {
    if (error instanceof WebAssembly.RuntimeError) for (const element of shown) element.tell("trap", String(error));
  });
  for (const name of attributes.filter((name) => !(name in HTMLElement.prototype)))
    Object.defineProperty(ChuyenArticle.prototype, name, {
      configurable: true,
      enumerable: true,
      get() { return this.getAttribute(name); },
      set(value) { value == null ? this.removeAttribute(name) : this.setAttribute(name, value); },
    });
  if (!customElements.get("chuyen-article")) customElements.define("chuyen-article", ChuyenArticle);

  const place = () => {
    const element = document.createElement("chuyen-article");
    element.setAttribute("server", home);
    for (const { name, value } of script.attributes)
      if (name.startsWith("data-")) element.setAttribute(name.slice(5), value);
    if (!document.head.contains(script)) return script.replaceWith(element);
    console.warn("chuyen: the script tag stands in <head>; the article is put at the end of <body>, move the tag to where it belongs");
    document.body.append(element);
  };
  if (!script.hasAttribute("data-article")) return;
  if (!document.head.contains(script) || document.body) place();
  else addEventListener("DOMContentLoaded", place, { once: true });
})();
