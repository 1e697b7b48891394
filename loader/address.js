// What the host page wants of the share bar that the server made for everybody.

/** As the server encodes it (RFC 3986). @param {string} text */
const encoded = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (it) => "%" + it.charCodeAt(0).toString(16).toUpperCase());

/** Has links lead to `to` that the server made for `from`, and shows the targets that the page wants. @param {HTMLElement} below @param {string} from @param {string} to @param {string} [share] */
export const address = (below, from, to, share) => {
  for (const link of below.querySelectorAll("a")) {
    const href = link.getAttribute("href") ?? "";
    if (href.startsWith(from + "#")) link.setAttribute("href", to + href.slice(from.length));
    // Zalo reads its address from JSON in base64.
    else if (link.dataset.target === "zalo") link.href = href.replace(/&d=[^&]*/, "&d=" + encoded(btoa(JSON.stringify({ url: to }))));
    else if (link.dataset.target) link.href = href.replace(encoded(from), encoded(to));
  }
  const wanted = share?.split(/\s+/).filter(Boolean), all = [...below.querySelectorAll("[data-target]")];
  /** @param {string} name */
  const named = (name) => all.find((target) => target.getAttribute("data-target") === name)?.parentElement;
  for (const name of wanted ?? ["system"]) {
    const item = named(name);
    if (!item) continue;
    item.hidden = name === "system" && !("share" in navigator);
    if (wanted) item.parentElement?.append(item);
  }
  if (!wanted) return;
  for (const target of all) if (!wanted.includes(target.getAttribute("data-target") ?? "")) target.parentElement?.remove();
  if (!wanted.length) below.querySelector(".chuyen-share")?.remove();
};
