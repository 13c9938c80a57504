//! A column of optional values of one storage: what tables, version lists and batches are made of.

use std::collections::HashMap;
use std::hash::Hash;

use serde::{Deserialize, Serialize};

use super::bits::Bits;
use crate::model::money::BasisPoints;
use crate::model::{Currency, Day, Id, Instant, Kind, Money, Storage, Value};

/// The bits of one value in its column; what they mean depends on storage and pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Cell(pub i64, pub u32);

/// A dictionary: items by code, codes by item.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Dict<T: Eq + Hash> {
    items: Vec<T>,
    #[serde(skip, default = "HashMap::new")]
    index: HashMap<T, u32>,
}

impl<T: Eq + Hash> Default for Dict<T> {
    fn default() -> Self {
        Self { items: Vec::new(), index: HashMap::new() }
    }
}

impl<T: Eq + Hash + Clone> Dict<T> {
    /// The code of an item, made if new.
    pub fn code(&mut self, item: &T) -> u32 {
        if self.index.len() != self.items.len() {
            self.index = (0..).zip(&self.items).map(|(code, item)| (item.clone(), code)).collect();
        }
        if let Some(&code) = self.index.get(item) {
            return code;
        }
        let code = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
        self.items.push(item.clone());
        self.index.insert(item.clone(), code);
        code
    }

    /// The code of an item, if it has one.
    pub fn find(&self, item: &T) -> Option<u32> {
        if self.index.len() == self.items.len() {
            return self.index.get(item).copied();
        }
        self.items.iter().position(|have| have == item).and_then(|at| u32::try_from(at).ok())
    }

    /// The item of a code.
    pub fn get(&self, code: u32) -> Option<&T> {
        self.items.get(code as usize)
    }

    /// The items by code.
    pub fn items(&self) -> &[T] {
        &self.items
    }
}

/// What cells point into.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Pool {
    /// Nothing: the cell is the value.
    Plain,
    /// Texts by span.
    Heap(String),
    /// Choice codes.
    Codes(Dict<String>),
    /// Referenced ids.
    Ids(Dict<Id>),
    /// Currencies.
    Currencies(Dict<Currency>),
    /// Encoded values.
    Blobs(Dict<Vec<u8>>),
}

/// The cells themselves, as narrow as the storage allows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Cells {
    /// Integers.
    Wide(Vec<i64>),
    /// Floats.
    Float(Vec<f64>),
    /// Days.
    Day(Vec<i32>),
    /// Dictionary codes.
    Code(Vec<u32>),
    /// Minor units and currency codes.
    Money(Vec<i64>, Vec<u8>),
    /// Start and length in the heap.
    Span(Vec<u32>, Vec<u32>),
}

impl Cells {
    fn new(storage: Storage) -> Self {
        match storage {
            Storage::Heap => Self::Span(Vec::new(), Vec::new()),
            Storage::Code | Storage::Reference | Storage::Blob => Self::Code(Vec::new()),
            Storage::Integer => Self::Wide(Vec::new()),
            Storage::Float => Self::Float(Vec::new()),
            Storage::Day => Self::Day(Vec::new()),
            Storage::Money => Self::Money(Vec::new(), Vec::new()),
        }
    }

    /// How many cells.
    pub fn len(&self) -> usize {
        match self {
            Self::Wide(cells) | Self::Money(cells, _) => cells.len(),
            Self::Float(cells) => cells.len(),
            Self::Day(cells) => cells.len(),
            Self::Code(cells) | Self::Span(cells, _) => cells.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds empty cells up to a length.
    pub fn resize(&mut self, len: usize) {
        match self {
            Self::Wide(cells) => lengthen(cells, len, 0),
            Self::Float(cells) => lengthen(cells, len, 0.0),
            Self::Day(cells) => lengthen(cells, len, 0),
            Self::Code(cells) => lengthen(cells, len, 0),
            Self::Money(minor, currency) => {
                lengthen(minor, len, 0);
                lengthen(currency, len, 0);
            }
            Self::Span(start, length) => {
                lengthen(start, len, 0);
                lengthen(length, len, 0);
            }
        }
    }

    /// Makes room for so many more.
    pub(super) fn reserve(&mut self, more: usize) {
        match self {
            Self::Wide(cells) => room(cells, more),
            Self::Float(cells) => room(cells, more),
            Self::Day(cells) => room(cells, more),
            Self::Code(cells) => room(cells, more),
            Self::Money(minor, currency) => {
                room(minor, more);
                room(currency, more);
            }
            Self::Span(start, length) => {
                room(start, more);
                room(length, more);
            }
        }
    }

    /// The cell of a row; the default beyond the end.
    #[inline]
    pub fn get(&self, row: usize) -> Cell {
        match self {
            Self::Wide(cells) => Cell(cells.get(row).copied().unwrap_or(0), 0),
            Self::Float(cells) => Cell(cells.get(row).map_or(0, |f| f.to_bits().cast_signed()), 0),
            Self::Day(cells) => Cell(cells.get(row).copied().unwrap_or(0).into(), 0),
            Self::Code(cells) => Cell(cells.get(row).copied().unwrap_or(0).into(), 0),
            Self::Money(minor, currency) => {
                Cell(minor.get(row).copied().unwrap_or(0), currency.get(row).copied().unwrap_or(0).into())
            }
            Self::Span(start, length) => {
                Cell(start.get(row).copied().unwrap_or(0).into(), length.get(row).copied().unwrap_or(0))
            }
        }
    }

    /// Puts a cell into a row that exists.
    #[expect(clippy::cast_possible_truncation, reason = "a cell was made from the same storage, so it fits")]
    #[expect(clippy::cast_sign_loss, reason = "codes and spans are never negative")]
    pub fn set(&mut self, row: usize, cell: Cell) {
        match self {
            Self::Wide(cells) => cells[row] = cell.0,
            Self::Float(cells) => cells[row] = f64::from_bits(cell.0.cast_unsigned()),
            Self::Day(cells) => cells[row] = cell.0 as i32,
            Self::Code(cells) => cells[row] = cell.0 as u32,
            Self::Money(minor, currency) => {
                minor[row] = cell.0;
                currency[row] = cell.1 as u8;
            }
            Self::Span(start, length) => {
                start[row] = cell.0 as u32;
                length[row] = cell.1;
            }
        }
    }

    /// Adds a cell.
    pub fn push(&mut self, cell: Cell) {
        let row = self.len();
        self.resize(row + 1);
        self.set(row, cell);
    }
}

/// A list takes room for many at once as they need it, and twice what it has where they come one by one.
const MANY: usize = 8;

/// Makes room in a list for so many more.
pub(super) fn room<T>(list: &mut Vec<T>, more: usize) {
    if more > list.len() / MANY {
        list.reserve_exact(more);
    }
}

/// Lengthens a list.
pub(super) fn lengthen<T: Clone>(list: &mut Vec<T>, len: usize, with: T) {
    room(list, len.saturating_sub(list.len()));
    list.resize(len, with);
}

/// A column of optional values.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Packed {
    storage: Storage,
    pool: Pool,
    cells: Cells,
    present: Bits,
}

impl Packed {
    /// An empty column.
    pub fn new(storage: Storage) -> Self {
        let pool = match storage {
            Storage::Heap => Pool::Heap(String::new()),
            Storage::Code => Pool::Codes(Dict::default()),
            Storage::Reference => Pool::Ids(Dict::default()),
            Storage::Money => Pool::Currencies(Dict::default()),
            Storage::Blob => Pool::Blobs(Dict::default()),
            Storage::Integer | Storage::Float | Storage::Day => Pool::Plain,
        };
        Self { storage, pool, cells: Cells::new(storage), present: Bits::default() }
    }

    /// Empty cells of the same storage, for a version list or a past column over this pool.
    pub fn cells_like(&self) -> Cells {
        Cells::new(self.storage)
    }

    /// The same with other cells of this pool.
    #[must_use]
    pub fn showing(&self, cells: Cells, present: Bits) -> Self {
        Self { storage: self.storage, pool: self.pool.clone(), cells, present }
    }

    /// How its values are stored.
    pub fn storage(&self) -> Storage {
        self.storage
    }

    /// What the cells point into.
    pub fn pool(&self) -> &Pool {
        &self.pool
    }

    /// The cells.
    pub fn cells(&self) -> &Cells {
        &self.cells
    }

    /// Which rows hold a value.
    pub fn present(&self) -> &Bits {
        &self.present
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Adds empty rows up to a length.
    pub fn resize(&mut self, len: usize) {
        self.cells.resize(len);
        if len > self.present.len() {
            self.present.set(len - 1, false);
        }
    }

    /// The cell of a row, `None` where empty.
    #[inline]
    pub fn cell(&self, row: usize) -> Option<Cell> {
        self.present.get(row).then(|| self.cells.get(row))
    }

    /// Puts a cell of this pool into a row that exists, or empties it; beyond the end all are empty.
    pub fn set_cell(&mut self, row: usize, cell: Option<Cell>) {
        if let Some(cell) = cell {
            self.cells.set(row, cell);
        }
        if cell.is_some() || row < self.present.len() {
            self.present.set(row, cell.is_some());
        }
    }

    /// The value of a row.
    pub fn get(&self, row: usize) -> Option<Value> {
        self.cell(row).and_then(|cell| self.decode(cell))
    }

    /// Adds a cell of this pool at the end.
    pub fn push_cell(&mut self, cell: Option<Cell>) {
        let row = self.len();
        self.resize(row + 1);
        self.set_cell(row, cell);
    }

    /// Adds a value at the end.
    pub fn push(&mut self, value: Option<&Value>) {
        let cell = value.and_then(|value| self.encode(value));
        self.push_cell(cell);
    }

    /// The text of a cell that points into the heap.
    pub fn text(&self, cell: Cell) -> &str {
        let Pool::Heap(heap) = &self.pool else { return "" };
        let start = usize::try_from(cell.0).unwrap_or(usize::MAX);
        heap.get(start..start.saturating_add(cell.1 as usize)).unwrap_or("")
    }

    /// The value that a cell stands for.
    pub fn decode(&self, cell: Cell) -> Option<Value> {
        let code = u32::try_from(cell.0).unwrap_or(u32::MAX);
        Some(match (&self.pool, self.storage) {
            (Pool::Heap(_), Storage::Heap) => Value::Text(self.text(cell).to_owned()),
            (Pool::Codes(dict), Storage::Code) => Value::Text(dict.get(code)?.clone()),
            (Pool::Ids(dict), Storage::Reference) => Value::Reference(*dict.get(code)?),
            (Pool::Currencies(dict), Storage::Money) => Value::Money(Money::new(cell.0, *dict.get(cell.1)?)),
            (Pool::Blobs(dict), Storage::Blob) => postcard::from_bytes(dict.get(code)?).ok()?,
            (Pool::Plain, Storage::Float) => Value::Number(f64::from_bits(cell.0.cast_unsigned())),
            (Pool::Plain, Storage::Day) => Value::Date(Day(i32::try_from(cell.0).ok()?)),
            (Pool::Plain, Storage::Integer) => Value::Duration(cell.0),
            // Altered bytes: applying them would not give what reading them gives.
            _ => return None,
        })
    }

    /// The cell of a value, added to the pool if new; `None` where it is of another storage or
    /// the pool is full.
    pub fn encode(&mut self, value: &Value) -> Option<Cell> {
        Some(match (&mut self.pool, value) {
            (Pool::Heap(heap), Value::Text(text)) => {
                let start = heap.len();
                // Spans are 32 bits wide: 4 GiB of text in one column.
                u32::try_from(start + text.len()).ok()?;
                heap.push_str(text);
                Cell(i64::try_from(start).ok()?, u32::try_from(text.len()).ok()?)
            }
            (Pool::Codes(dict), Value::Text(text)) => Cell(dict.code(text).into(), 0),
            (Pool::Ids(dict), Value::Reference(id)) => Cell(dict.code(id).into(), 0),
            (Pool::Currencies(dict), Value::Money(money)) => {
                let code = u8::try_from(dict.code(&money.currency)).ok()?;
                Cell(money.minor, code.into())
            }
            (
                Pool::Blobs(dict),
                value @ (Value::Place(_) | Value::Tags(_) | Value::File(_) | Value::Shares(_) | Value::Windows(_)),
            ) => Cell(dict.code(&postcard::to_stdvec(value).ok()?).into(), 0),
            (Pool::Plain, Value::Number(number)) if self.storage == Storage::Float => {
                // One zero, so that equal values are equal bits.
                let number = if *number == 0.0 { 0.0 } else { *number };
                Cell(number.to_bits().cast_signed(), 0)
            }
            (Pool::Plain, Value::Date(day)) if self.storage == Storage::Day => Cell(day.0.into(), 0),
            (Pool::Plain, Value::Percent(BasisPoints(n)) | Value::Instant(Instant(n)) | Value::Duration(n))
                if self.storage == Storage::Integer =>
            {
                Cell(*n, 0)
            }
            _ => return None,
        })
    }

    /// How the other column's cells read in this one's pool.
    pub fn translator<'a>(&mut self, other: &'a Self) -> Translator<'a> {
        let codes = match (&mut self.pool, &other.pool) {
            (Pool::Codes(mine), Pool::Codes(theirs)) => translate(mine, theirs),
            (Pool::Ids(mine), Pool::Ids(theirs)) => translate(mine, theirs),
            (Pool::Currencies(mine), Pool::Currencies(theirs)) => translate(mine, theirs),
            (Pool::Blobs(mine), Pool::Blobs(theirs)) => translate(mine, theirs),
            (Pool::Heap(mine), Pool::Heap(theirs)) => {
                if theirs.len() > mine.len() / MANY {
                    mine.reserve_exact(theirs.len());
                }
                Vec::new()
            }
            _ => Vec::new(),
        };
        Translator { other, codes, same: self.storage == other.storage }
    }
}

fn translate<T: Eq + Hash + Clone>(mine: &mut Dict<T>, theirs: &Dict<T>) -> Vec<u32> {
    theirs.items.iter().map(|item| mine.code(item)).collect()
}

/// Reads cells of another column as cells of one's own.
#[derive(Debug)]
pub struct Translator<'a> {
    other: &'a Packed,
    codes: Vec<u32>,
    same: bool,
}

impl<'a> Translator<'a> {
    /// The translator that has given these codes away.
    pub(super) fn again(own: &Packed, other: &'a Packed, codes: Vec<u32>) -> Self {
        Self { other, codes, same: own.storage == other.storage }
    }

    /// Its codes, to go on later.
    pub(super) fn into_codes(self) -> Vec<u32> {
        self.codes
    }

    /// The other's cell of a row, as a cell of `own`.
    pub fn cell(&self, own: &mut Packed, row: usize) -> Option<Cell> {
        self.other.cell(row).and_then(|cell| self.translate(own, cell))
    }

    /// A cell of the other's pool, as a cell of `own`.
    pub fn translate(&self, own: &mut Packed, cell: Cell) -> Option<Cell> {
        if !self.same {
            return None;
        }
        match (&mut own.pool, &self.other.pool) {
            (Pool::Plain, _) => Some(cell),
            (Pool::Heap(heap), Pool::Heap(_)) => {
                let text = self.other.text(cell);
                let start = heap.len();
                u32::try_from(start + text.len()).ok()?;
                heap.push_str(text);
                Some(Cell(i64::try_from(start).ok()?, cell.1))
            }
            (Pool::Currencies(_), _) => {
                // Codes are a byte wide. A 257th currency is left empty rather than shown as another.
                let code = u8::try_from(*self.codes.get(cell.1 as usize)?).ok()?;
                Some(Cell(cell.0, code.into()))
            }
            _ => Some(Cell((*self.codes.get(usize::try_from(cell.0).ok()?)?).into(), 0)),
        }
    }
}

/// Gives a value read from integer storage back the type of its kind.
pub fn typed(value: Value, kind: &Kind) -> Value {
    match (value, kind) {
        (Value::Duration(n), Kind::Percent) => Value::Percent(BasisPoints(n)),
        (Value::Duration(n), Kind::Instant) => Value::Instant(Instant(n)),
        (value, _) => value,
    }
}
