// Keeps one whole build on the device, so that every address opens without a network.
//
// Only same-origin files of the list below are kept, never an answer of a server. The build is
// all or nothing: each file must have the listed digest, or the old build stays. A new build
// waits until the page says "activate" or no tab is open, so no tab meets another build's files.
"use strict";

// `cargo xtask build` fills these two lines in.
const BUILD = "";
const FILES = {};

const SCOPE = self.registration.scope;
const PREFIX = `fieldbook ${SCOPE} `;
const CACHE = PREFIX + BUILD;
const HASHED = /-[0-9a-f]{12,}(_bg)?\.(js|wasm|css)$/;

const address = (path) => new URL(path, SCOPE).href;
const listed = new Map(Object.keys(FILES).map((path) => [address(path), path]));

/** Fetches one file and makes sure that it belongs to this build. */
async function load(path) {
  const response = await fetch(address(path), {
    cache: HASHED.test(path) ? "default" : "no-cache",
    credentials: "same-origin",
    integrity: FILES[path],
    redirect: "error",
  });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response;
}

/** Takes what did not change from an older build, and the rest from the host. */
async function keep(cache, path, older) {
  if (HASHED.test(path)) {
    for (const old of older) {
      const kept = await old.match(address(path));
      if (kept) return cache.put(address(path), kept);
    }
  }
  return cache.put(address(path), await load(path));
}

async function install() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  const older = await Promise.all(names.map((name) => caches.open(name)));
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(Object.keys(FILES).map((path) => keep(cache, path, older)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** Answers from the kept build; should the browser have dropped a file, from the network. */
async function answer(key, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(key)) ?? fetch(request);
}

if (BUILD !== "") {
  self.addEventListener("install", (event) => event.waitUntil(install()));
  self.addEventListener("activate", (event) => event.waitUntil(activate()));
  self.addEventListener("message", (event) => {
    if (event.data === "activate") self.skipWaiting();
  });
  self.addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== "GET" || !url.href.startsWith(SCOPE)) return;
    const plain = url.origin + url.pathname;
    if (listed.has(plain)) {
      event.respondWith(answer(plain, request));
    } else if (request.mode === "navigate" && !/\.[a-z0-9]+$/i.test(url.pathname)) {
      // An address of the application: the page itself finds out which.
      event.respondWith(answer(SCOPE, request));
    }
  });
}
