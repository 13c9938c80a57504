//! Keys that work everywhere: undo, redo, search, commands, the table of keys.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::ui::context::{App, Over};

/// Listens for keys while the shell is shown.
pub(super) fn listen(app: App) {
    let handle = window_event_listener(ev::keydown, move |event| {
        let command = event.ctrl_key() || event.meta_key();
        let key = event.key().to_lowercase();
        // The palette opens from within a field, too, but not over another dialog.
        let palette = command && key == "k";
        if event.default_prevented() || (is_typing(&event) && (!palette || is_in_dialog())) {
            return;
        }
        match key.as_str() {
            "k" if command => app.over.set(Some(Over::Palette)),
            "/" if !command && !focus_search() => app.over.set(Some(Over::Palette)),
            "/" if !command => {}
            "?" => app.over.set(Some(Over::Keys)),
            "z" if command && event.shift_key() => app.redo(),
            "z" if command => app.undo(),
            "y" if command => app.redo(),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || handle.remove());
}

/// Puts the focus into the search of this page; whether it has one.
fn focus_search() -> bool {
    let field = document().query_selector("main input[type=search]").ok().flatten();
    let field = field.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok());
    field.is_some_and(|field| field.focus().is_ok())
}

fn is_in_dialog() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
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
