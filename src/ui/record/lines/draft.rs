//! Lines among what was typed and not kept yet: each cell under the collection, the line, the field.

use leptos::prelude::*;

use super::sheet::{LineRow, Sheet};
use crate::model::Id;
use crate::ui::context::App;

/// What a line that goes says instead of a field.
const GONE: &str = "-";

impl Sheet {
    /// What differs from what stood there.
    pub(in crate::ui::record) fn typed(&self) -> Vec<(String, String, String)> {
        let Some(rows) = self.rows.try_get_untracked() else { return Vec::new() };
        let name = |line: &str, field: &str| format!("{}/{line}/{field}", self.collection);
        let cells = rows.iter().flat_map(|row| {
            let line = row.id.map_or_else(|| format!("+{}", row.number), |id| id.to_string());
            let typed: Vec<_> = row.entries.iter().filter_map(super::super::entry::Entry::typed).collect();
            typed.into_iter().map(move |(field, text, beside)| (name(&line, &field), text, beside))
        });
        let gone = self.removed.try_get_untracked().unwrap_or_default();
        let gone = gone.into_iter().map(|id| (name(&id.to_string(), GONE), String::new(), String::new()));
        cells.chain(gone).collect()
    }

    /// Puts back what was typed before; whether it was a cell of these lines.
    pub(in crate::ui::record) fn put_back(
        &self,
        app: App,
        known: &mut Vec<(String, LineRow)>,
        cell: &(String, String, String),
    ) -> bool {
        let (key, text, beside) = cell;
        let mut parts = key.split('/');
        let (Some(collection), Some(line), Some(field)) = (parts.next(), parts.next(), parts.next()) else {
            return false;
        };
        if collection != self.collection {
            return false;
        }
        let row = if let Some(id) = Id::parse(line) {
            self.rows.with_untracked(|rows| rows.iter().find(|row| row.id == Some(id)).cloned())
        } else {
            let before = known.iter().find(|(name, _)| name == line).map(|(_, row)| row.clone());
            Some(before.unwrap_or_else(|| {
                let row = self.blank(known).unwrap_or_else(|| self.add(app));
                known.push((line.to_owned(), row.clone()));
                row
            }))
        };
        let Some(row) = row else { return false };
        if field == GONE {
            self.remove(row.number);
            return true;
        }
        let Some(entry) = row.entries.iter().find(|entry| entry.field.key == *field) else { return false };
        entry.text.set(text.clone());
        entry.currency.set(beside.clone());
        // What follows from it was typed, too, or is to stay as it was.
        row.seen.set_value(super::prefill::Seen::of(app, &row.entries));
        true
    }

    /// An empty line that a new record begins with, where none of these is it.
    fn blank(&self, known: &[(String, LineRow)]) -> Option<LineRow> {
        let free = |row: &&LineRow| {
            row.id.is_none() && !row.is_touched() && known.iter().all(|(_, other)| other.number != row.number)
        };
        self.rows.with_untracked(|rows| rows.iter().find(free).cloned())
    }

    /// Puts back what stood there.
    pub(in crate::ui::record) fn reset(&self, app: App, whole: Option<Id>) {
        let fresh = Self::new(app, self.collection, whole, self.about);
        self.rows.set(fresh.rows.get_untracked());
        self.removed.set(Vec::new());
    }
}
