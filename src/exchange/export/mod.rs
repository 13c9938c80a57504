//! Records as files: rows and columns of a collection as CSV text or as a workbook.
//!
//! What is written here is read back by an import as it was: choices and references are named as
//! people do where the name is understood again, and by code or id where it is not.

mod grid;
mod names;
mod workbook;

use std::collections::HashMap;

use super::csv::Writer;
use super::fold::squeeze;
use super::{Labels, guess, values};
use crate::book::{Book, Table};
use crate::model::{Currency, Field, Id, Instant, Kind, Value, Zone};
use crate::query::listing::Shown;

pub use grid::{Cell, Grid, GridColumn, Look};
pub use workbook::{Unwritten, Workbook, WriteWorkbook};

/// What opens a file that a spreadsheet shall take for UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A column of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What it shows.
    pub shown: Shown,
    /// Its heading.
    pub heading: String,
    /// What its choices are called, by code.
    pub choices: Vec<(String, String)>,
}

impl Column {
    /// A column that is headed as people call its field; where that alone would not lead back to the
    /// field, with its key in brackets.
    pub fn named(table: &Table, field: usize, name: &str, choices: Vec<(String, String)>, labels: &Labels) -> Self {
        let plain = guess::is_plain(table, field, name, labels);
        let key = table.column(field).filter(|_| !plain).map(|column| &column.field().key);
        let heading = key.map_or_else(|| name.to_owned(), |key| format!("{name} ({key})"));
        Self { shown: Shown::Value(field), heading, choices }
    }

    /// A column of what a list shows beside the fields of its own records: an import leaves it out.
    pub fn beside(shown: Shown, name: &str, choices: Vec<(String, String)>) -> Self {
        Self { shown, heading: name.to_owned(), choices }
    }

    /// A column that is headed by the key of its field; one of a field that the company added by its
    /// name, where that leads back to it, with its choices by theirs.
    pub fn plain(table: &Table, field: usize, of: &Field) -> Self {
        let shown = Shown::Value(field);
        let key = || Self { shown, heading: of.key.to_string(), choices: Vec::new() };
        let (Some(custom), true) = (&of.custom, is_alone(table, of)) else { return key() };
        let choices = match &of.kind {
            Kind::Choice(codes) => codes.iter().map(ToString::to_string).zip(custom.choices.iter().cloned()).collect(),
            _ => Vec::new(),
        };
        Self { shown, heading: custom.name.clone(), choices }
    }
}

/// Whether no other field of the table answers to the name of one that the company added.
fn is_alone(table: &Table, of: &Field) -> bool {
    let name = squeeze(of.custom.as_ref().map_or("", |custom| &custom.name));
    let other = |other: &Field| {
        let given = other.custom.as_ref().is_some_and(|custom| squeeze(&custom.name) == name);
        other.key != of.key && (given || squeeze(&other.key) == name)
    };
    !name.is_empty() && !table.shown().any(|(_, field)| other(field))
}

/// The live records of a collection as CSV text, all fields under their keys. Amounts in `currency`
/// carry no code.
pub fn to_csv(book: &Book, collection: &str, currency: Currency) -> Option<String> {
    let table = book.table(collection)?;
    let columns: Vec<Column> = table.shown().map(|(at, field)| Column::plain(table, at, field)).collect();
    let rows: Vec<usize> = table.live().iter().collect();
    Some(csv(book, table, &rows, &columns, currency))
}

/// Some rows and columns of a table as CSV text.
pub fn csv(book: &Book, table: &Table, rows: &[usize], columns: &[Column], currency: Currency) -> String {
    let export = Export::new(book, table, columns.to_vec(), currency, Zone::default(), &Labels::none());
    let mut writer = export.csv();
    export.add_csv(book, table, rows, &mut writer);
    writer.finish()
}

/// Columns with what their values are called, worked out once for all rows, so that these can be
/// written in slices.
pub struct Export {
    columns: Vec<Column>,
    spoken: Vec<Spoken>,
    currency: Currency,
    zone: Zone,
}

impl Export {
    /// Gets ready to write columns of a table. Amounts in `currency` carry no code; workbooks show
    /// points in time in `zone`. Choices are called so that an import that knows `labels` reads them.
    pub fn new(
        book: &Book,
        table: &Table,
        columns: Vec<Column>,
        currency: Currency,
        zone: Zone,
        labels: &Labels,
    ) -> Self {
        let spoken = columns.iter().map(|column| Spoken::of(book, table, column, labels)).collect();
        Self { columns, spoken, currency, zone }
    }

    /// CSV text with the headings.
    pub fn csv(&self) -> Writer {
        let mut writer = Writer::default();
        writer.row(self.columns.iter().map(|column| column.heading.as_str()));
        writer
    }

    /// Adds rows to CSV text.
    pub fn add_csv(&self, book: &Book, table: &Table, rows: &[usize], writer: &mut Writer) {
        for row in rows {
            let cell = |(column, spoken): (&Column, &Spoken)| {
                let value = self.value(book, table, column.shown, *row)?;
                Some(spoken.say(&value).unwrap_or_else(|| values::write(&value, self.currency)))
            };
            let cells: Vec<String> =
                self.columns.iter().zip(&self.spoken).map(|pair| cell(pair).unwrap_or_default()).collect();
            writer.row(cells.iter().map(String::as_str));
        }
    }

    /// What a column shows in a row.
    fn value(&self, book: &Book, table: &Table, shown: Shown, row: usize) -> Option<Value> {
        let (_, of, row) = shown.cell(book, table, row)?;
        match shown {
            Shown::Since(_) => {
                let since = of.since().get(row).copied().filter(|since| *since != Instant::ALWAYS)?;
                Some(Value::Date(self.zone.day_of(since)))
            }
            Shown::Value(_) | Shown::Through(..) => of.value(row),
        }
    }
}

/// How the values of a column are called that have names.
struct Spoken {
    records: Option<HashMap<Id, String>>,
    choices: Vec<(String, String)>,
}

impl Spoken {
    fn of(book: &Book, table: &Table, column: &Column, labels: &Labels) -> Self {
        let Some((target, known)) = column.shown.end(book, table) else {
            return Self { records: None, choices: Vec::new() };
        };
        let field = known.field();
        let labels = Some((labels, &**target.key()));
        let understood = |(code, word): &&(String, String)| is_understood(field, word, code, labels);
        let choices = column.choices.iter().filter(understood).cloned().collect();
        Self { records: names::spoken(book, &field.kind), choices }
    }

    fn say(&self, value: &Value) -> Option<String> {
        match value {
            Value::Reference(id) => self.records.as_ref()?.get(id).cloned(),
            Value::Shares(shares) => {
                let names = self.records.as_ref()?;
                let name = |id: Id| names.get(&id).cloned().unwrap_or_else(|| id.to_string());
                Some(values::write_shares(shares, name))
            }
            Value::Text(code) => self.choices.iter().find(|(known, _)| known == code).map(|(_, word)| word.clone()),
            _ => None,
        }
    }
}

/// Whether an import reads a word as the code of a choice.
fn is_understood(field: &Field, word: &str, code: &str, labels: Option<(&Labels, &str)>) -> bool {
    matches!(&field.kind, Kind::Choice(codes) if values::choice(field, codes, word, labels).as_deref() == Some(code))
}
