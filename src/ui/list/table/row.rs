//! The rows of a list.

use leptos::prelude::*;

use super::cell::{cell, class, heading, is_editable};
use super::edit::CellEdit;
use crate::book::{Book, Table};
use crate::model::Id;
use crate::query::listing::Shown;
use crate::query::title;
use crate::ui::context::App;
use crate::ui::list::choose;
use crate::ui::list::state::List;
use crate::ui::route::{Place, Route};

/// The rows of the page.
pub(super) fn body(list: List) -> Vec<AnyView> {
    let rows = list.on_page();
    let Some(columns) = list.asked.with(|asked| asked.as_ref().map(|asked| asked.columns.clone())) else {
        return Vec::new();
    };
    let first = list.page.with(|page| page.from);
    list.read(|_, table| {
        let line = |(at, row): (usize, usize)| grid_line(list, table, &columns, row, at, first);
        rows.into_iter().enumerate().map(line).collect()
    })
    .unwrap_or_default()
}

/// One row of the grid: built anew alone when a cell of it is edited.
fn grid_line(list: List, table: &Table, columns: &[Shown], row: usize, at: usize, first: usize) -> AnyView {
    let Some(id) = table.id(row) else { return ().into_any() };
    let columns = columns.to_vec();
    let edited = Memo::new(move |_| list.editing.get().filter(|(edited, _)| *edited == row).map(|(_, column)| column));
    let cells = move || {
        let edited = edited.get();
        list.peek(|book, table| cells(list, book, table, &columns, (id, row, at), edited)).unwrap_or_default()
    };
    let is_chosen = move || list.chosen.with(|chosen| chosen.contains(&id)).to_string();
    let archived = table.state(row).archived.on;
    let still = list.is_still();
    view! {
        <tr role="row" aria-rowindex=(first + at + 2).to_string() aria-selected=is_chosen class:is-archived=archived>
            <td role="gridcell" class="cell-pick">{(!still).then(|| choose::one(list, id, at))}</td>
            {cells}
        </tr>
    }
    .into_any()
}

fn cells(
    list: List,
    book: &Book,
    table: &Table,
    columns: &[Shown],
    (id, row, at): (Id, usize, usize),
    edited: Option<usize>,
) -> Vec<AnyView> {
    let app = list.app;
    let focus = list.focus.get_value();
    let cell = |(place, column): (usize, &Shown)| {
        // The box that chooses the row is column 0.
        let place = place + 1;
        let (spot, tab) = (format!("{at}.{place}"), if focus == (at, place) { "0" } else { "-1" });
        if edited == Some(place) {
            return view! { <td role="gridcell" class="cell-edit"><CellEdit list=list row=row line=at column=place field=column.field()/></td> }
                .into_any();
        }
        let shown = cell(app, book, table, *column, row);
        let empty = shown.is_none();
        let (class, label) = (class(app, table, *column), heading(app, table, *column));
        if place == 1 {
            let asked = app.place.with_untracked(Place::asked);
            let href = Place::new(Route::Record(list.collection, id)).set("list", asked).href();
            let shown = shown.unwrap_or_else(|| title::named(book, table, row).into_any());
            let archived =
                table.state(row).archived.on.then(|| view! { " "<span class="tag">{t!(app, "archived")}</span> });
            return view! {
                <th scope="row" role="rowheader" class="cell-name" data-row=row.to_string()>
                    <a href=href data-cell=spot tabindex=tab>{shown}</a>{archived}
                </th>
            }
            .into_any();
        }
        let still = (list.is_still() || !is_editable(table, *column)).then_some("true");
        view! {
            <td role="gridcell" class=class class:is-empty=empty data-cell=spot data-row=row.to_string() data-label=label tabindex=tab aria-readonly=still>{shown}</td>
        }
        .into_any()
    };
    columns.iter().enumerate().map(cell).collect()
}

/// One row outside a list, its first cell a link to the record; `asked` is the list of which it is one.
pub(in crate::ui) fn line(
    app: App,
    table: &Table,
    (collection, asked): (&'static str, Option<&str>),
    columns: &[Shown],
    row: usize,
) -> AnyView {
    let place = |id| Place::new(Route::Record(collection, id)).set("list", asked.map(str::to_owned));
    let href = table.id(row).map(|id| place(id).href());
    app.peek(|desk| {
        let cells = columns.iter().enumerate().map(|(at, column)| {
            let shown = cell(app, desk.book(), table, *column, row);
            if at == 0 {
                let shown = shown.unwrap_or_else(|| title::named(desk.book(), table, row).into_any());
                return view! { <th scope="row" class="cell-name"><a href=href.clone()>{shown}</a></th> }.into_any();
            }
            view! { <td class=class(app, table, *column)>{shown}</td> }.into_any()
        });
        view! { <tr>{cells.collect::<Vec<_>>()}</tr> }.into_any()
    })
}
