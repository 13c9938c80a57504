// Runs before everything else: looks, language, the Trusted Types policy, the service worker.
// Nothing in here may keep the application from starting.
"use strict";
(() => {
  const root = document.documentElement;

  function stored(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // Storage may be refused; the defaults serve.
    }
  }

  // The theme and the language are right before the first paint.
  const dark = matchMedia("(prefers-color-scheme: dark)");
  function showTheme() {
    const wanted = stored("fieldbook.theme");
    const chosen = wanted === "light" || wanted === "dark";
    root.dataset.theme = chosen ? wanted : dark.matches ? "dark" : "light";
  }
  showTheme();
  dark.addEventListener("change", showTheme);

  function language() {
    const known = ["en", "zh-Hans", "zh-Hant"];
    const wanted = stored("fieldbook.lang");
    if (known.includes(wanted)) return wanted;
    for (const tag of navigator.languages ?? []) {
      if (/^zh\b.*\b(Hant|TW|HK|MO)\b/i.test(tag)) return "zh-Hant";
      if (/^zh\b/i.test(tag)) return "zh-Hans";
      if (/^en\b/i.test(tag)) return "en";
    }
    return "en";
  }
  root.lang = language();

  // Texts are asked for by the code, which comes over the network first: they come beside it. Where a
  // book is kept, some later page is wanted at once (the loader of its code looks at data-kept).
  function ahead(href) {
    document.head.append(Object.assign(document.createElement("link"), {
      rel: "preload", as: "fetch", crossOrigin: "anonymous", href,
    }));
  }
  ahead(`locales/${root.lang}.ftl`);
  if (stored("fieldbook.kept") === "1") {
    root.dataset.kept = "yes";
    ahead(`locales/${root.lang}-later.ftl`);
  }

  // The one Trusted Types policy. The interface sets static markup through innerHTML: markup may
  // hold no script, no event attribute and no address but relative and harmless ones.
  const forbidden = /<\s*\/?\s*(script|iframe|object|embed|base|meta|link|style)\b|<[^>]*[\s"'/](on[a-z]+|style|srcdoc)\s*=/i;
  const addressed = /<[^>]*?[\s"'/](?:href|src|action|formaction|xlink:href|data)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi;
  const harmless = /^(?:https?:|mailto:|tel:|geo:|[^:&]*$)/i;
  function markup(text) {
    if (forbidden.test(text)) return null;
    for (const [, value] of text.matchAll(addressed)) {
      if (!harmless.test(value.replace(/^["']|["']$/g, "").trim())) return null;
    }
    return text;
  }
  function script(address) {
    const url = new URL(address, document.baseURI);
    return url.origin === location.origin && url.pathname.endsWith(".js") ? address : null;
  }
  try {
    globalThis.trustedTypes?.createPolicy("default", { createHTML: markup, createScriptURL: script });
  } catch (error) {
    console.error(error);
  }

  // What a reload would take away: changes that are not stored yet, and fields of a form that were
  // typed into and not sent.
  const typed = new Set();
  addEventListener("input", ({ target }) => {
    if (target.closest?.("main form, dialog form") && target.type !== "search") typed.add(target);
  }, true);
  addEventListener("submit", ({ target }) => setTimeout(() => {
    if (target.querySelector("[aria-invalid=true]")) return;
    for (const field of typed) if (target.contains(field)) typed.delete(field);
  }, 100), true);
  function atStake() {
    for (const field of typed) if (!field.isConnected) typed.delete(field);
    return typed.size > 0 || document.querySelector(".status[data-state=waiting], .status[data-state=failed], [data-at-stake]") !== null;
  }
  addEventListener("beforeunload", (event) => {
    if (atStake()) event.preventDefault();
  });

  // A panic shows its own screen. Where the machine itself stops the program, nothing of it runs any
  // more: the screen that it has set out is put up here.
  function stopped(error) {
    const overflow = error instanceof RangeError && /wasm/.test(error.stack);
    const screen = document.getElementById("stopped")?.content.firstElementChild;
    if (!(error instanceof WebAssembly.RuntimeError || overflow) || !screen || document.getElementById("panic")) return;
    screen.querySelector("a").href = location.pathname + location.search;
    screen.querySelector("pre").textContent = `${error}\n${error.stack}`.slice(0, 2000);
    // The style sheet is linked in the body, and stays.
    for (const child of document.body.querySelectorAll(":scope > :not(link)")) child.remove();
    document.body.append(screen);
  }
  addEventListener("error", (event) => stopped(event.error));
  addEventListener("unhandledrejection", (event) => stopped(event.reason));

  // The browser's offer to install is kept until the person asks for it: the application hears
  // "fieldbook:install" (or reads data-install on the root element) and answers with
  // "fieldbook:do-install".
  let offer = null;
  function installable(state) {
    root.dataset.install = state;
    dispatchEvent(new Event("fieldbook:install"));
  }
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer = event;
    installable("offered");
  });
  addEventListener("appinstalled", () => installable("done"));
  addEventListener("fieldbook:do-install", () => {
    offer?.prompt();
    offer = null;
    if (root.dataset.install === "offered") installable("asked");
  });

  // The service worker keeps one whole build for use without a network. A new build waits until
  // the person agrees: the application hears "fieldbook:update" (or finds data-update on the root
  // element) and answers with "fieldbook:apply-update". The page, and every other tab, then loads
  // again as soon as that takes nothing away.
  const workers = navigator.serviceWorker;
  if (!workers || new URLSearchParams(location.search).has("nosw")) return;
  const updating = workers.controller !== null;
  workers.addEventListener("controllerchange", () => {
    if (updating) reload();
  });
  function reload() {
    if (!atStake()) return location.reload();
    announce("agreed");
    setTimeout(reload, 500);
  }

  function announce(state) {
    if (root.dataset.update === state) return;
    root.dataset.update = state;
    dispatchEvent(new Event("fieldbook:update"));
  }
  async function register() {
    const registration = await workers.register(new URL("sw.js", document.baseURI).href, {
      updateViaCache: "none",
    });
    addEventListener("fieldbook:apply-update", () => registration.waiting?.postMessage("activate"));
    if (registration.waiting && workers.controller) announce("ready");
    registration.addEventListener("updatefound", () => {
      const next = registration.installing;
      next?.addEventListener("statechange", () => {
        if (next.state === "installed" && workers.controller) announce("ready");
      });
    });
    // A tab that stays open for days asks now and then.
    setInterval(() => registration.update().catch(() => {}), 3_600_000);
  }
  // After loading, so that filling the cache does not slow the first screen down.
  addEventListener("load", () => {
    register().catch((error) => console.warn("Not kept for use offline:", error.message));
  });
})();
