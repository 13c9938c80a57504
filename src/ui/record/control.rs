//! The control of a field: which one follows from the kind of the field.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::entry::{CHOSEN, Entry};
use super::tags::tags;
use super::{days, dictate, file, offers, picker, place, several, shares, windows};
use crate::model::{Currency, Id, Kind, Role};
use crate::query::propose::is_of;
use crate::query::title;
use crate::ui::context::App;
use crate::ui::parts::choose::Choose;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::{currencies, field};

/// The choice that stands for a record that is not there yet.
const NEW: &str = "+";

/// What is wrong with what is typed, under its control.
pub(super) fn problem(entry: &Entry) -> AnyView {
    let (id, error) = (format!("{}-error", entry.id()), entry.error);
    let problem = move || {
        error.get().map(|error| {
            view! { <p class="field-error" id=id.clone()><Icon name="alert" class="icon-small"/>{error}</p> }
        })
    };
    problem.into_any()
}

/// A field with label, control, hint and what is wrong with it.
pub(super) fn control(app: App, entry: &Entry) -> AnyView {
    let id = entry.id();
    let wide = matches!(entry.field.kind, Kind::LongText | Kind::Place | Kind::Windows | Kind::Choices(_) | Kind::File)
        || entry.field.role == Some(Role::Title);
    let class = if wide { "field field-wide" } else { "field" };
    let required =
        entry.field.required.then(|| view! { " "<span class="field-need">{t!(app, "form-required")}</span> });
    let hint = match entry.field.kind {
        Kind::Tags => Some(t!(app, "form-tags-hint")),
        Kind::Percent => Some(t!(app, "form-percent-hint")),
        Kind::Duration => Some(t!(app, "form-minutes-hint")),
        Kind::Place => Some(t!(app, "form-place-hint")),
        _ => None,
    };
    let given = entry.field.custom.as_ref().map(|custom| custom.hint.clone()).filter(|hint| !hint.is_empty());
    let hint = given.or(hint);
    let hint_id = format!("{id}-hint");
    let hint = hint.map(|hint| view! { <p class="field-hint" id=hint_id>{hint}</p> });
    view! {
        <div class=class>
            {label(app, entry, false, required.into_any())}
            {in_form(app, entry)}
            {offers::offered(app, entry)}
            {days::under(app, entry)}
            {hint}
            {problem(entry)}
        </div>
    }
    .into_any()
}

/// What a control is called, seen or only heard: a group of several has no single one that a label could be for.
pub(super) fn label(app: App, entry: &Entry, heard: bool, more: AnyView) -> AnyView {
    let (id, name) = (entry.id(), field::name(&app, entry.collection, &entry.field));
    if matches!(entry.field.kind, Kind::Shares(_) | Kind::Windows | Kind::Choices(_) | Kind::File) {
        return view! { <span class:field-label=!heard class:only-heard=heard id=format!("{id}-label")>{name}{more}</span> }.into_any();
    }
    view! { <label class:field-label=!heard class:only-heard=heard for=id>{name}{more}</label> }.into_any()
}

/// The control in a form, where there is room for proposals and chips.
fn in_form(app: App, entry: &Entry) -> AnyView {
    match &entry.field.kind {
        Kind::Tags => tags(app, entry),
        Kind::Reference(to) => {
            let (entry, to) = (entry.clone(), to.clone().into_owned());
            let control = move || {
                if entry.by_name.get() {
                    picker::picker(app, &entry, &to)
                } else {
                    let about = entry.about.and_then(|about| about.get());
                    let mut options = records(app, &to, about).unwrap_or_default();
                    if picker::may_create(app, &to) {
                        options.push((NEW.to_owned(), t!(app, "picker-other")));
                    }
                    choose(app, &entry, options)
                }
            };
            control.into_any()
        }
        Kind::LongText => dictate::beside(app, entry, input(app, entry)),
        _ => input(app, entry),
    }
}

/// The control in a line, where there is little room: an amount has its currency behind it, and
/// another one is typed with it.
pub(super) fn in_cell(app: App, entry: &Entry) -> AnyView {
    match &entry.field.kind {
        Kind::Money => {
            let currency = entry.currency;
            view! { {line(entry, "text", "input input-number", Some("decimal"))}<span class="lines-unit">{move || currency.get()}</span> }
                .into_any()
        }
        _ => in_form(app, entry),
    }
}

/// The control alone.
pub(super) fn input(app: App, entry: &Entry) -> AnyView {
    match &entry.field.kind {
        Kind::Choice(codes) => {
            let name = |code: &str| field::choice(&app, entry.collection, &entry.field, code);
            choose(app, entry, codes.iter().map(|code| (code.clone().into_owned(), name(code))).collect())
        }
        Kind::Reference(to) => match records(app, to, None) {
            Some(options) => choose(app, entry, options),
            None => named(app, entry, to),
        },
        Kind::Choices(codes) => several::several(app, entry, codes),
        Kind::Shares(of) => shares::shares(app, entry, of),
        Kind::Windows => windows::windows(app, entry),
        Kind::File => file::file(app, entry),
        Kind::LongText => {
            let (id, text, error) = (entry.id(), entry.text, entry.error);
            let described = described(entry);
            view! {
                <textarea class="area" id=id rows="4" aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=described prop:value=move || text.get() on:input=move |event| text.set(event_target_value(&event))></textarea>
            }
            .into_any()
        }
        Kind::Money => {
            let currency = entry.currency;
            let base = Currency::parse(&currency.get_untracked()).unwrap_or(Currency::USD);
            let options = Signal::stored(currencies::options(base));
            view! {
                <span class="input-pair">
                    {line(entry, "text", "input input-number", Some("decimal"))}
                    <Choose id=format!("{}-currency", entry.id()) label=t!(app, "form-currency") options=options value=currency on_pick=Callback::new(move |code| currency.set(code))/>
                </span>
            }
            .into_any()
        }
        Kind::Number | Kind::Percent | Kind::Duration => line(entry, "text", "input input-number", Some("decimal")),
        Kind::Date => line(entry, "date", "input", None),
        Kind::Instant => line(entry, "datetime-local", "input", None),
        Kind::Phone => line(entry, "tel", "input", None),
        Kind::Email => line(entry, "email", "input", None),
        Kind::Url => line(entry, "url", "input", None),
        Kind::Place => place::input(app, entry, line(entry, "text", "input", None)),
        _ => line(entry, "text", "input", None),
    }
}

/// What describes the control of an entry: its hint, and what is wrong with it.
pub(super) fn described(entry: &Entry) -> impl Fn() -> Option<String> + use<> {
    let (id, error) = (entry.id(), entry.error);
    let given = entry.field.custom.as_ref().is_some_and(|custom| !custom.hint.is_empty());
    let hint = given || matches!(entry.field.kind, Kind::Tags | Kind::Percent | Kind::Duration | Kind::Place);
    move || {
        let parts = [error.with(Option::is_some).then(|| format!("{id}-error")), hint.then(|| format!("{id}-hint"))];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }
}

/// One line to type in.
fn line(entry: &Entry, kind: &'static str, class: &'static str, mode: Option<&'static str>) -> AnyView {
    let (id, text, error, required) = (entry.id(), entry.text, entry.error, entry.field.required);
    let described = described(entry);
    view! {
        <input class=class id=id type=kind inputmode=mode autocomplete="off" aria-required=required.then_some("true")
            aria-invalid=move || error.with(Option::is_some).then_some("true") aria-describedby=described
            prop:value=move || text.get() on:input=move |event| text.set(event_target_value(&event))/>
    }
    .into_any()
}

/// A choice among all, with none as the first where the field may be empty.
fn choose(app: App, entry: &Entry, mut options: Vec<(String, String)>) -> AnyView {
    let (id, text, error, by_name) = (entry.id(), entry.text, entry.error, entry.by_name);
    // What stands there stays, also where the acting person would not be offered it.
    let stands = text.with_untracked(|text| Id::parse(text).map(|id| (text.clone(), id)));
    if let Some((text, id)) = stands.filter(|(text, _)| options.iter().all(|(value, _)| value != text)) {
        options.extend(app.peek(|desk| title::anywhere(desk.book(), id)).map(|name| (text, name)));
    }
    let described = described(entry);
    let option = move |(value, name): (String, String)| {
        let mine = value.clone();
        view! { <option value=value selected=move || text.with(|text| *text == mine)>{name}</option> }
    };
    let none =
        (!entry.field.required || text.with_untracked(String::is_empty)).then(|| (String::new(), t!(app, "form-none")));
    let options: Vec<_> = none.into_iter().chain(options).map(option).collect();
    view! {
        <select class="select" id=id.clone() aria-invalid=move || error.with(Option::is_some).then_some("true") aria-describedby=described
            on:change=move |event| {
                let value = event_target_value(&event);
                if value == NEW {
                    name_instead(by_name, text, id.clone());
                } else {
                    text.set(value);
                }
            }>{options}</select>
    }
    .into_any()
}

/// Names a record instead of choosing it, and goes on in the control for that.
fn name_instead(by_name: RwSignal<bool>, text: RwSignal<String>, id: String) {
    text.set(String::new());
    by_name.set(true);
    request_animation_frame(move || {
        let element = document().get_element_by_id(&id);
        if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            drop(element.focus());
        }
    });
}

/// A record by its name, with proposals, where there are too many to list.
fn named(app: App, entry: &Entry, to: &str) -> AnyView {
    let (id, text, error, to) = (entry.id(), entry.text, entry.error, to.to_owned());
    let list = format!("{id}-list");
    let described = described(entry);
    let proposals = move || {
        let typed = text.with(|text| text.trim().to_lowercase());
        let names: Vec<String> = app.peek(|desk| {
            let Some(table) = desk.book().table(&to) else { return Vec::new() };
            let names = table.live().iter().map(|row| title::named(desk.book(), table, row));
            names.filter(|name| name.to_lowercase().contains(&typed)).take(20).collect()
        });
        names.into_iter().map(|name| view! { <option value=name></option> }).collect::<Vec<_>>()
    };
    view! {
        <input class="input" id=id type="text" list=list.clone() autocomplete="off"
            aria-invalid=move || error.with(Option::is_some).then_some("true") aria-describedby=described
            prop:value=move || text.get() on:input=move |event| text.set(event_target_value(&event))/>
        <datalist id=list>{proposals}</datalist>
    }
    .into_any()
}

/// The records of a collection by name, stages by pipeline and rank; `None` where they are many. Those of
/// the customer that all of it is about go first, and others say whose they are.
pub(super) fn records(app: App, to: &str, about: Option<Id>) -> Option<Vec<(String, String)>> {
    app.peek(|desk| {
        let table = desk.book().table(to)?;
        if table.live().count() > CHOSEN {
            return None;
        }
        let text = |row: usize, role: Role| {
            let column = table.column(table.role(role)?)?;
            column.data().cell(row).map(|cell| column.data().text(cell).to_owned())
        };
        // Ranked records stand inside a whole: it is named where there are several.
        let whole = |row: usize| {
            let parent = table.role(Role::Rank).and(table.role(Role::Parent)).and_then(|at| table.value(row, at))?;
            title::anywhere(desk.book(), parent.as_reference()?)
        };
        let mut wholes: Vec<String> = table.live().iter().filter_map(whole).collect();
        wholes.sort();
        wholes.dedup();
        let named = |row: usize| {
            let name = title::named(desk.book(), table, row);
            let account = about.and(table.role(Role::Account)).and_then(|at| table.value(row, at));
            let is_own = about.is_some_and(|about| is_of(desk.book(), table, row, about));
            let others = account.filter(|_| !is_own).and_then(|of| title::anywhere(desk.book(), of.as_reference()?));
            let shown = match whole(row).filter(|_| wholes.len() > 1).or(others) {
                Some(whole) => t!(app, "form-part", whole = whole, part = name.as_str()),
                None => name.clone(),
            };
            Some(((!is_own, whole(row), text(row, Role::Rank), name.to_lowercase()), table.id(row)?, shown))
        };
        let seen = desk.seen(to);
        let offered = |row: &usize| seen.as_ref().is_none_or(|seen| seen.get(*row));
        let mut all: Vec<(_, Id, String)> = table.live().iter().filter(offered).filter_map(named).collect();
        all.sort();
        Some(all.into_iter().map(|(_, id, shown)| (id.to_string(), shown)).collect())
    })
}
