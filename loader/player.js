// A player of another site, in an article that a server rendered: nothing is fetched from there before a click.

/** Puts the player in the place of its button, or says that the page does not allow it. @param {HTMLElement} button */
export const play = (button) => {
  const frame = document.createElement("iframe"), { frame: url = "", blocked = "" } = button.dataset;
  frame.className = "chuyen-embed-player";
  frame.title = button.querySelector("strong")?.textContent ?? "";
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-presentation");
  frame.allow = "fullscreen; picture-in-picture; encrypted-media";
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  document.addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective, disposition }) => {
    if (disposition !== "enforce" || !/^(frame|child)-src$/.test(effectiveDirective) || !blockedURI || !url.startsWith(blockedURI)) return;
    const notice = document.createElement("p");
    notice.className = "chuyen-embed-blocked";
    notice.tabIndex = -1;
    notice.setAttribute("role", "status");
    notice.textContent = blocked;
    frame.replaceWith(notice);
    notice.focus();
  });
  frame.src = url;
  button.replaceWith(frame);
  frame.focus();
};
