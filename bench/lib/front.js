// The one server that browsers talk to: the host page, files, and behind it the system's own server. The same for every
// system: files compressed at the highest level, answers as far as their server has not done it, all of it on HTTP/1.1.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import zlib from "node:zlib";
import { whole } from "./http.js";

/** @typedef {import("./system.js").System} System */
/**
 * One answer as it was sent.
 * @typedef {object} Sent
 * @property {string} url  with origin
 * @property {string} type
 * @property {Buffer} body  not compressed
 */
/**
 * @typedef {object} Front
 * @property {number} port
 * @property {Sent[]} sent  since it was last emptied
 * @property {() => boolean} isIdle
 * @property {number} preflightMs  how long a preflight waits: Chromium's slow network lets it through at once
 * @property {() => void} close
 */

/** @type {Record<string, string>} */
const TYPES = {
  ".css": "text/css", ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json",
  ".png": "image/png", ".svg": "image/svg+xml", ".webp": "image/webp",
};

/** Serves pages and files on the given port, and what lies below the prefixes of the system from its own server. @param {System} system @param {number} serverPort @param {(path: string) => string | undefined} page @param {number} port @returns {Promise<Front>} */
export function serve(system, serverPort, page, port) {
  /** @type {Sent[]} */
  const sent = [];
  const agent = new http.Agent({ keepAlive: true });
  /** Answers that are waited for. @type {Set<http.ServerResponse>} */
  const under = new Set();
  /** @type {Front} */
  const front = {
    port, sent, preflightMs: 0,
    isIdle: () => under.size === 0,
    close: () => { server.closeAllConnections(); server.close(); agent.destroy(); },
  };

  const server = http.createServer((request, response) => {
    under.add(response);
    response.on("close", () => under.delete(response));
    answer(request, response).catch((error) => response.writeHead(502).end(String(error)));
  });
  /** @param {http.IncomingMessage} request @param {http.ServerResponse} response */
  const answer = async (request, response) => {
    const url = request.url ?? "/";
    const html = page(url);
    if (html) return send(request, response, { status: 200, headers: { "content-type": TYPES[".html"] }, body: Buffer.from(html), kept: url });
    const file = find(system, url);
    if (file) {
      const headers = { "content-type": TYPES[path.extname(file)] ?? "application/octet-stream", "cache-control": "max-age=3600", "access-control-allow-origin": "*" };
      return send(request, response, { status: 200, headers, body: fs.readFileSync(file), kept: file });
    }
    if (request.method === "OPTIONS") await pause(front.preflightMs);
    const below = system.served?.find(({ prefix }) => url.startsWith(prefix));
    if (!below) return send(request, response, { status: 404, headers: {}, body: Buffer.from("not found\n") });
    const upstream = await new Promise((/** @type {(answer: http.IncomingMessage) => void} */ resolve, reject) => {
      const forward = http.request({
        host: "127.0.0.1", port: serverPort, agent, method: request.method,
        path: below.strip ? `/${url.slice(below.prefix.length)}` : url,
        headers: { ...request.headers, "x-forwarded-for": "127.0.0.1", "x-forwarded-proto": "http", "x-forwarded-host": request.headers.host },
      }, resolve).on("error", reject);
      request.pipe(forward);
    });
    if (upstream.headers["content-type"]?.startsWith("text/event-stream")) {
      // It never ends by itself: passed on as it comes, and the page may be quiet meanwhile.
      under.delete(response);
      response.writeHead(upstream.statusCode ?? 502, upstream.headers);
      response.on("close", () => upstream.destroy());
      return upstream.pipe(response);
    }
    send(request, response, { status: upstream.statusCode ?? 502, headers: upstream.headers, body: await whole(upstream) });
  };

  /** `kept` names what is compressed once, at the highest level. @param {http.IncomingMessage} request @param {http.ServerResponse} response @param {{ status: number, headers: http.IncomingHttpHeaders, body: Buffer, kept?: string }} answer */
  const send = (request, response, { status, headers, body, kept }) => {
    const { "transfer-encoding": _, connection: __, ...passed } = headers;
    const type = headers["content-type"] ?? "";
    let bytes = body;
    if (headers["content-encoding"]) {
      body = plain(body, headers["content-encoding"]);
    } else if (/text|javascript|json|svg|xml|wasm/.test(type) && body.length > 256 && request.headers["accept-encoding"]?.includes("br")) {
      bytes = kept ? compressedOnce(kept, body) : brotli(body, 4); // as servers do on the way
      passed["content-encoding"] = "br";
    }
    sent.push({ url: `http://${request.headers.host}${request.url}`, type, body });
    response.writeHead(status, { ...passed, "content-length": bytes.length });
    response.end(request.method === "HEAD" || status === 204 || status === 304 ? undefined : bytes);
  };

  return new Promise((resolve, reject) => {
    server.on("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(front));
  });
}

/** @param {System} system @param {string} url */
function find(system, url) {
  const plainUrl = url.split("?")[0];
  for (const { prefix, folder } of system.files ?? []) {
    if (!plainUrl.startsWith(prefix)) continue;
    const file = path.join(folder, path.normalize(`/${plainUrl.slice(prefix.length)}`));
    if (fs.statSync(file, { throwIfNoEntry: false })?.isFile()) return file;
  }
}

/** @param {Buffer} body @param {string} coding */
const plain = (body, coding) => coding === "br" ? zlib.brotliDecompressSync(body) : zlib.gunzipSync(body);

/** @param {Buffer} body @param {number} quality */
export const brotli = (body, quality) => zlib.brotliCompressSync(body, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: quality } });

/** @type {Map<string, Buffer>} */
const compressed = new Map();

/** @param {string} name @param {Buffer} body */
function compressedOnce(name, body) {
  const bytes = compressed.get(name) ?? brotli(body, 11);
  compressed.set(name, bytes);
  return bytes;
}
