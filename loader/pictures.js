// A picture that does not come: what it shows is told in its place.
import { words } from "./words.js";

/** @param {HTMLImageElement} picture @param {string} said */
const replace = (picture, said) => {
  const place = document.createElement("div"), space = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const told = document.createElement("p"), notice = document.createElement("small");
  place.className = "chuyen-figure-missing";
  place.dataset.state = "failed";
  space.setAttribute("class", "chuyen-space");
  space.setAttribute("viewBox", `0 0 ${picture.getAttribute("width")} ${picture.getAttribute("height")}`);
  space.setAttribute("aria-hidden", "true");
  notice.textContent = said;
  told.append(notice, " ", picture.alt);
  place.append(space, told);
  picture.replaceWith(place);
};

/** Watches the pictures of an article that the server rendered. @param {HTMLElement} host @param {"vi" | "en"} lang @param {AbortSignal} signal */
export const watch = (host, lang, signal) => {
  /** @param {EventTarget | null} it */
  const check = (it) => it instanceof HTMLImageElement && it.matches(".chuyen-figure-picture") && replace(it, words[lang].pictureFailed);
  host.addEventListener("error", ({ target }) => check(target), { capture: true, signal });
  // Some may have failed before anybody watched.
  for (const it of host.querySelectorAll("img")) if (it.complete && it.currentSrc && !it.naturalWidth) check(it);
};
