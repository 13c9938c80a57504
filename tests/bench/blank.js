// A blank page served by a service worker: the floor of a warm start.
(async () => {
  await navigator.serviceWorker.register("blank-sw.js");
  await navigator.serviceWorker.ready;
  window.__bench = "{}";
})();
