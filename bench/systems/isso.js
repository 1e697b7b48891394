// Isso from PyPI, run by gunicorn with 4 workers as its documentation shows for production.
import fs from "node:fs";
import path from "node:path";

/** @param {{ venv: string }} installed @returns {import("../lib/system.js").System} */
export function isso({ venv }) {
  const [python] = fs.readdirSync(path.join(venv, "lib"));
  const assets = path.join(venv, "lib", python, "site-packages/isso");
  /** @param {number | string} size */
  const thread = (size) => encodeURIComponent(`/article/${size}`);
  return {
    name: "isso",
    launch: ({ folder, port, origins }) => {
      const settings = path.join(folder, "isso.cfg");
      fs.writeFileSync(settings, `[general]
dbpath = ${folder}/comments.db
host =
${origins.map((origin) => `    ${origin}/`).join("\n")}
notify = stdout
[guard]
enabled = false
`);
      return {
        command: path.join(venv, "bin/gunicorn"), args: ["-b", `127.0.0.1:${port}`, "-w", "4", "--preload", "isso.run"],
        env: { ISSO_SETTINGS: settings }, ready: "/config",
      };
    },
    seed: {
      most: 1,
      store: (size, { name, email, text }, { parent }) => post(thread(size), { author: name, email, text, parent: parent ?? null }),
      id: ({ id }) => id,
    },
    read: (size) => ({ path: `/?uri=${thread(size)}&sort=oldest&offset=0&nested_limit=5` }),
    write: () => post(thread("load"), { author: "Load", email: "load@example.org", text: "A comment under load, number __N__, with **bold** text and a few more words to read.", parent: null }),
    files: [{ prefix: "/isso/js/", folder: `${assets}/js` }, { prefix: "/isso/css/", folder: `${assets}/css` }],
    served: [{ prefix: "/isso/", strip: true }],
    forms: [{
      name: "isso",
      title: "Isso 0.14 (gunicorn, 4 workers)",
      page: (home, size) => ({
        head: `<script data-isso="${home}/isso/" src="${home}/isso/js/embed.min.js" async></script>`,
        body: `<section id="isso-thread" data-isso-id="/article/${size}" data-title="Bench"></section>`,
      }),
      selectors: {
        thread: "#isso-thread",
        comment: "#isso-root .isso-comment .isso-text",
        composer: "#isso-thread .isso-postbox .isso-textarea",
        submit: "#isso-thread > .isso-postbox input[type=submit]",
      },
      fill: async (page, text) => {
        const box = page.locator("#isso-thread > .isso-postbox");
        await box.locator(".isso-textarea").fill(text);
        await box.locator("input[name=author]").fill("Bench Reader");
        await box.locator("input[name=email]").fill("bench@example.org");
      },
    }],
  };
}

/** @param {string} thread @param {object} comment @returns {import("../lib/http.js").Ask} */
const post = (thread, comment) => ({
  path: `/new?uri=${thread}`,
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ website: null, title: "Bench", notification: 0, ...comment }),
});
