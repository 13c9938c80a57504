//! The control of a file: chosen, dropped, or taken with the camera of a phone.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, HtmlInputElement};

use super::control::described;
use super::entry::Entry;
use crate::exchange::values;
use crate::ui::context::App;
use crate::ui::parts::file::{FileShown, take};
use crate::ui::parts::icon::Icon;

/// The control.
pub(super) fn file(app: App, entry: &Entry) -> AnyView {
    let (id, text, error) = (entry.id(), entry.text, entry.error);
    let is_busy = RwSignal::new(false);
    let is_over = RwSignal::new(false);
    let chosen = Memo::new(move |_| text.with(|text| values::file(text)));
    let receive = move |file: web_sys::File| {
        is_busy.set(true);
        error.set(None);
        spawn_local(async move {
            let taken = take(app, &file).await;
            // The form may have been left while the file was read.
            if is_busy.try_set(false).is_some() {
                return;
            }
            match taken {
                Ok(file) => text.set(values::write_file(&file)),
                Err(why) => error.set(Some(why)),
            }
        });
    };
    let pick = move |event: leptos::ev::Event| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        let file = input.files().and_then(|files| files.get(0));
        // The same file may be chosen again.
        input.set_value("");
        if let Some(file) = file {
            receive(file);
        }
    };
    let drop_in = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(false);
        let file = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0));
        if let Some(file) = file {
            receive(file);
        }
    };
    let over = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(true);
    };
    let shown = move || {
        chosen.get().map(|file| {
            let label = t!(app, "file-remove", name = file.name.as_str());
            view! {
                <span class="row">
                    <FileShown file=file/>
                    <button class="button button-quiet button-icon" type="button" aria-label=label on:click=move |_| text.set(String::new())><Icon name="trash"/></button>
                </span>
            }
        })
    };
    let another = move || if chosen.with(Option::is_some) { t!(app, "file-other") } else { t!(app, "file-choose") };
    let state = move || is_busy.get().then(|| t!(app, "file-reading"));
    let (described, named) = (described(entry), format!("{id}-label"));
    view! {
        <div class="kept-file-control" class:is-over=move || is_over.get() role="group" id=id tabindex="-1" aria-labelledby=named aria-describedby=described
            on:drop=drop_in on:dragover=over on:dragleave=move |_| is_over.set(false)>
            {shown}
            <span class="row">
                <label class="button file-button"><Icon name="import"/><span>{another}</span><input class="only-heard" type="file" on:change=pick/></label>
                <label class="button file-button touch-only"><Icon name="plus"/><span>{t!(app, "file-photo")}</span><input class="only-heard" type="file" accept="image/*" capture="environment" on:change=pick/></label>
                <span class="field-hint">{t!(app, "file-drop")}</span>
            </span>
            <p class="field-hint" role="status">{state}</p>
        </div>
    }
    .into_any()
}
