//! The table of a list: one page of rows, sortable columns, a row of totals.

use leptos::prelude::*;

use super::state::State;
use super::words;
use crate::book::Table;
use crate::model::{Field, Instant, Kind, Role, Value};
use crate::query::Source;
use crate::query::listing::{Shown, Sort};
use crate::ui::context::{App, use_app};
use crate::ui::parts::icon::Icon;
use crate::ui::parts::{field, money};
use crate::ui::route::{Place, Route};

/// The table.
#[component]
pub(super) fn ListTable(
    /// Key of the collection.
    collection: &'static str,
    /// Its name.
    title: String,
    /// What is shown.
    state: Memo<Option<State>>,
) -> impl IntoView {
    let app = use_app();
    let head = move || state.with(|state| state.as_ref().map(|state| head(app, collection, state)));
    let body = move || state.with(|state| state.as_ref().map(|state| body(app, collection, state)));
    let foot = move || state.with(|state| state.as_ref().and_then(|state| foot(app, state)));
    view! {
        <div class="table-wrap" role="region" aria-label=title tabindex="0">
            <table class="table">
                <thead><tr>{head}</tr></thead>
                <tbody>{body}</tbody>
                {foot}
            </table>
        </div>
    }
}

/// What a column is called.
pub(in crate::ui) fn heading(app: App, table: &Table, column: Shown) -> String {
    let key = table.column(column.field()).map(|column| column.field().key.clone().into_owned()).unwrap_or_default();
    match column {
        Shown::Value(_) => words::source(&app, table.key(), &Source::Field(vec![key])),
        Shown::Since(_) => words::source(&app, table.key(), &Source::Since(key)),
    }
}

/// How the cells of a column stand: numbers flush right, short texts on one line.
pub(in crate::ui) fn class(table: &Table, column: Shown) -> Option<&'static str> {
    let short = |field: &Field| {
        // Names of companies are as long as they like.
        field.role != Some(Role::Account) && matches!(field.kind, Kind::Reference(_) | Kind::Date | Kind::Choice(_))
    };
    let is_short = || table.column(column.field()).is_some_and(|column| short(column.field()));
    if column.is_number(table) {
        return Some("cell-num");
    }
    is_short().then_some("num")
}

fn head(app: App, collection: &'static str, state: &State) -> Vec<AnyView> {
    let (sort, columns) = (state.sort, state.columns.clone());
    let column = |column: Shown, table: &Table| {
        let name = heading(app, table, column);
        let order = (sort.by == column).then_some(if sort.down { "descending" } else { "ascending" });
        // A second press turns the order round; numbers and days start with the greatest.
        let first = column.is_number(table) || matches!(column, Shown::Since(_));
        let down = if sort.by == column { !sort.down } else { first };
        let text = Sort { by: column, down }.text(table);
        let press = move |_| app.refine(&app.place.get_untracked().set("page", None).set("sort", Some(text.clone())));
        view! {
            <th scope="col" aria-sort=order class=class(table, column)>
                <button class="sort" type="button" on:click=press>{name}<Icon name="sort" class="icon-small"/></button>
            </th>
        }
        .into_any()
    };
    app.peek(|desk| {
        let table = desk.book().table(collection);
        table.map(|table| columns.into_iter().map(|shown| column(shown, table)).collect()).unwrap_or_default()
    })
}

fn body(app: App, collection: &'static str, state: &State) -> Vec<AnyView> {
    app.peek(|desk| {
        let Some(table) = desk.book().table(collection) else { return Vec::new() };
        let rows = state.listed.rows.get(state.page.from..state.page.to).unwrap_or_default();
        rows.iter().map(|row| line(app, table, collection, &state.columns, *row as usize)).collect()
    })
}

/// One row, its first cell a link to the record.
pub(in crate::ui) fn line(app: App, table: &Table, collection: &'static str, columns: &[Shown], row: usize) -> AnyView {
    let href = table.id(row).map(|id| Place::new(Route::Record(collection, id)).href());
    let cells = columns.iter().enumerate().map(|(at, column)| {
        let shown = cell(app, table, *column, row);
        if at == 0 {
            return view! { <th scope="row" class="cell-name"><a href=href.clone()>{shown}</a></th> }.into_any();
        }
        view! { <td class=class(table, *column)>{shown}</td> }.into_any()
    });
    view! { <tr>{cells.collect::<Vec<_>>()}</tr> }.into_any()
}

fn cell(app: App, table: &Table, column: Shown, row: usize) -> AnyView {
    let Some(of) = table.column(column.field()) else { return ().into_any() };
    match column {
        Shown::Since(_) => {
            let since = of.since().get(row).copied().filter(|since| *since != Instant::ALWAYS);
            since.map(|since| app.format().day(app.zone().day_of(since))).into_any()
        }
        Shown::Value(at) => {
            let Some(value) = of.value(row) else { return ().into_any() };
            // One link a row: its name. What it refers to is one step further.
            let words = field::text(&app, table.key(), of.field(), &value);
            let estimate = of.field().role == Some(Role::Amount) && is_estimate(table, row);
            if at == table.role(Role::Amount).unwrap_or(usize::MAX) && estimate {
                return view! {
                    <span class="only-heard">{t!(app, "deal-estimate")}" "</span>
                    <span aria-hidden="true" title=t!(app, "deal-estimate-why")>"≈ "</span>{words}
                }
                .into_any();
            }
            words.into_any()
        }
    }
}

/// Whether the amount of a row is an estimate.
fn is_estimate(table: &Table, row: usize) -> bool {
    let basis = table.role(Role::AmountBasis).and_then(|at| table.value(row, at));
    basis.as_ref().and_then(Value::as_text) == Some("estimate")
}

/// The totals of columns of money; none where no column adds up.
fn foot(app: App, state: &State) -> Option<AnyView> {
    if state.listed.sums.is_empty() {
        return None;
    }
    let sum = |column: &Shown| {
        let found = state.listed.sums.iter().find(|(at, _)| *column == Shown::Value(*at));
        found.map(|(_, bag)| money::bag(&app, bag))
    };
    let cells = state.columns.iter().skip(1).map(|column| view! { <td class="cell-num">{sum(column)}</td> });
    Some(
        view! { <tfoot><tr><th scope="row">{t!(app, "total")}</th>{cells.collect::<Vec<_>>()}</tr></tfoot> }.into_any(),
    )
}
