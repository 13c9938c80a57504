//! What cards show of the lines of their deals: products, and who has a say.

use std::collections::HashMap;

use crate::book::{Book, Table, whole};
use crate::model::records::Deal;
use crate::model::{Id, Kind, Record, Role, Value};
use crate::query::{Source, title};
use crate::ui::context::{App, Desk};
use crate::ui::list::words::joined;
use crate::ui::parts::field;

/// The fields of deals that stand for lines.
pub(super) fn sources() -> impl Iterator<Item = (Source, &'static str, String)> {
    Deal::COLLECTION.fields.iter().filter_map(|field| match &field.kind {
        Kind::Lines(of) => {
            let of = crate::model::records::collection(of)?.key;
            Some((Source::field(&field.key), of, format!("field-{}-{}", Deal::COLLECTION.key, field.key)))
        }
        _ => None,
    })
}

/// The lines of one collection, by deal.
pub(super) struct Within {
    name: String,
    of: &'static str,
    by: HashMap<Id, Vec<Id>>,
}

/// What lines say is read when a card is worded, so that two readings are never taken for the same.
impl PartialEq for Within {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

impl Within {
    /// The lines that a field of deals stands for; `None` of any other field. All are gone through once.
    pub(super) fn read(app: App, desk: &Desk, source: &Source) -> Option<Self> {
        let (_, of, key) = sources().find(|(known, ..)| known == source)?;
        let (book, table) = (desk.book(), desk.book().table(of)?);
        let parent = table.role(Role::Parent)?;
        let mut by: HashMap<Id, Vec<Id>> = HashMap::new();
        for row in table.live().iter() {
            let deal = table.value(row, parent).and_then(|value| value.as_reference());
            if let Some((deal, line)) = deal.zip(table.id(row)) {
                by.entry(book.resolve(deal)).or_default().push(line);
            }
        }
        Some(Self { name: app.text(&key, &[]), of, by })
    }

    /// The line of a deal's card: name and value.
    pub(super) fn line(&self, app: App, book: &Book, deal: Id) -> Option<(String, String)> {
        let table = book.table(self.of)?;
        let mut rows: Vec<usize> = self.by.get(&deal)?.iter().filter_map(|line| table.row(*line)).collect();
        whole::sort(table, &mut rows);
        let texts = rows.into_iter().filter_map(|row| said(app, book, table, row));
        Some((self.name.clone(), joined(&app, "list-comma", texts))).filter(|(_, text)| !text.is_empty())
    }
}

/// What a line says in a few words: how much of which product, or who, in what part.
fn said(app: App, book: &Book, table: &Table, row: usize) -> Option<String> {
    let fields = || table.columns().iter().filter(|column| column.field().role != Some(Role::Parent));
    let name = fields().find_map(|column| match (&column.field().kind, column.value(row)) {
        (Kind::Reference(to), Some(Value::Reference(id))) => title::of(book, to, id),
        _ => None,
    })?;
    if let Some(Value::Number(quantity)) = table.role(Role::Quantity).and_then(|at| table.value(row, at)) {
        return Some(t!(app, "within-quantity", n = app.format().number(quantity, 2), what = name));
    }
    let part = fields().find_map(|column| match (&column.field().kind, column.value(row)) {
        (Kind::Choice(_), Some(part)) => Some(field::text(&app, table.key(), column.field(), &part)),
        _ => None,
    });
    Some(match part {
        Some(part) => t!(app, "within-part", who = name, part = part),
        None => name,
    })
}
