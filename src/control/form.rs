//! What a form says: its content as text, with its lines, and what differs from a text signed before.

pub use crate::book::content::digest;

use crate::book::{Book, Table, content, whole};
use crate::model::{Id, Key};

/// A form: a record, and where it is.
#[derive(Clone, Copy, Debug)]
pub struct Form<'a> {
    /// Its table.
    pub table: &'a Table,
    /// Its row.
    pub row: usize,
}

/// A field of a form, or of one of its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The collection of the line; `None` for a field of the form itself.
    pub line: Option<(Key, usize)>,
    /// The key of the field.
    pub field: Key,
}

/// A field that does not say what was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Which.
    pub spot: Spot,
    /// What was signed; `None` for nothing.
    pub before: Option<String>,
    /// What it says now; `None` for nothing.
    pub now: Option<String>,
}

impl<'a> Form<'a> {
    /// The live record of an id, in whichever collection it is.
    pub fn find(book: &'a Book, id: Id) -> Option<Self> {
        book.tables().iter().find_map(|table| {
            let row = table.row(id).filter(|row| table.is_live(*row))?;
            Some(Self { table, row })
        })
    }

    /// Its content, a line for each field.
    pub fn content(&self, book: &Book) -> String {
        let mut text = String::new();
        fields(book, self.table, self.row, "", &mut text);
        let Some(id) = self.table.id(self.row) else { return text };
        for key in self.table.collection().into_iter().flat_map(crate::model::Collection::lines) {
            let Some(lines) = book.table(key) else { continue };
            for (at, row) in whole::of(book, lines, id).into_iter().enumerate() {
                fields(book, lines, row, &format!("{key} {} ", at + 1), &mut text);
            }
        }
        text
    }
}

/// What differs between two contents, in the order of the later one; what is gone stands last.
pub fn differences(before: &str, now: &str) -> Vec<Difference> {
    let (old, new) = (read(before), read(now));
    let said =
        |all: &[(Spot, String)], spot: &Spot| all.iter().find(|(known, _)| known == spot).map(|(_, text)| text.clone());
    let changed = new.iter().filter_map(|(spot, text)| {
        let before = said(&old, spot);
        let differs = before.as_ref() != Some(text);
        differs.then(|| Difference { spot: spot.clone(), before, now: Some(text.clone()) })
    });
    let gone = old.iter().filter(|(spot, _)| said(&new, spot).is_none());
    let gone = gone.map(|(spot, text)| Difference { spot: spot.clone(), before: Some(text.clone()), now: None });
    changed.chain(gone).collect()
}

fn fields(book: &Book, table: &Table, row: usize, before: &str, text: &mut String) {
    let filled = table.columns().iter().filter_map(|column| Some((column.field(), column.value(row)?)));
    content::write(before, filled, &|id| book.resolve(id), text);
}

fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '\\' => match chars.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                Some(other) => other,
                None => '\\',
            },
            c => c,
        });
    }
    out
}

/// The fields of a content with what they say.
fn read(content: &str) -> Vec<(Spot, String)> {
    let line = |line: &str| {
        let (name, text) = line.split_once(": ")?;
        let mut words = name.split(' ');
        let spot = match (words.next()?, words.next(), words.next()) {
            (field, None, _) => Spot { line: None, field: field.to_owned().into() },
            (lines, Some(at), Some(field)) => {
                Spot { line: Some((lines.to_owned().into(), at.parse().ok()?)), field: field.to_owned().into() }
            }
            _ => return None,
        };
        Some((spot, unescape(text)))
    };
    content.split('\n').filter_map(line).collect()
}
