//! Web Locks: what one tab has at a time, and what all may have at once. Reached by reflection,
//! since the bindings count them as unstable.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::ports::store::Held;

/// How long a tab waits for another: longer than any write takes.
const PATIENCE_MS: i32 = 5_000;

/// Waits for a lock, `exclusive` or `shared`. Where the browser has none, refuses, or lets another
/// page keep it for long, there is no lock and no more waiting.
pub(super) async fn hold(name: &str, mode: &str) -> Held {
    request(name, mode).await.unwrap_or_default()
}

async fn request(name: &str, mode: &str) -> Option<Held> {
    let window = web_sys::window()?;
    let locks = Reflect::get(&window.navigator(), &"locks".into()).ok()?;
    let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    let (granted, grant) = promise();
    // The browser holds the lock until this is kept.
    let (released, release) = promise();
    let told = grant.clone();
    let on_granted = Closure::once_into_js(move |_lock: JsValue| {
        drop(told.call0(&JsValue::UNDEFINED));
        released
    });
    let options = js_sys::Object::new();
    Reflect::set(&options, &"mode".into(), &mode.into()).ok()?;
    let asked = request.call3(&locks, &name.into(), &options, &on_granted).ok()?;
    let timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(&grant, PATIENCE_MS).ok()?;
    // What was asked for ends before it is granted only where it is refused.
    let outcome = JsFuture::from(Promise::race(&Array::of2(&granted, &asked))).await;
    window.clear_timeout_with_handle(timer);
    outcome.ok()?;
    Some(Held::until(move || drop(release.call0(&JsValue::UNDEFINED))))
}

/// A promise and what keeps it.
fn promise() -> (Promise, Function) {
    let mut keep = None;
    let promise = Promise::new(&mut |resolve, _reject| keep = Some(resolve));
    // The browser calls back before it returns.
    (promise, keep.unwrap_or_default())
}
