// The bytes of what the server at a port sends of the article with a thread of ten, by encoding; it writes the thread first.
import { setTimeout as pause } from "node:timers/promises";
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
/** @param {string} coding */
const sent = async (coding) => {
  const { status, headers, body } = await ask(port, { path: `/embed/v1/articles/${ARTICLE}`, headers: { "accept-encoding": coding } });
  if (status !== 200) throw new Error(`the fragment was answered with ${status}`);
  return { tag: headers.etag, bytes: body.length };
};
// What stays the same for a second is compressed once more, as well as can be: that is what readers get.
const first = await sent("br");
let br = first;
for (const begun = performance.now(); br.tag === first.tag && performance.now() - begun < 10_000; await pause(100)) br = await sent("br");
const [identity, gzip] = [await sent("identity"), await sent("gzip")];
console.log(JSON.stringify({ identity: identity.bytes, gzip: gzip.bytes, br: br.bytes }));
