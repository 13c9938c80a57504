//! How files arrive: chosen, dropped anywhere on the page, or pasted.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, Element, EventTarget, FileList, HtmlInputElement};

use super::state::ImportState;
use super::work::{Source, take};
use crate::ui::context::App;

/// Takes files that are dropped or pasted while the page is shown. Says whether some hover over it.
pub(super) fn listen(app: App, state: ImportState) -> ReadSignal<bool> {
    let (over, set_over) = signal(false);
    let take_list = move |list: Option<FileList>| take(app, state, files_of(list.as_ref()));
    let handles = [
        // Without this the browser would leave the page to show the file.
        window_event_listener(ev::dragover, move |event| {
            if has_files(event.data_transfer().as_ref()) {
                event.prevent_default();
                set_over.set(true);
            }
        }),
        window_event_listener(ev::dragleave, move |event| {
            if event.related_target().is_none() {
                set_over.set(false);
            }
        }),
        window_event_listener(ev::drop, move |event| {
            if has_files(event.data_transfer().as_ref()) {
                event.prevent_default();
                set_over.set(false);
                take_list(event.data_transfer().and_then(|data| data.files()));
            }
        }),
        window_event_listener(ev::paste, move |event| {
            if has_files(event.clipboard_data().as_ref()) {
                event.prevent_default();
                take_list(event.clipboard_data().and_then(|data| data.files()));
            } else if !is_typing(event.target()) {
                let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
                if let Some(text) = text.filter(|text| text.contains(['\t', '\n'])) {
                    event.prevent_default();
                    take_text(app, state, text);
                }
            }
        }),
    ];
    on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
    over
}

/// Takes the files of an input, and empties it so that the same file may be chosen again.
pub(super) fn chosen(app: App, state: ImportState, event: &ev::Event) {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    if let Some(input) = input {
        let files = files_of(input.files().as_ref());
        input.set_value("");
        take(app, state, files);
    }
}

fn has_files(data: Option<&DataTransfer>) -> bool {
    data.is_some_and(|data| data.types().iter().any(|kind| kind.as_string().as_deref() == Some("Files")))
}

fn files_of(list: Option<&FileList>) -> Vec<Source> {
    let files = list.into_iter().flat_map(|list| (0..list.length()).filter_map(|at| list.item(at)));
    files.map(Source::File).collect()
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
