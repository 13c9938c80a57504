//! The row of totals: of each column of numbers what is chosen for it.

use leptos::prelude::*;

use super::cell::heading;
use crate::book::{Book, Table};
use crate::model::{BasisPoints, Kind, Value};
use crate::query::Measured;
use crate::query::listing::{How, Shown, Total, totals_text};
use crate::ui::context::App;
use crate::ui::list::state::List;
use crate::ui::parts::{field, money};

/// Message of each total.
const NAMES: [(How, &str); 5] = [
    (How::Nothing, "total-none"),
    (How::Sum, "total-sum"),
    (How::Mean, "total-mean"),
    (How::Least, "total-least"),
    (How::Greatest, "total-greatest"),
];

fn name(app: App, how: How) -> String {
    NAMES.iter().find(|(have, _)| *have == how).map(|(_, key)| app.text(key, &[])).unwrap_or_default()
}

/// The row; none where no column adds up.
pub(super) fn foot(list: List) -> Option<AnyView> {
    let totals = list.totals.get();
    if totals.is_empty() {
        return None;
    }
    let (columns, asked) =
        list.asked.with(|asked| asked.as_ref().map(|asked| (asked.columns.clone(), asked.totals.clone())))?;
    let cell = |(book, table): (&Book, &Table), column: &Shown| {
        let total =
            totals.iter().find(|total| total.column == *column).map(|total| one(list, book, table, total, &asked));
        let label = total.is_some().then(|| heading(list.app, table, *column));
        view! { <td role="gridcell" class="cell-num" data-label=label>{total}</td> }.into_any()
    };
    let cells =
        list.peek(|book, table| columns.iter().skip(1).map(|column| cell((book, table), column)).collect::<Vec<_>>())?;
    Some(
        view! {
            <tfoot role="rowgroup"><tr role="row"><td role="gridcell" class="cell-pick"></td><th scope="row" role="rowheader">{t!(list.app, "total")}</th>{cells}</tr></tfoot>
        }
        .into_any(),
    )
}

/// One total with the choice of what it is.
fn one(list: List, book: &Book, table: &Table, total: &Total, asked: &[(Shown, How)]) -> Option<AnyView> {
    let app = list.app;
    let (_, column) = total.column.end(book, table)?;
    let field = column.field();
    let label = t!(app, "total-of", what = field::name(&app, table.key(), field));
    let how = total.how;
    let option = |offered: &How| {
        let offered = *offered;
        view! { <option value=offered.name() selected=offered == how>{name(app, offered)}</option> }
    };
    let options: Vec<_> = How::offered(&field.kind).iter().map(option).collect();
    let (column, asked) = (total.column, asked.to_vec());
    let pick = move |event: leptos::ev::Event| {
        let how = How::parse(&event_target_value(&event)).unwrap_or(How::Nothing);
        let mut totals: Vec<(Shown, How)> = asked.iter().copied().filter(|(have, _)| *have != column).collect();
        totals.push((column, how));
        let text = list.peek(|book, table| totals_text(&totals, book, table));
        list.app.refine(&list.app.place.get_untracked().set("sums", text));
    };
    let value = match (&total.value, &field.kind) {
        (Measured::Money(bag), _) if !bag.sums().is_empty() => Some(money::bag(&app, bag)),
        (Measured::Number(Some(number)), kind) => Some(number_text(app, table, field, kind, *number)),
        _ => None,
    };
    Some(
        view! {
            <span class="total">
                <select class="total-how" aria-label=label on:change=pick>{options}</select>
                <span class="total-value">{value}</span>
            </span>
        }
        .into_any(),
    )
}

#[expect(clippy::cast_possible_truncation, reason = "shares and seconds stay far below 2^52")]
fn number_text(app: App, table: &Table, of: &crate::model::Field, kind: &Kind, number: f64) -> String {
    let value = match kind {
        Kind::Percent => Value::Percent(BasisPoints(number.round() as i64)),
        Kind::Duration => Value::Duration(number.round() as i64),
        _ => return app.format().number(number, 2),
    };
    field::text(&app, table.key(), of, &value)
}
