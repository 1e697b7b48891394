// What one request costs a server, in time of its processor.
import { ask } from "./http.js";

/** @typedef {import("./http.js").Ask} Ask */
/** @typedef {import("./program.js").Program} Program */

/** Far down a thread, where a server that counts its way there is slow. */
const FAR_PAGE = 1000;

/** What a client asks for first, made anew for each request: ours keeps finished first pages of the usual length. @param {import("./system.js").System} system @param {number} size @returns {Ask} */
export function uncached(system, size) {
  const first = system.read(size);
  return system.name === "chuyen" ? { ...first, path: `${first.path}?limit=20` } : first;
}

/** Asked one after the other, thrice at least: some servers take seconds. @param {Program} program @param {number} port @param {Ask} request @param {number} seconds */
export async function cpuUs(program, port, request, seconds) {
  await program.rest();
  const before = program.cpuMs();
  let requests = 0;
  for (const begun = performance.now(); requests < 3 || performance.now() - begun < 1000 * seconds; requests++) await ask(port, request);
  return 1000 * (program.cpuMs() - before) / requests;
}

/** The last page there is, page 1000 at most. @param {number} port @param {string} first @returns {Promise<{ path: string, page: number } | undefined>} */
export async function farPage(port, first) {
  let path = first;
  for (let page = 1; page <= FAR_PAGE; page++) {
    const { next_cursor } = JSON.parse((await ask(port, { path })).body.toString());
    if (!next_cursor || page === FAR_PAGE) return page > 1 ? { path, page } : undefined;
    path = `${first}&cursor=${encodeURIComponent(next_cursor)}`;
  }
}
