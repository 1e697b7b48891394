// A reader without an account: a token tells the server one from another, and nothing else of them.
import { keep, kept } from "./storage.js";

/** Asks the server as this reader. A token that is not good any more is replaced, once. @param {string} server @param {(token: string) => Promise<Response>} ask @returns {Promise<Response>} */
export const asReader = async (server, ask) => {
  const key = `chuyen:reader ${server}`, token = kept(key);
  const answer = token ? await ask(token) : undefined;
  if (answer && answer.status !== 401) return answer;
  const given = await fetch(server + "api/v1/reader", { method: "POST", credentials: "omit" });
  if (!given.ok) return given;
  const { reader_token } = await given.json();
  keep(key, reader_token);
  return ask(reader_token);
};
