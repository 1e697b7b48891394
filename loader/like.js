// Likes, for every thread on the page: what the reader likes is kept here, and a token tells the server one reader from another.
import { keep, kept } from "./storage.js";

/** The last wish about each comment: over once the server knows it, or cannot be reached. @type {Map<string, { told: Promise<unknown> }>} */
const wishes = new Map();

/** @param {string} server @param {string} comment @param {boolean} liked @returns {Promise<number>} */
const tell = async (server, comment, liked) => {
  const key = `chuyen:reader ${server}`, token = kept(key);
  /** @param {string} token */
  const ask = (token) => fetch(`${server}api/v1/comments/${comment}/like`, { method: liked ? "PUT" : "DELETE", headers: { authorization: `Bearer ${token}` }, credentials: "omit" });
  let answer = token ? await ask(token) : undefined;
  // A token that is not good any more is replaced, once.
  if (!answer || answer.status === 401) {
    const { reader_token } = await (await fetch(server + "api/v1/reader", { method: "POST", credentials: "omit" })).json();
    keep(key, reader_token);
    answer = await ask(reader_token);
  }
  if (!answer.ok) throw answer;
  return (await answer.json()).likes;
};

/** Has the reader like a comment, or no longer. Promises how many do, or nothing if the reader wanted something else before this could be told. @param {string} thread  server and article @param {string} comment @param {boolean} liked */
export const like = (thread, comment, liked) => {
  const key = `chuyen:likes ${thread}`;
  /** @param {boolean} [liked] */
  const note = (liked) => {
    const others = (kept(key) ?? "").split(" ").filter((id) => id !== comment);
    keep(key, (liked ? [...others, comment] : others).join(" ").trim());
  };
  note(liked);
  const before = wishes.get(comment)?.told;
  /** @type {{ told: Promise<unknown> }} */
  const wish = { told: Promise.resolve() };
  wishes.set(comment, wish);
  const answer = (async () => {
    await before;
    return wishes.get(comment) === wish ? tell(thread.split(" ")[0], comment, liked) : undefined;
  })();
  wish.told = answer.catch(() => wishes.get(comment) === wish && note(!liked));
  return answer;
};
