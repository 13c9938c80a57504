//! Two fingers that zoom. Cards give way to rows and rows to squares under them, so that what they went
//! down on may leave the page: what they do is told to it nonetheless, and is heard there.

use std::cell::RefCell;
use std::time::Duration;

use leptos::ev::TouchEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::EventTarget;

use super::Zoom;
use crate::pipeline::zoom::pinched;

/// What a finger does after it went down.
const HEARD: [&str; 3] = ["touchmove", "touchend", "touchcancel"];

/// Two fingers that are down.
struct Pinch {
    /// How far apart they were, and the zoom then.
    began: (f64, u8),
    /// What they went down on.
    on: Vec<EventTarget>,
    hears: Closure<dyn Fn(TouchEvent)>,
}

thread_local! {
    /// One pair of fingers zooms at a time.
    static PINCH: RefCell<Option<Pinch>> = const { RefCell::new(None) };
}

impl Drop for Pinch {
    fn drop(&mut self) {
        let hears = self.hears.as_ref().unchecked_ref();
        for (on, name) in self.on.iter().flat_map(|on| HEARD.map(|name| (on, name))) {
            drop(on.remove_event_listener_with_callback(name, hears));
        }
    }
}

/// How far apart two fingers are; `None` where there are not two.
fn apart(event: &TouchEvent) -> Option<f64> {
    let touches = event.touches();
    let (one, two) = (touches.get(0)?, touches.get(1)?);
    let (x, y) = (one.client_x() - two.client_x(), one.client_y() - two.client_y());
    (touches.length() == 2).then(|| f64::from(x).hypot(f64::from(y)))
}

/// A finger goes down: with a second one the zoom follows both until one is lifted.
pub(super) fn begin(zoom: Zoom, event: &TouchEvent) {
    end();
    let Some(apart) = apart(event) else { return };
    let touches = event.touches();
    let on: Vec<EventTarget> = (0..touches.length()).filter_map(|at| touches.get(at)?.target()).collect();
    let hears = Closure::new(move |event: TouchEvent| {
        if event.type_() != "touchmove" || zoom.is_gone() {
            end();
        } else {
            follow(zoom, &event);
        }
    });
    // Not passive: a page that scrolls under the fingers would end it.
    let options = web_sys::AddEventListenerOptions::new();
    options.set_passive(false);
    let callback = hears.as_ref().unchecked_ref();
    for (on, name) in on.iter().flat_map(|on| HEARD.map(|name| (on, name))) {
        drop(on.add_event_listener_with_callback_and_add_event_listener_options(name, callback, &options));
    }
    PINCH.set(Some(Pinch { began: (apart, zoom.now()), on, hears }));
}

fn follow(zoom: Zoom, event: &TouchEvent) {
    let began = PINCH.with_borrow(|pinch| pinch.as_ref().map(|pinch| pinch.began));
    let (Some((began, from)), Some(apart)) = (began, apart(event)) else { return };
    if event.cancelable() {
        event.prevent_default();
    }
    zoom.to(pinched(from, began, apart));
}

/// Lets go of both; what hears of it is gone once it has been heard.
fn end() {
    if let Some(pinch) = PINCH.take() {
        set_timeout(move || drop(pinch), Duration::ZERO);
    }
}
