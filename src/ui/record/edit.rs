//! Editing a record in place, and deleting it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::entry::{customer, entries};
use super::form::{Filled, Form};
use super::lines::Sheet;
use crate::book::command::{Change, Edit, Remove};
use crate::book::mend::Restore;
use crate::book::whole::{KeepWhole, Whole};
use crate::book::{Book, Command, Label, Rejection, Table};
use crate::exchange::typed::changes;
use crate::model::{Id, Role, Value};
use crate::query::title;
use crate::ui::context::{App, use_app};
use crate::ui::route::Route;

/// Name of the mode in the address.
const EDIT: &str = "edit";

/// The table and row of a live record.
pub(super) fn row_of<'a>(book: &'a Book, collection: &str, id: Id) -> Option<(&'a Table, usize)> {
    let table = book.table(collection)?;
    table.row(id).filter(|row| table.is_live(*row)).map(|row| (table, row))
}

/// Whether the record is being edited.
pub(super) fn is_editing(app: App) -> Memo<bool> {
    app.of_place(|place| place.get(EDIT).is_some())
}

/// Starts or ends editing; focus goes to the first field, and back to the heading.
pub(super) fn set_editing(app: App, on: bool) {
    app.refine(&app.place.get_untracked().set(EDIT, on.then(String::new)));
    request_animation_frame(move || {
        let wanted = if on { "main form input" } else { "main h1" };
        let element = document().query_selector(wanted).ok().flatten();
        if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            drop(element.focus());
        }
    });
}

/// The form over a record.
#[component]
pub(super) fn EditForm(
    /// Key of the collection.
    collection: &'static str,
    /// The record.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    let row = app.peek(|desk| row_of(desk.book(), collection, id).map(|(_, row)| row));
    let entries = row.map(|row| entries(app, collection, Some(row), &[])).unwrap_or_default();
    let open = app.peek(|desk| desk.book().takes_lines(collection, id));
    let lines = if open { Sheet::all(app, collection, Some(id), customer(app, &entries)) } else { Vec::new() };
    let opened: Vec<Change> = entries.iter().map(|entry| (entry.at, entry.before.clone())).collect();
    let save = Callback::new(move |filled| save(app, collection, id, &opened, filled));
    let leave = Callback::new(move |()| set_editing(app, false));
    view! {
        <section class="panel" aria-labelledby="record-form">
            <div class="panel-head"><h2 id="record-form">{t!(app, "record-form")}</h2></div>
            <Form entries=entries lines=lines whole=Some(id) name=format!("draft.{collection}.{id}") dated=true on_save=save on_cancel=leave/>
        </section>
    }
}

/// Writes what differs, as one act; `false` where it is refused.
fn save(app: App, collection: &'static str, id: Id, opened: &[Change], filled: Filled) -> bool {
    let Filled { values, lines, from } = filled;
    let found = app.peek(|desk| {
        let (table, row) = row_of(desk.book(), collection, id)?;
        let changes = changes(table, row, opened, values);
        let title = table.role(Role::Title);
        let new = changes.iter().find(|(at, _)| Some(*at) == title).and_then(|(_, value)| value.clone());
        let name = new.as_ref().and_then(Value::as_text).map_or_else(|| title::of_row(table, row), str::to_owned);
        Some((changes, name))
    });
    // A record that is gone is said by the command.
    let (changes, name) = found.unwrap_or_default();
    let label = Label::new("did-edit").with("name", name);
    let command: Box<dyn Command> = if lines.is_empty() {
        Box::new(Edit { collection: collection.into(), id, changes, effective: from, label })
    } else {
        Box::new(KeepWhole { collection: collection.into(), id, whole: Whole::Changed(changes, from), lines, label })
    };
    let kept = matches!(app.act(command.as_ref()), Ok(_) | Err(Rejection::Nothing));
    if kept {
        set_editing(app, false);
    }
    kept
}

/// Deletes a record; its toast offers the way back.
pub(super) fn delete(app: App, collection: &'static str, id: Id) {
    let name = app.peek(|desk| title::of(desk.book(), collection, id)).unwrap_or_default();
    let label = Label::new("did-delete").with("name", name);
    if app.act(&Remove { collection: collection.into(), id, archive: false, label }).is_ok() {
        app.go_to(Route::List(collection));
    }
}

/// Archives a record, or brings it back.
pub(super) fn set_archived(app: App, collection: &'static str, id: Id, on: bool) {
    let name = app.peek(|desk| title::of(desk.book(), collection, id)).unwrap_or_default();
    let collection = collection.into();
    // What is refused is told by the act itself.
    if on {
        let label = Label::new("did-archive").with("name", name);
        drop(app.act(&Remove { collection, id, archive: true, label }));
    } else {
        let label = Label::new("did-bring-back").with("name", name);
        drop(app.act(&Restore { collection, id, label }));
    }
}
