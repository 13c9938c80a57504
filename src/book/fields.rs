//! The company's own fields: the live records of two collections extend the tables by columns.
//!
//! A definition is a record like any other, so that it is journaled, undone and merged like one.
//! Values may come before the definition of their field, or stay behind when it is undone: their
//! column is carried along, and is shown once a definition names it.

use std::collections::HashMap;

use super::Book;
use super::table::Table;
use crate::model::field::{Custom, Options, Standing};
use crate::model::records::{CustomField, FieldChoice};
use crate::model::{Field, Id, Key, Kind, Record, Timed, Value};

/// Whether what happens in a collection may change which fields there are.
pub(super) fn defines(collection: &str) -> bool {
    [CustomField::COLLECTION.key, FieldChoice::COLLECTION.key].contains(&collection)
}

impl Book {
    /// Brings the columns of every table in line with the definitions.
    pub(super) fn define_fields(&mut self) {
        let defined = self.definitions();
        for table in &mut self.tables {
            let own = defined.iter().filter(|(of, _)| *of == **table.key()).map(|(_, field)| field.clone());
            table.define(own.collect());
        }
    }

    /// Every live definition, in the order in which people see the fields.
    fn definitions(&self) -> Vec<(String, Field)> {
        let table = self.of::<CustomField>();
        if table.is_empty() {
            return Vec::new();
        }
        let mut rows: Vec<usize> = table.live().iter().collect();
        rank(&mut rows, table, CustomField::RANK);
        let mut choices = self.choices();
        let field = |row: usize| {
            let id = table.id(row)?;
            let named = choices.remove(&id).unwrap_or_default();
            definition(table, row, id, named)
        };
        rows.into_iter().filter_map(field).collect()
    }

    /// The codes and names of the choices of every field, in order.
    fn choices(&self) -> HashMap<Id, Vec<(Key, String)>> {
        let table = self.of::<FieldChoice>();
        let mut rows: Vec<usize> = table.live().iter().filter(|row| !table.state(*row).archived.on).collect();
        rank(&mut rows, table, FieldChoice::RANK);
        let mut choices: HashMap<Id, Vec<(Key, String)>> = HashMap::new();
        for row in rows {
            let (field, id) = (table.value(row, FieldChoice::FIELD), table.id(row));
            if let (Some(Value::Reference(field)), Some(id)) = (field, id) {
                let name = text(table, row, FieldChoice::NAME).unwrap_or_default();
                choices.entry(self.resolve(field)).or_default().push((Key::Owned(id.to_string()), name));
            }
        }
        choices
    }
}

/// Puts rows in the order of a rank, ties by id.
fn rank(rows: &mut Vec<usize>, table: &Table, field: usize) {
    crate::model::order::by_key(rows, |row| (text(table, *row, field), table.id(*row)));
}

fn text(table: &Table, row: usize, field: usize) -> Option<String> {
    match table.value(row, field)? {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// The collection and field that a record defines; `None` where it says too little.
fn definition(table: &Table, row: usize, id: Id, choices: Vec<(Key, String)>) -> Option<(String, Field)> {
    let said = |field: usize| text(table, row, field);
    let (codes, names): (Vec<Key>, Vec<String>) = choices.into_iter().unzip();
    let kind = kind(&said(CustomField::KIND)?, said(CustomField::TO), codes)?;
    let scale = if kind == Kind::Percent { 100.0 } else { 1.0 };
    let bound = |field: usize| match table.value(row, field) {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a bound that a person typed; beyond the integers it saturates"
        )]
        Some(Value::Number(bound)) => Some((bound * scale) as i64),
        _ => None,
    };
    let mut field = Field::new("", kind, Options::PLAIN);
    field.key = Key::Owned(id.to_string());
    let yes = |field: usize| said(field).as_deref() == Some("yes");
    field.timed = if yes(CustomField::TIMED) { Timed::Always } else { Timed::No };
    field.required = yes(CustomField::NEEDED);
    field.default = said(CustomField::START).map(Key::Owned);
    let bounds = (bound(CustomField::LOW), bound(CustomField::HIGH));
    if bounds != (None, None) {
        field.bounds = Some((bounds.0.unwrap_or(i64::MIN), bounds.1.unwrap_or(i64::MAX)));
    }
    let standing = if table.state(row).archived.on { Standing::Retired } else { Standing::InUse };
    field.required &= standing == Standing::InUse;
    let (name, hint) = (said(CustomField::NAME)?, said(CustomField::HINT).unwrap_or_default());
    field.custom = Some(Box::new(Custom { standing, name, hint, choices: names }));
    Some((said(CustomField::COLLECTION_KEY)?, field))
}

/// The kind of a code.
fn kind(code: &str, to: Option<String>, codes: Vec<Key>) -> Option<Kind> {
    Some(match code {
        "text" => Kind::Text,
        "long_text" => Kind::LongText,
        "choice" => Kind::Choice(codes.into()),
        "number" => Kind::Number,
        "money" => Kind::Money,
        "percent" => Kind::Percent,
        "date" => Kind::Date,
        "instant" => Kind::Instant,
        "duration" => Kind::Duration,
        "reference" => Kind::Reference(Key::Owned(to?)),
        "tags" => Kind::Tags,
        "phone" => Kind::Phone,
        "email" => Kind::Email,
        "url" => Kind::Url,
        "place" => Kind::Place,
        "file" => Kind::File,
        _ => return None,
    })
}
