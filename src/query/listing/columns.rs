//! Columns of a list: fields of the collection, since when timed ones hold, and fields of the
//! records that it refers to.

use crate::book::column::Column;
use crate::book::{Book, Table};
use crate::model::{Field, Kind, Role};
use crate::query::Source;

/// A column of a list, by positions in the field tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shown {
    /// The value of a field.
    Value(usize),
    /// The day since which a timed field has its value.
    Since(usize),
    /// A field of the record that a field refers to.
    Through(usize, usize),
}

impl Shown {
    /// The position of its field in the collection's own table.
    pub fn field(self) -> usize {
        match self {
            Self::Value(field) | Self::Since(field) | Self::Through(field, _) => field,
        }
    }

    /// The table and the column that its values stand in.
    pub fn end<'a>(self, book: &'a Book, table: &'a Table) -> Option<(&'a Table, &'a Column)> {
        let own = table.column(self.field())?;
        match (self, &own.field().kind) {
            (Self::Through(_, at), Kind::Reference(to)) => {
                let target = book.table(to)?;
                Some((target, target.column(at)?))
            }
            (Self::Through(..), _) => None,
            _ => Some((table, own)),
        }
    }

    /// Whether it is written flush right.
    pub fn is_number(self, book: &Book, table: &Table) -> bool {
        let kind = self.end(book, table).map(|(_, column)| &column.field().kind);
        !matches!(self, Self::Since(_))
            && matches!(kind, Some(Kind::Money | Kind::Number | Kind::Percent | Kind::Duration))
    }

    /// What a query calls it.
    pub fn source(self, book: &Book, table: &Table) -> Source {
        let key = |column: &Column| column.field().key.clone().into_owned();
        let own = table.column(self.field()).map(key).unwrap_or_default();
        match self {
            Self::Value(_) => Source::Field(vec![own]),
            Self::Since(_) => Source::Since(own),
            Self::Through(..) => {
                let end = self.end(book, table).map(|(_, column)| key(column)).unwrap_or_default();
                Source::Field(vec![own, end])
            }
        }
    }

    /// The column of a source, where lists can show it.
    pub fn of(source: &Source, book: &Book, table: &Table) -> Option<Self> {
        match source {
            Source::Since(key) => {
                let at = table.defined(key)?;
                table.column(at)?.field().is_timed().then_some(Self::Since(at))
            }
            Source::Field(path) => match path.as_slice() {
                [key] => table.defined(key).map(Self::Value),
                [key, rest] => {
                    let at = table.defined(key)?;
                    let Kind::Reference(to) = &table.column(at)?.field().kind else { return None };
                    book.table(to)?.defined(rest).map(|end| Self::Through(at, end))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// Reads the text form: that of its source.
    pub fn parse(text: &str, book: &Book, table: &Table) -> Option<Self> {
        Self::of(&Source::parse(text)?, book, table)
    }

    /// The row and column that hold what a row shows.
    pub fn cell<'a>(self, book: &'a Book, table: &'a Table, row: usize) -> Option<(&'a Table, &'a Column, usize)> {
        let (target, column) = self.end(book, table)?;
        if let Self::Through(at, _) = self {
            let to = table.value(row, at)?.as_reference()?;
            let row = target.row(to).filter(|row| target.is_live(*row))?;
            return Some((target, column, row));
        }
        Some((target, column, row))
    }
}

/// Whether lists show a field at all.
pub fn is_listed(field: &Field) -> bool {
    field.is_defined() && !matches!(field.kind, Kind::Rank | Kind::File | Kind::Lines(_))
}

/// The columns of a collection where none were chosen: the title first, then what some row has; of
/// dealings in stages also since when; the code last.
pub fn columns(table: &Table) -> Vec<Shown> {
    let fields: Vec<&Field> = table.fields().collect();
    let usual = |field: &Field| {
        let plain = !matches!(field.kind, Kind::LongText | Kind::Tags | Kind::Place);
        // Whether an amount is an estimate stands beside the amount itself.
        plain && is_listed(field) && field.role != Some(Role::AmountBasis)
    };
    let filled = |at: usize| table.column(at).is_some_and(|column| column.data().present().iter().next().is_some());
    let weight = |at: &usize| match fields[*at].role {
        Some(Role::Title) => 0,
        Some(Role::Code) => 2,
        _ => 1,
    };
    // A field that the company added is there to be filled in.
    let own = |at: usize| fields[at].custom.is_some() && fields[at].is_offered();
    let mut order: Vec<usize> = table.shown().map(|(at, _)| at).filter(|at| usual(fields[*at])).collect();
    order.retain(|at| filled(*at) || own(*at) || fields[*at].role == Some(Role::Title));
    crate::model::order::by_key(&mut order, weight);
    let mut columns: Vec<Shown> = order.into_iter().map(Shown::Value).collect();
    if let Some(stage) = table.role(Role::Stage) {
        let code = columns.iter().position(|column| fields[column.field()].role == Some(Role::Code));
        columns.insert(code.unwrap_or(columns.len()), Shown::Since(stage));
    }
    columns
}

/// Every column that a list can show: its own, since when timed ones hold, and those one step away.
pub fn offered(book: &Book, table: &Table) -> Vec<Shown> {
    let listed = |table: &Table| -> Vec<usize> {
        table.shown().filter(|(_, field)| is_listed(field)).map(|(at, _)| at).collect()
    };
    let own = listed(table);
    let mut all: Vec<Shown> = own.iter().copied().map(Shown::Value).collect();
    for at in own {
        let Some(field) = table.column(at).map(Column::field) else { continue };
        if field.is_timed() {
            all.push(Shown::Since(at));
        }
        if let Kind::Reference(to) = &field.kind
            && let Some(target) = book.table(to)
        {
            // The name of the record is what its own column shows.
            let ends = listed(target).into_iter().filter(|end| Some(*end) != target.role(Role::Title));
            all.extend(ends.map(|end| Shown::Through(at, end)));
        }
    }
    all
}
