// Is a comment on the disk before its author is told so? The system calls say.
import { spawn } from "node:child_process";
import fs from "node:fs";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";

const CALLS = "recvfrom,read,sendto,write,writev,pwrite64,fsync,fdatasync";

/**
 * Comments whose 201 left after a sync that began when the request was there already.
 * @typedef {object} Proof
 * @property {number} answers
 * @property {number} durable
 * @property {number} syncs
 */

/** Looks at the system calls of a process while `work` runs. @param {number} pid @param {string} log @param {() => Promise<unknown>} work @returns {Promise<Proof>} */
export async function proveDurable(pid, log, work) {
  const strace = spawn("strace", ["-f", "-ttt", "-T", "-s", "16", "-e", `trace=${CALLS}`, "-o", log, "-p", String(pid)], { stdio: ["ignore", "ignore", "pipe"] });
  await once(strace.stderr, "data"); // "attached"
  await work();
  await pause(200);
  strace.kill("SIGINT");
  await once(strace, "exit");
  return read(fs.readFileSync(log, "utf8"));
}

/** @param {string} log @returns {Proof} */
export function read(log) {
  /** When the request on a connection came. @type {Map<string, number>} */
  const asked = new Map();
  /** @type {{ begun: number, ended: number }[]} */
  const syncs = [];
  let answers = 0, durable = 0;
  for (const { name, args, begun, ended } of calls(log)) {
    const connection = args.split(",")[0];
    if (/^f(data)?sync$/.test(name)) syncs.push({ begun, ended });
    else if (/^(recvfrom|read)$/.test(name) && args.includes('"POST ')) asked.set(connection, begun);
    else if (/^(sendto|write|writev)$/.test(name) && args.includes("HTTP/1.1 201")) {
      answers++;
      if (syncs.some((sync) => sync.begun > (asked.get(connection) ?? Infinity) && sync.ended < begun)) durable++;
    }
  }
  return { answers, durable, syncs: syncs.length };
}

/** Every call in the order in which it ended, put together where another thread came between. @param {string} log */
function* calls(log) {
  /** @type {Map<string, { begun: number, call: string }>} */
  const unfinished = new Map();
  for (const line of log.split("\n")) {
    const [, thread, clock, rest] = /^(\d+)\s+([\d.]+) (.*)$/.exec(line) ?? [];
    if (!rest) continue;
    const half = /^(.*) <unfinished \.\.\.>$/.exec(rest);
    if (half) { unfinished.set(thread, { begun: Number(clock), call: half[1] }); continue; }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest);
    const before = resumed && unfinished.get(thread);
    const begun = before ? before.begun : Number(clock);
    const [, name, args] = /^(\w+)\((.*)$/.exec(before ? before.call + resumed[1] : rest) ?? [];
    const took = Number(/<([\d.]+)>$/.exec(rest)?.[1] ?? 0);
    if (name) yield { name, args, begun, ended: begun + took };
  }
}
