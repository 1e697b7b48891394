// Readers who keep a stream of events open.
import http from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { articleId } from "./article.js";
import { ask } from "./http.js";

/** @typedef {(act: () => Promise<unknown>) => Promise<number[]>} Deliver  does something that is told, and says after how many milliseconds each stream told it */

const GIVE_UP_MS = 60_000;
/** Comments whose way to every stream is timed. */
const TOLD = 20;

/** Memory of one open stream of events, and how long each comment takes to half and to 99 % of them, from when it is sent. @param {{ system: import("./system.js").System, program: import("./program.js").Program, port: number }} server @param {number} count */
export async function costOfStreams({ system, program, port }, count) {
  await program.rest();
  const before = program.memoryMib();
  return withStreams(port, `/api/v1/events?articles=${articleId("load")}`, count, async (deliver) => {
    await pause(1000);
    const kb = (program.memoryMib() - before) * 1048.576 / count;
    const delivered = [];
    for (let n = 0; n < TOLD; n++) {
      const { body, ...write } = system.write();
      const times = await deliver(() => ask(port, { ...write, body: body?.replaceAll("__N__", `told-${Date.now()}-${n}`) }));
      delivered.push({ p50Ms: times[Math.floor(times.length * 0.5)], p99Ms: times[Math.floor(times.length * 0.99)] });
      await program.rest();
    }
    return { kb, delivered };
  });
}

/** Opens so many streams, and gives them to `use`. @template T @param {number} port @param {string} path @param {number} count @param {(deliver: Deliver) => Promise<T>} use @returns {Promise<T>} */
async function withStreams(port, path, count, use) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: Infinity });
  /** @type {(at: number) => void} */
  let told = () => {};
  try {
    for (let opened = 0; opened < count; opened++) {
      const status = await new Promise((/** @type {(status: number | undefined) => void} */ resolve, reject) => {
        http.get({ host: "127.0.0.1", port, path, agent, headers: { accept: "text/event-stream" } }, (response) => {
          response.on("error", () => {}).on("data", (chunk) => { if (chunk.includes("event: comment")) told(performance.now()); });
          resolve(response.statusCode);
        }).on("error", reject);
      });
      if (status !== 200) throw new Error(`${path}: stream ${opened + 1} of ${count} was answered with ${status}`);
    }
    return await use((act) => new Promise((resolve, reject) => {
      /** @type {number[]} */
      const times = [];
      const begun = performance.now();
      const late = setTimeout(() => reject(new Error(`${times.length} of ${count} streams told it`)), GIVE_UP_MS);
      told = (at) => {
        if (times.push(at - begun) < count) return;
        clearTimeout(late);
        resolve(times.sort((a, b) => a - b));
      };
      act().catch(reject);
    }));
  } finally {
    agent.destroy();
  }
}
