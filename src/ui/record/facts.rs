//! The facts of a record, from its field table.

use leptos::prelude::*;

use super::edit::row_of;
use crate::book::{Book, Table};
use crate::model::form::grouped;
use crate::model::place::Provider;
use crate::model::validate::is_safe_link;
use crate::model::{Field, Id, Kind, Role, Value};
use crate::query::title;
use crate::ui::context::{App, use_app};
use crate::ui::list::words::joined;
use crate::ui::parts::field;
use crate::ui::parts::file::FileShown;
use crate::ui::parts::person::disc;

/// The panel of facts.
#[component]
pub(super) fn Facts(
    /// Key of the collection.
    collection: &'static str,
    /// The record.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    // Of some records all there is stands in the heading.
    move || {
        let facts = app.read(|desk| {
            let Some((table, row)) = row_of(desk.book(), collection, id) else { return Vec::new() };
            facts(app, desk.book(), table, row)
        });
        (!facts.is_empty()).then(|| {
            view! {
                <section class="panel" aria-labelledby="record-facts">
                    <div class="panel-head"><h2 id="record-facts">{t!(app, "record-facts")}</h2></div>
                    <dl class="facts">{facts}</dl>
                </section>
            }
        })
    }
}

fn facts(app: App, book: &Book, table: &Table, row: usize) -> Vec<AnyView> {
    let shown = |field: &Field| {
        // The title is the heading, the basis stands with the amount, a rank says nothing to people.
        let apart = matches!(field.role, Some(Role::Title | Role::AmountBasis | Role::Rank));
        !apart && !matches!(field.kind, Kind::Lines(_))
    };
    let (mut filled, mut empty) = (Vec::new(), Vec::new());
    for (at, field) in table.shown().filter(|(_, field)| shown(field)) {
        match table.value(row, at) {
            Some(value) => filled.push((field, value)),
            None if field.is_offered() => empty.push(field::name(&app, table.key(), field)),
            None => {}
        }
    }
    let mut facts = Vec::new();
    for (group, values) in grouped(filled, |(field, _)| field) {
        facts.extend(group.map(|group| heading(app.text(group.key(), &[]))));
        for (field, value) in values {
            facts.push(fact(field::name(&app, table.key(), field), show(app, table, row, field, &value)));
            facts.extend(through(app, book, table, row, field, &value).map(|(name, value)| fact(name, value)));
        }
    }
    // What is not known yet takes one line, not one each.
    if !empty.is_empty() {
        let names = joined(&app, "list-comma", empty.into_iter());
        facts.push(fact(t!(app, "fact-none"), view! { <span class="facts-none">{names}</span> }.into_any()));
    }
    facts
}

/// What the facts after it have in common: said above them, and by no more than that.
fn heading(name: String) -> AnyView {
    view! { <dt class="facts-group">{name}</dt><dd class="facts-group"></dd> }.into_any()
}

fn fact(name: String, value: AnyView) -> AnyView {
    view! { <dt>{name}</dt><dd>{value}</dd> }.into_any()
}

fn show(app: App, table: &Table, row: usize, of: &Field, value: &Value) -> AnyView {
    let plain = || field::show(&app, table.key(), of, value);
    match (&of.kind, value) {
        (Kind::Reference(_), _) if of.role == Some(Role::Person) => {
            let name = field::text(&app, table.key(), of, value);
            view! { <span class="row">{disc(&name)}{plain()}</span> }.into_any()
        }
        (Kind::Money, _) if of.role == Some(Role::Amount) => {
            let basis = table.role(Role::AmountBasis).and_then(|at| table.value(row, at));
            let estimate = basis.as_ref().and_then(Value::as_text) == Some("estimate");
            let tag = estimate.then(|| view! { " "<span class="tag">{t!(app, "fact-estimate")}</span> });
            view! { {plain()}{tag} }.into_any()
        }
        (Kind::Email, Value::Text(text)) => link(format!("mailto:{text}"), text),
        (Kind::Phone, Value::Text(text)) => link(format!("tel:{}", text.replace(' ', "")), text),
        (Kind::Url, Value::Text(text)) if text.contains("://") => link(text.clone(), text),
        (Kind::Place, Value::Place(place)) => {
            let name = title::of_row(table, row);
            let maps = Provider::ALL.map(|map| view! { " "{link(map.show(*place, &name), &app.text(map.key(), &[]))} });
            view! { {plain()}<span class="facts-maps">{maps}</span> }.into_any()
        }
        (Kind::File, Value::File(file)) => view! { <FileShown file=file.clone()/> }.into_any(),
        (Kind::Text, _) if of.role == Some(Role::Code) => view! { <code>{plain()}</code> }.into_any(),
        (Kind::Tags, Value::Tags(tags)) => {
            let tags = tags.iter().map(|tag| view! { <span class="tag">{tag.clone()}</span>" " });
            tags.collect::<Vec<_>>().into_any()
        }
        _ => plain(),
    }
}

/// A link out of the application, only where its scheme is one that may be opened.
fn link(href: String, text: &str) -> AnyView {
    if is_safe_link(&href) {
        let outside = href.contains("://").then_some("_blank");
        view! { <a href=href target=outside rel="noopener noreferrer">{text.to_owned()}</a> }.into_any()
    } else {
        text.to_owned().into_any()
    }
}

/// What follows from a reference: the chance of a stage; the area of the person in charge, where the
/// record has none of its own.
fn through(app: App, book: &Book, own: &Table, at: usize, of: &Field, value: &Value) -> Option<(String, AnyView)> {
    let wanted = match of.role? {
        Role::Stage => Role::Probability,
        Role::Person => Role::Area,
        _ => return None,
    };
    if own.role(wanted).is_some_and(|field| own.value(at, field).is_some()) {
        return None;
    }
    let (Kind::Reference(to), Value::Reference(id)) = (&of.kind, value) else { return None };
    let (table, row) = row_of(book, to, *id)?;
    let column = table.column(table.role(wanted)?)?;
    let value = column.value(row)?;
    Some((field::name(&app, table.key(), column.field()), field::show(&app, table.key(), column.field(), &value)))
}
