// What was measured, as it is written to a file.
import fs from "node:fs";
import os from "node:os";

/** @typedef {{ system: string, what: string, at: string, values: number[] }} Figure */

export class Results {
  #begun = new Date();
  /** @type {Map<string, Figure>} */
  #figures = new Map();

  /** Figures of an earlier run, which stay unless they are measured again. @type {Map<string, Figure>} */
  #earlier = new Map();

  /** @param {{ quick: boolean, titles: Record<string, string>, versions: Record<string, string> }} run @param {string} [earlier]  file of an earlier run to go on from, if there was one */
  constructor(run, earlier) {
    this.run = run;
    if (earlier && fs.existsSync(earlier)) for (const figure of JSON.parse(fs.readFileSync(earlier, "utf8")).figures) this.#earlier.set(keyOf(figure), figure);
  }

  /** Adds one value to those measured of the same thing. @param {string} system @param {string} what @param {string | number} at  under which circumstances @param {number | undefined} value */
  add(system, what, at, value) {
    if (value === undefined || Number.isNaN(value)) return;
    const fresh = { system, what, at: String(at), values: [] }, key = keyOf(fresh);
    const figure = this.#figures.get(key) ?? fresh;
    figure.values.push(Math.round(value * 1000) / 1000);
    this.#figures.set(key, figure);
    console.error(`${key}: ${value.toFixed(1)}`);
  }

  /** One line for each figure, so that two runs can be compared. @param {string} file */
  save(file) {
    const [cpu] = os.cpus();
    const machine = `${os.cpus().length} × ${cpu.model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GB`;
    const head = { ...this.run, machine, begun: this.#begun.toISOString(), seconds: Math.round((Date.now() - this.#begun.getTime()) / 1000) };
    const figures = [...new Map([...this.#earlier, ...this.#figures]).values()].map((figure) => JSON.stringify(figure)).join(",\n");
    fs.writeFileSync(file, `${JSON.stringify(head, null, 1).slice(0, -2)},\n "figures": [\n${figures}\n]}\n`);
  }
}

/** @param {{ system: string, what: string, at: string }} figure */
const keyOf = ({ system, what, at }) => `${system} ${what} ${at}`;
