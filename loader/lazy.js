// Files that few readers need, fetched when they do.

/** How often a file could not be fetched, a question mark each: some browsers never ask for the same address again. @type {Record<string, string>} */
const missing = {};
/** @param {string} path */
const lazy = (path) => import(new URL(path + (missing[path] ??= ""), new URL("..", import.meta.url)).href).catch((error) => {
  missing[path] += "?";
  throw error;
});

/** What few pages need. @returns {Promise<typeof import("./rare.js").rare>} */
export const rare = async () => (await lazy("assets/rare.js")).rare;
/** What a reader asks for with a press. @returns {Promise<typeof import("./asked.js").asked>} */
export const asked = async () => (await lazy("assets/asked.js")).asked;
