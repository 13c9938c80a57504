//! The values of dated fields over time, past and to come: each entry can be changed or withdrawn.

use leptos::prelude::*;

use super::cell::Cell;
use super::edit::row_of;
use crate::book::mend::ChangeEntry;
use crate::book::versions::Entry;
use crate::book::{Label, Table};
use crate::exchange::typed::has_control;
use crate::model::{Day, Id, Instant, Value};
use crate::pipeline::mend::Mend;
use crate::query::title;
use crate::ui::context::{App, Desk, use_app};
use crate::ui::parts::field;
use crate::ui::parts::icon::Icon;

/// An entry of a dated field.
#[derive(Clone, PartialEq)]
struct Dated {
    /// Position of the field.
    field: usize,
    from: Instant,
    value: Option<Value>,
    /// Whether it is what holds now.
    now: bool,
    /// Whether it is still to come.
    later: bool,
}

/// The entries of every dated field that has more to say than what holds now, latest first.
fn entries(desk: &Desk, table: &Table, row: usize) -> Vec<Dated> {
    let now = desk.book().now();
    let mut all = Vec::new();
    for (at, _) in table.shown() {
        let Some(column) = table.column(at) else { continue };
        let Some(versions) = column.versions() else { continue };
        let live: Vec<_> = versions.row(row).filter(|version| version.entry != Entry::Withdrawn).collect();
        let holds = live.iter().rposition(|version| version.effective <= now);
        if live.len() > 1 || live.iter().any(|version| version.effective > now) {
            all.extend(live.iter().enumerate().rev().map(|(place, version)| Dated {
                field: at,
                from: version.effective,
                value: (version.entry == Entry::Value).then(|| column.decode(version.cell)).flatten(),
                now: Some(place) == holds,
                later: version.effective > now,
            }));
        }
    }
    all
}

/// The panel; nothing where every dated field says one thing.
#[component]
pub(super) fn DatedPanel(
    /// Key of the collection.
    collection: &'static str,
    /// The record.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    let all = Memo::new(move |_| {
        app.read(|desk| row_of(desk.book(), collection, id).map(|(table, row)| entries(desk, table, row)))
            .unwrap_or_default()
    });
    let open: RwSignal<Option<(usize, Instant)>> = RwSignal::new(None);
    move || {
        let all = all.get();
        (!all.is_empty()).then(|| {
            let lines: Vec<AnyView> = all.into_iter().map(|dated| line(app, collection, id, dated, open)).collect();
            view! {
                <section class="panel" aria-labelledby="record-dated">
                    <div class="panel-head"><h2 id="record-dated">{t!(app, "dated")}</h2></div>
                    <ul class="stack" role="list">{lines}</ul>
                </section>
            }
        })
    }
}

fn line(app: App, collection: &'static str, id: Id, dated: Dated, open: RwSignal<Option<(usize, Instant)>>) -> AnyView {
    let Dated { field: at, from, value, now, later } = dated;
    let Some((name, words, editable)) = app.peek(|desk| {
        let of = desk.book().table(collection)?.column(at)?.field();
        let words =
            value.as_ref().map_or_else(|| t!(app, "key-empty"), |value| field::text(&app, collection, of, value));
        Some((field::name(&app, collection, of), words, has_control(of)))
    }) else {
        return ().into_any();
    };
    let since = if from == Instant::ALWAYS {
        t!(app, "dated-always")
    } else {
        t!(app, "dated-from", day = app.format().day(app.zone().day_of(from)))
    };
    let said = t!(app, "dated-entry", field = name.as_str(), value = words.as_str());
    let tag = if now {
        Some(view! { <span class="tag tag-good">{t!(app, "dated-now")}</span> }.into_any())
    } else {
        later.then(|| view! { <span class="tag">{t!(app, "dated-later")}</span> }.into_any())
    };
    let withdraw = move |_| {
        change(app, collection, id, (at, from), None);
    };
    let (edit_label, withdraw_label) =
        (t!(app, "dated-edit", what = said.as_str()), t!(app, "dated-withdraw", what = said.as_str()));
    let form = move || {
        (open.get() == Some((at, from))).then(|| entry_form(app, collection, id, (at, from), value.clone(), open))
    };
    view! {
        <li class="own-field">
            <span class="own-field-name"><span>{t!(app, "dated-name", field = name.as_str())}" "<strong>{words}</strong>" "{tag}</span><span class="second">{since}</span></span>
            <span class="row">
                {editable.then(|| view! { <button class="button button-quiet button-icon" type="button" aria-label=edit_label on:click=move |_| open.set(Some((at, from)))><Icon name="edit"/></button> })}
                <button class="button button-quiet button-icon" type="button" aria-label=withdraw_label on:click=withdraw><Icon name="trash"/></button>
            </span>
            {form}
        </li>
    }
    .into_any()
}

/// The form of an entry: its value, and from when it holds.
fn entry_form(
    app: App,
    collection: &'static str,
    id: Id,
    (at, from): (usize, Instant),
    value: Option<Value>,
    open: RwSignal<Option<(usize, Instant)>>,
) -> AnyView {
    let Some(cell) = Cell::over(app, collection, at, value) else { return ().into_any() };
    let zone = app.zone();
    let first = if from == Instant::ALWAYS { String::new() } else { zone.day_of(from).to_string() };
    let day = RwSignal::new(first.clone());
    let control = cell.view(app);
    let cell = StoredValue::new(cell);
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some((_, value)) = cell.with_value(|cell| cell.read(app)) else { return };
        // A day that nobody touched keeps its very instant; no day means since always.
        let typed = day.get_untracked();
        let to = if typed == first {
            from
        } else {
            Day::parse(&typed).map_or(Instant::ALWAYS, |day| app.zone().start_of(day))
        };
        if change(app, collection, id, (at, from), Some((to, value))) {
            open.set(None);
        }
    };
    let press = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && !event.default_prevented() {
            event.stop_propagation();
            open.set(None);
        }
    };
    view! {
        <form class="form form-2 field-wide" novalidate=true on:submit=save on:keydown=press>
            <div class="field">{control}</div>
            <div class="field">
                <input class="input" type="date" aria-label=t!(app, "form-from") prop:value=move || day.get() on:input=move |event| day.set(event_target_value(&event))/>
            </div>
            <div class="form-acts">
                <button class="button" type="button" on:click=move |_| open.set(None)>{t!(app, "cancel")}</button>
                <button class="button button-primary" type="submit">{t!(app, "form-save")}</button>
            </div>
        </form>
    }
    .into_any()
}

/// Changes or withdraws an entry; `false` where it is refused.
fn change(
    app: App,
    collection: &'static str,
    id: Id,
    (field, from): (usize, Instant),
    to: Option<(Instant, Option<Value>)>,
) -> bool {
    let name = app.peek(|desk| title::of(desk.book(), collection, id)).unwrap_or_default();
    let label = Label::new("did-edit").with("name", name);
    match app.act(&Mend(ChangeEntry { collection: collection.into(), id, field, from, to, label })) {
        Ok(_) | Err(crate::book::Rejection::Nothing) => true,
        Err(_) => false,
    }
}
