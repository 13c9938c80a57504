// Keeps the blank page and serves it from the cache.
const FILES = ["blank.html", "blank.js"];
self.addEventListener("install", (event) => {
  event.waitUntil(caches.open("blank").then((cache) => cache.addAll(FILES)));
  self.skipWaiting();
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const answer = caches.match(event.request, { ignoreSearch: true });
  event.respondWith(answer.then((kept) => kept ?? fetch(event.request)));
});
