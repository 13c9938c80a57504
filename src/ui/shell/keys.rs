//! Keys that work everywhere: undo, redo, and the table of keys.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::ui::context::App;

/// Listens for keys while the shell is shown.
pub(super) fn listen(app: App) {
    let handle = window_event_listener(ev::keydown, move |event| {
        if event.default_prevented() || is_typing(&event) {
            return;
        }
        let command = event.ctrl_key() || event.meta_key();
        match event.key().to_lowercase().as_str() {
            "z" if command && event.shift_key() => app.redo(),
            "z" if command => app.undo(),
            "y" if command => app.redo(),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || handle.remove());
}

/// Whether the key goes into a field, where it belongs to the text.
fn is_typing(event: &ev::KeyboardEvent) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    element.is_some_and(|element| {
        element
            .closest("input:not([type=checkbox]):not([type=radio]), textarea, select, dialog[open]")
            .ok()
            .flatten()
            .is_some()
    })
}
