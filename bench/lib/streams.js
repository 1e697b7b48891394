// Readers who keep a stream of events open.
import http from "node:http";

/** Opens so many streams, and gives them to `use`; nothing if the server has none. @template T @param {number} port @param {string} path @param {number} count @param {() => Promise<T>} use @returns {Promise<T | undefined>} */
export async function withStreams(port, path, count, use) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: Infinity });
  try {
    for (let opened = 0; opened < count; opened++) {
      const status = await new Promise((/** @type {(status: number | undefined) => void} */ resolve, reject) => {
        http.get({ host: "127.0.0.1", port, path, agent, headers: { accept: "text/event-stream" } }, (response) => {
          response.on("error", () => {}).resume();
          resolve(response.statusCode);
        }).on("error", reject);
      });
      if (status !== 200) return undefined;
    }
    return await use();
  } finally {
    agent.destroy();
  }
}
