//! Jobs in a worker: the worker's side.

use std::cell::Cell;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::ports::background::{BackgroundError, Bytes, Known, Told, perform};

/// Milliseconds between two words about the progress.
const PAUSE: f64 = 50.0;

/// Waits for a job among the known ones, does it, and says how that went.
pub fn serve(known: &'static [Known]) {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        tell(&Told::Failed(BackgroundError::Panicked(info.to_string())));
    }));
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let message = Uint8Array::new(&event.data()).to_vec();
        let last = Cell::new(0.0);
        let progress = |progress| {
            let now = js_sys::Date::now();
            if now - last.get() >= PAUSE {
                last.set(now);
                tell(&Told::Progress(progress));
            }
        };
        tell(&match perform(known, &message, &progress) {
            Ok(outcome) => Told::Done(Bytes(outcome)),
            Err(why) => Told::Failed(why),
        });
    });
    scope().set_onmessage(Some(listener.as_ref().unchecked_ref()));
    // It listens as long as the worker lives.
    listener.forget();
    tell(&Told::Ready);
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

fn tell(told: &Told) {
    let buffer = Uint8Array::from(told.to_bytes().as_slice()).buffer();
    // Only what cannot be transferred is refused, and a buffer can.
    drop(scope().post_message_with_transfer(&buffer, &Array::of1(&buffer)));
}
