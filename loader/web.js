// Addresses as the page writes them.

/** In full, if it leads to the web; what is wrong with it is named elsewhere. @param {string} [address] @param {string} [base] */
export const web = (address = "", base = document.baseURI) => {
  try {
    const url = new URL(address, base);
    if (/^https?:$/.test(url.protocol)) return url.href;
  } catch { /* no address at all */ }
};
