// The stage for the adapters' tests: real comment servers and recorded ones, all on this machine. In front of each stands
// a door that passes everything on unchanged, and that a test can tell to lose an answer or to let nobody in.
//
// node stage.js '{"folder", "report", "origin", "venv", "peers", "wordpress", "chuyen"}'
// prints one line of JSON when everything answers, and goes on until it is told to stop.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { articleJson } from "../../bench/lib/article.js";
import { freePort } from "../../bench/lib/http.js";
import { Program, finish } from "../../bench/lib/program.js";
import { isso } from "../../bench/systems/isso.js";
import { noSignInService, waline } from "../../bench/systems/waline.js";
import { listen, open, read } from "./listen.js";
import * as recorded from "./recorded.js";

const here = path.dirname(fileURLToPath(import.meta.url));
/** @type {{ folder: string, report: string, origin: string, venv: string, peers: string, wordpress: string, chuyen: string }} */
const given = JSON.parse(process.argv[2]);
/** Threads that every server has, or will have when something is said there. */
const THREADS = 40;

fs.rmSync(given.folder, { recursive: true, force: true });
fs.mkdirSync(given.folder, { recursive: true });
/** @param {string} name */
const folder = (name) => {
  const made = path.join(given.folder, name);
  fs.mkdirSync(made, { recursive: true });
  return made;
};

/**
 * A door to the server at `port`: `/__door/lose?method=POST` has it do the next such request and lose the answer, `/__door/shut`
 * lets nobody in until `/__door/open`, `/__door/count?method=POST&path=/new` tells how many were let in, `/__door/approve` has
 * a moderator publish what waits.
 * @param {number} port @param {() => void} [approve]
 */
const door = (port, approve) => {
  /** @type {{ method: string, path: string }[]} */
  let passed = [];
  let shut = false, lose = "";
  return listen(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://door");
    if (url.pathname.startsWith("/__door/")) {
      const what = url.pathname.slice("/__door/".length), method = url.searchParams.get("method") ?? "";
      if (what === "lose") lose = method;
      if (what === "approve") approve?.();
      if (what === "shut" || what === "open") shut = what === "shut";
      const count = passed.filter((one) => one.method === method && one.path.startsWith(url.searchParams.get("path") ?? "")).length;
      return response.writeHead(200, open).end(String(count));
    }
    if (shut) return request.socket.destroy();
    const body = await read(request), method = request.method ?? "GET";
    passed.push({ method, path: request.url ?? "/" });
    const loses = lose === method;
    if (loses) lose = "";
    // Likes are another reader's: whoever wrote a comment may not like it everywhere.
    const headers = { ...request.headers, ...(url.pathname.endsWith("/like") && { "x-forwarded-for": "198.51.100.7" }) };
    const inner = http.request({ host: "127.0.0.1", port, path: request.url, method, headers }, async (answer) => {
      const text = await read(answer), headers = { ...answer.headers };
      delete headers["transfer-encoding"];
      if (!loses) return response.writeHead(answer.statusCode ?? 502, headers).end(text);
      // It breaks off after its first bytes: what was not answered at all, a browser sends again by itself.
      response.writeHead(answer.statusCode ?? 502, { ...headers, "content-length": text.length + 1 });
      response.write(text.length ? text : " ", () => request.socket.destroy());
    });
    inner.on("error", () => request.socket.destroy());
    inner.end(body);
  });
};

const origins = [given.origin];
/** @param {string} name @param {import("../../bench/lib/program.js").Launch} launch @param {number} port */
const start = (name, launch, port) => Program.start(launch, port, path.join(given.folder, `${name}.log`));

/** @param {string} database @param {string} change */
const inSqlite = (database, change) => {
  const run = "import sqlite3, sys; it = sqlite3.connect(sys.argv[1]); it.execute(sys.argv[2]); it.commit()";
  execFileSync("python3", ["-c", run, database, change]);
};

/** @param {boolean} moderated */
const anIsso = async (moderated) => {
  const port = await freePort(), at = folder(moderated ? "isso-moderated" : "isso");
  const launch = isso(given).launch({ folder: at, port, origins });
  fs.appendFileSync(path.join(at, "isso.cfg"), `[server]\ntrusted-proxies = 127.0.0.1\n${moderated ? "[moderation]\nenabled = true\n" : ""}`);
  await start(path.basename(at), launch, port);
  return door(port, () => inSqlite(path.join(at, "comments.db"), "update comments set mode = 1 where mode = 2"));
};

/** @param {boolean} moderated @param {string} oauth */
const aWaline = async (moderated, oauth) => {
  const port = await freePort(), at = folder(moderated ? "waline-moderated" : "waline"), system = waline({ ...given, oauth });
  system.prepare?.({ folder: at, port, origins });
  // What is posted within one second gets seconds of its own, none of them still to come: its database keeps no smaller pieces.
  inSqlite(path.join(at, "waline.sqlite"), `create trigger moments after insert on wl_Comment when new.comment like 'Ý thứ%' begin
    update wl_Comment set insertedAt = datetime(insertedAt, (select count(*) - 30 from wl_Comment where url = new.url) || ' seconds') where id = new.id;
  end`);
  const launch = system.launch({ folder: at, port, origins });
  await start(path.basename(at), { ...launch, env: { ...launch.env, ...(moderated && { COMMENT_AUDIT: "true" }) } }, port);
  return door(port, () => inSqlite(path.join(at, "waline.sqlite"), "update wl_Comment set status = 'approved' where status = 'waiting'"));
};

const aWordPress = async () => {
  const port = await freePort(), at = folder("wordpress"), bench = path.join(here, "../../bench/systems/wordpress");
  const run = ["prepare.sh", path.join(here, "wordpress/prepare.sh"), given.wordpress, at, bench, path.join(here, "wordpress")];
  execFileSync("sh", run.slice(1), { stdio: ["ignore", 2, 2] });
  await start("wordpress", { command: "sh", args: [path.join(bench, "run.sh"), given.wordpress, at, String(port)], ready: "/wp-json/wp/v2/comments" }, port);
  const change = "update wordpress.wp_comments set comment_approved = '1' where comment_approved = '0'";
  return door(port, () => execFileSync("mariadb", ["--no-defaults", `--socket=${at}/db.sock`, "--user=root", `--execute=${change}`]));
};

const ours = async () => {
  const port = await freePort(), at = folder("chuyen");
  for (const rule of ["post", "pre"]) {
    fs.mkdirSync(path.join(at, rule));
    for (let n = 1; n <= THREADS; n++) {
      const id = `kit-${rule}-${n}`;
      fs.writeFileSync(path.join(at, rule, `${id}.json`), JSON.stringify({ ...JSON.parse(articleJson(0)), id }));
    }
  }
  const site = (/** @type {string} */ rule) => `
[[site]]
id = "kit-${rule}"
origins = ${JSON.stringify(origins)}
moderation = "${rule}"
articles = "${at}/${rule}"
`;
  fs.writeFileSync(path.join(at, "chuyen.toml"), `listen = "127.0.0.1:${port}"
database_url = "sqlite:${at}/chuyen.db"
writes_per_minute = 100000
${site("post")}${site("pre")}`);
  await start("chuyen", { command: given.chuyen, args: ["serve", "--config", path.join(at, "chuyen.toml")], ready: "/readyz" }, port);
  return door(port);
};

/** What the tests reported. @type {Map<string, Map<string, string>>} */
const reports = new Map();
const behaviours = "controls list order page nest post reply pending refuse edit delete vote offline dropped withdrawn attacks".split(" ");
const tell = () => {
  const rows = [["adapter", ...behaviours], ...[...reports].sort().map(([name, row]) => [name, ...behaviours.map((it) => row.get(it) ?? "")])];
  const widths = rows[0].map((_, at) => Math.max(...rows.map((row) => row[at].length)));
  fs.writeFileSync(given.report, rows.map((row) => row.map((cell, at) => cell.padEnd(widths[at])).join("  ").trimEnd()).join("\n") + "\n");
};
const reported = await listen((request, response) => {
  const { searchParams } = new URL(request.url ?? "/", "http://report");
  const [adapter = "", behaviour = "", outcome = ""] = ["adapter", "behaviour", "outcome"].map((name) => searchParams.get(name) ?? "");
  if (!reports.has(adapter)) reports.set(adapter, new Map());
  reports.get(adapter)?.set(behaviour, outcome);
  tell();
  response.writeHead(204, open).end();
});

try {
  const oauth = await noSignInService();
  const [issoOpen, issoModerated, walineOpen, walineModerated, wordpress, chuyen] =
    await Promise.all([anIsso(false), anIsso(true), aWaline(false, oauth), aWaline(true, oauth), aWordPress(), ours()]);
  const doors = {
    report: reported,
    "isso": issoOpen, "isso-moderated": issoModerated, "waline": walineOpen, "waline-moderated": walineModerated, wordpress, chuyen,
    "isso-recorded": await door(await recorded.isso()),
    "remark42-recorded": await door(await recorded.remark42()),
    "wordpress-recorded": await door(await recorded.wordpress()),
    "mastodon-recorded": await door(await recorded.mastodon()),
    "static-recorded": await door(await recorded.file()),
    "endless": await recorded.endless(),
  };
  console.log(JSON.stringify(doors));
} catch (error) {
  console.error(error);
  await finish(1);
}
