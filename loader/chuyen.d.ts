/** An article with share bar and thread. Every property but the last two is the attribute of the same name; all are live. */
export interface ChuyenArticleElement extends HTMLElement {
  /** An article's id on the server, or the URL of an article's JSON. */
  article: string | null;
  /** Base URL of the Chuyện server; by default the directory `embed.js` came from. */
  server: string | null;
  /** Where comments live: `own` (default), `none`, or a server of another kind and its address, as `isso:https://c.example` (see docs/backends.md). */
  backend: string | null;
  /** The address that is shared and linked; by default the page's canonical link, else its location. */
  url: string | null;
  /** Language of the interface: `vi` or `en`; by default the page's own, else `vi`. */
  lang: string;
  /** `auto` (default: the page's own `color-scheme`), `light` or `dark`. */
  theme: string | null;
  /** Share targets in order, separated by spaces; empty for none. */
  share: string | null;
  /**
   * The format of an article that `article` names by URL: `wordpress`, `jsonld`, `jsonfeed`, `ninjs`, `ghost`, `ans`, `editorjs` or
   * `chuyen`; by default the article shows which.
   */
  format: string | null;
  /** Where the clock hangs that its times without a zone were read from, `Asia/Ho_Chi_Minh` (default) or `+07:00`. */
  zone: string | null;
  /**
   * Called when a reader presses the button that signs in with your site's account, where the server is set up for it
   * (`[site.partner_jwt]`): sign the reader in and give a JWT that says who they are, or nothing if they leave.
   */
  signIn?: (() => Promise<string | null | undefined> | string | null | undefined) | null;
  /**
   * Such a JWT, if your reader is signed in already; it may be at most 300 s old. A secret, so no attribute. With
   * `backend="remark42:…"` it is what header `X-JWT` carries there; in its place `signIn` may give it.
   */
  token?: string | null;
}

/** The thread of an article alone, for pages that show the article themselves. `article` is an id on the server. */
export type ChuyenCommentsElement = Omit<ChuyenArticleElement, "share" | "format" | "zone">;

/** The number of comments of an article, for lists; nothing stands there if there are none. Properties are attributes, and live. */
export interface ChuyenCountElement extends HTMLElement {
  /** An article's id on the server. */
  article: string | null;
  /** Base URL of the Chuyện server; by default the directory `embed.js` came from. */
  server: string | null;
  /** Language of the number and of its name for those who listen: `vi` or `en`; by default the page's own, else `vi`. */
  lang: string;
}

/** The article and its share bar are on the page. */
export interface ChuyenReady {
  /** The article's id. */
  article: string;
  /** What an article of another format does not show as it was written, and what was assumed; not there if nothing. English, for developers. */
  skipped?: { what: string; count: number }[];
}

/** Something could not be shown; the reader was told in their own words. */
export interface ChuyenError {
  /**
   * `blocked`: the page's policy forbids WASM; reading, sharing and commenting stay where the server rendered. `load`: code or styles did not arrive. `trap`: the widget broke.
   * Of the article, `unreachable`: no answer; `unavailable`: the server cannot answer now; `unknown`: no such
   * article; `unreadable`: what came is no article; `embargoed`: not to be shown yet; `withheld`: taken back or never published;
   * `protected`: not for everybody.
   */
  kind: "blocked" | "load" | "trap" | "unreachable" | "unavailable" | "unknown" | "unreadable" | "embargoed" | "withheld" | "protected";
  /** English, for developers. */
  message: string;
}

/** The reader chose a share target. */
export interface ChuyenShare {
  /** As in attribute `share`. */
  target: "zalo" | "facebook" | "x" | "telegram" | "whatsapp" | "linkedin" | "email" | "copy" | "print" | "system";
  /** What was shared. */
  url: string;
}

/** The server took a comment of this reader's. */
export interface ChuyenComment {
  /** The comment's id. */
  id: string;
  /** `pending` waits for a moderator. */
  status: "published" | "pending";
}

/** How many comments are published, replies included; told whenever it is another number. */
export interface ChuyenCount {
  /** The number. */
  total: number;
}

declare global {
  interface HTMLElementTagNameMap {
    "chuyen-article": ChuyenArticleElement;
    "chuyen-comments": ChuyenCommentsElement;
    "chuyen-count": ChuyenCountElement;
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
