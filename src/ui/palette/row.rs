//! One row of the palette: a record, a page or a command.

use leptos::prelude::*;

use super::commands::Command;
use crate::book::{Book, Table};
use crate::model::records::collection;
use crate::model::{Id, Kind, Role};
use crate::query::title;
use crate::ui::context::App;
use crate::ui::parts::field;
use crate::ui::parts::icon::Icon;
use crate::ui::route::Route;

/// What choosing a row does.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Aim {
    /// Opens a record.
    Record(&'static str, Id),
    /// Does a command.
    Command(Command),
}

/// A row.
#[derive(Clone, PartialEq)]
pub(super) struct Row {
    pub(super) aim: Aim,
    pub(super) icon: &'static str,
    pub(super) name: String,
    pub(super) note: String,
}

/// The icon of a collection; a sheet for those without one of their own.
pub(in crate::ui) fn icon(collection: &str) -> &'static str {
    match collection {
        "accounts" | "sites" | "organisations" => "account",
        "contacts" | "leads" => "contact",
        "deals" => "deals",
        "people" => "person",
        "products" => "product",
        "areas" | "visits" => "area",
        "pipelines" | "stages" => "board",
        "targets" | "budgets" => "chart",
        _ => "file",
    }
}

/// The row of a live record.
pub(super) fn of_record(app: App, book: &Book, key: &str, id: Id) -> Option<Row> {
    let (table, key) = (book.table(key)?, collection(key)?.key);
    let row = table.row(id).filter(|row| table.is_live(*row))?;
    let kind = app.text(&format!("record-{key}"), &[]);
    let note = match fact(app, table, row) {
        Some(fact) => format!("{kind} · {fact}"),
        None => kind,
    };
    Some(Row { aim: Aim::Record(key, id), icon: icon(key), name: title::of_row(table, row), note })
}

/// The one fact that tells a record from others of its name.
fn fact(app: App, table: &Table, row: usize) -> Option<String> {
    const TELLING: [Role; 5] = [Role::Account, Role::Stage, Role::Area, Role::Person, Role::Parent];
    let told = |role: Role| {
        let at = table.role(role)?;
        let value = table.value(row, at)?;
        let text = field::text(&app, table.key(), table.column(at)?.field(), &value);
        (!text.is_empty()).then_some(text)
    };
    let reached = || {
        let at = table.fields().position(|field| matches!(field.kind, Kind::Phone | Kind::Email))?;
        table.value(row, at)?.as_text().map(str::to_owned)
    };
    // Of a deal both the customer, which its name often says, and the stage: the stage tells more.
    let stage = table.role(Role::Stage).and_then(|_| told(Role::Stage));
    stage.or_else(|| TELLING.into_iter().find_map(told)).or_else(reached)
}

impl Row {
    /// The route that choosing it leads to, where it is a place.
    pub(super) fn route(&self) -> Option<Route> {
        match &self.aim {
            Aim::Record(key, id) => Some(Route::Record(key, *id)),
            Aim::Command(command) => command.route(),
        }
    }
}

/// A row as an option of the list box.
pub(super) fn view(
    row: Memo<Option<Row>>,
    at: Signal<usize>,
    chosen: Memo<usize>,
    choose: Callback<usize>,
) -> impl IntoView {
    let icon = Memo::new(move |_| row.with(|row| row.as_ref().map(|row| row.icon)));
    let text = move |of: fn(&Row) -> &String| move || row.with(|row| row.as_ref().map(of).cloned());
    let pick = move |_| choose.run(at.get_untracked());
    view! {
        <li
            class="menu-item"
            role="option"
            id=move || id(at.get())
            aria-selected=move || (chosen.get() == at.get()).to_string()
            on:click=pick
        >
            {move || icon.get().map(|name| view! { <Icon name=name/> })}
            <span class="palette-name">{text(|row| &row.name)}</span>
            <span class="menu-note">{text(|row| &row.note)}</span>
        </li>
    }
}

/// The id of a row in the page.
pub(super) fn id(at: usize) -> String {
    format!("palette-{at}")
}
