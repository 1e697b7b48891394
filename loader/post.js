// What is sent to the server, and what comes of it.

/** What came: `said` is what was asked for, or the problem. Status 0: nothing came. @typedef {{ ok: boolean, status: number, said: any }} Reply */

/** @param {Promise<Response>} answer @returns {Promise<Reply>} */
export const reply = (answer) => answer.then(
  async (answer) => ({ ok: answer.ok, status: answer.status, said: await answer.json().catch(() => ({})) }),
  () => ({ ok: false, status: 0, said: {} }),
);

/** As a form, which needs nobody's leave first. @param {string} url @param {Record<string, string>} fields */
export const posted = (url, fields) =>
  fetch(url, { method: "POST", body: new URLSearchParams(fields), credentials: "omit", signal: AbortSignal.timeout(30_000) });
