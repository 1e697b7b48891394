// One stream of events for each server, shared by every thread on the page: open while the page is seen.

/** A change, as the server tells it. @typedef {{ article_id: string, version: number, comment?: object }} News */
/** Is told of a thread: the thread with what changed, as JSON, or nothing if it has to be fetched anew. @typedef {(news: string | null) => void} Hear */
/** @typedef {{ threads: Map<string, { after: number, hears: Set<Hear> }>, source?: EventSource, timer?: number, wait_ms: number }} Stream */

const FIRST_WAIT_MS = 2_000, LONGEST_WAIT_MS = 60_000;
/** More than so many the server does not tell in one stream; what comes after is not live. */
const MOST_THREADS = 20;

/** @type {Map<string, Stream>} */
const streams = new Map();

/** @param {string} server @param {Stream} stream */
const connect = (server, stream) => {
  stream.source?.close();
  clearTimeout(stream.timer);
  const threads = [...stream.threads].slice(0, MOST_THREADS);
  if (document.hidden || !threads.length) return;
  const source = stream.source = new EventSource(`${server}api/v1/events?articles=${threads.map(([id]) => encodeURIComponent(id))}&after=${threads.map(([, { after }]) => after)}`);
  /** @param {string} type @param {(news: News) => string | null} told */
  const on = (type, told) => source.addEventListener(type, ({ data }) => {
    const news = JSON.parse(data), thread = stream.threads.get(news.article_id);
    if (!thread) return;
    thread.after = news.version;
    for (const hear of thread.hears) hear(told(news));
  });
  on("comment", ({ comment, ...thread }) => JSON.stringify({ ...thread, comments: [comment], next_cursor: null }));
  on("article", (thread) => JSON.stringify({ ...thread, comments: [], next_cursor: null }));
  on("reset", () => null);
  source.onopen = () => stream.wait_ms = FIRST_WAIT_MS;
  // A stream that only broke off, the browser opens again by itself and says what it heard last.
  source.onerror = () => {
    if (source.readyState < EventSource.CLOSED) return;
    stream.timer = setTimeout(() => connect(server, stream), stream.wait_ms * (0.5 + Math.random()));
    stream.wait_ms = Math.min(2 * stream.wait_ms, LONGEST_WAIT_MS);
  };
};

document.addEventListener("visibilitychange", () => streams.forEach((stream, server) => connect(server, stream)));

/** Tells `hear` what happens to a thread after a version, until what is given back is called. @param {string} thread  server and article @param {number} after @param {Hear} hear */
export const live = (thread, after, hear) => {
  const [server, article] = thread.split(" ");
  // The server parts ids by it: such a thread is not live.
  if (article.includes(",")) return () => {};
  /** @type {Stream} */
  const stream = streams.get(server) ?? { threads: new Map(), wait_ms: FIRST_WAIT_MS };
  streams.set(server, stream);
  const told = stream.threads.get(article) ?? { after, hears: new Set() };
  // Who hears twice what they know takes no harm.
  told.after = Math.min(told.after, after);
  told.hears.add(hear);
  stream.threads.set(article, told);
  connect(server, stream);
  return () => {
    told.hears.delete(hear);
    if (told.hears.size) return;
    stream.threads.delete(article);
    connect(server, stream);
  };
};
