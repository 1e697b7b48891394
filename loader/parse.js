// The one place where HTML is parsed: what our own server answered, and what foreign articles hold.

/** @type {{ createHTML(text: string): any } | undefined} */
let policy;

/** Throws where the page forbids it. @param {string} text @returns {DocumentFragment} */
export const parsed = (text) => {
  policy ??= /** @type {any} */ (window).trustedTypes?.createPolicy("chuyen", { createHTML: (/** @type {string} */ text) => text });
  const template = document.createElement("template");
  // The only HTML sink. What is put on the page the loader fetched from its own server, made there from a tree that cannot
  // spell a script. What is foreign is never put there: the program reads it, node by node, into such a tree. A template runs
  // nothing and fetches nothing, and the policy is this closure's own.
  template.innerHTML = policy?.createHTML(text) ?? text;
  return template.content;
};
