// Artalk's client. Its server, in Go, is on no package registry: what the client asks for is answered by a small
// stand-in from memory, so there are no figures of a server.
import path from "node:path";
import { fileURLToPath } from "node:url";

const unmeasured = () => { throw new Error("this is no real server"); };

/** @param {{ peers: string }} installed  a folder of npm packages @returns {import("../lib/system.js").System} */
export const artalk = ({ peers }) => ({
  name: "artalk",
  launch: ({ port }) => ({
    command: "node", args: [fileURLToPath(new URL("artalk-api.js", import.meta.url)), String(port)],
    ready: "/api/v2/conf",
  }),
  read: unmeasured,
  write: unmeasured,
  files: [{ prefix: "/artalk/", folder: path.join(peers, "node_modules/artalk/dist") }],
  served: [{ prefix: "/api/" }],
  forms: [{
    name: "artalk",
    title: "Artalk 2.9 (its client alone)",
    page: (home, size) => ({
      head: `<link rel="stylesheet" href="${home}/artalk/Artalk.css"><script src="${home}/artalk/Artalk.js"></script>`,
      body: `<div id="artalk"></div>
<script>Artalk.init({ el: "#artalk", pageKey: "/article/${size}", pageTitle: "Bench", server: "${home}", site: "Bench", locale: "en" })</script>`,
    }),
    selectors: {
      thread: "#artalk",
      comment: ".atk-list .atk-comment .atk-content",
      composer: ".atk-main-editor .atk-textarea",
      submit: ".atk-main-editor .atk-send-btn",
    },
    fill: async (page, text) => {
      const box = page.locator(".atk-main-editor");
      await box.locator("input[name=name]").fill("Bench Reader");
      await box.locator("input[name=email]").fill("bench@example.org");
      await box.locator(".atk-textarea").fill(text);
    },
  }],
});
