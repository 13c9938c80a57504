//! How files arrive: chosen, dropped anywhere on the page, or pasted.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, File, FileList, HtmlInputElement};

use super::state::ImportState;
use super::work::take_files;
use crate::ui::context::App;

/// Takes files that are dropped or pasted while the page is shown. Says whether some hover over it.
pub(super) fn listen(app: App, state: ImportState) -> ReadSignal<bool> {
    let (over, set_over) = signal(false);
    let take = move |list: Option<FileList>| take_files(app, state, files_of(list));
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
                take(event.data_transfer().and_then(|data| data.files()));
            }
        }),
        window_event_listener(ev::paste, move |event| {
            if has_files(event.clipboard_data().as_ref()) {
                event.prevent_default();
                take(event.clipboard_data().and_then(|data| data.files()));
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
        let files = files_of(input.files());
        input.set_value("");
        take_files(app, state, files);
    }
}

fn has_files(data: Option<&DataTransfer>) -> bool {
    data.is_some_and(|data| data.types().iter().any(|kind| kind.as_string().as_deref() == Some("Files")))
}

fn files_of(list: Option<FileList>) -> Vec<File> {
    list.map(|list| (0..list.length()).filter_map(|at| list.item(at)).collect()).unwrap_or_default()
}
