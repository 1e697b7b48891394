// The page's storage, which may be missing or full: then memory stands in for it until the page is left.

/** What the page's storage could not keep; the program takes it over. @type {Record<string, string>} */
export const memory = {};

/** @param {string} key @returns {string | null | undefined} */
export const kept = (key) => {
  try {
    return memory[key] ?? localStorage.getItem(key);
  } catch { /* not allowed here */ }
};

/** What was kept as JSON; empty if nothing was, or a page spoiled it. @param {string} key @returns {Record<string, any>} */
export const read = (key) => {
  try {
    return JSON.parse(kept(key) ?? "") ?? {};
  } catch {
    return {};
  }
};

/** Answers whether that outlives the page. @param {string} key @param {string} [value] nothing forgets it */
export const keep = (key, value) => {
  delete memory[key];
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    if (value !== undefined) memory[key] = value;
  }
  return !(key in memory);
};

/** Both, for files that are fetched later: whatever the page's storage could not keep is here alone. */
export const storage = { keep, kept, read };

/** Milliseconds by this device's clock. */
export const now = () => Math.floor(performance.timeOrigin + performance.now());
