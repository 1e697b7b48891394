// The article that stands above every thread.
import { spawnSync } from "node:child_process";
import fs from "node:fs";

const FILE = new URL("../../articles/bdk-27052023.json", import.meta.url);

/** The article as a newsroom would file it, one for each size of a thread. @param {number | string} size */
export const articleJson = (size) => JSON.stringify({ ...JSON.parse(fs.readFileSync(FILE, "utf8")), id: articleId(size) });

/** @param {number | string} size */
export const articleId = (size) => `bench-${size}`;

/**
 * The article as HTML: what `chuyen render` prints where it can, else by the same structure.
 * @param {string} chuyen  the server's program
 */
export function articleHtml(chuyen) {
  const rendered = spawnSync(chuyen, ["render", FILE.pathname], { encoding: "utf8" });
  return rendered.status === 0 ? rendered.stdout : plainHtml(JSON.parse(fs.readFileSync(FILE, "utf8")));
}

/** @param {any} article */
function plainHtml({ headline, byline, lead, body, sign_off, rights }) {
  /** @param {{ text: string }[]} runs */
  const inline = (runs) => runs.map(({ text }) => escape(text)).join("");
  /** @param {any} block */
  const block = ({ paragraph, figure }) => paragraph
    ? `<p>${inline(paragraph)}</p>`
    : `<figure><img src="${figure.image.url}" width="${figure.image.width}" height="${figure.image.height}" loading="lazy" alt="${escape(figure.image.alt)}">
<figcaption>${inline(figure.caption)} ${escape(figure.credit)}</figcaption></figure>`;
  return `<article class="chuyen-article" lang="vi">
<h1>${escape(headline)}</h1>
<p>${escape(byline[0].name)}</p>
<p><strong>${inline(lead)}</strong></p>
${body.map(block).join("\n")}
<p>${escape(sign_off)}</p>
<p>${escape(rights)}</p>
</article>`;
}

/** @param {string} text */
const escape = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
