// What a server stands: ours beside nginx with the same bytes in a file, beside Isso and beside Waline. See README.md.
import fs from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { articleId } from "./lib/article.js";
import { cpuUs, farPage, uncached } from "./lib/cost.js";
import { proveDurable } from "./lib/durable.js";
import { ask, freePort } from "./lib/http.js";
import { load } from "./lib/load.js";
import { options } from "./lib/options.js";
import { finish } from "./lib/program.js";
import { Results } from "./lib/results.js";
import { costOfStreams } from "./lib/streams.js";
import { chuyen, LARGE } from "./systems/chuyen.js";
import { isso } from "./systems/isso.js";
import { nginx } from "./systems/nginx.js";
import { noSignInService, waline } from "./systems/waline.js";

/** @typedef {import("./lib/http.js").Ask} Ask */
/** @typedef {import("./lib/program.js").Program} Program */
/** @typedef {{ system: import("./lib/system.js").System, program: Program, port: number }} Contender */

const CASES = ["start", "load", "cost", "streams"];
const { work, server, out, quick, reps, cases = CASES, isWanted } = options();
const BROTLI = { "accept-encoding": "br" };
const CONNECTIONS = [1, 16, 64];
const STREAMS = 2000;
const seconds = quick ? 1 : 4;
const sizes = quick ? [10, 100, 1000] : [10, 100, 1000, 5000, ...LARGE];

const files = work.at("static");
fs.mkdirSync(files, { recursive: true });
const systems = [
  chuyen({ program: server, files }),
  isso({ venv: work.at("venv") }),
  waline({ peers: work.at("peers"), oauth: await noSignInService() }),
].filter(isWanted);
const titles = { nginx: "nginx (the same bytes from a file)", ...Object.fromEntries(systems.map(({ name, forms }) => [name, name === "chuyen" ? "Chuyện" : forms[0].title])) };
const results = new Results({ quick, titles, versions: {} }, CASES.every((name) => cases.includes(name)) ? undefined : out);

if (cases.includes("start")) for (const system of systems) await startUp(system);
/** @type {Contender[]} */
const contenders = [];
for (const system of systems) contenders.push(await contend(system));
const [ours, ...peers] = contenders;

results.add("chuyen", "binary_mb", "", fs.statSync(server).size / 1e6);
if (cases.includes("load")) await underLoad();
if (cases.includes("cost")) for (const contender of contenders) await costBySize(contender);
if (cases.includes("streams")) await streams();
results.save(out);
await finish(0);

/** @param {import("./lib/system.js").System} system @returns {Promise<Contender>} */
async function contend(system) {
  const port = await freePort();
  const program = await work.start(system, { port, origins: [`http://127.0.0.1:${port}`] }, sizesOf(system));
  return { system, program, port };
}

/** Threads that a system is asked for; some would take hours to fill with the largest. @param {import("./lib/system.js").System} system */
function sizesOf(system) {
  return system.name === "chuyen" ? sizes : sizes.filter((size) => !LARGE.includes(size));
}

/** From the start of the process to its first answer, on a database it knows. @param {import("./lib/system.js").System} system */
async function startUp(system) {
  for (let rep = 0; rep <= reps; rep++) {
    const { program } = await contend(system);
    if (rep) results.add(system.name, "start_ms", "", program.startMs);
    await program.stop();
  }
}

/** At rest, then as many requests as it stands. */
async function underLoad() {
  for (const { system, program } of contenders) {
    await program.rest();
    results.add(system.name, "memory_idle_mib", "", program.memoryMib());
  }
  const watches = contenders.map(({ program }) => program.watchMemory());
  await reads();
  await writes();
  contenders.forEach(({ system }, n) => results.add(system.name, "memory_most_mib", "", watches[n]()));
  await durability();
}

/** The first page of a thread of 100: what the interface and the loader ask for, and nginx with the same answers. */
async function reads() {
  const wanted = { thread: ours.system.read(100), fragment: { path: `/embed/v1/articles/${articleId(100)}` } };
  /** @type {Record<string, import("./lib/http.js").Answer>} */
  const answers = {};
  for (const [name, { path }] of Object.entries(wanted)) {
    const answer = await settled(path);
    if (answer.status === 200) answers[name] = answer;
    else console.error(`${path} answered ${answer.status}`);
  }
  const filesPort = await freePort();
  const fileServer = await nginx(work.at("run", "nginx"), filesPort, answers);
  for (const connections of CONNECTIONS) {
    for (let rep = 0; rep < reps; rep++) {
      for (const name of /** @type {("thread" | "fragment")[]} */ (Object.keys(answers))) {
        const { rate, p99Ms } = await load(ours.port, { ...wanted[name], headers: BROTLI }, { connections, seconds });
        results.add("chuyen", `${name}_rate`, connections, rate);
        results.add("chuyen", `${name}_p99_ms`, connections, p99Ms);
        const file = await load(filesPort, { path: `/${name}`, headers: BROTLI }, { connections, seconds });
        results.add("nginx", `${name}_rate`, connections, file.rate);
      }
      for (const { system, program, port } of peers) {
        results.add(system.name, "thread_rate", connections, (await load(port, system.read(100), { connections, seconds })).rate);
        await program.rest();
      }
    }
  }
  for (const [name, { body }] of Object.entries(answers)) results.add("chuyen", `${name}_bytes`, "", body.length);
  await fileServer.stop();
}

/** An answer as it is sent once it has stayed the same for a while: then it is compressed as well as can be. @param {string} path */
async function settled(path) {
  const first = await ask(ours.port, { path, headers: BROTLI });
  for (const begun = performance.now(); performance.now() - begun < 10_000; await pause(100)) {
    const answer = await ask(ours.port, { path, headers: BROTLI });
    if (answer.headers.etag !== first.headers.etag) return answer;
  }
  return first;
}

/** New comments that the server has taken, and may not lose any more. */
async function writes() {
  for (const connections of CONNECTIONS) {
    for (let rep = 0; rep < reps; rep++) {
      for (const { system, program, port } of contenders) {
        const { rate, p99Ms } = await load(port, system.write(), { connections, seconds });
        results.add(system.name, "write_rate", connections, rate);
        results.add(system.name, "write_p99_ms", connections, p99Ms);
        await program.rest();
      }
    }
  }
}

/** The same writes with every system call looked at. */
async function durability() {
  const { system, program, port } = ours;
  for (const connections of [1, 64]) {
    const proof = await proveDurable(program.pid, work.at("log", `strace-${connections}`), () => load(port, system.write(), { connections, seconds: 1 }));
    results.add("chuyen", "traced_answers", connections, proof.answers);
    results.add("chuyen", "traced_durable", connections, proof.durable);
    results.add("chuyen", "traced_syncs", connections, proof.syncs);
  }
}

/** CPU time of one request, by the size of the thread. @param {Contender} contender */
async function costBySize({ system, program, port }) {
  for (const size of sizesOf(system)) {
    const first = uncached(system, size);
    results.add(system.name, "cpu_first_us", size, await cpuUs(program, port, first, seconds));
    const far = system.name === "chuyen" ? await farPage(port, first.path) : undefined;
    if (far) results.add(system.name, "cpu_far_us", size, await cpuUs(program, port, { path: far.path }, seconds));
    if (far) results.add(system.name, "far_page", size, far.page);
  }
}

/** Memory of one open stream of events, and how long a comment takes to all of them, from when it is sent. */
async function streams() {
  const { kb, delivered } = await costOfStreams(ours, STREAMS);
  results.add("chuyen", "stream_kb", "", kb);
  for (const { p50Ms, p99Ms } of delivered) {
    results.add("chuyen", "stream_p50_ms", STREAMS, p50Ms);
    results.add("chuyen", "stream_p99_ms", STREAMS, p99Ms);
  }
}
