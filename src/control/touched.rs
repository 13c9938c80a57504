//! By which batches a form became what it is: those that wrote its fields, its lines, and the requests to
//! sign it.

use super::day::lines::{Lines, said};
use super::day::{Paper, Sheet};
use super::form::Form;
use crate::book::stamp::Stamp;
use crate::book::{Book, Table, whole};
use crate::model::Id;
use crate::model::records::{Approval, Visit};

/// The stamps of everything that a form says, in no order; of a plan's visits what was planned, not what
/// came of it.
pub fn stamps(book: &Book, form: Id) -> Vec<Stamp> {
    let Some(Form { table, row }) = Form::find(book, form) else { return Vec::new() };
    let mut stamps = Vec::new();
    of_row(book, table, row, None, &mut stamps);
    for key in table.collection().into_iter().flat_map(crate::model::Collection::lines) {
        for (lines, row) in book
            .table(key)
            .into_iter()
            .flat_map(|lines| whole::of(book, lines, form).into_iter().map(move |row| (lines, row)))
        {
            of_row(book, lines, row, None, &mut stamps);
        }
    }
    if let Some(sheet) = Paper::parse(table.key()).and_then(|paper| Sheet::read(book, paper, row)) {
        let visits = book.of::<Visit>();
        let fields = said(sheet.paper);
        for row in Lines::of(book).visits(&sheet).iter().filter_map(|visit| visits.row(visit.id)) {
            of_row(book, visits, row, Some(fields), &mut stamps);
        }
    }
    let form = book.resolve(form);
    let asks = book.all::<Approval>().filter(|asked| asked.form.map(|of| book.resolve(of)) == Some(form));
    let requests = book.of::<Approval>();
    for row in asks.filter_map(|asked| requests.row(asked.id.into())) {
        of_row(book, requests, row, None, &mut stamps);
    }
    stamps
}

/// The stamps of a row: of some of its fields, or of all and of the row itself.
fn of_row(book: &Book, table: &Table, row: usize, fields: Option<&[usize]>, stamps: &mut Vec<Stamp>) {
    let mut numbers = Vec::new();
    for (at, column) in table.columns().iter().enumerate() {
        if fields.is_some_and(|fields| !fields.contains(&at)) {
            continue;
        }
        match column.versions() {
            Some(versions) => numbers.extend(versions.row(row).map(|version| version.stamp)),
            None => numbers.push(column.clock(row)),
        }
    }
    if fields.is_none() {
        let state = table.state(row);
        numbers.extend([state.created, state.archived.stamp, state.retracted.stamp]);
    }
    // What was never written has no stamp.
    stamps.extend(numbers.into_iter().filter_map(|number| book.stamps().get(number)));
}
