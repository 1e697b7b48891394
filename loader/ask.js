// What is asked of the server, by this script and by the program.
import { asked } from "./lazy.js";
import { read, storage } from "./storage.js";

/** A comment goes with the session, if it carries the name of who is signed in. @param {URLSearchParams} form @param {string} server */
const signed = (form, server) => {
  const { name, session } = read(`chuyen:session ${server}`);
  if (name && name === form.get("author_name")) form.set("session", session);
  return form;
};

/**
 * Promises the status and maybe the seconds to wait, and from the next line on the text. What it sends is a form: without
 * a token the browser asks nobody's leave first, so it is one round trip.
 * @param {string} what  method and address @param {string} [fields]  JSON @param {string} [token]
 */
export const ask = async (what, fields, token) => {
  const [method, url] = what.split(" "), server = url.slice(0, url.lastIndexOf("api/"));
  const answer = await fetch(url, {
    method,
    body: fields ? signed(new URLSearchParams(JSON.parse(fields)), server) : undefined,
    headers: token ? { authorization: `Bearer ${token}` } : {},
    cache: token ? "no-store" : "default",
    credentials: "omit",
    signal: AbortSignal.timeout(30_000),
  });
  if (answer.status === 401) await asked().then(({ over }) => over(server, storage), () => {});
  return `${answer.status} ${answer.headers.get("retry-after") ?? ""}\n${await answer.text()}`;
};
