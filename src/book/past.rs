//! Reading the book at a moment: the present, or any past one by effective dates.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Deref;
use std::sync::Arc;

use super::bits::Bits;
use super::packed::{Cells, Packed};
use super::{Book, Table};
use crate::model::{Instant, Kind, Role, Value};

/// When to read the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// The present.
    Now,
    /// What was in force at an instant.
    At(Instant),
}

impl Book {
    /// A book to be read only, as it was at a moment: one collection and what it refers to, without
    /// the entries behind. Rows are those of this book.
    #[must_use]
    pub fn still(&self, collection: &str, moment: Moment) -> Self {
        let mut wanted: Vec<&str> = vec![collection];
        let mut next = 0;
        while let Some(table) = wanted.get(next).map(|key| self.table(key)) {
            next += 1;
            for column in table.into_iter().flat_map(Table::columns) {
                if let Kind::Reference(to) = &column.field().kind
                    && !wanted.contains(&&**to)
                {
                    wanted.push(to);
                }
            }
        }
        let now = match moment {
            Moment::Now => self.now,
            Moment::At(at) => at,
        };
        let still = |table: &Table| table.still(moment, wanted.contains(&&**table.key()));
        Self { tables: self.tables.iter().map(still).collect(), ..Self::new(now) }
    }
}

/// Part of a column: lent by the book, or of a past moment and held by whoever reads it.
#[derive(Debug)]
pub enum Held<'a, T: ?Sized> {
    /// The book's.
    Lent(&'a T),
    /// Of a past moment.
    Kept(Arc<T>),
}

impl<T: ?Sized> Deref for Held<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Self::Lent(part) => part,
            Self::Kept(part) => part,
        }
    }
}

impl<T: ?Sized> AsRef<T> for Held<'_, T> {
    fn as_ref(&self) -> &T {
        self
    }
}

/// A column as of a moment.
#[derive(Debug)]
pub struct ColumnAt<'a> {
    /// Whose pool the cells point into.
    pub data: &'a Packed,
    /// The cells by row.
    pub cells: Held<'a, Cells>,
    /// Which rows hold a value.
    pub present: Held<'a, Bits>,
    /// From when each row's value holds (timed fields; else empty).
    pub since: Held<'a, [Instant]>,
}

impl ColumnAt<'_> {
    /// The value of a row, of the storage's type.
    pub fn value(&self, row: usize) -> Option<Value> {
        self.present.get(row).then(|| self.data.decode(self.cells.get(row))).flatten()
    }
}

/// A table as of a moment. Past columns are built when first read.
#[derive(Debug)]
pub struct View<'a> {
    table: &'a Table,
    moment: Moment,
    columns: Vec<OnceCell<ColumnAt<'a>>>,
    live: OnceCell<Cow<'a, Bits>>,
}

impl<'a> View<'a> {
    /// A table of the book at a moment.
    pub fn new(book: &'a Book, key: &str, moment: Moment) -> Option<Self> {
        book.table(key).map(|table| Self::of(table, moment))
    }

    /// A table at a moment.
    pub fn of(table: &'a Table, moment: Moment) -> Self {
        let columns = (0..table.columns().len()).map(|_| OnceCell::new()).collect();
        Self { table, moment, columns, live: OnceCell::new() }
    }

    /// The table behind it.
    pub fn table(&self) -> &'a Table {
        self.table
    }

    /// The moment.
    pub fn moment(&self) -> Moment {
        self.moment
    }

    /// A column of the table as of the moment.
    pub fn column(&self, field: usize) -> Option<&ColumnAt<'a>> {
        let slot = self.columns.get(field)?;
        if slot.get().is_none() {
            let built = self.build(field)?;
            // Set once, right here: the cell was empty a line above.
            slot.set(built).ok()?;
        }
        slot.get()
    }

    /// A column as of the moment, taken out of a view made for it alone.
    pub fn take_column(&self, field: usize) -> Option<ColumnAt<'a>> {
        self.build(field)
    }

    /// The rows to see: live now, and, where records stand in stages, in one at the moment.
    pub fn live(&self) -> &Bits {
        self.live.get_or_init(|| {
            let now = self.table.live();
            match (self.moment, self.table.role(Role::Stage).and_then(|stage| self.column(stage))) {
                (Moment::At(_), Some(stage)) => {
                    let mut live = now.clone();
                    live.and(&stage.present);
                    Cow::Owned(live)
                }
                _ => Cow::Borrowed(now),
            }
        })
    }

    fn build(&self, field: usize) -> Option<ColumnAt<'a>> {
        let column = self.table.column(field)?;
        let data = column.data();
        // At present the entries are not put side by side: that takes time and memory.
        if let Moment::At(at) = self.moment
            && let Some(timeline) = column.timeline()
        {
            return Some(timeline.column(at, data));
        }
        Some(ColumnAt {
            data,
            cells: Held::Lent(data.cells()),
            present: Held::Lent(data.present()),
            since: Held::Lent(column.since()),
        })
    }
}
