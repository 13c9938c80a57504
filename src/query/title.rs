//! What a record is called.

use crate::book::{Book, Table};
use crate::model::{Id, Role};

/// The title of a row of a table; its code where it has no title.
pub fn of_row(table: &Table, row: usize) -> String {
    let text = |role: Role| {
        let column = table.column(table.role(role)?)?;
        column.data().cell(row).map(|cell| column.data().text(cell).to_owned())
    };
    text(Role::Title).or_else(|| text(Role::Code)).unwrap_or_default()
}

/// The title of a record of a collection.
pub fn of(book: &Book, collection: &str, id: Id) -> Option<String> {
    let table = book.table(collection)?;
    table.row(id).map(|row| of_row(table, row))
}

/// The title of a record, wherever it is.
pub fn anywhere(book: &Book, id: Id) -> Option<String> {
    book.tables().iter().find_map(|table| table.row(id).map(|row| of_row(table, row)))
}
