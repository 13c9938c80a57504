//! A form over the fields of a collection: says what is wrong, keeps what was typed.

use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::control::control;
use super::draft;
use super::entry::{Entry, read_all};
use super::lines::{self, LinesTable, Sheet};
use crate::book::command::Change;
use crate::book::whole::Lines;
use crate::model::form::grouped;
use crate::model::{Day, Id, Instant};
use crate::ui::context::{App, use_app};
use crate::ui::list::words::joined;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::{count, field};

/// What a form came to.
#[derive(Clone, Debug)]
pub(super) struct Filled {
    /// Every value.
    pub(super) values: Vec<Change>,
    /// Every line.
    pub(super) lines: Vec<Lines>,
    /// From when dated fields hold; from now on where nothing was said.
    pub(super) from: Option<Instant>,
}

/// The form.
#[component]
pub(super) fn Form(
    /// Its fields.
    entries: Vec<Entry>,
    /// Its lines.
    #[prop(optional)]
    lines: Vec<Sheet>,
    /// The record whose lines they are, where there is one already.
    #[prop(default = None)]
    whole: Option<Id>,
    /// Whether its fields stand in the order given, not in groups.
    #[prop(optional)]
    plain: bool,
    /// What it is called among what was typed and not kept yet.
    name: String,
    /// Whether it asks from when dated fields hold.
    #[prop(optional)]
    dated: bool,
    /// Called with every value once all can be read; whether they were kept.
    on_save: Callback<Filled, bool>,
    /// Called when it is left.
    on_cancel: Callback<()>,
) -> impl IntoView {
    let app = use_app();
    let (wrongs, day) = (RwSignal::new(0_usize), RwSignal::new(String::new()));
    let returned = RwSignal::new(draft::bring_back(app, &name, &entries, &lines));
    let groups = if plain { entries.iter().map(|entry| control(app, entry)).collect() } else { groups(app, &entries) };
    let from = (dated && entries.iter().any(|entry| entry.field.is_timed())).then(|| holds_from(app, &entries, day));
    let tables: Vec<_> =
        lines.iter().map(|sheet| view! { <LinesTable sheet=*sheet alone=entries.is_empty()/> }).collect();
    let (entries, lines, name) = (StoredValue::new(entries), StoredValue::new(lines), StoredValue::new(name));
    // Where the page is left by what is called, nothing of this form is there any more.
    let called = move || name.with_value(Clone::clone);
    let read = move || {
        let values = entries.with_value(|entries| read_all(app, entries));
        match (values, lines.with_value(|lines| lines::read_all(app, lines))) {
            (Ok(values), Ok(lines)) => Ok((values, lines)),
            (values, lines) => Err(values.err().unwrap_or(0) + lines.err().unwrap_or(0)),
        }
    };
    let save = move || match read() {
        Ok((values, lines)) => {
            if wrongs.get_untracked() > 0 {
                wrongs.set(0);
            }
            let today = app.zone().day_of(app.now());
            let from = day.with_untracked(|day| Day::parse(day)).filter(|day| *day != today);
            let from = from.map(|day| app.zone().start_of(day));
            let name = called();
            if on_save.run(Filled { values, lines, from }) {
                draft::forget(&name);
            }
        }
        Err(count) => {
            wrongs.set(count);
            focus_first();
        }
    };
    let leave = move || {
        let name = called();
        on_cancel.run(());
        draft::forget(&name);
    };
    let press = move |event: KeyboardEvent| {
        if event.default_prevented() || event.is_composing() {
            return;
        }
        match event.key().as_str() {
            "Escape" => {
                event.stop_propagation();
                leave();
            }
            "Enter" if event.ctrl_key() || event.meta_key() => {
                event.prevent_default();
                save();
            }
            _ => {}
        }
    };
    // A form that goes away takes the focus with it, and its last event comes too late.
    let note = move || {
        if let Some(name) = name.try_with_value(Clone::clone) {
            entries.try_with_value(|entries| lines.try_with_value(|lines| draft::keep(&name, entries, lines)));
        }
    };
    let discard = move |_| {
        entries.with_value(|entries| entries.iter().for_each(Entry::reset));
        lines.with_value(|lines| lines.iter().for_each(|sheet| sheet.reset(app, whole)));
        name.with_value(|name| draft::forget(name));
        returned.set(false);
    };
    let back = move || {
        returned.get().then(|| view! {
            <div class="notice field-wide" role="status">
                <Icon name="info"/>
                <p>{t!(app, "form-returned")}</p>
                <div class="row"><button class="button" type="button" on:click=discard>{t!(app, "form-discard")}</button></div>
            </div>
        })
    };
    let summary = move || wrongs.try_get().filter(|count| *count > 0).map(|count| summary(app, count));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        save();
    };
    // What is picked or pressed changes after the event of it, so that leaving a field counts, too.
    view! {
        <form class="form form-2" novalidate=true on:submit=submit on:keydown=press on:input=move |_| note() on:change=move |_| note() on:focusout=move |_| note()>
            {back}
            {summary}
            {groups}
            {tables}
            {from}
            <div class="form-acts">
                <button class="button" type="button" on:click=move |_| leave()>{t!(app, "cancel")}</button>
                <button class="button button-primary" type="submit" title=t!(app, "form-save-keys")>{t!(app, "form-save")}</button>
            </div>
        </form>
    }
}

/// The controls, those that belong together under a heading where there are many.
fn groups(app: App, entries: &[Entry]) -> Vec<AnyView> {
    let all: Vec<&Entry> = entries.iter().collect();
    let group = |(group, entries): (Option<crate::model::form::Group>, Vec<&Entry>)| {
        let controls: Vec<AnyView> = entries.iter().map(|entry| control(app, entry)).collect();
        match group {
            None => controls.into_any(),
            Some(group) => view! {
                <fieldset class="field-group">
                    <legend class="field-group-name">{app.text(group.key(), &[])}</legend>
                    <div class="form form-2">{controls}</div>
                </fieldset>
            }
            .into_any(),
        }
    };
    grouped(all, |entry| &entry.field).into_iter().map(group).collect()
}

/// How many fields are wrong.
fn summary(app: App, count: usize) -> AnyView {
    view! {
        <div class="notice notice-bad field-wide" role="alert">
            <Icon name="alert"/>
            <p class="notice-title">{t!(app, "form-wrong", n = count::counted(&app, count))}</p>
            <p>{t!(app, "form-wrong-text")}</p>
        </div>
    }
    .into_any()
}

/// From which day on the dated fields among the entries hold.
fn holds_from(app: App, entries: &[Entry], day: RwSignal<String>) -> AnyView {
    let dated = entries.iter().filter(|entry| entry.field.is_timed());
    let names = joined(&app, "list-comma", dated.map(|entry| field::name(&app, entry.collection, &entry.field)));
    view! {
        <div class="field field-wide">
            <label class="field-label" for="form-from">{t!(app, "form-from")}</label>
            <input class="input input-day" id="form-from" type="date" aria-describedby="form-from-hint"
                prop:value=move || day.get() on:input=move |event| day.set(event_target_value(&event))/>
            <p class="field-hint" id="form-from-hint">{t!(app, "form-from-hint", fields = names)}</p>
        </div>
    }
    .into_any()
}

/// Moves focus to the first control that is wrong, once it says so.
fn focus_first() {
    request_animation_frame(|| {
        let wrong = document().query_selector("form [aria-invalid=true]").ok().flatten();
        if let Some(element) = wrong.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            drop(element.focus());
        }
    });
}
