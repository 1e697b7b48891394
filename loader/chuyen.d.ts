/** The element that `embed.js` defines. Every property is the attribute of the same name; all are live. */
export interface ChuyenArticleElement extends HTMLElement {
  /** An article's id on the server, or the URL of an article's JSON. */
  article: string | null;
  /** Base URL of the Chuyện server; by default the directory `embed.js` came from. */
  server: string | null;
  /** Where comments live: `own` (default) or `none`. */
  backend: string | null;
  /** The address that is shared and linked; by default the page's canonical link, else its location. */
  url: string | null;
  /** Language of the interface: `vi` (default) or `en`. */
  lang: string;
  /** `auto` (default: the page's own `color-scheme`), `light` or `dark`. */
  theme: string | null;
  /** Share targets in order, separated by spaces. */
  share: string | null;
}

/** Article, share bar and thread are on the page. */
export interface ChuyenReady { article: string }
/** Something could not be shown. */
export interface ChuyenError {
  /** `blocked`: the page's policy forbids WASM. `load`: code or styles did not arrive. `article`: no such article, or not readable. `trap`: the widget broke. */
  kind: "blocked" | "load" | "article" | "trap";
  /** English, for developers. */
  message: string;
}
/** The reader chose a share target. */
export interface ChuyenShare { target: string; url: string }
/** The server took a comment of this reader's. */
export interface ChuyenComment { id: string; status: "published" | "pending" }
/** How many comments are published. */
export interface ChuyenCount { total: number }

declare global {
  interface HTMLElementTagNameMap {
    "chuyen-article": ChuyenArticleElement;
  }
  /** All bubble and cross shadow roots. */
  interface HTMLElementEventMap {
    "chuyen:ready": CustomEvent<ChuyenReady>;
    "chuyen:error": CustomEvent<ChuyenError>;
    "chuyen:share": CustomEvent<ChuyenShare>;
    "chuyen:comment": CustomEvent<ChuyenComment>;
    "chuyen:count": CustomEvent<ChuyenCount>;
  }
}
