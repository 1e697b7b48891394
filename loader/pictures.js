// A picture that does not come: what it shows is told in its place.

const failed = {
  vi: "Không tải được ảnh",
  en: "The picture could not be loaded",
};

/** @param {HTMLImageElement} picture @param {"vi" | "en"} lang */
const replace = (picture, lang) => {
  const place = document.createElement("div"), space = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const told = document.createElement("p"), notice = document.createElement("small");
  place.className = "chuyen-figure-missing";
  place.dataset.state = "failed";
  space.setAttribute("class", "chuyen-space");
  space.setAttribute("viewBox", `0 0 ${picture.getAttribute("width")} ${picture.getAttribute("height")}`);
  space.setAttribute("aria-hidden", "true");
  notice.textContent = failed[lang];
  told.append(notice, " ", picture.alt);
  place.append(space, told);
  picture.replaceWith(place);
};

/** Watches the pictures of an article that the server rendered. @param {HTMLElement} host @param {"vi" | "en"} lang @param {AbortSignal} signal */
export const watch = (host, lang, signal) => {
  /** @param {EventTarget | null} it */
  const check = (it) => it instanceof HTMLImageElement && it.matches(".chuyen-figure-picture") && replace(it, lang);
  host.addEventListener("error", ({ target }) => check(target), { capture: true, signal });
  // Some may have failed before anybody watched.
  for (const it of host.querySelectorAll("img")) if (it.complete && it.currentSrc && !it.naturalWidth) check(it);
};
