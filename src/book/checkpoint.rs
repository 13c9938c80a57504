//! Checkpoints: the columns of a book as bytes, in chunks of rows, so that only what changed is
//! written again. A cache: the journal can always rebuild it.

use serde::{Deserialize, Serialize};

use super::column::Column;
use super::packed::{Cell, Packed};
use super::seal::{Unreadable, begin, encode, next};
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

/// Some rows of one table; their columns follow one by one.
#[derive(Debug, Serialize, Deserialize)]
struct Rows {
    ids: Vec<Id>,
    created: Vec<StampNo>,
    /// Rows archived or retracted at some time: (row in the chunk, archived, stamp, retracted, stamp).
    switched: Vec<(u32, bool, StampNo, bool, StampNo)>,
    columns: usize,
}

impl Rows {
    /// Whether its parts speak of the same rows. Bytes that are whole say nothing about that: they may have
    /// been written wrong, or be read wrong.
    fn is_sound(&self) -> bool {
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
            (table.key().clone(), u32::try_from(table.named()).unwrap_or(u32::MAX), joins.collect())
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

    /// The bytes of one chunk of a table. Rows that others joined are written as their own content.
    pub fn chunk(&self, table: &Table, number: usize) -> Result<Vec<u8>, Unreadable> {
        let mut chunk = ChunkBytes::begin(table, number)?;
        loop {
            if let Some(bytes) = chunk.step(table)? {
                return Ok(bytes);
            }
        }
    }

    /// A book from a frame and, per table in the frame's order and by number, the bytes of its chunks.
    /// They are asked for and read one by one: what was read is let go before the next comes.
    #[inline(never)]
    pub fn restore(
        frame: Frame,
        mut chunk: impl FnMut(&Key, usize) -> Result<Option<Vec<u8>>, Unreadable>,
    ) -> Result<Self, Unreadable> {
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
            let mut number = 0;
            while let Some(bytes) = chunk(&key, number)? {
                // Rows without an id are not stored. The rows after them keep their chunk all the
                // same, so that a chunk which did not change can be taken over.
                while book.tables[at].len() < number * CHUNK {
                    book.tables[at].add_row();
                }
                book.unpack(at, &bytes)?;
                number += 1;
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
        Ok(book)
    }

    // A piece of work each, kept apart from the rest: WebKit stopped more than once in the one large function that
    // compilers made of all reading. That its size is the cause is a guess.
    #[inline(never)]
    fn unpack(&mut self, at: usize, bytes: &[u8]) -> Result<(), Unreadable> {
        let (head, mut rest): (Rows, _) = next(begin(bytes)?)?;
        if !head.is_sound() {
            return Err(Unreadable::Damaged("rows of a checkpoint".to_owned()));
        }
        let rows = self.tables[at].unpack_rows(&head);
        let mut upcoming = Vec::new();
        for _ in 0..head.columns {
            let (part, behind): (ColumnChunk, _) = next(rest)?;
            rest = behind;
            self.tables[at].unpack_column(&part, &rows, (&self.stamps, self.now), &mut upcoming);
        }
        for &row in &rows {
            self.tables[at].refresh_live(row);
        }
        for (field, row, next) in upcoming {
            self.expect_change(at, field, row, Some(next));
        }
        Ok(())
    }
}

impl Table {
    /// Makes the rows of a chunk, without their columns.
    #[inline(never)]
    fn unpack_rows(&mut self, chunk: &Rows) -> Vec<usize> {
        let rows: Vec<usize> = chunk.ids.iter().map(|id| self.row_or_new(*id)).collect();
        self.fit();
        for (row, created) in rows.iter().zip(&chunk.created) {
            self.states.create(*row, *created);
        }
        for (place, archived, archived_by, retracted, retracted_by) in &chunk.switched {
            let Some(&row) = rows.get(*place as usize) else { continue };
            let archived = Switch { on: *archived, stamp: *archived_by };
            let retracted = Switch { on: *retracted, stamp: *retracted_by };
            self.states.set(row, RowState { archived, retracted, ..self.states.get(row) });
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
        column.make_room(part.stamps.len());
        let translator = column.data_mut().translator(&part.values);
        let mut refresh = |column: &mut Column, row: usize| {
            upcoming.extend(column.refresh(row, now).map(|next| (field, row, next)));
        };
        // A row's entries stand together: its present value is worked out once, behind the last of them.
        let mut last = None;
        for (position, stamp) in part.stamps.iter().enumerate() {
            let cell = translator.cell(column.data_mut(), position);
            if column.versions().is_some() {
                let Some((place, effective, entry)) = part.entry(position, cell) else { continue };
                let Some(&row) = rows.get(place) else { continue };
                let version = Version { effective, entry, cell: cell.unwrap_or(Cell(0, 0)), stamp: *stamp };
                if let Some(before) = last.replace(row).filter(|before| *before != row) {
                    refresh(column, before);
                }
                column.enter(row, version, stamps);
            } else if let Some(&row) = rows.get(position).filter(|_| *stamp != UNWRITTEN) {
                column.write(row, cell, *stamp, stamps);
            }
        }
        if let Some(row) = last {
            refresh(column, row);
        }
    }
}

/// A chunk without its columns, and the rows that these are to be taken from.
fn head(table: &Table, number: usize) -> (Vec<usize>, Rows) {
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
    let head = Rows {
        ids: rows.iter().filter_map(|row| table.id(*row)).collect(),
        created: own.iter().map(|row| table.state(*row).created).collect(),
        switched: switched.collect(),
        columns: table.columns().len(),
    };
    (own, head)
}

/// The bytes of a chunk in the making, column by column.
#[derive(Debug)]
pub struct ChunkBytes {
    bytes: Vec<u8>,
    own: Vec<usize>,
    column: usize,
}

impl ChunkBytes {
    /// Everything but the columns.
    pub fn begin(table: &Table, number: usize) -> Result<Self, Unreadable> {
        let (own, head) = head(table, number);
        let bytes = encode(&head)?;
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
    // What was never written behind the last row that was takes no room.
    let is_written = |row: &usize| column.versions().is_some() || column.clock(*row) != UNWRITTEN;
    let written = rows.iter().rposition(is_written).map_or(0, |last| last + 1);
    for (place, &row) in (0..).zip(&rows[..written]) {
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
        let chunk = |ids: usize, created: usize, place: u32| Rows {
            ids: vec![Id::derived(&["row"]); ids],
            created: vec![UNWRITTEN; created],
            switched: vec![(place, true, UNWRITTEN, false, UNWRITTEN)],
            columns: 0,
        };
        assert!(chunk(1, 1, 0).is_sound());
        assert!(!chunk(0, 0, 0).is_sound(), "a switch of no row");
        assert!(!chunk(2, 1, 0).is_sound(), "a row without its beginning");
    }
}
