//! What a record is called.

use crate::book::{Book, Table};
use crate::model::{Id, Kind, Role, Value};

/// The title of a row of a table; its code where it has no title.
pub fn of_row(table: &Table, row: usize) -> String {
    let text = |role: Role| {
        let column = table.column(table.role(role)?)?;
        column.data().cell(row).map(|cell| column.data().text(cell).to_owned())
    };
    text(Role::Title).or_else(|| text(Role::Code)).unwrap_or_default()
}

/// What a row is called: its title or code, else the first things that it says of itself: an order
/// line its order and product, a target its person and day.
pub fn named(book: &Book, table: &Table, row: usize) -> String {
    described(book, table, row, 2)
}

/// Things of which a name is made.
const SAID: usize = 3;

fn described(book: &Book, table: &Table, row: usize, depth: usize) -> String {
    let title = of_row(table, row);
    if !title.is_empty() {
        return title;
    }
    let mut parts: Vec<String> = Vec::new();
    for column in table.columns() {
        let part = match (column.value(row), &column.field().kind) {
            (Some(Value::Reference(id)), Kind::Reference(to)) if depth > 0 => {
                target(book, to, id).map(|(to, row)| described(book, to, row, depth - 1)).unwrap_or_default()
            }
            (Some(Value::Date(day)), _) => day.to_string(),
            (Some(Value::Text(text)), Kind::Text) => text,
            _ => continue,
        };
        if !part.is_empty() && parts.len() < SAID {
            parts.push(part);
        }
    }
    parts.join(" · ")
}

/// Where a record is that a field refers to: in the collection that it names, in any where it names none.
pub fn target<'a>(book: &'a Book, collection: &str, id: Id) -> Option<(&'a Table, usize)> {
    if collection.is_empty() {
        return book.tables().iter().find_map(|table| table.row(id).map(|row| (table, row)));
    }
    let table = book.table(collection)?;
    table.row(id).map(|row| (table, row))
}

/// The title of a record of a collection; of any where none is named.
pub fn of(book: &Book, collection: &str, id: Id) -> Option<String> {
    target(book, collection, id).map(|(table, row)| named(book, table, row))
}

/// The title of a record, wherever it is.
pub fn anywhere(book: &Book, id: Id) -> Option<String> {
    of(book, "", id)
}

/// The live record of a collection whose title or code is a text, whatever the case; `None` where
/// none is, or several are.
pub fn find(book: &Book, collection: &str, text: &str) -> Option<Id> {
    let table = book.table(collection)?;
    let wanted = text.trim().to_lowercase();
    let role = |role: Role| table.role(role).and_then(|at| table.column(at));
    let named = |row: &usize| {
        [role(Role::Title), role(Role::Code)].into_iter().flatten().any(|column| {
            column.data().cell(*row).is_some_and(|cell| column.data().text(cell).to_lowercase() == wanted)
        })
    };
    let mut found = table.live().iter().filter(named);
    let row = found.next()?;
    if found.next().is_some() { None } else { table.id(row) }
}
