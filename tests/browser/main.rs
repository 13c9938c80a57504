//! Tests of what only a real browser can show: `IndexedDB`, `Intl`, local settings.
//!
//! On the host this is an empty program: the room under test is compiled for wasm32 only.

#[cfg(target_arch = "wasm32")]
#[path = "../conformance/mod.rs"]
mod conformance;
#[cfg(target_arch = "wasm32")]
mod format;
#[cfg(target_arch = "wasm32")]
mod ports;
#[cfg(target_arch = "wasm32")]
mod saved;
#[cfg(target_arch = "wasm32")]
mod store;
#[cfg(target_arch = "wasm32")]
mod zone;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
