// What a reader waits for, and what it weighs: our embed in all its forms beside its peers. See README.md.
import fs from "node:fs";
import { articleHtml } from "./lib/article.js";
import { blockedMs, comment, launch, visit } from "./lib/browser.js";
import { brotli, serve } from "./lib/front.js";
import { hostPage } from "./lib/host.js";
import { freePort } from "./lib/http.js";
import { options } from "./lib/options.js";
import { finish } from "./lib/program.js";
import { Results } from "./lib/results.js";
import { SIZES } from "./lib/system.js";
import { artalk } from "./systems/artalk.js";
import { chuyen } from "./systems/chuyen.js";
import { isso } from "./systems/isso.js";
import { noSignInService, waline } from "./systems/waline.js";
import { wordpress } from "./systems/wordpress.js";

/** @typedef {import("./lib/browser.js").Net} Net */
/** @typedef {import("./lib/system.js").Form} Form */
/** @typedef {"same" | "other"} Site  whether the embed comes from the page's own site */
/** @typedef {{ form: Form, front: import("./lib/front.js").Front, url(site: Site, size: number): string }} Contender */

const { work, server, out, quick, reps, cases = ["weigh", "load", "wake", "post"], nets = ["slow4g", "fast"], sizes: wanted = SIZES, browser: program, isWanted } = options();
const NETS = /** @type {Net[]} */ (quick ? ["slow4g"] : nets);
const SITES = /** @type {Site[]} */ (["same", "other"]);
const sizes = quick ? [10, 100] : wanted;
/** What takes longer than this once is not asked for again. */
const TOO_LONG_MS = 20_000;

const html = articleHtml(server);
const files = work.at("static");
fs.mkdirSync(files, { recursive: true });
const systems = [
  chuyen({ program: server, files }),
  isso({ venv: work.at("venv") }),
  waline({ peers: work.at("peers"), oauth: await noSignInService() }),
  artalk({ peers: work.at("peers") }),
  wordpress({ root: work.at("wordpress"), html }),
].filter(isWanted);

const contenders = (await Promise.all(systems.map(contend))).flat();
const browser = await launch(program);
const titles = Object.fromEntries(contenders.map(({ form }) => [form.name, form.title]));
const results = new Results({ quick, titles, versions: { chromium: browser.version() } }, cases.length < 4 || nets.length < 2 || sizes.length < SIZES.length ? out : undefined);

if (cases.includes("weigh")) for (const contender of contenders) await weigh(contender);
for (const net of NETS) {
  for (const site of SITES) {
    if (cases.includes("load")) for (const size of sizes) await inTurn(site, (contender) => load(contender, net, site, size));
    if (cases.includes("wake")) await inTurn(site, (contender) => wake(contender, net, site));
    if (cases.includes("post")) await inTurn(site, (contender) => post(contender, net, site));
    results.save(out);
  }
}
await browser.close();
await finish(0);

/** Starts a system, and in front of it one server for all its forms. @param {import("./lib/system.js").System} system @returns {Promise<Contender[]>} */
async function contend(system) {
  const [frontPort, serverPort] = [await freePort(), await freePort()];
  const home = `http://127.0.0.1:${frontPort}`;
  const origins = [home, `http://localhost:${frontPort}`];
  /** @type {Record<string, string>} */
  const pages = {};
  for (const form of system.forms) for (const size of SIZES) if (form.page) pages[path(form, size)] = partner(form, form.page(home, size));
  const frontServer = await serve(system, serverPort, (url) => pages[url], frontPort);
  await work.start(system, { port: serverPort, origins }, SIZES);
  return system.forms.map((form) => ({ form, front: frontServer, url: (site, size) => origins[site === "same" ? 0 : 1] + path(form, size) }));
}

/** @param {Form} form @param {number} size */
function path(form, size) { return form.ownPage?.(size) ?? `/page/${form.name}/${size}`; }

/** @param {Form} form @param {{ head?: string, body: string }} parts */
function partner(form, { head, body }) {
  return hostPage({ head, body: form.bringsArticle ? body : `${html}\n<section id="comments">\n${body}\n</section>` });
}

/** Every contender once, and again: what disturbs one disturbs all. A page that is its own site can be on no other. @param {Site} site @param {(contender: Contender) => Promise<void>} measure */
async function inTurn(site, measure) {
  const tired = new Set();
  for (let rep = 0; rep < reps; rep++) {
    for (const contender of contenders.filter(({ form }) => !tired.has(form) && !(form.ownPage && site === "other"))) {
      const begun = performance.now();
      await measure(contender).catch((error) => console.error(`${contender.form.name}: ${error.message.split("\n")[0]}`));
      if (performance.now() - begun > TOO_LONG_MS) tired.add(contender.form);
    }
  }
}

/** Bytes, compressed as well as can be, for a thread of ten: until all is there to read, and of all code. @param {Contender} contender */
async function weigh({ form, front, url }) {
  const empty = Buffer.byteLength(brotli(Buffer.from(partner({ ...form, bringsArticle: form.bringsArticle }, { body: "" })), 11));
  for (const scroll of [false, true]) {
    await visit(browser, { form, front, url: url("same", 10), size: 10, net: "slow4g", scroll }, (_, { marks }) => {
      const [page, ...rest] = front.sent.map(({ url, type, body }) => ({ url, isCode: /javascript|wasm|css/.test(type), bytes: brotli(body, 11).length }));
      const bytes = (/** @type {typeof rest} */ sent) => sent.reduce((total, { bytes }) => total + bytes, 0);
      if (!scroll) results.add(form.name, "read_bytes", 10, page.bytes - empty + bytes(rest.filter(({ url }) => marks.readUrls?.includes(url))));
      else results.add(form.name, "code_bytes", 10, bytes(rest.filter(({ isCode }) => isCode)));
    });
  }
}

/** @param {Contender} contender @param {Net} net @param {Site} site @param {number} size */
async function load({ form, front, url }, net, site, size) {
  await visit(browser, { form, front, url: url(site, size), size, net }, (_, seen) => {
    const at = `${net}/${site}/${size}`;
    results.add(form.name, "article_ms", at, seen.marks.article);
    results.add(form.name, "comment_ms", at, seen.marks.comment);
    results.add(form.name, "composer_ms", at, seen.marks.composer);
    results.add(form.name, "blocked_ms", at, blockedMs(seen));
  });
}

/** @param {Contender} contender @param {Net} net @param {Site} site */
async function wake({ form, front, url }, net, site) {
  await visit(browser, { form, front, url: url(site, 100), size: 100, net, poke: true }, (_, { marks }) => {
    results.add(form.name, "live_ms", `${net}/${site}/100`, marks.live);
  });
}

/** @param {Contender} contender @param {Net} net @param {Site} site */
async function post({ form, front, url }, net, site) {
  if (form.ownPage) return; // it loads the page anew
  await visit(browser, { form, front, url: url(site, 100), size: 100, net }, async (page) => {
    const { shownMs, acknowledgedMs } = await comment(page, form);
    results.add(form.name, "shown_ms", `${net}/${site}/100`, shownMs);
    results.add(form.name, "acknowledged_ms", `${net}/${site}/100`, acknowledgedMs);
  });
}
