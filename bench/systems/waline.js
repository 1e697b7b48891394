// Waline: its server on SQLite, as it hosts itself, and its client.
import { execFileSync } from "node:child_process";
import http from "node:http";
import path from "node:path";

/** The program checks the name of a browser before it stores a comment. */
const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36";
const PAGE_SIZE = 10;

/** @param {{ peers: string, oauth: string }} installed  a folder of npm packages; see `noSignInService` @returns {import("../lib/system.js").System} */
export function waline({ peers, oauth }) {
  const packages = path.join(peers, "node_modules/@waline");
  /** @param {number | string} size */
  const thread = (size) => `/article/${size}`;
  return {
    name: "waline",
    prepare: ({ folder }) => {
      const make = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.argv[2])";
      execFileSync("python3", ["-c", make, path.join(folder, "waline.sqlite"), SCHEMA]);
    },
    launch: ({ folder, port, origins }) => ({
      command: "node", args: [path.join(packages, "vercel/vanilla.js"), String(port)], cwd: path.join(peers, "node_modules"),
      env: {
        SQLITE_PATH: folder, JWT_TOKEN: "bench", IPQPS: "0", AKISMET_KEY: "false", SITE_NAME: "Bench", SITE_URL: origins[0],
        SERVER_URL: `${origins[0]}/waline`, AVATAR_PROXY: "false", OAUTH_URL: oauth,
      },
      ready: "/api/comment?path=/x&pageSize=1&page=1&lang=en&sortBy=insertedAt_desc",
    }),
    seed: {
      most: 1,
      store: (size, { name, email, text }, { parent, root }) => post({ comment: text, nick: name, mail: email, url: thread(size), ...(parent && { pid: parent, rid: root, at: "someone" }) }),
      id: ({ data }) => data?.objectId,
    },
    read: (size) => ({ path: `/api/comment?path=${encodeURIComponent(thread(size))}&pageSize=${PAGE_SIZE}&page=1&lang=en-US&sortBy=insertedAt_desc` }),
    write: () => post({ comment: "A comment under load, number __N__, with **bold** text and a few more words to read.", nick: "Load", mail: "load@example.org", url: thread("load") }),
    files: [{ prefix: "/waline-client/", folder: `${packages}/client/dist` }, { prefix: "/waline-emojis/", folder: `${packages}/emojis` }],
    served: [{ prefix: "/waline/", strip: true }],
    forms: [{
      name: "waline",
      title: "Waline 3 (SQLite)",
      page: (home, size) => ({
        head: `<link rel="stylesheet" href="${home}/waline-client/waline.css">`,
        // The usual emoji come from a CDN; here from the front.
        body: `<div id="waline"></div><script type="module">
import { init } from "${home}/waline-client/waline.js";
init({ el: "#waline", serverURL: "${home}/waline", path: "${thread(size)}", lang: "en-US", emoji: ["${home}/waline-emojis/weibo"], pageSize: ${PAGE_SIZE} });
</script>`,
      }),
      selectors: { thread: "#waline", comment: ".wl-cards .wl-card .wl-content", composer: "#waline textarea.wl-editor", submit: "#waline button.wl-btn.primary" },
      fill: async (page, text) => {
        await page.locator("#waline textarea.wl-editor").first().fill(text);
        await page.locator("#waline input[name=nick]").first().fill("Bench Reader");
        await page.locator("#waline input[name=mail]").first().fill("bench@example.org");
      },
    }],
  };
}

/** Answers on this machine what the server asks a service elsewhere on every request: which ways to sign in there are. @returns {Promise<string>} */
export function noSignInService() {
  const service = http.createServer((_, response) => response.end('{"services":[]}'));
  return new Promise((resolve) => service.listen(0, "127.0.0.1", () => {
    const { port } = /** @type {import("node:net").AddressInfo} */ (service.address());
    resolve(`http://127.0.0.1:${port}/`);
  }));
}

/** @param {object} comment @returns {import("../lib/http.js").Ask} */
const post = (comment) => ({
  path: "/api/comment?lang=en",
  method: "POST",
  headers: { "content-type": "application/json", "user-agent": BROWSER },
  body: JSON.stringify({ link: "", ua: BROWSER, ...comment }),
});

// The tables and columns that its SQLite storage needs, empty.
const columns = (/** @type {string} */ names, /** @type {string} */ type) => names.split(" ").map((name) => `"${name}" ${type}`).join(", ");
const times = ["insertedAt", "createdAt", "updatedAt"].map((name) => `${name} datetime default (datetime('now', 'localtime'))`).join(", ");
const SCHEMA = `
create table wl_Comment (id integer primary key autoincrement, ${columns("user_id rid pid like", "integer")}, sticky numeric,
  status text not null default '', ${columns("comment ip link mail nick ua url", "text")}, ${times});
create table wl_Counter (id integer primary key autoincrement,
  ${columns("time reaction0 reaction1 reaction2 reaction3 reaction4 reaction5 reaction6 reaction7 reaction8", "integer")}, url text, ${times});
create table wl_Users (id integer primary key autoincrement, ${columns("display_name email password type", "text not null default ''")},
  ${columns("label github twitter facebook google weibo qq oidc huawei 2fa avatar url", "text")}, ${times});
`;
