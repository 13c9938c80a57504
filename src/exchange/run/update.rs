//! A record of the book takes over what a row says otherwise. What the row leaves empty stays.

use super::super::report::{Altered, LISTED, Report};
use super::row::Made;
use crate::book::command::Editor;
use crate::book::{Rejection, Table};
use crate::model::{Id, Instant, Value};

/// Which record, and where its row stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) file: usize,
    pub(super) line: u32,
    pub(super) id: Id,
}

/// Changes a record, in the draft and in the report.
pub(super) fn change(
    report: &mut Report,
    failed: &mut Option<Rejection>,
    edit: &mut Editor<'_>,
    table: &Table,
    place: Place,
    made: &Made,
) {
    let Some(row) = table.row(place.id) else { return };
    let mut changed = false;
    let plain = made.values.iter().map(|(field, value)| (*field, None, value));
    let dated = made.dates.iter().map(|(field, from, value)| (*field, Some(*from), value));
    for (field, from, value) in plain.chain(dated) {
        if !differs(table, row, (field, from), value.as_ref()) {
            continue;
        }
        changed = true;
        if report.altered.len() < LISTED {
            let (from, to) = (table.value(row, field), value.clone());
            let (collection, file, line) = (table.key().clone(), place.file, place.line);
            report.altered.push(Altered { file, line, collection, id: place.id, field, from, to });
        }
        if let Err(rejection) = edit.set(table.key(), place.id, (field, value.clone()), from) {
            failed.get_or_insert(rejection);
        }
    }
    let count = report.tally(table.key());
    *(if changed { &mut count.changed } else { &mut count.unchanged }) += 1;
}

/// Whether a field holds something else, at an instant or now.
fn differs(table: &Table, row: usize, (field, from): (usize, Option<Instant>), value: Option<&Value>) -> bool {
    let Some(column) = table.column(field) else { return false };
    match (from, column.versions()) {
        (Some(from), Some(versions)) => {
            versions.at(row, from).and_then(|version| column.decode(version.cell)).as_ref() != value
        }
        _ => column.value(row).as_ref() != value,
    }
}
