// Servers that say again what others said when they were recorded; and in copies of what they said, threads that no
// recording holds: one that is long, one with replies and scores, one that nobody cleaned, and those that begin empty and keep
// what is posted. And one that never ends.
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import { listen, open, read } from "./listen.js";

/** @typedef {{ method: string, url: URL, sent: any, token: string }} Asked */
/** @typedef {{ status: number, json?: unknown, text?: string, headers?: Record<string, string> }} Answer */
/** @typedef {{ id: string, html: string, name: string, at: string, text?: string, parent?: string, likes?: number }} Said  a comment of a thread that is made */

/** @param {string} name */
const text = (name) => fs.readFileSync(new URL(name, import.meta.url), "utf8");
/** @param {string} name @returns {any} */
const json = (name) => JSON.parse(text(`recorded/${name}`));

/** @param {(asked: Asked) => Answer} answer */
const serve = (answer) => listen(async (request, response) => {
  const url = new URL(request.url ?? "/", "http://recorded"), body = (await read(request)).toString();
  const headers = {
    ...open,
    "access-control-allow-methods": "GET, POST, PUT, DELETE",
    // A header of the page's own is allowed by its name alone.
    "access-control-allow-headers": request.headers["access-control-request-headers"] ?? "*",
  };
  if (request.method === "OPTIONS") return response.writeHead(204, headers).end();
  const sent = body.startsWith("{") ? JSON.parse(body) : {}, token = String(request.headers["x-jwt"] ?? "");
  const answered = answer({ method: request.method ?? "GET", url, sent, token });
  const type = answered.text === undefined ? "application/json" : "text/plain";
  response.writeHead(answered.status, { ...headers, "content-type": type, ...answered.headers });
  response.end(answered.text ?? JSON.stringify(answered.json));
});

/** @type {Answer} */
const NOT_FOUND = { status: 404, text: "404 page not found" };

/** Of the same method and path, what was asked most alike. @param {any[]} all @param {Asked} asked @returns {Answer} */
const replayed = (all, { method, url, sent }) => {
  let best, most = -Infinity;
  for (const one of all) {
    const asked = new URL(one.request.path, "http://recorded");
    if (one.request.method !== method || asked.pathname !== url.pathname) continue;
    let alike = 0;
    for (const [name, value] of url.searchParams) if (asked.searchParams.get(name) === value) alike += name === "uri" ? 4 : 1;
    for (const name of asked.searchParams.keys()) if (!url.searchParams.has(name)) alike -= 1;
    for (const [name, value] of Object.entries(sent)) if (value !== null && JSON.stringify(one.request.body?.[name]) === JSON.stringify(value)) alike += 8;
    // Of two, the one that says more.
    alike += JSON.stringify(one.response).length / 1e6;
    if (alike > most) [best, most] = [one.response, alike];
  }
  return best ? { status: best.status, json: best.json, text: best.text } : NOT_FOUND;
};

/** In the thread called `many`. */
const MANY = 23;
/** @type {{ in: string }[]} */
const attacks = JSON.parse(text("../../crates/formats/tests/fixtures/sanitizer/bluemonday-xss-cases.json"));
const START = Date.parse("2026-08-01T12:00:00Z");

/** @param {number} n @param {string} html @param {string} name @returns {Said} */
const made = (n, html, name) => ({ id: `${1000 + n}`, html, name, at: new Date(START + n * 1000).toISOString() });

/** Talk, newest first. @type {Said[]} */
const talk = [
  { ...made(5, "<p>Ý sau cùng</p>", "Bình"), likes: 0 },
  { ...made(4, "<p>Đáp lại lời đáp</p>", "An"), parent: "1003" },
  { ...made(3, "<p>Đáp</p>", "Bình"), parent: "1001", likes: 9 },
  { ...made(2, "<p>Ý được khen</p>", "Chi"), likes: 5 },
  { ...made(1, "<p>Ý đầu tiên</p>", "An"), likes: 1 },
];

/** The threads that are made, by name: `many`, `talk`, `attacks`, and any that begins with `new`; nothing for those that were recorded. */
const threads = () => {
  /** @type {Map<string, Said[]>} */
  const all = new Map([
    ["many", Array.from({ length: MANY }, (_, n) => made(n, `<p>Ý kiến thứ ${n}</p>`, "Minh Châu"))],
    ["talk", talk],
    ["attacks", attacks.map((attack, n) => made(n, attack.in, attack.in))],
  ]);
  return (/** @type {string} */ name) => {
    if (name.startsWith("new") && !all.has(name)) all.set(name, []);
    return all.get(name);
  };
};

export const isso = () => {
  const all = json("isso-0.14.0.json");
  return serve((asked) => replayed(all, asked));
};

export const wordpress = () => {
  const comments = json("wordpress-comments.json");
  const headers = { "x-wp-total": String(comments.length), "access-control-expose-headers": "X-WP-Total" };
  return serve(({ url }) => url.pathname.startsWith("/wp-json/") ? { status: 200, json: comments, headers } : NOT_FOUND);
};

/** It keeps what is posted as the server did that was recorded: who writes it is who the token names. */
export const remark42 = () => {
  /** @type {any[]} */
  const all = json("remark42.json"), thread = threads();
  const taken = all.find((one) => one.request.method === "POST" && one.response.status === 201).response.json;
  const empty = all.find((one) => one.response.json?.comments?.length === 0).response.json;
  /** @param {Said} said */
  const comment = ({ id, html, name, at, text = html, parent = "", likes = 0 }) =>
    ({ ...taken, id, pid: parent, text: html, orig: text, time: at, score: likes, user: { ...taken.user, name } });
  return serve((asked) => {
    const page = asked.url.searchParams.get("url") ?? asked.sent.locator?.url ?? "";
    const kept = thread(page.split("/").at(-1) ?? "");
    if (!kept) return replayed(all, asked);
    if (asked.method === "POST") {
      const { text, pid: parent } = asked.sent, { name } = JSON.parse(Buffer.from(asked.token.split(".")[1], "base64url").toString()).user;
      // The server that was recorded reads Markdown; here only what the tests write of it. It shortens addresses.
      const html = `<p>${text.replace(/\*\*(.+?)\*\*/gu, "<strong>$1</strong>")
        .replace(/https?:\/\/\S+/gu, (/** @type {string} */ url) => `<a href="${url}">${url.length < 51 ? url : `${url.slice(0, 45)}...`}</a>`)}</p>\n`;
      kept.unshift({ id: randomUUID(), html, text, name, parent, at: new Date().toISOString() });
      return { status: 201, json: comment(kept[0]) };
    }
    return { status: 200, json: { ...empty, comments: kept.map(comment), info: { ...empty.info, count: kept.length } } };
  });
};

/** The thread that is made is called by the number of the post. */
export const mastodon = () => {
  const context = json("mastodon-context.json"), [reply] = context.descendants, thread = threads();
  return serve(({ url }) => {
    const [, id] = url.pathname.match(/^\/api\/v1\/statuses\/(.+)\/context$/) ?? [];
    if (!id) return NOT_FOUND;
    const descendants = thread(id)?.map(({ id: own, html, name, at, parent = id, likes = 0 }) =>
      ({ ...reply, id: own, in_reply_to_id: parent, favourites_count: likes, content: html, created_at: at, spoiler_text: html === name ? name : "", account: { ...reply.account, display_name: name } }));
    return { status: 200, json: { ...context, ...(descendants && { descendants }) } };
  });
};

/** `/thread.json`, and beside it a file for each thread that is made. */
export const file = () => {
  const recorded = json("thread.json"), thread = threads();
  return serve(({ url }) => {
    const comments = thread(url.pathname.slice(1).replace(".json", ""))?.map(({ id, html, name, at, parent = null, likes = 0 }) =>
      ({ ...recorded.comments[0], id, parent, likes, author: { name }, body: [{ paragraph: [{ text: html }] }], posted_at_ms: Date.parse(at), reply_count: 0 }));
    return url.pathname.endsWith(".json") ? { status: 200, json: { ...recorded, ...(comments && { total: comments.length, comments }) } } : NOT_FOUND;
  });
};

/** It sends more than anybody reads, and does not stop. */
export const endless = () => listen((_, response) => {
  response.writeHead(200, { ...open, "content-type": "application/json" });
  response.write(" ".repeat(5 << 20));
});
