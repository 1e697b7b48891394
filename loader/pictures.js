// A picture that does not come: what it shows is told in its place.
import { words } from "./words.js";

/** @param {HTMLImageElement} picture @param {"vi" | "en"} lang */
export const replace = (picture, lang) => {
  const place = document.createElement("div"), space = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const told = document.createElement("p"), notice = document.createElement("small");
  place.className = "chuyen-figure-missing";
  place.dataset.state = "failed";
  space.setAttribute("class", "chuyen-space");
  space.setAttribute("viewBox", `0 0 ${picture.getAttribute("width")} ${picture.getAttribute("height")}`);
  space.setAttribute("aria-hidden", "true");
  notice.textContent = words[lang].pictureFailed;
  told.append(notice, " ", picture.alt);
  place.append(space, told);
  picture.replaceWith(place);
};
