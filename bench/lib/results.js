// What was measured, as it is written to a file.
import fs from "node:fs";
import os from "node:os";

/** @typedef {{ system: string, what: string, at: string, values: number[] }} Figure */

export class Results {
  #begun = new Date();
  /** @type {Map<string, Figure>} */
  #figures = new Map();

  /** @param {{ quick: boolean, titles: Record<string, string>, versions: Record<string, string> }} run */
  constructor(run) { this.run = run; }

  /** Adds one value to those measured of the same thing. @param {string} system @param {string} what @param {string | number} at  under which circumstances @param {number | undefined} value */
  add(system, what, at, value) {
    if (value === undefined || Number.isNaN(value)) return;
    const key = `${system} ${what} ${at}`;
    const figure = this.#figures.get(key) ?? { system, what, at: String(at), values: [] };
    figure.values.push(Math.round(value * 1000) / 1000);
    this.#figures.set(key, figure);
    console.error(`${key}: ${value.toFixed(1)}`);
  }

  /** One line for each figure, so that two runs can be compared. @param {string} file */
  save(file) {
    const [cpu] = os.cpus();
    const machine = `${os.cpus().length} × ${cpu.model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GB`;
    const head = { ...this.run, machine, begun: this.#begun.toISOString(), seconds: Math.round((Date.now() - this.#begun.getTime()) / 1000) };
    const figures = [...this.#figures.values()].map((figure) => JSON.stringify(figure)).join(",\n");
    fs.writeFileSync(file, `${JSON.stringify(head, null, 1).slice(0, -2)},\n "figures": [\n${figures}\n]}\n`);
  }
}
