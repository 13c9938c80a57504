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

  // The service worker keeps one whole build for use without a network. A new build waits until
  // the person agrees: the application hears "fieldbook:update" (or finds data-update on the root
  // element) and answers with "fieldbook:apply-update".
  const workers = navigator.serviceWorker;
  if (!workers || new URLSearchParams(location.search).has("nosw")) return;
  const updating = workers.controller !== null;
  workers.addEventListener("controllerchange", () => {
    if (updating) location.reload();
  });

  function announce() {
    root.dataset.update = "ready";
    dispatchEvent(new Event("fieldbook:update"));
  }
  async function register() {
    const registration = await workers.register(new URL("sw.js", document.baseURI).href, {
      updateViaCache: "none",
    });
    addEventListener("fieldbook:apply-update", () => registration.waiting?.postMessage("activate"));
    if (registration.waiting && workers.controller) announce();
    registration.addEventListener("updatefound", () => {
      const next = registration.installing;
      next?.addEventListener("statechange", () => {
        if (next.state === "installed" && workers.controller) announce();
      });
    });
  }
  // After loading, so that filling the cache does not slow the first screen down.
  addEventListener("load", () => {
    register().catch((error) => console.warn("Not kept for use offline:", error.message));
  });
})();
