// What attributes may hold.
import { web } from "./web.js";

/** @import { Options } from "./element.js" */

/** @type {Record<string, string[]>} */
const choices = {
  lang: ["vi", "en"],
  theme: ["auto", "light", "dark"],
  backend: ["own", "none"],
  share: ["zalo", "facebook", "x", "telegram", "whatsapp", "linkedin", "email", "copy", "print", "system"],
};

/** Names in the console what makes no sense, and what is allowed; in its place stands the default. @param {Options} options */
export const check = (options) => {
  for (const name of ["server", "url", ...Object.keys(choices)]) {
    const value = options[name], allowed = choices[name];
    if (!value) continue;
    const odd = allowed ? value.split(/\s+/).filter((word) => word && !allowed.includes(name === "lang" ? word.split("-")[0].toLowerCase() : word)).join(" ") : web(value) ? "" : value;
    if (odd) console.warn(`chuyen: attribute ${name}="${odd}" is not understood; allowed: ${allowed?.join(", ") ?? "an address that starts with http: or https:"}`);
  }
};
