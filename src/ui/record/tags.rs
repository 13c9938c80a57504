//! Labels as chips: one is added by Enter or a comma, and taken off by its button.

use leptos::prelude::*;

use super::control::described;
use super::entry::Entry;
use crate::model::Value;
use crate::ui::context::App;
use crate::ui::parts::icon::Icon;

/// The labels that a text lists.
fn listed(text: &str) -> Vec<String> {
    let tags = text.split([',', '，', '、', ';', '；']).map(str::trim).filter(|tag| !tag.is_empty());
    tags.map(str::to_owned).collect()
}

/// The labels in use in this field, for proposals.
fn known(app: App, collection: &str, at: usize) -> Vec<String> {
    app.peek(|desk| {
        let Some(table) = desk.book().table(collection) else { return Vec::new() };
        let mut known: Vec<String> = Vec::new();
        for row in table.live().iter() {
            if let Some(Value::Tags(tags)) = table.value(row, at) {
                known.extend(tags);
            }
            if known.len() > 2_000 {
                break;
            }
        }
        known.sort();
        known.dedup();
        known
    })
}

/// The control.
pub(super) fn tags(app: App, entry: &Entry) -> AnyView {
    let (id, text, error) = (entry.id(), entry.text, entry.error);
    let being = RwSignal::new(String::new());
    let add = move || {
        // A form that goes away takes the focus with it.
        let more = being.try_get_untracked().unwrap_or_default();
        if more.trim().is_empty() {
            return;
        }
        let mut all = listed(&text.get_untracked());
        all.extend(listed(&more));
        all.dedup();
        being.set(String::new());
        text.set(all.join(", "));
    };
    let drop_one = move |tag: &str| {
        let all: Vec<String> =
            text.with_untracked(|text| listed(text)).into_iter().filter(|have| have != tag).collect();
        text.set(all.join(", "));
    };
    let typed = move |event| {
        let value = event_target_value(&event);
        let ends = value.ends_with([',', '，', '、', ';', '；']);
        being.set(value);
        if ends {
            add();
        }
    };
    let press = move |event: leptos::ev::KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        match event.key().as_str() {
            // What is half typed belongs to what Ctrl+Enter saves.
            "Enter" if event.ctrl_key() || event.meta_key() => return add(),
            "Enter" if !being.with_untracked(|being| being.trim().is_empty()) => add(),
            "Backspace" if being.with_untracked(String::is_empty) => {
                let Some(last) = text.with_untracked(|text| listed(text)).pop() else { return };
                drop_one(&last);
            }
            _ => return,
        }
        event.prevent_default();
    };
    let chip = move |tag: String| {
        let (label, gone) = (t!(app, "tags-remove", name = tag.as_str()), tag.clone());
        view! {
            <button class="chip" type="button" aria-label=label on:click=move |_| drop_one(&gone)>{tag}<Icon name="close" class="icon-small"/></button>
        }
    };
    let list = format!("{id}-list");
    let proposals = known(app, entry.collection, entry.at);
    let proposals: Vec<_> = proposals.into_iter().map(|tag| view! { <option value=tag></option> }).collect();
    let described = described(entry);
    view! {
        <span class="row">{move || text.with(|text| listed(text)).into_iter().map(chip).collect::<Vec<_>>()}</span>
        <input class="input" id=id type="text" list=list.clone() autocomplete="off" aria-describedby=described
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            prop:value=move || being.get() on:input=typed on:keydown=press on:blur=move |_| add()/>
        <datalist id=list>{proposals}</datalist>
    }
    .into_any()
}
