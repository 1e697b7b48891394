// WordPress from Debian's packages: the classic page, article and comments rendered by the server.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { thread } from "../lib/corpus.js";
import { SIZES } from "../lib/system.js";

/** @param {{ root: string, html: string }} installed  where its files are copied to; the article @returns {import("../lib/system.js").System} */
export function wordpress({ root, html }) {
  const here = fileURLToPath(new URL("wordpress", import.meta.url));
  /** @param {number} size */
  const page = (size) => `/?p=${100_000 + size}`; // as seed.php numbers them
  return {
    name: "wordpress",
    prepare: ({ folder, origins }) => {
      const seed = path.join(folder, "seed.json");
      fs.writeFileSync(seed, JSON.stringify({ article: html, origin: origins[0], threads: Object.fromEntries(SIZES.map((size) => [size, thread(size)])) }));
      execFileSync("sh", [path.join(here, "prepare.sh"), root, folder, here], { stdio: ["ignore", 2, 2] });
      fs.rmSync(seed);
    },
    launch: ({ folder, port }) => ({ command: "sh", args: [path.join(here, "run.sh"), root, folder, String(port)], ready: page(0) }),
    read: (size) => ({ path: page(size) }),
    write: () => ({
      path: "/wp-comments-post.php",
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "comment_post_ID=100000&author=Load&email=load%40example.org&url=&comment_parent=0&comment=A+comment+under+load+number+__N__+with+bold+text+and+a+few+more+words+to+read.",
    }),
    files: [{ prefix: "/wp-includes/", folder: `${root}/wp-includes` }, { prefix: "/wp-content/", folder: `${root}/wp-content` }],
    served: [{ prefix: "/" }],
    forms: [{
      name: "wordpress",
      title: "WordPress 6.1 (a page of its own, from nginx, PHP and MariaDB)",
      bringsArticle: true,
      ownPage: page,
      selectors: { thread: "#comments", comment: ".comment-list .comment-content", composer: "#commentform textarea#comment", submit: "#commentform #submit" },
      fill: async (page, text) => {
        await page.locator("#commentform #comment").fill(text);
        await page.locator("#commentform #author").fill("Bench Reader");
        await page.locator("#commentform #email").fill("bench@example.org");
      },
    }],
  };
}
