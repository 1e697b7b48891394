// What attributes may hold.
import { web } from "./web.js";

/** @import { Options } from "./element.js" */

/** @type {Record<string, string[]>} */
const choices = {
  lang: ["vi", "en"],
  theme: ["auto", "light", "dark"],
  backend: ["own", "none", "isso", "wordpress", "waline", "remark42", "mastodon", "static"],
  share: ["zalo", "facebook", "x", "telegram", "whatsapp", "linkedin", "email", "copy", "print", "system"],
};

/** @param {string} name @param {string} word @param {string[]} allowed */
const known = (name, word, allowed) => {
  const [kind, ...address] = name === "backend" ? word.split(":") : [name === "lang" ? word.split("-")[0].toLowerCase() : word];
  // A server of another kind has an address.
  return allowed.includes(kind) && (name !== "backend" || kind === "none" || (address.length ? web(address.join(":")) : kind === "own"));
};

/** Names in the console what makes no sense, and what is allowed; in its place stands the default. @param {Options} options */
export const check = (options) => {
  for (const name of ["server", "url", ...Object.keys(choices)]) {
    const value = options[name], allowed = choices[name];
    if (!value) continue;
    const odd = allowed ? value.split(/\s+/).filter((word) => word && !known(name, word, allowed)).join(" ") : web(value) ? "" : value;
    if (odd) console.warn(`chuyen: attribute ${name}="${odd}" is not understood; allowed: ${allowed?.join(", ") ?? "an address that starts with http: or https:"}`);
  }
};
