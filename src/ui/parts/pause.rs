//! Long work on the page, in slices.

use leptos::prelude::document;
use wasm_bindgen_futures::JsFuture;

/// Milliseconds of one slice: half a frame; longer while nobody looks, since pauses are long then.
pub(in crate::ui) fn slice() -> i64 {
    if document().hidden() { 200 } else { 8 }
}

/// Lets the browser do what else there is to do.
pub(in crate::ui) async fn pause() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        drop(leptos::prelude::window().set_timeout_with_callback(&resolve));
    });
    drop(JsFuture::from(promise).await);
}
