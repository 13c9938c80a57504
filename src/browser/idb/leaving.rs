//! What becomes of a write when its page is left in the middle of it.
//!
//! Chromium and Firefox finish or roll back such a transaction. `WebKit` may leave it standing, and
//! then every later page waits for the database for ever: there it is rolled back as the page goes.
//! What was not acknowledged is not there then, as if the page had gone a moment earlier.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::IdbTransaction;

thread_local! {
    /// The writes under way in this page.
    static UNDER_WAY: RefCell<Vec<IdbTransaction>> = const { RefCell::new(Vec::new()) };
}

/// A write under way, until dropped.
#[derive(Debug)]
pub(super) struct UnderWay(IdbTransaction);

impl UnderWay {
    /// Notes a write.
    pub(super) fn note(transaction: &IdbTransaction) -> Self {
        UNDER_WAY.with_borrow_mut(|writes| {
            if writes.capacity() == 0 {
                listen();
            }
            writes.push(transaction.clone());
        });
        Self(transaction.clone())
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        UNDER_WAY.with_borrow_mut(|writes| writes.retain(|write| *write != self.0));
    }
}

/// Rolls back what is under way when the page is hidden for good, in `WebKit` alone.
fn listen() {
    let Some(window) = web_sys::window() else { return };
    let navigator = window.navigator();
    if !js_sys::Reflect::get(&navigator, &"vendor".into()).is_ok_and(|vendor| vendor == "Apple Computer, Inc.") {
        return;
    }
    let roll_back = Closure::<dyn FnMut()>::new(|| {
        for write in UNDER_WAY.with_borrow(Clone::clone) {
            // One that ended by itself just now refuses, which is as well.
            drop(write.abort());
        }
    });
    // Where the page cannot listen it is as before.
    drop(window.add_event_listener_with_callback("pagehide", roll_back.as_ref().unchecked_ref()));
    roll_back.forget();
}
