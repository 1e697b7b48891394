// nginx with a file: as fast as bytes leave this machine. What it serves is an answer of ours, byte for byte.
import fs from "node:fs";
import path from "node:path";
import { Program } from "../lib/program.js";

/** @typedef {import("../lib/http.js").Answer} Answer */

/** Starts it with answers to serve by name, each under `/name`. @param {string} folder @param {number} port @param {Record<string, Answer>} answers */
export function nginx(folder, port, answers) {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(path.join(folder, "tmp"), { recursive: true });
  const locations = Object.entries(answers).map(([name, { headers, body }]) => {
    fs.writeFileSync(path.join(folder, name), body);
    const coding = headers["content-encoding"];
    return `location = /${name} { default_type "${headers["content-type"]}"; ${coding ? `add_header Content-Encoding ${coding};` : ""} }`;
  });
  const file = path.join(folder, "nginx.conf");
  fs.writeFileSync(file, `
daemon off;
user root;
worker_processes auto;
pid ${folder}/nginx.pid;
events { worker_connections 512; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  open_file_cache max=16;
  types { }
  ${["client_body", "fastcgi", "proxy", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder}/tmp;`).join(" ")}
  server {
    listen 127.0.0.1:${port};
    root ${folder};
    ${locations.join("\n    ")}
  }
}
`);
  const launch = { command: "nginx", args: ["-c", file, "-e", path.join(folder, "error.log")], ready: "/" };
  return Program.start(launch, port, path.join(folder, "log"));
}
