//! Long work on the page, in slices so that it stays alive.

use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Milliseconds of one slice: half a frame; longer while nobody looks, since pauses are long then.
pub(super) fn slice() -> i64 {
    if document().hidden() { 200 } else { 8 }
}

/// Lets the browser do what else there is to do.
pub(super) async fn pause() {
    let promise = js_sys::Promise::new(&mut |resolve, _| drop(window().set_timeout_with_callback(&resolve)));
    drop(JsFuture::from(promise).await);
}
