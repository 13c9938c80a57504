//! The index: which records have which grams, kept up to date with the book in slices.

use super::blocks::Blocks;
use super::fold::{Glyph, fold_into};
use super::grams::{Slot, of_text};
use super::han::Han;
use super::phone;
use crate::book::{Book, Table};
use crate::model::{Key, Kind, Role, Storage};

/// No record, no text.
const NONE: u32 = u32::MAX;

/// What a searched field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A name, a code, an address: compared as it is written.
    Text,
    /// A telephone number: compared by its digits.
    Phone,
}

/// A record of the index.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) part: u16,
    pub(super) row: u32,
}

/// The records of one table.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) key: Key,
    pub(super) fields: Vec<(usize, What)>,
    /// Numbers of records by row.
    records: Vec<u32>,
    /// Where each searched field's text stood in its column when it was read, by row and field: a
    /// text that changes gets another place.
    seen: Vec<(u32, u32)>,
}

/// Which records have which grams.
#[derive(Clone, Debug, Default)]
pub struct Index {
    pub(super) han: Han,
    pub(super) blocks: Blocks,
    pub(super) entries: Vec<Entry>,
    pub(super) parts: Vec<Part>,
    /// The version of the book that is being read, and how far: part and row.
    reading: Option<u64>,
    at: (usize, usize),
    is_current: bool,
}

/// The fields of a table that are searched.
pub(super) fn fields(table: &Table) -> Vec<(usize, What)> {
    let what = |field: &crate::model::Field| match (&field.kind, field.role) {
        (Kind::Phone, _) => Some(What::Phone),
        (Kind::Email, _) | (_, Some(Role::Title | Role::Code)) => Some(What::Text),
        _ => None,
    };
    let columns = table.columns().iter().enumerate().filter(|(_, column)| column.data().storage() == Storage::Heap);
    columns.filter_map(|(at, column)| Some((at, what(column.field())?))).collect()
}

/// Folds the text of a field into glyphs; whether there is one.
pub(super) fn glyphs(table: &Table, row: usize, (field, what): (usize, What), han: &Han, out: &mut Vec<Glyph>) -> bool {
    let Some(data) = table.column(field).map(crate::book::column::Column::data) else { return false };
    let Some(cell) = data.cell(row) else { return false };
    match what {
        What::Text => fold_into(data.text(cell), han, out),
        What::Phone => fold_into(&phone::digits(data.text(cell)), han, out),
    }
    !out.is_empty()
}

impl Index {
    /// An index of nothing yet.
    pub fn new(han: Han) -> Self {
        Self { han, ..Self::default() }
    }

    /// What is known of Han characters.
    pub fn han(&self) -> &Han {
        &self.han
    }

    /// Whether nothing has been read yet.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Reads what changed in the book since, at most so many records; whether all is read. A search
    /// before that finds what has been read.
    pub fn advance(&mut self, book: &Book, most: usize) -> bool {
        if self.reading != Some(book.version()) {
            self.reading = Some(book.version());
            self.at = (0, 0);
            self.is_current = false;
            self.join_tables(book);
        }
        let mut left = most;
        while !self.is_current && left > 0 {
            let (part, row) = self.at;
            let Some(key) = self.parts.get(part).map(|part| part.key.clone()) else {
                self.is_current = true;
                break;
            };
            let table = book.table(&key);
            match table.filter(|table| row < table.len()) {
                Some(table) => {
                    left -= usize::from(self.read(table, part, row));
                    self.at.1 += 1;
                }
                None => self.at = (part + 1, 0),
            }
        }
        self.is_current
    }

    /// Takes in tables that are new. Small ones come last, so that a search, which looks at what
    /// was read last first, does not pass them over.
    fn join_tables(&mut self, book: &Book) {
        let mut tables: Vec<&Table> = book.tables().iter().collect();
        crate::model::order::by_key(&mut tables, |table| std::cmp::Reverse(table.len()));
        for table in tables {
            let fields = fields(table);
            match self.parts.iter_mut().find(|part| part.key == *table.key()) {
                Some(part) if part.fields == fields => {}
                Some(part) => {
                    part.seen = vec![(0, 0); part.records.len() * fields.len()];
                    part.fields = fields;
                }
                None if fields.is_empty() => {}
                None => {
                    let key = table.key().clone();
                    self.parts.push(Part { key, fields, records: Vec::new(), seen: Vec::new() });
                }
            }
        }
    }

    /// Reads a row where it changed; whether it did.
    fn read(&mut self, table: &Table, at: usize, row: usize) -> bool {
        let part = &mut self.parts[at];
        let width = part.fields.len();
        if part.records.len() <= row {
            part.records.resize(row + 1, NONE);
            part.seen.resize((row + 1) * width, (NONE, 0));
        }
        let mut changed = false;
        for (nth, (field, _)) in part.fields.iter().enumerate() {
            let cell = table.column(*field).and_then(|column| column.data().cell(row));
            let place = cell.map_or((NONE, 0), |cell| (u32::try_from(cell.0).unwrap_or(NONE), cell.1));
            let seen = &mut part.seen[row * width + nth];
            changed |= std::mem::replace(seen, place) != place;
        }
        if !changed {
            return false;
        }
        let record = match part.records[row] {
            NONE => {
                let record = self.entries.len();
                part.records[row] = u32::try_from(record).unwrap_or(NONE);
                self.entries.push(Entry { part: u16::try_from(at).unwrap_or(0), row: u32::try_from(row).unwrap_or(0) });
                record
            }
            record => {
                self.blocks.clear(record as usize);
                record as usize
            }
        };
        let (mut text, mut slots): (Vec<Glyph>, Vec<Slot>) = (Vec::new(), Vec::new());
        for field in &self.parts[at].fields {
            if glyphs(table, row, *field, &self.han, &mut text) {
                of_text(&text, &self.han, &mut slots);
            }
        }
        self.blocks.add(record, &slots);
        true
    }
}
