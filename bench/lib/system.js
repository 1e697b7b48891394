// What the benchmark has to know of a comment system, and how one is started with threads in it.
import fs from "node:fs";
import path from "node:path";
import { thread } from "./corpus.js";
import { ask } from "./http.js";
import { Program } from "./program.js";

/** @typedef {import("./corpus.js").Comment} Comment */
/** @typedef {import("./http.js").Ask} Ask */
/** @typedef {import("./program.js").Launch} Launch */
/**
 * @typedef {object} System
 * @property {string} name
 * @property {(place: Place) => Launch} launch  a server that keeps its data in the place's folder
 * @property {(place: Place) => void} [prepare]  fills an empty folder; also with the threads, where `seed` is missing
 * @property {{ most: number, store(size: number, comment: Comment, ids: { parent?: string, root?: string }): Ask, id(answer: any): string }} [seed]
 *   stores comments over HTTP, so many at once, and finds the id in the answer
 * @property {(size: number) => Ask} read  what its client asks for first
 * @property {() => Ask} write  a new comment; `__N__` in the body stands for a number never used before
 * @property {{ prefix: string, folder: string }[]} [files]  static files
 * @property {{ prefix: string, strip?: boolean }[]} [served]  what its own server answers, with the prefix or without
 * @property {Form[]} forms
 */
/**
 * One way to put a system on a page.
 * @typedef {object} Form
 * @property {string} name
 * @property {string} title  as readers of the report know it
 * @property {(size: number) => string} [ownPage]  path of a page that the system's own server makes whole
 * @property {(home: string, size: number) => { head?: string, body: string }} [page]  what to put into a host page; `home` is the front's origin
 * @property {boolean} [bringsArticle]  the article is part of it, so the host page has none of its own
 * @property {Selectors} selectors
 * @property {(page: import("playwright-core").Page, text: string) => Promise<void>} fill  types a comment and its author
 */
/**
 * @typedef {object} Selectors
 * @property {string} [host]  an element whose open shadow root is searched too
 * @property {string} thread  what is scrolled to
 * @property {string} comment  the text of a comment
 * @property {string} composer
 * @property {string} submit
 * @property {string} [acknowledged]  around a comment once the server has it; without it, a comment is shown only then
 * @property {string[]} [read]  what else has to be there for the article and its thread to be read
 * @property {{ click: string, shows: string }} [live]  what a click brings up where the page is alive; without it, a composer means life
 */
/**
 * @typedef {object} Place
 * @property {string} folder
 * @property {number} port
 * @property {string[]} origins  of the pages that embed it
 */

/** Threads that pages show. */
export const SIZES = [0, 10, 100, 1000, 5000];

/** Everything the benchmark writes. */
export class Workplace {
  /** Systems that had their data in hands in this run: a newer version brings it up to date, which is not part of a start. @type {Set<string>} */
  #current = new Set();

  /** @param {string} root */
  constructor(root) {
    this.root = path.resolve(root);
    for (const folder of ["data", "run", "log"]) fs.mkdirSync(this.at(folder), { recursive: true });
  }

  /** @param {string[]} names */
  at(...names) { return path.join(this.root, ...names); }

  /** Starts a system on a copy of its data, so that no run changes what the next one finds. @param {System} system @param {Omit<Place, "folder">} place @param {number[]} sizes  threads that have to be there */
  async start(system, place, sizes) {
    await this.#seed(system, place, sizes);
    const folder = this.at("run", system.name);
    fs.rmSync(folder, { recursive: true, force: true });
    fs.cpSync(this.at("data", system.name), folder, { recursive: true, preserveTimestamps: true, filter: (file) => !fs.lstatSync(file).isSocket() });
    return this.#launch(system, { ...place, folder });
  }

  /** @param {System} system @param {Place} place */
  #launch(system, place) {
    return Program.start(system.launch(place), place.port, this.at("log", `${system.name}.log`));
  }

  /** Writes the threads that are missing through the system's own interface. @param {System} system @param {Omit<Place, "folder">} at @param {number[]} sizes */
  async #seed(system, at, sizes) {
    const place = { ...at, folder: this.at("data", system.name) };
    const done = path.join(place.folder, "seeded.json");
    if (!fs.existsSync(done)) {
      fs.rmSync(place.folder, { recursive: true, force: true });
      fs.mkdirSync(place.folder, { recursive: true });
      system.prepare?.(place);
      fs.writeFileSync(done, JSON.stringify(system.seed ? [] : sizes));
    }
    /** @type {number[]} */
    const seeded = JSON.parse(fs.readFileSync(done, "utf8"));
    const missing = sizes.filter((size) => size && !seeded.includes(size));
    if (!missing.length && this.#current.has(system.name)) return;
    this.#current.add(system.name);
    const program = await this.#launch(system, place);
    try {
      for (const size of missing) {
        console.error(`${system.name}: writing a thread of ${size}`);
        await write(system, place.port, size);
        seeded.push(size);
        fs.writeFileSync(done, JSON.stringify(seeded));
      }
    } finally {
      await program.stop();
    }
  }
}

/** @param {System} system @param {number} port @param {number} size */
async function write({ name, seed }, port, size) {
  if (!seed) throw new Error(`${name} has no thread of ${size}: remove its folder in data/ to prepare it anew`);
  /** @type {Promise<string>[]} */
  const ids = [];
  /** @type {Set<Promise<unknown>>} */
  const underway = new Set();
  for (const comment of thread(size)) {
    if (underway.size >= seed.most) await Promise.race(underway);
    const stored = (async () => {
      const parent = comment.parent === undefined ? undefined : await ids[comment.parent];
      const root = comment.parent === undefined ? undefined : await ids[comment.root];
      const { status, body } = await ask(port, seed.store(size, comment, { parent, root }));
      const id = status < 300 ? seed.id(JSON.parse(body.toString())) : undefined;
      if (id === undefined) throw new Error(`${name} answered ${status} to a new comment: ${body.toString().slice(0, 300)}`);
      return id;
    })();
    ids[comment.index] = stored;
    const done = stored.finally(() => underway.delete(done));
    underway.add(done);
  }
  await Promise.all(underway);
}
