// Likes, for every thread on the page: what the reader likes is kept here.
import { asReader } from "./reader.js";
import { keep, kept } from "./storage.js";

/** The last wish about each comment: over once the server knows it, or cannot be reached. @type {Map<string, { told: Promise<unknown> }>} */
const wishes = new Map();

/** @param {string} server @param {string} comment @param {boolean} liked @returns {Promise<number>} */
const tell = async (server, comment, liked) => {
  const answer = await asReader(server, (token) =>
    fetch(`${server}api/v1/comments/${comment}/like`, { method: liked ? "PUT" : "DELETE", headers: { authorization: `Bearer ${token}` }, credentials: "omit" }));
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
