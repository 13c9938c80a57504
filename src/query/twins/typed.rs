//! Records like one that is being typed, through the index of the search.

use std::collections::HashSet;

use super::marks::{Marks, Why};
use crate::book::Book;
use crate::book::command::Change;
use crate::model::Id;
use crate::query::search::{Ask, Index, search};

/// Records read closely for one mark.
const READ: usize = 10;

/// A record that may be the one that is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twin {
    /// Its id.
    pub id: Id,
    /// Its row.
    pub row: usize,
    /// Why.
    pub why: Why,
}

/// Records of a collection like what is typed, the surest first. `but` is the record that is being
/// edited, where one is.
pub fn like(index: &Index, book: &Book, collection: &str, values: &[Change], but: Option<Id>) -> Vec<Twin> {
    let Some(table) = book.table(collection).filter(|table| super::is_compared(table)) else { return Vec::new() };
    let typed = Marks::of_changes(table, values, index.han());
    let name: String = typed.core.iter().collect();
    let mut queries: Vec<&str> = vec![name.as_str()];
    queries.extend(typed.sound.as_deref());
    queries.extend(typed.equal.iter().map(|(_, text)| text.as_str()));
    let mut rows: Vec<usize> = Vec::new();
    for query in queries {
        let ask = Ask { query, limit: READ, recent: &[], only: Some(collection) };
        rows.extend(search(index, book, &ask).hits.iter().map(|hit| hit.row));
    }
    rows.extend(index.near(book, collection, &typed.core, READ));
    let mut seen = HashSet::new();
    rows.retain(|row| seen.insert(*row));
    let twin = |row: usize| {
        let id = table.id(row).filter(|id| Some(*id) != but && table.is_live(row))?;
        let why = typed.why(&Marks::of_row(table, row, index.han()))?;
        Some(Twin { id, row, why })
    };
    let mut twins: Vec<Twin> = rows.into_iter().filter_map(twin).collect();
    crate::model::order::by_key(&mut twins, |twin| (twin.why, twin.row));
    twins
}
