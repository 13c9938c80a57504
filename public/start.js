// Loads the application. An external module, so that the Content-Security-Policy needs no hole;
// the hashed file names stand in the attributes of the element that loads it.
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
const { default: init } = await import(js);
await init({ module_or_path: wasm });
