// What every part of the benchmark is told on the command line.
import { parseArgs } from "node:util";
import { Workplace } from "./system.js";

export function options() {
  const { values } = parseArgs({
    options: {
      work: { type: "string" }, // where peers are installed and data is kept
      server: { type: "string" }, // our program
      browser: { type: "string" },
      out: { type: "string" }, // file of results
      only: { type: "string" }, // names of peers, separated by commas
      repetitions: { type: "string", default: "5" },
      cases: { type: "string" }, // of the page: weigh, load, wake, post; of the server: start, load, cost, streams; of the thread: first, show, posts, streams
      nets: { type: "string" }, // of the page: slow4g, fast
      sizes: { type: "string" }, // of the page's threads
      quick: { type: "boolean", default: false },
    },
  });
  const { work, server, out, only, repetitions, cases, nets, sizes, quick } = values;
  if (!work || !server || !out) throw new Error("--work, --server and --out must be given; `cargo xtask bench` does");
  const names = only?.split(",");
  /** @param {{ name: string }} system */
  const isWanted = ({ name }) => name === "chuyen" || (names?.includes(name) ?? true);
  return { work: new Workplace(work), server, out, quick, cases: cases?.split(","), nets: nets?.split(","), sizes: sizes?.split(",").map(Number), reps: quick ? 2 : Number(repetitions), browser: values.browser ?? "chromium", isWanted };
}
