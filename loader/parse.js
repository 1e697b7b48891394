// The one place where HTML is parsed: what our own server answered.

/** @type {{ createHTML(text: string): any } | undefined} */
let policy;

/** Throws where the page forbids it. @param {string} text @returns {DocumentFragment} */
export const parsed = (text) => {
  policy ??= /** @type {any} */ (window).trustedTypes?.createPolicy("chuyen", { createHTML: (/** @type {string} */ text) => text });
  const template = document.createElement("template");
  // The only HTML sink: text that the loader fetched from its own server, made there from a tree that cannot spell a
  // script; a template runs nothing, and the policy is this closure's own.
  template.innerHTML = policy?.createHTML(text) ?? text;
  return template.content;
};
