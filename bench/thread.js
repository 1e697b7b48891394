// What a long thread costs: the server that sends it, the browser that shows all of it, the reader who changes one comment
// among thousands, and those who wait for a new one. Ours alone. See README.md.
import fs from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { launch } from "./lib/browser.js";
import { cpuUs, farPage, uncached } from "./lib/cost.js";
import { fill, like } from "./lib/fill.js";
import { serve } from "./lib/front.js";
import { hostPage } from "./lib/host.js";
import { ask, freePort } from "./lib/http.js";
import { load } from "./lib/load.js";
import { options } from "./lib/options.js";
import { finish, memoryMib } from "./lib/program.js";
import { Results } from "./lib/results.js";
import { costOfStreams } from "./lib/streams.js";
import { chuyen, SHOWN } from "./systems/chuyen.js";

const CASES = ["first", "show", "posts", "streams"];
const { work, server, out, quick, reps, cases = CASES, browser: program } = options();
const CONNECTIONS = [1, 16, 64];
const STREAMS = 2000;
const seconds = quick ? 1 : 4;
const sent = quick ? [10, 1000] : [10, 1000, 100_000];
const shown = quick ? SHOWN.slice(0, 2) : SHOWN;
const PATIENCE_MS = 600_000;

const files = work.at("static");
fs.mkdirSync(files, { recursive: true });
const system = chuyen({ program: server, files });
const [frontPort, port] = [await freePort(), await freePort()];
const home = `http://127.0.0.1:${frontPort}`;
const ours = { system, port, program: await work.start(system, { port, origins: [home] }, [...sent, ...shown]) };
const results = new Results({ quick, titles: { chuyen: "Chuyện" }, versions: {} }, CASES.every((name) => cases.includes(name)) ? undefined : out);

if (cases.includes("first")) for (let rep = 0; rep < reps; rep++) for (const size of sent) await firstPage(size);
if (cases.includes("show")) await show();
if (cases.includes("posts")) for (let rep = 0; rep < reps; rep++) for (const connections of CONNECTIONS) await posts(connections);
if (cases.includes("streams")) await streams();
results.save(out);
await finish(0);

/** CPU time and bytes of the first page of a thread, and of one far down, made anew for each request. @param {number} size */
async function firstPage(size) {
  const first = uncached(system, size);
  await page("first", size, first.path);
  const far = await farPage(port, first.path);
  if (far) await page("far", `${size}, page ${far.page}`, far.path);
}

/** @param {string} which @param {number | string} at @param {string} path */
async function page(which, at, path) {
  results.add("chuyen", `thread_${which}_us`, at, await cpuUs(ours.program, port, { path }, seconds));
  results.add("chuyen", `thread_${which}_bytes`, at, (await ask(port, { path })).body.length);
}

/** Until every comment of a thread is shown, on a page that was never open before; the memory of that page; and, among the most comments, until a like is seen. */
async function show() {
  const [script] = system.forms;
  const pages = Object.fromEntries(shown.map((size) => [`/${size}`, hostPage(script.page?.(home, size) ?? { body: "" })]));
  const front = await serve(system, port, (url) => pages[url], frontPort);
  const browser = await launch(program);
  results.run.versions.chromium = browser.version();
  try {
    for (let rep = 0; rep < reps; rep++) for (const size of shown) await showAll(browser, size);
  } finally {
    await browser.close();
    front.close();
  }
}

/** @param {import("playwright-core").Browser} browser @param {number} size */
async function showAll(browser, size) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-US" });
  try {
    const tab = await context.newPage();
    await tab.addInitScript(fill, size);
    const devtools = await context.newCDPSession(tab);
    await devtools.send("Network.enable");
    await devtools.send("Network.setBlockedURLs", { urls: ["*.webp"] });
    await tab.goto(`${home}/${size}`, { waitUntil: "commit" });
    const isFull = () => /** @type {any} */ (window).filled.shownMs;
    const shownMs = await tab.waitForFunction(isFull, undefined, { polling: 500, timeout: PATIENCE_MS });
    results.add("chuyen", "thread_show_ms", size, await shownMs.jsonValue());
    await devtools.send("HeapProfiler.collectGarbage");
    await pause(1000);
    results.add("chuyen", "thread_show_mib", size, await tabMib(browser));
    if (size === shown.at(-1)) for (const where of [0.25, 0.5, 0.75]) results.add("chuyen", "thread_like_ms", size, await tab.evaluate(like, where));
  } finally {
    await context.close();
  }
}

/** The process that shows the only page that is open: one kept ready for the next has little in it. @param {import("playwright-core").Browser} browser */
async function tabMib(browser) {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send("SystemInfo.getProcessInfo");
  await devtools.detach();
  return Math.max(...processInfo.filter(({ type }) => type === "renderer").map(({ id }) => memoryMib(id)));
}

/** New comments that the server has taken, and may not lose any more. @param {number} connections */
async function posts(connections) {
  const { rate } = await load(port, system.write(), { connections, seconds });
  results.add("chuyen", "thread_post_rate", connections, rate);
  await ours.program.rest();
}

/** Memory of one of many open streams of events, and how long a comment takes to half and to 99 % of them. */
async function streams() {
  const { kb, delivered } = await costOfStreams(ours, STREAMS);
  results.add("chuyen", "thread_stream_kb", STREAMS, kb);
  for (const { p50Ms, p99Ms } of delivered) {
    results.add("chuyen", "thread_stream_p50_ms", STREAMS, p50Ms);
    results.add("chuyen", "thread_stream_p99_ms", STREAMS, p99Ms);
  }
}
