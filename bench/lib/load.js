// As many requests as a server answers, from wrk.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const SCRIPT = fileURLToPath(new URL("load.lua", import.meta.url));

/** @typedef {{ rate: number, requests: number, p50Ms: number, p99Ms: number }} Load  answered as they should be, in a second and in all */

/** @param {number} port @param {import("./http.js").Ask} ask @param {{ connections: number, seconds: number }} how @returns {Promise<Load>} */
export async function load(port, { path, method = "GET", headers = {}, body = "" }, { connections, seconds }) {
  const threads = connections > 1 ? 2 : 1;
  const { stdout } = await promisify(execFile)("wrk", [
    `--threads=${threads}`, `--connections=${connections}`, `--duration=${seconds}s`, "--timeout=30s", "--latency", `--script=${SCRIPT}`,
    ...Object.entries(headers).flatMap(([name, value]) => ["--header", `${name}: ${value}`]),
    `http://127.0.0.1:${port}${path}`, "--", method, body, Date.now().toString(36),
  ]);
  const outcome = JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
  const requests = outcome.requests - outcome.bad;
  if (outcome.bad > outcome.requests / 100) throw new Error(`${method} ${path}: ${outcome.bad} of ${outcome.requests} were refused`);
  return { rate: requests / outcome.seconds, requests, p50Ms: outcome.p50_ms, p99Ms: outcome.p99_ms };
}
