// Everything that what the server rendered cannot do by itself: answers the reader until the program is there, and wakes it.
import { ask } from "./ask.js";
import { check } from "./attributes.js";
import { count, isEmpty, keepDraft, open, restore, send, show, takeBack, unsent, written } from "./composer.js";
import { asked, rare } from "./lazy.js";
import { live } from "./live.js";
import { watch } from "./pictures.js";
import { program, serve } from "./program.js";
import { quote } from "./quote.js";
import { press } from "./share.js";
import { kept, memory, storage } from "./storage.js";
import { swap } from "./swap.js";

/** @import { Scene } from "./element.js" */

/** How near the thread has to come to be woken. */
const NEAR = "500px";
/** What a press on it does needs the program. */
const CONTROLS = "[data-deed],[data-order],.chuyen-list-button,.chuyen-comment-time";

/** No new tab is wanted, nor anything else. @param {MouseEvent} event */
const isPlain = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

/**
 * `like(thread)` is what the reader likes there, ids with a space between; `like(thread, comment, liked)` promises how many
 * like it then, see like.js.
 * @param {string} thread  server and article @param {string} [comment] @param {boolean} [liked]
 */
const like = (thread, comment, liked = false) => comment ? rare().then(({ like }) => like(thread, comment, liked)) : kept(`chuyen:likes ${thread}`) ?? "";

const pause = () => new Promise((next) => setTimeout(next));

/** @param {Scene} scene */
export const attend = (scene) => {
  const { host, root, server, options, lang, signal, fragment, url = "" } = scene;
  check(options);
  serve(host, signal, (error) => {
    host.tell("error", { kind: "trap", message: `the widget broke: ${error}` });
    host.restart();
  });
  /** @param {unknown} error */
  const failed = (error) => complain(scene, error);
  /** @param {EventTarget} on @param {string} type @param {(event: any) => void} answer @param {boolean} [capture] */
  const listen = (on, type, answer, capture) => on.addEventListener(type, answer, { signal, capture });
  listen(root, "click", async ({ target }) => {
    const pressed = target.closest("[data-ask]");
    if (!pressed) return;
    delete pressed.dataset.fault;
    try {
      const does = await asked();
      does[/** @type {"preview" | "report" | "signIn"} */ (pressed.dataset.ask)](pressed, scene, storage);
    } catch (error) {
      pressed.dataset.fault = lang === "en" ? "not loaded" : "chưa tải được";
      failed(error);
    }
  });
  listen(root, "focusin", ({ target }) => {
    if (target.form && kept(`chuyen:session ${server}`)) asked().then(({ greet }) => greet(scene, storage), () => {});
  });
  if (!fragment) return rare().then(({ mount }) => mount(scene, { program, ask, like, live }, failed));

  watch(host, lang, signal);
  listen(host, "click", ({ target }) => {
    const button = target.closest?.("[data-frame]");
    if (button) rare().then(({ play }) => play(button));
  });
  listen(root, "click", (event) => {
    const pressed = event.target.closest("[data-target]");
    if (!pressed || !isPlain(event)) return;
    const shared = () => host.tell("share", { target: pressed.dataset.target, url });
    if (pressed.href) shared();
    else press(pressed, url, async () => (await rare()).words[lang]).then((done) => done && shared(), () => {}); // the reader closed the sheet
  });
  listen(root, "keydown", (event) => {
    const { key, target, isComposing } = event;
    if (/^[jkpo]$/.test(key) && isPlain(event) && !isComposing && target.closest(".chuyen-thread") && !target.matches("input,textarea")) rare().then(({ walk }) => walk(key, root));
  });
  quote(root, scene.thread ?? "", listen);
  const section = /** @type {HTMLElement | null} */ (root.querySelector(".chuyen-thread"));
  if (section) animate(section, scene);
  const missed = scene.missed ?? [];
  scene.missed = undefined;
  for (const target of missed) if (target instanceof HTMLFormElement) target.requestSubmit(); else target.click();
};

/** Answers for the thread until its program does, and brings that. @param {HTMLElement} section @param {Scene} scene */
const animate = (section, scene) => {
  const { host, server, signal, paths, fragment, thread = "", url } = scene;
  /** Has the program that is there take over at once. @type {((pressed?: HTMLElement) => void) | undefined} */
  let hurry;
  /** @type {Promise<void> | undefined} */
  let waking;
  /** What was pressed last while the program was on its way. @type {HTMLElement | undefined} */
  let wanted;
  /** @param {unknown} error */
  const failed = (error) => complain(scene, error);
  /** Brings the program, which presses again what was pressed already. @param {HTMLElement} [pressed] */
  const wake = (pressed) => {
    wanted = pressed ?? wanted;
    if (pressed) hurry?.(pressed);
    return (waking ??= (async () => {
      // @ts-ignore: not every browser renders ahead
      if (document.prerendering) await new Promise((seen) => document.addEventListener("prerenderingchange", seen, { once: true }));
      const { wake } = await program(server + paths["islands.js"], server + paths["islands.wasm"]);
      await pause(); // to start the program is enough for one task
      if (signal.aborted) return;
      hurry = swap(section, (root, rendered) => wake(host, root, { server, url, fragment, memory, ask, like, live, rendered }), failed, signal);
      if (wanted) hurry(wanted);
    })().catch((error) => {
      waking = undefined;
      failed(error);
      throw error;
    }));
  };
  const nudge = () => void wake().catch(() => {});
  if (unsent(thread) || location.hash.startsWith("#chuyen-c-")) nudge();
  // @ts-ignore: not every browser tells
  if (!navigator.connection?.saveData) {
    const observer = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && nudge(), { rootMargin: NEAR });
    observer.observe(section);
    signal.addEventListener("abort", () => observer.disconnect());
  }

  /** @param {string} type @param {(event: any) => void} answer */
  const listen = (type, answer) => section.addEventListener(type, answer, { signal });
  listen("pointerdown", nudge);
  listen("focusin", nudge);
  listen("click", (event) => {
    const pressed = event.target.closest(CONTROLS);
    if (!pressed || !isPlain(event)) return;
    event.preventDefault();
    wake(pressed).catch(() => pressed.href && location.assign(pressed.href));
  });
  const form = section.querySelector("form");
  if (form) compose(form, scene, { wake, hurry: () => hurry });
};

/** Answers the composer: keeps what is typed, sends it. @param {HTMLFormElement} form @param {Scene} scene @param {{ wake(pressed?: HTMLElement): Promise<void>, hurry(): ((pressed?: HTMLElement) => void) | undefined }} program */
const compose = (form, { host, signal, thread = "" }, { wake, hurry }) => {
  /** @param {string} type @param {(event: any) => void} answer */
  const listen = (type, answer) => form.addEventListener(type, answer, { signal });
  /** Was it sent, and nothing typed since? */
  let isSent = false;
  restore(form, thread);
  listen("focusin", () => open(form));
  listen("input", () => {
    isSent = false;
    count(form);
    keepDraft(form, thread);
  });
  listen("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  listen("submit", (event) => {
    event.preventDefault();
    if (isSent && isEmpty(form)) return; // the second click of two
    const button = /** @type {HTMLElement} */ (form.querySelector("[type=submit]"));
    // A program that is there does it itself, and has words for what is wrong.
    if (hurry()) return hurry()?.(button);
    const entry = written(form, thread);
    if (!entry) return wake(button).catch(() => {});
    isSent = true;
    const say = show(form, entry);
    let wait_ms = 1000;
    const deliver = () => send(entry, thread, form.action).then(({ id, status }) => {
      say(status);
      host.tell("comment", { id, status });
    }, (problem) => {
      // Why it was refused, the program has words for.
      if (problem.status < 500 && problem.status !== 429) return wake().then(() => hurry()?.(), () => {
        takeBack(form, thread, entry);
        say("refused", problem.message);
      });
      say("waiting");
      setTimeout(() => signal.aborted || hurry() || deliver(), (wait_ms = Math.min(2 * wait_ms, 60_000)));
    });
    say("sending");
    deliver();
    // What was written is on its way: nothing in the composer is left to be disturbed, unless the reader goes on writing.
    wake().then(() => isEmpty(form) && hurry()?.(), () => {});
  });
};

/** Pages that were told already. @type {WeakSet<AbortSignal>} */
const told = new WeakSet();
/** Says in the console and to the page why there is no program, once. @param {Scene} scene @param {unknown} error */
const complain = ({ host, server, signal }, error) => {
  if (told.has(signal)) return;
  told.add(signal);
  const isBlocked = error instanceof WebAssembly.CompileError;
  const message = isBlocked ? "this page's Content-Security-Policy has no 'wasm-unsafe-eval' in script-src" : `the widget could not be loaded from ${server}: ${error}`;
  console.error(`chuyen: ${message}`);
  host.tell("error", { kind: isBlocked ? "blocked" : "load", message });
};
