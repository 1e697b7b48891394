// The server's files, each asked for once on a page.

/** What comes in one answer with the script, its style sheets by their paths. @typedef {{ article: string, lang: string, html: string, sheets: Record<string, string> }} Enclosed */

/** Only now: after the first await nobody knows which script is running. */
export const script = /** @type {HTMLScriptElement & { chuyen?: Enclosed }} */ (document.currentScript ?? {});
export const enclosed = script.chuyen;
/** The directory the script came from: the server, unless a tag names another. */
export const home = script.src && new URL(enclosed ? ".." : ".", script.src).href;
/** Where the server's files were when this script was built. @type {Record<string, string>} */
export const built = { "touch.js": "assets/touch.js", "article.css": "assets/article.css", "widget.css": "assets/widget.css" };

/** @param {string} url @returns {Promise<Response>} */
export const load = async (url) => {
  const answer = await fetch(url, { credentials: "omit", signal: AbortSignal.timeout(30_000) });
  if (answer.ok) return answer;
  throw new Error(`${answer.url} answered ${answer.status}`);
};

/** What was asked for; forgotten after a failure. @type {Map<string, Promise<any>>} */
const asked = new Map();
/** @param {string} server @param {string} path @returns {Promise<CSSStyleSheet>} */
const sheet = (server, path) => {
  const url = server + path, answer = asked.get(url) ?? (async () => {
    const text = enclosed?.sheets[path] ?? await (await load(url)).text();
    return new CSSStyleSheet().replace(text);
  })();
  asked.set(url, answer);
  answer.catch(() => asked.delete(url));
  return answer;
};
/** The styles among these files: of the article, and last of the shadow root. @param {string} server @param {Record<string, string>} paths */
export const sheets = (server, paths) => Promise.all(Object.values(paths).filter((path) => /css$/.test(path)).map((path) => sheet(server, path)));
