// The WASM: one instance serves every widget on the page, and when it breaks another takes over, once.

/** Something that lives until it is unmounted. @typedef {{ unmount(): void }} Life */
/** @typedef {{ default(init: object): Promise<unknown>, mount?(host: HTMLElement, shadow: HTMLElement, options: object): Life, wake(host: HTMLElement, root: HTMLElement, options: object): Life }} Program */

/** Instances by the address of their glue; forgotten after a failure. @type {Map<string, Promise<Program>>} */
const instances = new Map();
/** How often an instance broke. */
let traps = 0;

/** @param {string} js @param {string} wasm @returns {Promise<Program>} */
export const program = (js, wasm) => {
  if (traps > 1) return Promise.reject(new Error("it broke twice"));
  const url = traps ? js + "?afresh" : js, instance = instances.get(url) ?? (async () => {
    const binary = fetch(wasm, { credentials: "omit" }).then((answer) => {
      if (answer.ok) return answer;
      throw new Error(`${wasm} answered ${answer.status}`);
    });
    const [module] = await Promise.all([import(url), binary]);
    await module.default({ module_or_path: binary });
    return module;
  })();
  instances.set(url, instance);
  instance.catch(() => instances.delete(url));
  return instance;
};

/** What to do for each element when its instance breaks. @type {Map<HTMLElement, (error: unknown) => void>} */
const served = new Map();
/** Has `broken` called when the instance that serves `host` breaks. @param {HTMLElement} host @param {AbortSignal} signal @param {(error: unknown) => void} broken */
export const serve = (host, signal, broken) => {
  served.set(host, broken);
  signal.addEventListener("abort", () => served.delete(host));
};

/** A trap stops an instance, and so every widget that it serves. @param {any} error */
const trapped = (error) => {
  if (!(error instanceof WebAssembly.RuntimeError) || !/\/(islands|full)-\w+\./.test(error.stack ?? "")) return;
  traps += 1;
  for (const broken of [...served.values()]) broken(error);
};
addEventListener("error", ({ error }) => trapped(error));
addEventListener("unhandledrejection", ({ reason }) => trapped(reason));
