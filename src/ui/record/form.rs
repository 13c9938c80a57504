//! A form over the fields of a collection: says what is wrong, keeps what was typed.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::control::control;
use super::entry::{Entry, read_all};
use crate::book::command::Change;
use crate::ui::context::use_app;
use crate::ui::parts::count;
use crate::ui::parts::icon::Icon;

/// The form.
#[component]
pub(super) fn Form(
    /// Its fields.
    entries: Vec<Entry>,
    /// Called with every value once all can be read.
    on_save: Callback<Vec<Change>>,
    /// Called when it is left.
    on_cancel: Callback<()>,
) -> impl IntoView {
    let app = use_app();
    let wrongs = RwSignal::new(0_usize);
    let controls: Vec<_> = entries.iter().map(|entry| control(app, entry)).collect();
    let entries = StoredValue::new(entries);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match entries.with_value(|entries| read_all(app, entries)) {
            Ok(values) => {
                wrongs.set(0);
                on_save.run(values);
            }
            Err(count) => {
                wrongs.set(count);
                entries.with_value(|entries| focus_first(entries));
            }
        }
    };
    let leave = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && !event.default_prevented() {
            event.stop_propagation();
            on_cancel.run(());
        }
    };
    let summary = move || {
        let count = wrongs.get();
        (count > 0).then(|| {
            view! {
                <div class="notice notice-bad field-wide" role="alert">
                    <Icon name="alert"/>
                    <p class="notice-title">{t!(app, "form-wrong", n = count::counted(&app, count))}</p>
                    <p>{t!(app, "form-wrong-text")}</p>
                </div>
            }
        })
    };
    view! {
        <form class="form form-2" novalidate=true on:submit=submit on:keydown=leave>
            {summary}
            {controls}
            <div class="form-acts">
                <button class="button" type="button" on:click=move |_| on_cancel.run(())>{t!(app, "cancel")}</button>
                <button class="button button-primary" type="submit">{t!(app, "form-save")}</button>
            </div>
        </form>
    }
}

/// Moves focus to the first field that is wrong.
fn focus_first(entries: &[Entry]) {
    let wrong = entries.iter().find(|entry| entry.error.with_untracked(Option::is_some));
    let element = wrong.and_then(|entry| document().get_element_by_id(&entry.id()));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        drop(element.focus());
    }
}
