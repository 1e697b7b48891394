// Cold loads and first comments in Chromium, on the network of an office or of a bus.
import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "playwright-core";
import { watch } from "./probe.js";

/** @typedef {import("./front.js").Front} Front */
/** @typedef {import("./system.js").Form} Form */
/** @typedef {import("playwright-core").Page} Page */
/** @typedef {"fast" | "slow4g"} Net */
/** @typedef {{ form: Form, front: Front, url: string, size: number, net: Net, scroll?: boolean, poke?: boolean }} Visit */

const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };
const SLOW_CPU = 4;
/** A page that does nothing for so long has settled, in milliseconds. */
const QUIET_MS = { fast: 700, slow4g: 1500 };
const PATIENCE_MS = 120_000;

/** @param {string} executablePath */
export const launch = (executablePath) => chromium.launch({
  executablePath,
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP localhost 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", // nothing leaves this machine
  ],
});

/** Opens the page as a reader who was never there, waits until it has settled, and gives it to `use`. @template T @param {import("playwright-core").Browser} browser @param {Visit} visit @param {(page: Page, seen: import("./probe.js").Seen) => Promise<T> | T} use @returns {Promise<T>} */
export async function visit(browser, { form, front, url, size, net, scroll = true, poke = false }, use) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-US" });
  try {
    const page = await context.newPage();
    await page.addInitScript(watch, { selectors: form.selectors, comments: Math.min(10, size), scroll, poke });
    const devtools = await context.newCDPSession(page);
    await devtools.send("Network.enable");
    await devtools.send("Network.setBlockedURLs", { urls: ["*.webp"] }); // the article's pictures: the same for all, and noise
    front.preflightMs = net === "slow4g" ? SLOW_4G.latency : 0;
    if (net === "slow4g") {
      await devtools.send("Network.emulateNetworkConditions", SLOW_4G);
      await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOW_CPU });
    }
    front.sent.length = 0;
    await page.goto(url, { waitUntil: "commit", timeout: PATIENCE_MS });
    const wanted = /** @type {const} */ (["article", "composer", ...(size ? ["comment"] : []), ...(poke ? ["live"] : [])]);
    return await use(page, await settled(page, front, QUIET_MS[net], (/** @type {any} */ marks) => wanted.every((mark) => marks[mark])));
  } finally {
    await context.close();
  }
}

/** Writes a comment and sends it. @param {Page} page @param {Form} form @returns {Promise<{ shownMs: number, acknowledgedMs: number }>} */
export async function comment(page, form) {
  const token = `zq${crypto.randomUUID().slice(0, 8)}`;
  await form.fill(page, `A fresh comment from the benchmark with the mark ${token} in it.`);
  await page.evaluate((token) => { /** @type {any} */ (window).bench.token = token; }, token);
  await page.locator(form.selectors.submit).first().click();
  const { marks } = await until(page, ({ marks }) => marks.acknowledged !== undefined);
  const { clicked = NaN, shown = NaN, acknowledged = NaN } = marks;
  return { shownMs: shown - clicked, acknowledgedMs: acknowledged - clicked };
}

/** Settled: what is wanted is there, nothing is under way, and the page has been quiet. @param {Page} page @param {Front} front @param {number} quietMs @param {(marks: import("./probe.js").Marks) => boolean} isThere */
function settled(page, front, quietMs, isThere) {
  let sent = 0, since = 0;
  return until(page, ({ marks, longTasks, nowMs }) => {
    if (!isThere(marks) || !front.isIdle() || front.sent.length !== sent) since = nowMs;
    sent = front.sent.length;
    return nowMs - Math.max(since, longTasks.at(-1)?.end ?? 0) > quietMs;
  });
}

/** Asks the page what it has seen until that is enough. @param {Page} page @param {(seen: import("./probe.js").Seen & { nowMs: number }) => boolean} isEnough */
async function until(page, isEnough) {
  for (const begun = performance.now(); ; await pause(100)) {
    const seen = await page.evaluate(() => ({ .../** @type {any} */ (window).bench, nowMs: performance.now() }));
    if (isEnough(seen)) return seen;
    if (performance.now() - begun > PATIENCE_MS) throw new Error(`${page.url()}: after ${PATIENCE_MS / 1000} s still only ${JSON.stringify(seen.marks)}`);
  }
}

/** Milliseconds for which input would have had to wait. @param {import("./probe.js").Seen} seen */
export const blockedMs = ({ longTasks }) => longTasks.reduce((total, { start, end }) => total + Math.max(0, end - start - 50), 0);
