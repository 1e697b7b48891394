// The part of Artalk's interface that its client uses on a page, answered from memory: node artalk-api.js PORT
import http from "node:http";
import { thread } from "../lib/corpus.js";
import { whole } from "../lib/http.js";

/** @type {Map<string, any[]>} */
const threads = new Map();

/** @param {string} key  ends with the size of the thread */
function comments(key) {
  const known = threads.get(key);
  if (known) return known;
  const size = Number(key.split("/").pop());
  const made = thread(size).map(({ index, parent, name, text }) => comment(key, { id: index + 1, rid: parent === undefined ? 0 : parent + 1, nick: name, content: text }));
  threads.set(key, made);
  return made;
}

/** @param {string} key @param {{ id: number, rid: number, nick: string, content: string }} own */
const comment = (key, own) => ({
  ...own,
  content_marked: own.content.split("\n\n").map((text) => `<p>${text.replace(/\*\*(.+?)\*\*/g, "<strong>$1</strong>")}</p>`).join("\n"),
  user_id: own.id % 200, email_encrypted: "a".repeat(64), link: "", ua: "Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0.0.0", date: "2026-01-02 03:04:05",
  is_collapsed: false, is_pending: false, is_pinned: false, is_allow_reply: true, is_verified: false, badge_name: "", badge_color: "",
  visible: true, vote_up: 0, vote_down: 0, page_key: key, page_url: key, site_name: "Bench",
});

/** @type {Record<string, (query: URLSearchParams, posted: any) => object>} */
const ROUTES = {
  "GET /conf": () => ({ frontend_conf: {}, version: { app: "artalk", version: "2.9.1", commit_hash: "" } }),
  "GET /comments": (query) => {
    const key = query.get("page_key") ?? "";
    const all = comments(key);
    const roots = all.filter(({ rid }) => !rid).reverse();
    const first = Number(query.get("offset") ?? 0);
    const shown = roots.slice(first, first + Number(query.get("limit") ?? 20));
    for (const above of shown) shown.push(...all.filter(({ rid }) => rid === above.id)); // grows as it goes: whole branches
    const page = { id: 1, admin_only: false, key, url: key, title: "Bench", site_name: "Bench", vote_up: 0, vote_down: 0, pv: 1, date: "2026-01-02 03:04:05" };
    return { comments: shown, count: all.length, roots_count: roots.length, page };
  },
  "POST /comments": (_, { page_key, name, content, rid = 0 }) => {
    const all = comments(page_key);
    all.push(comment(page_key, { id: all.length + 1, rid, nick: name, content }));
    return all[all.length - 1];
  },
  "POST /pages/pv": () => ({ pv: 1 }),
  "GET /notifies": () => ({ notifies: [], count: 0 }),
  "GET /user": () => ({ is_login: false, user: null, notifies: [], notifies_count: 0 }),
};

http.createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  const cors = { "access-control-allow-origin": request.headers.origin ?? "*", "access-control-allow-credentials": "true", "access-control-allow-headers": "content-type, authorization" };
  if (request.method === "OPTIONS") return response.writeHead(204, cors).end();
  const posted = await whole(request);
  const route = ROUTES[`${request.method} ${pathname.replace("/api/v2", "")}`];
  const answer = route?.(searchParams, posted.length ? JSON.parse(posted.toString()) : {}) ?? {};
  response.writeHead(200, { ...cors, "content-type": "application/json" }).end(JSON.stringify(answer));
}).listen(Number(process.argv[2]), "127.0.0.1");
