//! A record of the book takes over what a row says otherwise. What the row leaves empty stays.

use super::super::report::{Altered, LISTED, Report};
use super::row::Made;
use crate::book::column::Column;
use crate::book::command::{Change, Editor};
use crate::book::{Rejection, Table};
use crate::model::{Id, Instant};

/// Which record, and where its row stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) file: usize,
    pub(super) line: u32,
    pub(super) id: Id,
}

/// The first field that a row would change and that may not change any more.
pub(super) fn settled(table: &Table, id: Id, made: &Made) -> Option<usize> {
    let row = table.row(id)?;
    let is_settled = |(field, value): &&Change| {
        let holds = table.value(row, *field);
        let fixed = table.column(*field).is_some_and(|column| column.field().fixed);
        fixed && holds.is_some() && holds != *value
    };
    made.values.iter().find(is_settled).map(|(field, _)| *field)
}

/// Changes a record, in the draft and in the report.
pub(super) fn change(
    report: &mut Report,
    failed: &mut Option<Rejection>,
    edit: &mut Editor<'_>,
    table: &Table,
    place: Place,
    made: &Made,
    now: Instant,
) {
    let Some(row) = table.row(place.id) else { return };
    let mut changed = false;
    let plain = made.values.iter().map(|(field, value)| (*field, None, value));
    let dated = made.dates.iter().map(|(field, from, value)| (*field, Some(*from), value));
    for (field, from, value) in plain.chain(dated) {
        if table.value(row, field) == *value {
            continue;
        }
        let effective = from.map(|from| since(table, row, field, from, now));
        changed = true;
        if report.altered.len() < LISTED {
            let (from, to) = (table.value(row, field), value.clone());
            let (collection, file, line) = (table.key().clone(), place.file, place.line);
            report.altered.push(Altered { file, line, collection, id: place.id, field, from, to });
        }
        if let Err(rejection) = edit.set(table.key(), place.id, (field, value.clone()), effective) {
            failed.get_or_insert(rejection);
        }
    }
    let count = report.tally(table.key());
    *(if changed { &mut count.changed } else { &mut count.unchanged }) += 1;
}

/// The instant from which a value is to hold: the one that its row says, or now where the record
/// has taken another value since.
fn since(table: &Table, row: usize, field: usize, from: Instant, now: Instant) -> Instant {
    let versions = table.column(field).and_then(Column::versions);
    let last = versions.and_then(|versions| versions.at(row, now)).map(|version| version.effective);
    if last.is_some_and(|last| last > from) { now } else { from }
}
