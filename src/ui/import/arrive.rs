//! How files arrive: chosen, dropped anywhere on the page, or pasted.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, File};

use super::state::ImportState;
use super::work::{Source, take};
use crate::ui::context::App;
use crate::ui::parts::arrive::{self, dropped, files_of, has_files};

/// Takes files that are dropped or pasted while the page is shown. Says whether some hover over it.
pub(super) fn listen(app: App, state: ImportState) -> ReadSignal<bool> {
    let paste = window_event_listener(ev::paste, move |event| {
        if has_files(event.clipboard_data().as_ref()) {
            event.prevent_default();
            let list = event.clipboard_data().and_then(|data| data.files());
            take(app, state, sources(files_of(list.as_ref())));
        } else if !is_typing(event.target()) {
            let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
            if let Some(text) = text.filter(|text| text.contains(['\t', '\n'])) {
                event.prevent_default();
                take_text(app, state, text);
            }
        }
    });
    on_cleanup(move || paste.remove());
    dropped(move |files| take(app, state, sources(files)))
}

/// Takes the files of an input.
pub(super) fn chosen(app: App, state: ImportState, event: &ev::Event) {
    take(app, state, sources(arrive::chosen(event)));
}

fn sources(files: Vec<File>) -> Vec<Source> {
    files.into_iter().map(Source::File).collect()
}

/// Takes cells copied from a spreadsheet, under a name that no other file has.
pub(super) fn take_text(app: App, state: ImportState, text: String) {
    let named = |n: usize| t!(app, "import-pasted", n = n);
    let is_free = |name: &String| state.bytes_of(name).is_none();
    if let Some(name) = (1..1_000).map(named).find(is_free) {
        take(app, state, vec![Source::Text(name, text)]);
    }
}

/// Whether what is pasted goes into a field.
fn is_typing(target: Option<EventTarget>) -> bool {
    let element = target.and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}
