//! What only acts of its own change: the status of a quote, and with it what the quote says. A record
//! whose status an act has moved on keeps its lines as they were then.

use super::command::{Change, Rejection};
use super::{Book, Label, Table};
use crate::model::{Id, Kind, Role};

impl Book {
    /// Whether lines of a record may still change: no act has moved its status on.
    pub fn takes_lines(&self, collection: &str, id: Id) -> bool {
        let Some(table) = self.table(collection) else { return true };
        let Some((at, row)) = acted(table).zip(table.row(id)) else { return true };
        let begins = table.column(at).and_then(|column| column.field().default_value());
        table.value(row, at).is_none_or(|status| Some(status) == begins)
    }

    /// Refuses to change lines of a record that takes none any more.
    pub(super) fn keep_lines(&self, collection: &str, id: Id) -> Result<(), Rejection> {
        if self.takes_lines(collection, id) {
            return Ok(());
        }
        let name = self.table(collection).and_then(|table| {
            let title = table.value(table.row(id)?, table.role(Role::Title)?)?;
            title.as_text().map(str::to_owned)
        });
        Err(Rejection::Against(Label::new("refused-settled").with("name", name.unwrap_or_default())))
    }

    /// The same by a line of it.
    pub(super) fn keep_line(&self, lines: &Table, row: usize) -> Result<(), Rejection> {
        let Some((whole, at)) = whole_of(lines) else { return Ok(()) };
        let of = lines.value(row, at).and_then(|value| value.as_reference());
        of.map_or(Ok(()), |of| self.keep_lines(whole, of))
    }

    /// The same by the values of a new line.
    pub(super) fn keep_new_line(&self, collection: &str, values: &[Change]) -> Result<(), Rejection> {
        let Some((whole, at)) = self.table(collection).and_then(whole_of) else { return Ok(()) };
        let of = values.iter().find(|(field, _)| *field == at).and_then(|(_, value)| value.as_ref()?.as_reference());
        of.map_or(Ok(()), |of| self.keep_lines(whole, of))
    }
}

/// Refuses what would set by hand a field that only acts set.
pub(super) fn by_hand(table: &Table, row: usize, changes: &[Change]) -> Result<(), Rejection> {
    let acted = |(at, value): &Change| {
        table.column(*at).is_some_and(|column| column.field().acted && column.value(row) != *value)
    };
    if changes.iter().any(acted) {
        return Err(Rejection::Against(Label::new("refused-by-hand")));
    }
    Ok(())
}

/// The status that only acts set.
fn acted(table: &Table) -> Option<usize> {
    let is_status = |column: &super::column::Column| {
        let field = column.field();
        field.acted && field.role == Some(Role::Status) && matches!(field.kind, Kind::Choice(_))
    };
    table.columns().iter().position(is_status)
}

/// What the records of a table are lines of: its collection, and the field that names it.
fn whole_of(lines: &Table) -> Option<(&str, usize)> {
    let at = lines.role(Role::Parent)?;
    match &lines.column(at)?.field().kind {
        Kind::Reference(to) if *to != *lines.key() => Some((to, at)),
        _ => None,
    }
}
