//! Checkpoints: the columns of a book as bytes, in chunks of rows, so that only what changed is
//! written again. A cache: the journal can always rebuild it.

use serde::{Deserialize, Serialize};

use super::column::Column;
use super::packed::{Cell, Packed};
use super::seal::{Unreadable, encode};
use super::stamp::{StampNo, Stamps, UNWRITTEN};
use super::table::{Join, RowState, Switch, Table};
use super::versions::{Entry, Version};
use super::{Batch, Book, Head};
use crate::model::{Id, Instant, Key};

/// Rows of one chunk.
pub const CHUNK: usize = 65_536;

/// Everything of a book but its rows.
#[derive(Debug, Serialize, Deserialize)]
pub struct Frame {
    now: Instant,
    stamps: Stamps,
    history: Vec<Head>,
    parked: Vec<Batch>,
    /// Key of each table, its rows, and its joins.
    tables: Vec<(Key, u32, Vec<JoinRecord>)>,
}

#[derive(Debug, Serialize, Deserialize)]
struct JoinRecord {
    a: Id,
    b: Id,
    on: bool,
    stamp: StampNo,
}

/// Some rows of one table.
#[derive(Debug, Serialize, Deserialize)]
pub struct Chunk {
    ids: Vec<Id>,
    created: Vec<StampNo>,
    /// Rows archived or retracted at some time: (row in the chunk, archived, stamp, retracted, stamp).
    switched: Vec<(u32, bool, StampNo, bool, StampNo)>,
    columns: Vec<ColumnChunk>,
}

impl Chunk {
    /// Whether its parts speak of the same rows. Bytes that are whole say nothing about that: they may have
    /// been written wrong, or be read wrong.
    pub fn is_sound(&self) -> bool {
        let rows = self.ids.len();
        self.created.len() == rows && self.switched.iter().all(|(place, ..)| (*place as usize) < rows)
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct ColumnChunk {
    key: Key,
    timed: bool,
    values: Packed,
    /// Stamps of undated values, or of dated entries.
    stamps: Vec<StampNo>,
    /// Rows, instants and kinds of dated entries.
    rows: Vec<u32>,
    effective: Vec<Instant>,
    entries: Vec<Entry>,
}

impl ColumnChunk {
    /// Which row an entry is of, from when it holds, and what it says. A value that was written before
    /// its field was dated holds since always.
    fn entry(&self, position: usize, cell: Option<Cell>) -> Option<(usize, Instant, Entry)> {
        if !self.timed {
            let entry = if cell.is_some() { Entry::Value } else { Entry::Empty };
            return (*self.stamps.get(position)? != UNWRITTEN).then_some((position, Instant::ALWAYS, entry));
        }
        let effective = self.effective.get(position).copied().unwrap_or(Instant::ALWAYS);
        let entry = self.entries.get(position).copied().unwrap_or(Entry::Withdrawn);
        Some((*self.rows.get(position)? as usize, effective, entry))
    }
}

impl Book {
    /// Everything but the rows.
    pub fn frame(&self) -> Frame {
        let tables = self.tables.iter().map(|table| {
            let joins = table.joins.iter().map(|join| JoinRecord {
                a: join.a,
                b: join.b,
                on: join.switch.on,
                stamp: join.switch.stamp,
            });
            let rows = table.ids.iter().flatten().count();
            (table.key().clone(), u32::try_from(rows).unwrap_or(u32::MAX), joins.collect())
        });
        Frame {
            now: self.now,
            stamps: self.stamps.clone(),
            history: self.history.clone(),
            parked: self.parked.clone(),
            tables: tables.collect(),
        }
    }

    /// How many chunks the rows of a table fill.
    pub fn chunks(&self, table: &Table) -> usize {
        table.len().div_ceil(CHUNK)
    }

    /// The rows of one chunk of a table. Rows that others joined are written as their own content.
    pub fn chunk(&self, table: &Table, number: usize) -> Chunk {
        let (own, mut chunk) = chunk_head(table, number);
        chunk.columns = table.columns().iter().map(|column| pack(column, &own)).collect();
        chunk
    }

    /// A book from a frame and, per table in the frame's order, its chunks.
    #[inline(never)]
    pub fn restore(frame: Frame, mut chunks: impl FnMut(&Key) -> Vec<Chunk>) -> Self {
        let mut book = Self::new(frame.now);
        book.stamps = frame.stamps;
        book.seen = frame.history.iter().map(|head| head.id).collect();
        book.history = frame.history;
        book.parked = frame.parked;
        for (key, rows, joins) in frame.tables {
            let at = book.tables.iter().position(|table| *table.key() == key).unwrap_or_else(|| {
                book.tables.push(Table::unknown(key.clone()));
                book.tables.len() - 1
            });
            book.tables[at].reserve(rows as usize);
            for (number, chunk) in chunks(&key).iter().enumerate() {
                // Rows without an id are not stored. The rows after them keep their chunk all the
                // same, so that a chunk which did not change can be taken over.
                while book.tables[at].len() < number * CHUNK {
                    book.tables[at].add_row(None);
                }
                book.unpack(at, chunk);
            }
            book.tables[at].joins = joins
                .iter()
                .map(|join| Join { a: join.a, b: join.b, switch: Switch { on: join.on, stamp: join.stamp } })
                .collect();
            if !joins.is_empty() {
                book.rebuild_joins(at);
            }
        }
        book.define_fields();
        book.version = 1;
        book
    }

    // A piece of work each, kept apart from the rest: WebKit stopped more than once in the one large function that
    // compilers made of all reading. That its size is the cause is a guess.
    #[inline(never)]
    fn unpack(&mut self, at: usize, chunk: &Chunk) {
        let rows = self.tables[at].unpack_rows(chunk);
        let mut upcoming = Vec::new();
        for part in &chunk.columns {
            self.tables[at].unpack_column(part, &rows, (&self.stamps, self.now), &mut upcoming);
        }
        for &row in &rows {
            self.tables[at].refresh_live(row);
        }
        for (field, row, next) in upcoming {
            self.expect_change(at, field, row, Some(next));
        }
    }
}

impl Table {
    /// Makes the rows of a chunk, without their columns.
    #[inline(never)]
    fn unpack_rows(&mut self, chunk: &Chunk) -> Vec<usize> {
        let rows: Vec<usize> = chunk.ids.iter().map(|id| self.row_or_new(*id)).collect();
        self.fit();
        for (row, created) in rows.iter().zip(&chunk.created) {
            self.states[*row].created = *created;
        }
        for (place, archived, archived_by, retracted, retracted_by) in &chunk.switched {
            let Some(&row) = rows.get(*place as usize) else { continue };
            let state = &mut self.states[row];
            state.archived = Switch { on: *archived, stamp: *archived_by };
            state.retracted = Switch { on: *retracted, stamp: *retracted_by };
        }
        rows
    }

    /// Writes a column of a chunk into its rows, and notes what will change by itself: field, row and when.
    #[inline(never)]
    fn unpack_column(
        &mut self,
        part: &ColumnChunk,
        rows: &[usize],
        (stamps, now): (&Stamps, Instant),
        upcoming: &mut Vec<(usize, usize, Instant)>,
    ) {
        let Some(field) = self.column_for(&part.key, part.values.storage(), part.timed) else { return };
        let Some(column) = self.column_mut(field) else { return };
        let translator = column.data_mut().translator(&part.values);
        for (position, stamp) in part.stamps.iter().enumerate() {
            let cell = translator.cell(column.data_mut(), position);
            if column.versions().is_some() {
                let Some((place, effective, entry)) = part.entry(position, cell) else { continue };
                let Some(&row) = rows.get(place) else { continue };
                let version = Version { effective, entry, cell: cell.unwrap_or(Cell(0, 0)), stamp: *stamp };
                if let Some(next) = column.write_dated(row, version, stamps, now) {
                    upcoming.push((field, row, next));
                }
            } else if let Some(&row) = rows.get(position).filter(|_| *stamp != UNWRITTEN) {
                column.write(row, cell, *stamp, stamps);
            }
        }
    }
}

/// A chunk without its columns, and the rows that these are to be taken from.
fn chunk_head(table: &Table, number: usize) -> (Vec<usize>, Chunk) {
    let rows: Vec<usize> =
        (number * CHUNK..table.len().min((number + 1) * CHUNK)).filter(|row| table.id(*row).is_some()).collect();
    let own: Vec<usize> = rows.iter().map(|row| table.own_of(*row)).collect();
    let switched = (0..).zip(&own).filter_map(|(at, row)| {
        let RowState { archived, retracted, .. } = table.state(*row);
        (archived.stamp != UNWRITTEN || retracted.stamp != UNWRITTEN).then_some((
            at,
            archived.on,
            archived.stamp,
            retracted.on,
            retracted.stamp,
        ))
    });
    let chunk = Chunk {
        ids: rows.iter().filter_map(|row| table.id(*row)).collect(),
        created: own.iter().map(|row| table.state(*row).created).collect(),
        switched: switched.collect(),
        columns: Vec::new(),
    };
    (own, chunk)
}

/// The bytes of a chunk in the making, column by column: those that [`encode`] gives of it.
#[derive(Debug)]
pub struct ChunkBytes {
    bytes: Vec<u8>,
    own: Vec<usize>,
    column: usize,
}

impl ChunkBytes {
    /// Everything but the columns.
    pub fn begin(table: &Table, number: usize) -> Result<Self, Unreadable> {
        let (own, head) = chunk_head(table, number);
        let bytes = encode(&(head.ids, head.created, head.switched, table.columns().len()))?;
        Ok(Self { bytes, own, column: 0 })
    }

    /// Writes the next column; the bytes when all are written.
    pub fn step(&mut self, table: &Table) -> Result<Option<Vec<u8>>, Unreadable> {
        let Some(column) = table.columns().get(self.column) else { return Ok(Some(std::mem::take(&mut self.bytes))) };
        let written = postcard::to_extend(&pack(column, &self.own), std::mem::take(&mut self.bytes));
        self.bytes = written.map_err(|error| Unreadable::Damaged(error.to_string()))?;
        self.column += 1;
        Ok(None)
    }
}

fn pack(column: &Column, rows: &[usize]) -> ColumnChunk {
    let mut values = Packed::new(column.data().storage());
    let translator = values.translator(column.data());
    let mut part = ColumnChunk {
        key: column.field().key.clone(),
        timed: column.versions().is_some(),
        values: Packed::new(column.data().storage()),
        stamps: Vec::new(),
        rows: Vec::new(),
        effective: Vec::new(),
        entries: Vec::new(),
    };
    for (place, &row) in (0..).zip(rows) {
        if let Some(versions) = column.versions() {
            for version in versions.row(row) {
                let cell = (version.entry == Entry::Value).then(|| translator.translate(&mut values, version.cell));
                values.push_cell(cell.flatten());
                part.stamps.push(version.stamp);
                part.rows.push(place);
                part.effective.push(version.effective);
                part.entries.push(version.entry);
            }
        } else {
            let cell = translator.cell(&mut values, row);
            values.push_cell(cell);
            part.stamps.push(column.clock(row));
        }
    }
    drop(translator);
    part.values = values;
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunk_that_speaks_of_rows_it_has_not_is_seen() {
        let chunk = |ids: usize, created: usize, place: u32| Chunk {
            ids: vec![Id::derived(&["row"]); ids],
            created: vec![UNWRITTEN; created],
            switched: vec![(place, true, UNWRITTEN, false, UNWRITTEN)],
            columns: Vec::new(),
        };
        assert!(chunk(1, 1, 0).is_sound());
        assert!(!chunk(0, 0, 0).is_sound(), "a switch of no row");
        assert!(!chunk(2, 1, 0).is_sound(), "a row without its beginning");
    }
}
