// Requests to this machine.
import http from "node:http";

/**
 * @typedef {object} Ask
 * @property {string} path
 * @property {string} [method]
 * @property {Record<string, string>} [headers]
 * @property {string} [body]
 */
/** @typedef {{ status: number, headers: http.IncomingHttpHeaders, body: Buffer }} Answer */

const agent = new http.Agent({ keepAlive: true });

/** @param {number} port @param {Ask} ask @returns {Promise<Answer>} */
export function ask(port, { path, method = "GET", headers = {}, body }) {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: "127.0.0.1", port, path, method, headers, agent, timeout: 120_000 }, async (response) => {
      try {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: await whole(response) });
      } catch (error) {
        reject(error);
      }
    });
    request.on("timeout", () => request.destroy(new Error(`${method} ${path}: no answer in time`)));
    request.on("error", reject);
    request.end(body);
  });
}

/** @param {AsyncIterable<Buffer>} stream */
export async function whole(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A port that nothing listens on. @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = http.createServer().on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (probe.address());
      probe.close(() => resolve(port));
    });
  });
}
