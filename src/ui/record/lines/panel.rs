//! The lines of a record on its page: read, and edited in place.

use leptos::prelude::*;

use super::super::form::{Filled, Form};
use super::amount::AsAmount;
use super::sheet::Sheet;
use super::totals::Totals;
use super::words;
use crate::book::whole::{self, KeepWhole, Whole};
use crate::book::{Book, Label, Rejection, Table};
use crate::model::permission::Verb;
use crate::model::records::{DealId, DealLine};
use crate::model::{BasisPoints, Id, Money, Record, Role, Value, line};
use crate::query::listing::{Shown, columns};
use crate::query::title;
use crate::ui::context::{App, use_app};
use crate::ui::list::table::{class, heading, line as table_line};
use crate::ui::parts::icon::Icon;
use crate::ui::parts::money;

/// The panel.
#[component]
pub(in crate::ui::record) fn LinesPanel(
    /// Key of the record's collection.
    collection: &'static str,
    /// The record.
    id: Id,
    /// Key of the lines' collection.
    lines: &'static str,
) -> impl IntoView {
    let app = use_app();
    let open = RwSignal::new(false);
    let name = app.text(&format!("collection-{lines}"), &[]);
    let heading_id = format!("record-{lines}");
    let named = heading_id.clone();
    let [_, _, edit_key] = words(lines);
    let may = move || {
        app.read(|desk| {
            let row = desk.book().table(collection).and_then(|table| table.row(id));
            let open = desk.book().takes_lines(collection, id);
            open && desk.book().permit(&desk.actor, Verb::Change, collection, row).is_ok()
        })
    };
    let edit = move || {
        (!open.get() && may()).then(|| view! {
            <button class="chip push" type="button" on:click=move |_| open.set(true)><Icon name="edit" class="icon-small"/>{app.text(edit_key, &[])}</button>
        })
    };
    let body = move || {
        if open.get() {
            view! { <Editing collection=collection id=id lines=lines open=open/> }.into_any()
        } else {
            view! { <Reading id=id lines=lines/> }.into_any()
        }
    };
    view! {
        <section class="panel" aria-labelledby=named>
            <div class="panel-head"><h2 id=heading_id>{name}</h2>{edit}</div>
            {body}
        </section>
    }
}

#[component]
fn Editing(collection: &'static str, id: Id, lines: &'static str, open: RwSignal<bool>) -> impl IntoView {
    let app = use_app();
    let about = Memo::new(move |_| {
        app.read(|desk| {
            let table = desk.book().table(collection)?;
            table.value(table.row(id)?, table.role(Role::Account)?)?.as_reference()
        })
    });
    let sheet = Sheet::new(app, lines, Some(id), Some(about.into()));
    if sheet.rows.with_untracked(Vec::is_empty) {
        sheet.add_and_focus(app);
    }
    let save = Callback::new(move |filled: Filled| {
        let name = app.peek(|desk| title::of(desk.book(), collection, id)).unwrap_or_default();
        let label = Label::new("did-edit").with("name", name);
        let (whole, lines) = (Whole::Changed(Vec::new(), None), filled.lines);
        let kept = app.act(&KeepWhole { collection: collection.into(), id, whole, lines, label });
        let done = matches!(kept, Ok(_) | Err(Rejection::Nothing));
        if done {
            open.set(false);
        }
        done
    });
    let leave = Callback::new(move |()| open.set(false));
    view! {
        <Form entries=Vec::new() lines=vec![sheet] whole=Some(id) name=format!("draft.{lines}.{id}") on_save=save on_cancel=leave/>
    }
}

/// What each line is worth, and its tax rate.
fn worth(book: &Book, table: &Table, id: Id) -> Vec<(Money, Option<BasisPoints>)> {
    let of = |row: usize| {
        let said = |role: Role| table.value(row, table.role(role)?);
        let rate = match said(Role::TaxRate) {
            Some(Value::Percent(rate)) => Some(rate),
            _ => None,
        };
        Some((line::worth(said)?, rate))
    };
    whole::of(book, table, id).into_iter().filter_map(of).collect()
}

#[component]
fn Reading(id: Id, lines: &'static str) -> impl IntoView {
    let app = use_app();
    let sums = Signal::derive(move || {
        app.read(|desk| desk.book().table(lines).map(|table| worth(desk.book(), table, id))).unwrap_or_default()
    });
    let table = move || {
        app.read(|desk| {
            let table = desk.book().table(lines)?;
            let rows = whole::of(desk.book(), table, id);
            Some(if rows.is_empty() { none(app, lines) } else { read(app, table, lines, &rows) })
        })
    };
    let amount = (lines == DealLine::COLLECTION.key).then(|| view! { <AsAmount deal=DealId(id)/> });
    view! { {table}<div class="lines-foot"><span>{amount}</span><Totals worth=sums/></div> }
}

fn none(app: App, lines: &str) -> AnyView {
    let [none, ..] = words(lines);
    view! { <p class="second">{app.text(none, &[])}</p> }.into_any()
}

fn read(app: App, table: &Table, lines: &'static str, rows: &[usize]) -> AnyView {
    let mut shown = columns(table);
    shown.retain(|column| Some(column.field()) != table.role(Role::Parent));
    let heads: Vec<_> = shown
        .iter()
        .map(|column: &Shown| view! { <th scope="col" class=class(app, table, *column)>{heading(app, table, *column)}</th> })
        .collect();
    let body: Vec<_> = rows.iter().map(|row| table_line(app, table, (lines, None), &shown, *row)).collect();
    let name = app.text(&format!("collection-{lines}"), &[]);
    let count = money::count(&app, rows.len());
    view! {
        <div class="table-wrap" role="region" tabindex="0" aria-label=format!("{name} {count}")>
            <table class="table"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>
        </div>
    }
    .into_any()
}
