//! A large batch to bytes and back piece by piece, so that a screen stays alive. The bytes are those
//! of [`super::seal`]: what is written here is read there, and the other way round.

use serde::de::DeserializeOwned;

use super::batch::{Batch, Body, FieldOps, Head, TableOps};
use super::chain::Rooting;
use super::seal::{FORMAT, Unreadable, encode};

/// Pieces of a field's operations.
const OF_FIELD: usize = 5;

#[expect(clippy::needless_pass_by_value, reason = "as `map_err` gives it")]
fn garbled(error: postcard::Error) -> Unreadable {
    Unreadable::Damaged(error.to_string())
}

fn damaged(why: &str) -> Unreadable {
    Unreadable::Damaged(why.to_owned())
}

/// The bytes of a batch's body in the making.
#[derive(Debug, Default)]
pub struct Packing {
    bytes: Vec<u8>,
    table: usize,
    piece: usize,
}

impl Packing {
    /// Writes the next piece; whether all is written.
    pub fn step(&mut self, body: &Body) -> Result<bool, Unreadable> {
        if self.bytes.is_empty() {
            self.put(&body.tables.len())?;
        }
        let Some(table) = body.tables.get(self.table) else { return Ok(true) };
        let piece = self.piece;
        self.piece += 1;
        match piece {
            0 => self.put(&(&table.collection, &table.ids))?,
            1 => self.put(&table.salts)?,
            2 => self.put(&(&table.creates, table.fields.len()))?,
            _ => {
                if let Some(field) = table.fields.get((piece - 3) / OF_FIELD) {
                    self.field(field, (piece - 3) % OF_FIELD)?;
                } else {
                    self.put(&(&table.archives, &table.retracts, &table.joins, &table.absent))?;
                    (self.table, self.piece) = (self.table + 1, 0);
                }
            }
        }
        Ok(self.table == body.tables.len())
    }

    fn field(&mut self, field: &FieldOps, piece: usize) -> Result<(), Unreadable> {
        match piece {
            0 => self.put(&(&field.key, field.act, &field.records)),
            1 => self.put(&field.effective),
            2 => self.put(&field.to),
            3 => self.put(&field.from),
            _ => self.put(&field.stood),
        }
    }

    fn put(&mut self, value: &impl serde::Serialize) -> Result<(), Unreadable> {
        self.bytes = postcard::to_extend(value, std::mem::take(&mut self.bytes)).map_err(garbled)?;
        Ok(())
    }

    /// The bytes of the body.
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }
}

/// The bytes of a batch whose body has been written already.
pub fn whole(head: &Head, body: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = encode(head)?;
    bytes.extend_from_slice(body);
    Ok(bytes)
}

/// A batch being read, and checked against its root.
#[derive(Debug)]
pub struct Opening {
    bytes: Vec<u8>,
    at: usize,
    head: Option<Head>,
    /// Tables that the body holds.
    tables: usize,
    body: Body,
    piece: usize,
    /// Fields of the table under way.
    fields: usize,
    rooting: Rooting,
}

impl Opening {
    /// Begins to read opened bytes.
    pub fn of(bytes: Vec<u8>) -> Result<Self, Unreadable> {
        match bytes.first() {
            Some(&FORMAT) => {}
            Some(&format) if format > FORMAT => return Err(Unreadable::Newer(format)),
            _ => return Err(damaged("no format byte")),
        }
        let (body, rooting) = (Body::default(), Rooting::new());
        Ok(Self { bytes, at: 1, head: None, tables: 0, body, piece: 0, fields: 0, rooting })
    }

    /// Reads the next piece, or checks at most so many operations; the batch when all is done.
    pub fn step(&mut self, most: usize) -> Result<Option<Batch>, Unreadable> {
        let Some(head) = &self.head else {
            let (head, tables): (Head, usize) = self.take()?;
            (self.head, self.tables) = (Some(head), tables);
            return Ok(None);
        };
        if self.piece == 0 && self.body.tables.len() == self.tables {
            let Some(root) = self.rooting.step(&self.body, most) else { return Ok(None) };
            if root != head.root {
                return Err(damaged(&format!("entry {} does not match its hash", head.id)));
            }
            let body = std::mem::take(&mut self.body);
            return Ok(self.head.take().map(|head| Batch { head, body }));
        }
        self.read()?;
        Ok(None)
    }

    fn read(&mut self) -> Result<(), Unreadable> {
        let piece = self.piece;
        self.piece += 1;
        if piece == 0 {
            let (collection, ids) = self.take()?;
            self.body.tables.push(TableOps {
                collection,
                ids,
                salts: Vec::new(),
                creates: Vec::new(),
                fields: Vec::new(),
                archives: Vec::new(),
                retracts: Vec::new(),
                joins: Vec::new(),
                absent: Vec::new(),
            });
            return Ok(());
        }
        let Some(mut table) = self.body.tables.pop() else { return Err(damaged("no table")) };
        match piece {
            1 => table.salts = self.take()?,
            2 => (table.creates, self.fields) = self.take()?,
            _ if (piece - 3) / OF_FIELD < self.fields => self.read_field(&mut table, (piece - 3) % OF_FIELD)?,
            _ => {
                (table.archives, table.retracts, table.joins, table.absent) = self.take()?;
                self.piece = 0;
            }
        }
        self.body.tables.push(table);
        Ok(())
    }

    fn read_field(&mut self, table: &mut TableOps, piece: usize) -> Result<(), Unreadable> {
        if piece == 0 {
            let (key, act, records) = self.take()?;
            let blank = super::packed::Packed::new(crate::model::Storage::Integer);
            let (to, from, stood) = (blank.clone(), blank, super::bits::Bits::default());
            table.fields.push(FieldOps { key, act, records, effective: Vec::new(), to, from, stood });
            return Ok(());
        }
        let Some(field) = table.fields.last_mut() else { return Err(damaged("no field")) };
        match piece {
            1 => field.effective = self.take()?,
            2 => field.to = self.take()?,
            3 => field.from = self.take()?,
            _ => field.stood = self.take()?,
        }
        Ok(())
    }

    fn take<T: DeserializeOwned>(&mut self) -> Result<T, Unreadable> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let (value, left) = postcard::take_from_bytes(rest).map_err(garbled)?;
        self.at = self.bytes.len() - left.len();
        Ok(value)
    }
}
