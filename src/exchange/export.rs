//! A collection as a CSV file: the keys of its fields as headings, its present values as cells.

use std::collections::HashMap;

use super::csv::Writer;
use super::fold::fold;
use super::values;
use crate::book::{Book, Table};
use crate::model::{Currency, Id, Kind, Role, Value};

/// The live records of a collection as CSV text. References are written as titles, where these
/// tell records apart, else as codes or ids. Amounts in `currency` carry no code.
pub fn to_csv(book: &Book, collection: &str, currency: Currency) -> Option<String> {
    let table = book.table(collection)?;
    let mut writer = Writer::default();
    writer.row(table.fields().map(|field| field.key.as_ref()));
    let spoken: Vec<Option<HashMap<Id, String>>> = table
        .fields()
        .map(|field| {
            let Kind::Reference(to) = &field.kind else { return None };
            book.table(to).map(names)
        })
        .collect();
    for row in table.live().iter() {
        let cells: Vec<String> = table
            .columns()
            .iter()
            .zip(&spoken)
            .map(|(column, names)| match (column.value(row), names) {
                (None, _) => String::new(),
                (Some(Value::Reference(id)), Some(names)) => names.get(&id).cloned().unwrap_or_else(|| id.to_string()),
                (Some(value), _) => values::write(&value, currency),
            })
            .collect();
        writer.row(cells.iter().map(String::as_str));
    }
    Some(writer.finish())
}

/// What to call each record of a table so that it is found again.
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
