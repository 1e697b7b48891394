// Where no server of ours renders, the program makes everything here.
import { web } from "./web.js";
import { words } from "./words.js";

/** @import { Scene } from "./element.js" */
/** What the page does for every widget on it. @typedef {{ program: typeof import("./program.js").program, like(thread: string, comment?: string, liked?: boolean): unknown, live: typeof import("./live.js").live, ask: typeof import("./ask.js").ask }} Page */

/** Where the program is that renders articles too. */
const full = { js: "assets/full.js", wasm: "assets/full.wasm", rich: "assets/rich.css" };

/** Formats that the program reads. */
const formats = ["ans", "chuyen", "editorjs", "ghost", "jsonfeed", "jsonld", "ninjs", "wordpress"];

/** What the browser's calendar takes, or an offset from UTC. @param {string} timeZone */
const isZone = (timeZone) => {
  try {
    return /^(Z|[+-]\d\d:\d\d)$/.test(timeZone) || !!new Intl.DateTimeFormat("en", { timeZone });
  } catch { /* no zone */ }
};

/**
 * Foreign HTML with its event handlers under another name. None of them would run, for what is parsed stands on no page; but some
 * browsers report each to the site whose policy forbids them. @param {string} html
 */
const still = (html) => html.replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/([\s"'/])on(?=\w+\s*=)/gi, "$1data-on"));

/** The same as in attributes.js, for what only foreign articles need. @param {import("./element.js").Options} options */
const check = ({ format, zone }) => {
  const complain = (/** @type {string} */ what, /** @type {string} */ allowed) => console.warn(`chuyen: attribute ${what}" is not understood; allowed: ${allowed}`);
  if (format && !formats.includes(format)) complain(`format="${format}`, formats.join(", "));
  if (zone && !isZone(zone)) complain(`zone="${zone}`, "a zone such as Asia/Ho_Chi_Minh, or an offset such as +07:00");
};

/** @param {Scene} scene @param {Page} page @param {(error: unknown) => void} complain */
export const mount = async ({ host, root, server, options, lang, signal, sheets, paths, parsed }, { program, ask, like, live }, complain) => {
  const { article = "", home = "" } = options;
  check(options);
  const source = article.includes("/") ? web(article) : article && web("api/v1/articles/" + encodeURIComponent(article), server);
  // Asked for beside the code that will read it.
  const answer = source ? fetch(source, { credentials: "omit", signal: AbortSignal.timeout(30_000) }).catch(() => undefined) : undefined;
  try {
    if (host.piece) throw new Error("only a server renders a thread alone");
    // Whichever comes later wins: what few articles have over what all have.
    const [{ mount }, styles] = await Promise.all([program(home + full.js, home + full.wasm), sheets(server, { "article.css": paths["article.css"], "rich.css": full.rich, ...paths })]);
    if (signal.aborted) return;
    host.wear(styles);
    const life = mount?.(host, root, { ...options, source, answer, ask, like, live, parse: (/** @type {string} */ html) => parsed(still(html)) });
    signal.addEventListener("abort", () => {
      try {
        life?.unmount();
      } catch { /* its instance is dead */ }
    });
  } catch (error) {
    if (signal.aborted) return;
    const notice = document.createElement("p"), said = words[lang];
    notice.setAttribute("role", "alert");
    root.replaceChildren(notice);
    if (host.piece || !(await answer)) {
      const again = document.createElement("button");
      again.textContent = said.retry;
      again.onclick = () => host.restart();
      notice.textContent = said.unreachable;
      root.append(again);
      return host.tell("error", { kind: "unreachable", message: `${source} did not answer: ${error}` });
    }
    complain(error);
    // Where it can be read instead.
    notice.textContent = said.blocked + " ";
    const { url, headline } = await (await answer)?.json().catch(() => undefined) ?? {};
    if (!/^https?:/.test(url)) return;
    const link = document.createElement("a");
    link.href = url;
    link.textContent = headline;
    notice.append(link);
  }
};
