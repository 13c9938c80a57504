//! A form over some fields of a record, for pages that are about more than it: a visit, a day.

use leptos::prelude::*;

use super::edit::row_of;
use super::entry::{Entry, entries};
use super::form::{Filled, Form};
use crate::book::command::{Change, Create, Edit};
use crate::book::{Command, Label, Rejection};
use crate::exchange::typed::changes;
use crate::model::{Id, Kind, Role};
use crate::query::title;
use crate::ui::context::{App, use_app};

/// Words that are offered under the control of a field.
pub(in crate::ui) type Offers = Vec<(usize, Vec<String>)>;

/// What is filled in.
#[derive(Clone)]
pub(in crate::ui) enum Of {
    /// A record that is there.
    Kept(Id),
    /// A new one, with what it starts with and what it is called when it is kept.
    New(Vec<Change>, Option<String>),
}

/// The form.
#[component]
pub(in crate::ui) fn SomeFields(
    /// Key of the collection.
    collection: &'static str,
    /// Its fields, in their order.
    fields: Vec<usize>,
    /// What is filled in.
    of: Of,
    /// Words to choose from.
    #[prop(optional)]
    offers: Offers,
    /// Called with the record once it is kept.
    on_done: Callback<Id>,
    /// Called when it is left.
    on_cancel: Callback<()>,
) -> impl IntoView {
    let app = use_app();
    let (row, start, name) = match &of {
        Of::Kept(id) => {
            let row = app.peek(|desk| row_of(desk.book(), collection, *id).map(|(_, row)| row));
            (row, Vec::new(), format!("draft.some.{collection}.{id}"))
        }
        Of::New(start, _) => (None, start.clone(), format!("draft.some.{collection}.new")),
    };
    let all = entries(app, collection, row, &start);
    let offers: Offers = offers.into_iter().filter(|(_, words)| !words.is_empty()).collect();
    let entry = |at: usize| {
        let mut entry: Entry = all.iter().find(|entry| entry.at == at)?.clone();
        entry.scope = format!("{collection}-");
        entry.is_dictated = entry.field.kind == Kind::LongText;
        entry.offers = offers.iter().find(|(of, _)| *of == at).map(|(_, words)| words.clone()).unwrap_or_default();
        Some(entry)
    };
    let mut shown: Vec<Entry> = fields.into_iter().filter_map(entry).collect();
    let about = about(app, collection, (row, &start), &shown);
    for entry in shown.iter_mut().filter(|entry| entry.field.role != Some(Role::Account)) {
        entry.about = Some(about);
    }
    let opened: Vec<Change> = shown.iter().map(|entry| (entry.at, entry.before.clone())).collect();
    let save = Callback::new(move |filled: Filled| {
        let kept = match &of {
            Of::Kept(id) => edit(app, collection, *id, &opened, filled),
            Of::New(start, called) => create(app, collection, (start, called.as_deref()), filled),
        };
        // What is called may take the form away.
        kept.map(|id| on_done.run(id)).is_some()
    });
    view! { <Form entries=shown plain=true name=name on_save=save on_cancel=on_cancel/> }
}

/// The customer that the form is about: as typed where it is asked for, else as it stands.
fn about(
    app: App,
    collection: &'static str,
    (row, start): (Option<usize>, &[Change]),
    shown: &[Entry],
) -> Signal<Option<Id>> {
    if let Some(entry) = shown.iter().find(|entry| entry.field.role == Some(Role::Account)).cloned() {
        return Memo::new(move |_| entry.now(app)?.as_reference()).into();
    }
    let stands = app.peek(|desk| {
        let table = desk.book().table(collection)?;
        let at = table.role(Role::Account)?;
        let begun = start.iter().find(|(field, _)| *field == at).and_then(|(_, value)| value.clone());
        row.and_then(|row| table.value(row, at)).or(begun)?.as_reference()
    });
    Signal::stored(stands)
}

fn edit(app: App, collection: &'static str, id: Id, opened: &[Change], filled: Filled) -> Option<Id> {
    let (changes, name) = app.peek(|desk| {
        let (table, row) = row_of(desk.book(), collection, id)?;
        Some((changes(table, row, opened, filled.values), title::named(desk.book(), table, row)))
    })?;
    let label = Label::new("did-edit").with("name", name);
    let edit = Edit { collection: collection.into(), id, changes, effective: None, label };
    matches!(app.act(&edit), Ok(_) | Err(Rejection::Nothing)).then_some(id)
}

fn create(
    app: App,
    collection: &'static str,
    (start, called): (&[Change], Option<&str>),
    filled: Filled,
) -> Option<Id> {
    let mut values: Vec<Change> = filled.values.into_iter().filter(|(_, value)| value.is_some()).collect();
    let rest = start.iter().filter(|(at, _)| values.iter().all(|(filled, _)| filled != at)).cloned();
    let rest: Vec<Change> = rest.collect();
    values.extend(rest);
    let title = app.peek(|desk| {
        let at = desk.book().table(collection)?.role(Role::Title)?;
        values.iter().find(|(field, _)| *field == at)?.1.as_ref()?.as_text().map(str::to_owned)
    });
    let name = called.map(str::to_owned).or(title).unwrap_or_else(|| app.text(&format!("record-{collection}"), &[]));
    let id = app.new_id();
    let label = Label::new("did-create").with("name", name);
    let create: Box<dyn Command> = Box::new(Create { collection: collection.into(), id, values, label });
    // A refusal has been said; what was typed stays.
    app.act(create.as_ref()).is_ok().then_some(id)
}
