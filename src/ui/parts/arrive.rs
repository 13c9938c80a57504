//! Files that come to a page: dropped anywhere on it, or chosen.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, File, FileList, HtmlInputElement};

/// Takes files that are dropped while the page is shown. Says whether some hover over it.
pub(in crate::ui) fn dropped(take: impl Fn(Vec<File>) + 'static) -> ReadSignal<bool> {
    let (over, set_over) = signal(false);
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
                take(files_of(event.data_transfer().and_then(|data| data.files()).as_ref()));
            }
        }),
    ];
    on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
    over
}

/// The files of an input, which is emptied so that the same file may be chosen again.
pub(in crate::ui) fn chosen(event: &ev::Event) -> Vec<File> {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let files = input.as_ref().map(|input| files_of(input.files().as_ref()));
    if let Some(input) = input {
        input.set_value("");
    }
    files.unwrap_or_default()
}

/// Whether what is dragged or pasted holds files.
pub(in crate::ui) fn has_files(data: Option<&DataTransfer>) -> bool {
    data.is_some_and(|data| data.types().iter().any(|kind| kind.as_string().as_deref() == Some("Files")))
}

/// The files of a list.
pub(in crate::ui) fn files_of(list: Option<&FileList>) -> Vec<File> {
    list.into_iter().flat_map(|list| (0..list.length()).filter_map(|at| list.item(at))).collect()
}
