//! What a form says: its content as text, with its lines, and what differs from a text signed before.

pub use crate::book::content::digest;

use std::cell::OnceCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::day::lines::{ID, Lines};
use super::day::{Paper, Sheet};
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
        self.content_in(&Reader::new(book))
    }

    /// Its content, where many are read.
    pub fn content_in(&self, reader: &Reader<'_>) -> String {
        let book = reader.book;
        let mut text = String::new();
        fields(book, self.table, self.row, "", &mut text);
        let Some(id) = self.table.id(self.row) else { return text };
        for key in self.table.collection().into_iter().flat_map(crate::model::Collection::lines) {
            let Some(lines) = book.table(key) else { continue };
            for (at, row) in whole::of(book, lines, id).into_iter().enumerate() {
                fields(book, lines, row, &format!("{key} {} ", at + 1), &mut text);
            }
        }
        // The lines of a day are its visits, which are no part of it as order lines are of an order.
        let sheet = Paper::parse(self.table.key()).and_then(|paper| Sheet::read(book, paper, self.row));
        if let Some(sheet) = sheet {
            reader.lines().write(book, &sheet, &mut text);
        }
        text
    }
}

/// Reads contents of many forms: what has to be looked up for them is looked up once.
#[derive(Debug)]
pub struct Reader<'a> {
    book: &'a Book,
    lines: OnceCell<Rc<Lines>>,
}

impl<'a> Reader<'a> {
    /// A reader of a book.
    pub fn new(book: &'a Book) -> Self {
        Self { book, lines: OnceCell::new() }
    }

    /// A reader that knows the lines of days already.
    pub fn knowing(book: &'a Book, lines: Rc<Lines>) -> Self {
        Self { book, lines: OnceCell::from(lines) }
    }

    /// The visits that are lines of days.
    pub fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Rc::new(Lines::of(self.book)))
    }
}

/// What differs between two contents, in the order of the later one; what is gone stands last.
pub fn differences(before: &str, now: &str) -> Vec<Difference> {
    let (mut old, mut new) = (read(before), read(now));
    same_numbers(&mut old, &new);
    let is_content = |(spot, _): &(Spot, String)| spot.line.is_none() || spot.field != ID;
    old.retain(is_content);
    new.retain(is_content);
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

/// Gives the lines of an old content that say by which id they are known the numbers of the same lines in
/// the new one, and those that are gone numbers behind it: else one line put before others would change
/// them all.
fn same_numbers(old: &mut [(Spot, String)], new: &[(Spot, String)]) {
    let known = |all: &[(Spot, String)]| -> HashMap<(Key, usize), String> {
        let ids = all.iter().filter(|(spot, _)| spot.field == ID);
        ids.filter_map(|(spot, id)| Some((spot.line.clone()?, id.clone()))).collect()
    };
    let (before, now) = (known(old), known(new));
    let numbers: HashMap<(&Key, &String), usize> = now.iter().map(|((of, at), id)| ((of, id), *at)).collect();
    for (spot, _) in old {
        let Some(line) = &mut spot.line else { continue };
        let Some(id) = before.get(line) else { continue };
        let behind = now.len() + line.1;
        line.1 = numbers.get(&(&line.0, id)).copied().unwrap_or(behind);
    }
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
