// The bytes of what the server at a port sends of the article with a thread of ten, by encoding; it writes the thread first.
import { createHash } from "node:crypto";
import zlib from "node:zlib";
import { thread } from "./lib/corpus.js";
import { ask } from "./lib/http.js";

const ARTICLE = "bdk-27052023", port = Number(process.argv[2]);

/** @type {string[]} */
const ids = [];
for (const { index, parent, name, text } of thread(10)) {
  const fields = { key: `fragment-${index}-0123456789`, text, author_name: name, ...(parent !== undefined && { parent: ids[parent] }) };
  const { status, body } = await ask(port, {
    path: `/api/v1/articles/${ARTICLE}/comments`,
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", origin: `http://127.0.0.1:${port}` },
    body: new URLSearchParams(fields).toString(),
  });
  if (status !== 201) throw new Error(`a new comment was answered with ${status}: ${body}`);
  ids.push(JSON.parse(body.toString()).comment.id);
}
const { status, body } = await ask(port, { path: `/embed/v1/articles/${ARTICLE}`, headers: { "accept-encoding": "identity" } });
if (status !== 200) throw new Error(`the fragment was answered with ${status}`);

// Ids and times are others every time, and so would be the bytes: they are replaced by some that are as hard to compress.
let html = body.toString();
const HOUR_MS = 3_600_000, zone = 7 * HOUR_MS;
/** @param {number} at */
const iso = (at) => new Date(at).toISOString().replace(/\.\d+/, "");
/** @param {number} at */
const printed = (at) => iso(at + zone).replace(/(....)-(..)-(..)T(.....).*/, "$3/$2/$1 - $4");
const begun = Date.parse("2026-11-02T08:15:00Z");
/** @type {{ thread: { version: number, comments: { id: string, posted_at_ms: number }[] } }} */
const { thread: { version, comments } } = JSON.parse(html.match(/<script type="application\/json"[^>]*>(.*?)<\/script>/)?.[1] ?? "{}");
html = html.split(/(?=<article part="comment")|(?=\{"id":")/).map((piece) => {
  const n = comments.findIndex(({ id }) => piece.startsWith(`<article part="comment" id="chuyen-c-${id}"`) || piece.startsWith(`{"id":"${id}"`));
  if (n < 0) return piece;
  const at = comments[n].posted_at_ms, moment = begun + n * 7_654_321;
  return piece.replaceAll(`${at}`, `${moment}`).replaceAll(iso(at), iso(moment)).replaceAll(printed(at), printed(moment));
}).join("");
html = html.replaceAll(`${version}`, `${begun}`);
comments.forEach(({ id }, n) => { html = html.replaceAll(id, `019e0a3b${createHash("sha256").update(`${n}`).digest("hex").slice(8, id.length)}`); });
const { BROTLI_PARAM_QUALITY } = zlib.constants;
// What nobody changed for a second, the server compresses as well as can be.
const br = zlib.brotliCompressSync(html, { params: { [BROTLI_PARAM_QUALITY]: 11 } });
console.log(JSON.stringify({ identity: Buffer.byteLength(html), gzip: zlib.gzipSync(html).length, br: br.length }));
