// A server under measurement, with every process it starts: its end, its CPU time, its memory.
import { spawn } from "node:child_process";
import fs from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { ask } from "./http.js";

/**
 * @typedef {object} Launch
 * @property {string} command
 * @property {string[]} args
 * @property {string} [cwd]
 * @property {Record<string, string>} [env]
 * @property {string} ready  a path that answers below 500 once the server is up
 */

const TICK_MS = 10; // of /proc/*/stat, everywhere on Linux
const START_MS = 60_000;
const STOP_MS = 10_000;

/** @type {Set<Program>} */
const running = new Set();
process.on("exit", () => { for (const program of running) program.signal("SIGKILL"); });
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, () => finish(1));

/** Ends this process when every program has ended. @param {number} code @returns {Promise<never>} */
export async function finish(code) {
  await Promise.all([...running].map((program) => program.stop()));
  process.exit(code);
}

export class Program {
  #child;
  #ended = false;
  /** @type {Map<number, string | undefined>} */
  #born = new Map();
  /** Milliseconds from its start to its first answer. */
  startMs = 0;

  /** @param {Launch} launch @param {string} log  file for what it prints */
  constructor({ command, args, cwd, env }, log) {
    const out = fs.openSync(log, "w");
    this.#child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", out, out] });
    fs.closeSync(out);
    this.#child.on("exit", () => (this.#ended = true));
    this.#child.on("error", (error) => { this.#ended = true; console.error(`${command}: ${error.message}`); });
    running.add(this);
  }

  /** Starts a server and waits until it answers. @param {Launch} launch @param {number} port @param {string} log */
  static async start(launch, port, log) {
    const begun = performance.now();
    const program = new Program(launch, log);
    while (!(await ask(port, { path: launch.ready }).then(({ status }) => status < 500, () => false))) {
      if (program.#ended || performance.now() - begun > START_MS) {
        await program.stop();
        throw new Error(`${launch.command} does not answer; what it printed is in ${log}`);
      }
      await pause(1);
    }
    program.startMs = performance.now() - begun;
    program.#pids();
    return program;
  }

  get pid() { return this.#child.pid ?? 0; }

  /** CPU time used so far, in milliseconds. */
  cpuMs() { return sum(this.#pids().map(cpuMs)); }

  /** Memory in use now, in MiB; what processes share is counted once. */
  memoryMib() { return sum(this.#pids().map(memoryMib)); }

  /** Looks at the memory from now on; what it returns ends that and tells the most that was seen. */
  watchMemory() {
    let most = 0;
    const look = () => (most = Math.max(most, this.memoryMib()));
    const watch = setInterval(look, 250);
    return () => { clearInterval(watch); return look(); };
  }

  /** Waits until it has worked off what a load generator left behind. */
  async rest() {
    for (let tries = 0; tries < 200; tries++) {
      const before = this.cpuMs();
      await pause(250);
      if (this.cpuMs() - before <= 2 * TICK_MS) return;
    }
  }

  /** Some servers start processes that outlive them, so each is told. @param {NodeJS.Signals} signal */
  signal(signal) { for (const pid of this.#all()) kill(pid, signal); }

  async stop() {
    this.signal("SIGTERM");
    for (const begun = performance.now(); this.#all().length && performance.now() - begun < STOP_MS; ) await pause(20);
    this.signal("SIGKILL");
    running.delete(this);
  }

  /** The process and all below it. */
  #pids() {
    const pids = this.#ended || !this.pid ? [] : [this.pid];
    for (const pid of pids)
      for (const thread of list(`/proc/${pid}/task`))
        pids.push(...read(`/proc/${pid}/task/${thread}/children`).split(" ").filter(Boolean).map(Number));
    for (const pid of pids) this.#born.set(pid, born(pid));
    return pids;
  }

  /** The same, and what was below it and is still there though its parent is not. */
  #all() {
    this.#pids();
    return [...this.#born].filter(([pid, time]) => time && born(pid) === time).map(([pid]) => pid);
  }
}

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/** @param {number} pid */
function cpuMs(pid) {
  const fields = read(`/proc/${pid}/stat`).split(") ")[1]?.split(" ") ?? [];
  return TICK_MS * (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)); // utime, stime
}

/** Memory of a process in MiB, its share of what it shares. @param {number} pid */
export function memoryMib(pid) {
  return Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024;
}

/** When a process started, so that another with its number is not taken for it; nothing once it has ended. @param {number} pid */
function born(pid) {
  const [state, ...fields] = read(`/proc/${pid}/stat`).split(") ")[1]?.split(" ") ?? [];
  return state === "Z" ? undefined : fields[18];
}

/** @param {number} pid @param {NodeJS.Signals} signal */
function kill(pid, signal) {
  try { process.kill(pid, signal); } catch { /* gone */ }
}

/** What a process that is gone has to say is nothing. @param {string} file */
function read(file) {
  try { return fs.readFileSync(file, "utf8"); } catch { return ""; }
}

/** @param {string} folder */
function list(folder) {
  try { return fs.readdirSync(folder); } catch { return []; }
}
