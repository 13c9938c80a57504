//! How many records refer to a record.

use crate::book::packed::{Cells, Pool};
use crate::book::{Book, Table};
use crate::model::{Id, Kind};

/// How many live records refer to a record of a collection.
pub fn references(book: &Book, collection: &str, id: Id) -> usize {
    let Some(target) = book.table(collection) else { return 0 };
    book.tables().iter().map(|table| of_table(table, collection, target, id)).sum()
}

fn of_table(table: &Table, collection: &str, target: &Table, id: Id) -> usize {
    let refers = |column: &&crate::book::column::Column| matches!(&column.field().kind, Kind::Reference(to) if *to == *collection);
    let columns = table.columns().iter().filter(refers);
    let count = |column: &crate::book::column::Column| {
        let data = column.data();
        let (Cells::Code(codes), Pool::Ids(ids)) = (data.cells(), data.pool()) else { return 0 };
        let own: Vec<bool> = ids.items().iter().map(|item| target.resolve(*item) == target.resolve(id)).collect();
        let refers = |row: &usize| table.is_live(*row) && codes.get(*row).is_some_and(|code| own[*code as usize]);
        data.present().iter().filter(refers).count()
    };
    columns.map(count).sum()
}
