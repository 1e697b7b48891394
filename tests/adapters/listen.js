// Small servers on this machine, open to every page.
import http from "node:http";

export const open = { "access-control-allow-origin": "*", "access-control-allow-headers": "*", "cache-control": "no-store" };

/** Promises the port. @param {http.RequestListener} answer @returns {Promise<number>} */
export const listen = (answer) => new Promise((resolve) => {
  const server = http.createServer(answer);
  server.listen(0, "127.0.0.1", () => resolve(/** @type {import("node:net").AddressInfo} */ (server.address()).port));
});

/** @param {AsyncIterable<Buffer>} from */
export const read = async (from) => {
  const chunks = [];
  for await (const chunk of from) chunks.push(chunk);
  return Buffer.concat(chunks);
};
