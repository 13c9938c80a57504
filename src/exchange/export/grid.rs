//! Rows and columns of a table as cells that a spreadsheet can count with.

use serde::{Deserialize, Serialize};

use super::{Column, Export, Spoken};
use crate::book::{Book, Table};
use crate::exchange::values;
use crate::model::time::DAY_MS;
use crate::model::{Currency, Kind, Value, Zone};
use crate::query::listing::Shown;

/// A cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// Text: names, codes, phone numbers, and what a spreadsheet cannot hold as it is.
    Text(String),
    /// A number, or a day or point in time as spreadsheets count them.
    Number(f64),
}

/// How the numbers of a column are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Look {
    /// As they are.
    Plain,
    /// With so many decimals and marks between thousands.
    Amount(u8),
    /// As percent points, with the sign behind.
    Percent,
    /// As a day.
    Day,
    /// As a day with the time.
    Instant,
    /// As hours, minutes and seconds.
    Duration,
}

/// A column of cells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GridColumn {
    /// Its heading.
    pub heading: String,
    /// How its numbers are shown.
    pub look: Look,
    /// Its cells, one for each row.
    pub cells: Vec<Cell>,
}

/// Columns of equal length.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Grid {
    /// What it is called.
    pub name: String,
    /// Its columns.
    pub columns: Vec<GridColumn>,
}

/// The days from 1899-12-30, on which spreadsheets count, to 1970-01-01.
const EPOCH: i32 = 25_569;
/// From 1 March 1900 on all spreadsheets agree on the number of a day ...
const FIRST: i32 = 61;
/// ... until the end of 9999.
const LAST: i32 = 2_958_465;
/// A spreadsheet keeps fifteen digits of a number.
const EXACT: u64 = 999_999_999_999_999;

impl Export {
    /// A grid of a name with the headings.
    pub fn grid(&self, book: &Book, table: &Table, name: String) -> Grid {
        let column = |column: &Column| {
            let kind = column.shown.end(book, table).map(|(_, known)| &known.field().kind);
            let since = matches!(column.shown, Shown::Since(_));
            let look = if since { Look::Day } else { look(kind, self.currency) };
            GridColumn { heading: column.heading.clone(), look, cells: Vec::new() }
        };
        Grid { name, columns: self.columns.iter().map(column).collect() }
    }

    /// Adds rows to a grid.
    pub fn add_grid(&self, book: &Book, table: &Table, rows: &[usize], grid: &mut Grid) {
        for ((column, spoken), filled) in self.columns.iter().zip(&self.spoken).zip(&mut grid.columns) {
            filled.cells.extend(rows.iter().map(|row| match self.value(book, table, column.shown, *row) {
                None => Cell::Blank,
                Some(value) => self.cell(spoken, &value),
            }));
        }
    }

    fn cell(&self, spoken: &Spoken, value: &Value) -> Cell {
        let exact = || number(value, self.currency, &self.zone).map(Cell::Number);
        let named = spoken.say(value).map(Cell::Text);
        named.or_else(exact).unwrap_or_else(|| Cell::Text(values::write(value, self.currency)))
    }
}

fn look(kind: Option<&Kind>, currency: Currency) -> Look {
    match kind {
        Some(Kind::Money) => Look::Amount(u8::try_from(currency.digits()).unwrap_or(2)),
        Some(Kind::Percent) => Look::Percent,
        Some(Kind::Date) => Look::Day,
        Some(Kind::Instant) => Look::Instant,
        Some(Kind::Duration) => Look::Duration,
        _ => Look::Plain,
    }
}

/// The number that says a value exactly, where there is one.
fn number(value: &Value, currency: Currency, zone: &Zone) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Money(money) if money.currency == currency => scaled(money.minor, currency.digits()),
        Value::Percent(points) => scaled(points.0, 2),
        Value::Date(day) => serial(day.0).map(f64::from),
        Value::Instant(at) => {
            let (day, minute) = (zone.day_of(*at), zone.minute_of(*at));
            let rest = i64::from(minute) * 60_000 + at.0.rem_euclid(60_000);
            let day = serial(day.0)?;
            #[expect(clippy::cast_precision_loss, reason = "milliseconds of a day")]
            Some(f64::from(day) + rest as f64 / DAY_MS as f64)
        }
        #[expect(clippy::cast_precision_loss, reason = "fewer seconds than a number keeps")]
        Value::Duration(seconds) => (0..=86_400 * 9_999).contains(seconds).then(|| *seconds as f64 / 86_400.0),
        _ => None,
    }
}

fn serial(day: i32) -> Option<i32> {
    day.checked_add(EPOCH).filter(|day| (FIRST..=LAST).contains(day))
}

/// An integer with so many decimals, if a spreadsheet keeps all its digits.
#[expect(clippy::cast_precision_loss, reason = "fifteen digits are exact")]
fn scaled(integer: i64, digits: u32) -> Option<f64> {
    let power = i32::try_from(digits).ok()?;
    (integer.unsigned_abs() <= EXACT).then(|| integer as f64 / 10_f64.powi(power))
}
