//! The first look at a row, alone: whether its cells fit, and which record it is.

use super::super::forms::is_nothing;
use super::super::names::Identity;
use super::super::plan::FilePlan;
use super::super::report::Reason;
use super::super::values;
use super::Setup;
use super::layout::Layout;
use crate::book::Table;
use crate::book::column::Column;
use crate::model::validate::check;
use crate::model::{Id, Kind, Money, Value};

/// What becomes of a row.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fate {
    /// A new record.
    New(Id),
    /// A record of the book that may change.
    Update(Id),
    /// Nothing: blank, refused, or there already.
    Out,
}

/// A row, looked at.
pub(super) enum Screened {
    /// Nothing stands in it.
    Blank,
    /// It is left out.
    Bad { reason: Reason, column: Option<usize>, field: Option<usize> },
    /// It can be a record.
    Good {
        identity: Identity,
        price: Option<Money>,
        /// The column and field of something that a new record would need.
        missing: Option<(Option<usize>, usize)>,
    },
}

pub(super) fn row(setup: &Setup, file: &FilePlan, layout: &Layout, table: &Table, row: usize) -> Screened {
    let sheet = &file.sheet;
    if sheet.is_blank(row) {
        return Screened::Blank;
    }
    let reading = setup.reading(table.key());
    let mut price = None;
    for (column, at) in &layout.plain {
        let Some(field) = table.column(*at).map(Column::field) else { continue };
        let bad = |reason| Screened::Bad { reason, column: Some(*column), field: Some(*at) };
        // Whose the shares are is known at the second look.
        let (cell, form) = (sheet.cell(row, *column), file.columns[*column].form);
        let parsed = match &field.kind {
            Kind::Shares(_) if !is_nothing(cell) => {
                values::shares(cell.trim(), form, |name| Some(Id::derived(&[name])))
                    .map(|read| Some(Value::Shares(read)))
            }
            _ => values::parse(field, cell, form, &reading),
        };
        match parsed {
            Ok(None) => {}
            Ok(Some(value)) => {
                if let Err(problem) = check(field, Some(&value)) {
                    return bad(problem.into());
                }
                if layout.price == Some(*column) {
                    price = value.as_money();
                }
            }
            Err(reason) => return bad(reason),
        }
    }
    let cell = |column: Option<usize>| column.map(|column| sheet.cell(row, column).trim());
    let filled = |column: Option<usize>| cell(column).filter(|text| !is_nothing(text));
    for column in [layout.start, layout.end].into_iter().flatten() {
        let day = filled(Some(column)).map(|text| values::date(text, file.columns[column].form, &reading));
        if day == Some(None) {
            return Screened::Bad { reason: Reason::NotADate, column: Some(column), field: None };
        }
    }
    if let Some(column) = layout.amount_at_end {
        let money = filled(Some(column)).map(|text| values::money(text, file.columns[column].form, reading.currency));
        if money == Some(None) {
            return Screened::Bad { reason: Reason::NotANumber, column: Some(column), field: None };
        }
    }
    let mut missing = None;
    for (at, column) in &layout.required {
        let is_text =
            table.column(*at).is_some_and(|column| matches!(column.field().kind, Kind::Text | Kind::LongText));
        let there = if is_text { cell(*column).filter(|text| !text.is_empty()) } else { filled(*column) };
        if there.is_none() {
            missing = missing.or(Some((*column, *at)));
        }
    }
    let text = |column: Option<usize>| cell(column).filter(|text| !text.is_empty()).map(ToOwned::to_owned);
    let identity = Identity { code: text(layout.code), title: text(layout.title), within: text(layout.within) };
    let parts = [layout.account, layout.product];
    let made = || identity.code.is_some() || parts.into_iter().any(|column| filled(column).is_some());
    if let Some(title) = layout.title_made.filter(|_| identity.title.is_none() && !made()) {
        missing = missing.or(Some((layout.title, title)));
    }
    Screened::Good { identity, price, missing }
}
