// Ours, in every form in which a partner can have it.
import fs from "node:fs";
import path from "node:path";
import { articleHtml, articleId, articleJson } from "../lib/article.js";
import { SIZES } from "../lib/system.js";

/** Threads that only the server is measured with. */
export const LARGE = [10_000, 100_000];
/** Threads of which every comment is shown. */
export const SHOWN = [20, 500, 5000];

/** @param {{ program: string, files: string }} ours  the server's program, a folder for static files @returns {import("../lib/system.js").System} */
export function chuyen({ program, files }) {
  for (const size of SIZES) fs.writeFileSync(path.join(files, `${articleId(size)}.json`), articleJson(size));
  /** @param {string} home */
  const script = (home) => `<script async src="${home}/chuyen/embed.js"></script>`;
  /** @type {Record<string, string>} */
  const known = {};
  /** @param {string} home */
  const pasted = (home) => (known[home] ??= articleHtml(program, ["--base", `${home}/chuyen`, "--site", "bench"]));
  const common = { bringsArticle: true, selectors, fill };
  return {
    name: "chuyen",
    launch: ({ folder, port, origins }) => {
      fs.mkdirSync(path.join(folder, "articles"), { recursive: true });
      for (const size of [...SIZES, ...SHOWN, ...LARGE, "load"]) {
        const file = path.join(folder, "articles", `${size}.json`);
        if (!fs.existsSync(file)) fs.writeFileSync(file, articleJson(size));
      }
      fs.writeFileSync(path.join(folder, "chuyen.toml"), `listen = "127.0.0.1:${port}"
database_url = "sqlite:${folder}/chuyen.db"
writes_per_minute = 100000000
streams_per_address = 10000

[[site]]
id = "bench"
origins = ${JSON.stringify(origins)}
moderation = "post"
articles = "${folder}/articles"
zone = "Asia/Ho_Chi_Minh"
`);
      return { command: program, args: ["serve", "--config", path.join(folder, "chuyen.toml")], ready: "/readyz" };
    },
    seed: {
      most: 64,
      store: (size, { index, name, text }, { parent }) => post(size, { key: `seed-${size}-${index}-0123456789`, text, author_name: name, ...(parent && { parent }) }),
      id: (answer) => answer.comment.id,
    },
    read: (size) => ({ path: `/api/v1/articles/${articleId(size)}/thread` }),
    write: () => post("load", { key: "load-__N__-0123456789", text: "A comment under load, number __N__, with **bold** text and a few more words to read.", author_name: "Load" }),
    files: [{ prefix: "/static/", folder: files }],
    served: [{ prefix: "/chuyen/", strip: true }],
    forms: [
      {
        ...common,
        name: "chuyen-script",
        title: "Chuyện, script tag",
        page: (home, size) => ({ body: script(home).replace(" src", ` data-article="${articleId(size)}" src`) }),
      },
      {
        ...common,
        name: "chuyen-fast",
        title: "Chuyện, fast tag",
        page: (home, size) => ({ body: `<script async src="${home}/chuyen/embed/${articleId(size)}.js"></script>` }),
      },
      {
        ...common,
        name: "chuyen-pasted",
        title: "Chuyện, article pasted",
        page: (home, size) => ({ body: `<chuyen-article article="${articleId(size)}">${pasted(home)}</chuyen-article>\n${script(home)}` }),
      },
      {
        ...common,
        name: "chuyen-client",
        title: "Chuyện, from a static JSON file",
        page: (home, size) => ({ body: `<chuyen-article article="${home}/static/${articleId(size)}.json"></chuyen-article>\n${script(home)}` }),
      },
      {
        ...common,
        name: "chuyen-page",
        title: "Chuyện, a page of its server",
        ownPage: (size) => `/chuyen/articles/${articleId(size)}`,
      },
    ],
  };
}

/** @type {import("../lib/system.js").Selectors} */
const selectors = {
  host: "chuyen-article",
  thread: "[part=thread]",
  comment: ".chuyen-comment-body",
  composer: ".chuyen-composer textarea",
  submit: ".chuyen-composer [type=submit]",
  acknowledged: ".chuyen-comment:is([data-status=published], [data-status=pending])",
  read: ["figcaption", "[part=share]"],
  live: { click: "[data-deed=reply]", shows: ".chuyen-comment .chuyen-composer textarea" },
};

/** @param {import("playwright-core").Page} page @param {string} text */
async function fill(page, text) {
  await page.locator(selectors.composer).first().fill(text);
  await page.locator(".chuyen-composer-name").first().fill("Bench Reader");
}

/** @param {number | string} size @param {Record<string, string>} fields @returns {import("../lib/http.js").Ask} */
const post = (size, fields) => ({
  path: `/api/v1/articles/${articleId(size)}/comments`,
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams(fields).toString(),
});
