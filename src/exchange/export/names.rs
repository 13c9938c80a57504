//! What to call each record of a table in a file, so that it is found again.

use std::collections::HashMap;

use super::super::fold::fold;
use crate::book::{Book, Table};
use crate::model::{Id, Kind, Role};

/// The names of the records that a column refers to.
pub(super) fn spoken(book: &Book, kind: &Kind) -> Option<HashMap<Id, String>> {
    let (Kind::Reference(to) | Kind::Shares(to)) = kind else { return None };
    book.table(to).map(names)
}

/// Titles where they tell records apart, else codes, else ids.
fn names(table: &Table) -> HashMap<Id, String> {
    let text = |row: usize, role: Role| {
        let value = table.value(row, table.role(role)?)?;
        value.as_text().map(ToOwned::to_owned).filter(|text| !text.trim().is_empty())
    };
    let mut times: HashMap<String, usize> = HashMap::new();
    for row in table.live().iter() {
        for text in [text(row, Role::Title), text(row, Role::Code)].into_iter().flatten() {
            *times.entry(fold(&text)).or_default() += 1;
        }
    }
    let alone = |text: &String| times.get(&fold(text)) == Some(&1);
    let rows = table.live().iter().filter_map(|row| {
        let id = table.id(row)?;
        let name = text(row, Role::Title).filter(alone).or_else(|| text(row, Role::Code).filter(alone));
        Some((id, name.unwrap_or_else(|| id.to_string())))
    });
    rows.collect()
}
