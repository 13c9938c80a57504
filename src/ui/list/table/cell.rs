//! What stands in the cells of a list, and over them.

use leptos::prelude::*;

use crate::book::command::Change;
use crate::book::{Book, Table};
use crate::exchange::typed::has_control;
use crate::model::records::{Activity, Visit};
use crate::model::{Collection, Field, Instant, Kind, Record, Role, Value};
use crate::query::listing::Shown;
use crate::ui::context::App;
use crate::ui::list::words;
use crate::ui::parts::field;
use crate::ui::parts::workdays::{day_of, why_off};

/// What a column is called.
pub(in crate::ui) fn heading(app: App, table: &Table, column: Shown) -> String {
    let source = app.peek(|desk| column.source(desk.book(), table));
    words::path(&app, table.key(), &source)
}

/// How the cells of a column stand: numbers flush right, short texts on one line, others as wide as
/// they can be read.
pub(in crate::ui) fn class(app: App, table: &Table, column: Shown) -> Option<&'static str> {
    app.peek(|desk| {
        if column.is_number(desk.book(), table) {
            return Some("cell-num");
        }
        let field = column.end(desk.book(), table)?.1.field();
        // What bears the name of a company is as long as that.
        let named = |to: &str| {
            let of = desk.book().table(to);
            of.is_some_and(|of| [Role::Account, Role::Place].into_iter().any(|role| of.role(role).is_some()))
        };
        let short = match &field.kind {
            Kind::Reference(to) => !named(to),
            Kind::Date | Kind::Instant | Kind::Choice(_) | Kind::Phone => true,
            _ => field.role == Some(Role::Code),
        };
        Some(if short { "num" } else { "cell-text" })
    })
}

/// Whether people type into a cell: not into what stands in other records.
pub(in crate::ui::list) fn is_editable(table: &Table, column: Shown) -> bool {
    let typed = |field: &Field| has_control(field) && !field.fixed;
    matches!(column, Shown::Value(at) if table.column(at).is_some_and(|column| typed(column.field())))
}

/// What else changes with a field: in another stage a record loses its place among the cards.
pub(in crate::ui::list) fn with_rank(table: &Table, mut changes: Vec<Change>) -> Vec<Change> {
    let stage = table.role(Role::Stage).filter(|stage| changes.iter().any(|(at, _)| at == stage));
    if let (Some(_), Some(rank)) = (stage, table.role(Role::Rank)) {
        changes.push((rank, None));
    }
    changes
}

/// The text of a cell; nothing where it is empty.
pub(super) fn cell(app: App, book: &Book, table: &Table, column: Shown, row: usize) -> Option<AnyView> {
    let (target, of, row) = column.cell(book, table, row)?;
    if let Shown::Since(_) = column {
        let since = of.since().get(row).copied().filter(|since| *since != Instant::ALWAYS)?;
        return Some(app.format().day(app.zone().day_of(since)).into_any());
    }
    let value = of.value(row)?;
    // One link a row: its name. What it refers to is one step further.
    let words = field::text(&app, target.key(), of.field(), &value);
    // What it refers to may be gone, or have no name.
    if words.is_empty() {
        return None;
    }
    if of.field().role == Some(Role::Amount) && is_estimate(target, row) {
        return Some(
            view! {
                <span class="only-heard">{t!(app, "deal-estimate")}" "</span>
                <span aria-hidden="true" title=t!(app, "deal-estimate-why")>"≈ "</span>{words}
            }
            .into_any(),
        );
    }
    let off = is_planned(target, of.field()).then(|| day_of(app, &value)).flatten().and_then(|day| why_off(app, day));
    if let Some(why) = off {
        let tag = view! { <span class="tag" title=why>{t!(app, "day-off")}</span> };
        return Some(view! { {words}" "{tag} }.into_any());
    }
    Some(words.into_any())
}

/// Whether a field says when somebody is to do something.
fn is_planned(table: &Table, field: &Field) -> bool {
    let of = |collection: &Collection| *table.key() == *collection.key;
    let planned = of(Activity::COLLECTION) || of(Visit::COLLECTION);
    planned && (matches!(field.role, Some(Role::Starts | Role::Ends)) || field.key == "next_step_on")
}

/// Whether the amount of a row is an estimate.
fn is_estimate(table: &Table, row: usize) -> bool {
    let basis = table.role(Role::AmountBasis).and_then(|at| table.value(row, at));
    basis.as_ref().and_then(Value::as_text) == Some("estimate")
}
