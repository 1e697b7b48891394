// The article that stands above every thread.
import { spawnSync } from "node:child_process";
import fs from "node:fs";

const FILE = new URL("../../articles/bdk-27052023.json", import.meta.url);

/** The article as a newsroom would file it, one for each size of a thread. @param {number | string} size */
export const articleJson = (size) => JSON.stringify({ ...JSON.parse(fs.readFileSync(FILE, "utf8")), id: articleId(size) });

/** @param {number | string} size */
export const articleId = (size) => `bench-${size}`;

/** The article as HTML, as a partner pastes it. @param {string} chuyen  the server's program @param {string[]} options  more words for its command */
export function articleHtml(chuyen, options = []) {
  const rendered = spawnSync(chuyen, ["render", FILE.pathname, ...options], { encoding: "utf8" });
  if (rendered.status !== 0) throw new Error(`chuyen render: ${rendered.stderr}`);
  return rendered.stdout;
}
