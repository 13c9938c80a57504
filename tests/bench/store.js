// The floor of saving and opening: the same bytes as the application's, in entries of 500 rows,
// written in one strict transaction; and the same bytes read back as one buffer.
const asked = new URLSearchParams(location.search);
const number = (name) => Number(asked.get(name));

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
const committed = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
function open() {
  const request = indexedDB.open("floor", 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("entries");
    request.result.createObjectStore("buffer");
  };
  return done(request);
}

/** Bytes that do not compress to nothing. */
function noise(length) {
  const words = new Uint32Array(Math.ceil(length / 4));
  let state = 42;
  for (let i = 0; i < words.length; i += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    words[i] = state;
  }
  return new Uint8Array(words.buffer, 0, length);
}

async function save(db) {
  const entries = Math.ceil(number("n") / 500);
  const whole = noise(number("bytes"));
  const each = Math.ceil(whole.length / entries);
  const start = performance.now();
  const transaction = db.transaction("entries", "readwrite", { durability: "strict" });
  const store = transaction.objectStore("entries");
  for (let i = 0; i < entries; i += 1) store.put(whole.slice(i * each, (i + 1) * each), i);
  transaction.commit();
  await committed(transaction);
  return performance.now() - start;
}

async function load() {
  const start = performance.now();
  const db = await open();
  const bytes = await done(db.transaction("buffer").objectStore("buffer").get(0));
  const numbers = new Float64Array(bytes.buffer, 0, Math.floor(bytes.length / 8));
  let sum = 0;
  for (let i = 0; i < numbers.length; i += 1) sum += numbers[i] > 0 ? 1 : 0;
  const time = performance.now() - start;
  db.close();
  if (bytes.length !== number("read") || sum === 0) throw new Error("read something else");
  return time;
}

(async () => {
  await done(indexedDB.deleteDatabase("floor"));
  let db = await open();
  const persist_ms = await save(db);
  const transaction = db.transaction("buffer", "readwrite", { durability: "strict" });
  transaction.objectStore("buffer").put(noise(number("read")), 0);
  await committed(transaction);
  db.close();
  const read_ms = await load();
  window.__bench = JSON.stringify({ persist_ms, read_ms });
})().catch((error) => {
  window.__bench = JSON.stringify({ error: String(error) });
});
