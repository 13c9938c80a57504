//! The records of one collection by what people call them: title, code, or both.

use std::collections::HashMap;

use super::fold::fold;
use crate::book::{Book, Table};
use crate::model::{Id, Key, Kind, Money, Role};

/// A record that can be named.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) id: Id,
    pub(super) title: String,
    pub(super) price: Option<Money>,
    has_code: bool,
}

/// What sets a record apart from others of its collection.
#[derive(Clone, Debug, Default)]
pub(super) struct Identity {
    /// Its code.
    pub(super) code: Option<String>,
    /// Its title.
    pub(super) title: Option<String>,
    /// What its title is unique within, such as the customer of a contact.
    pub(super) within: Option<String>,
}

/// Records by title and code.
#[derive(Debug)]
pub(super) struct Names {
    pub(super) collection: Key,
    /// Whether a title alone tells records apart: of what stands in stages, only a code does.
    by_title: bool,
    all: Vec<Named>,
    /// How many of them are in the book already: the first ones.
    in_book: usize,
    /// How many rows of the table have been read.
    read: usize,
    ids: HashMap<Id, usize>,
    codes: HashMap<String, usize>,
    exact: HashMap<String, usize>,
    folded: HashMap<String, usize>,
    alike: HashMap<String, usize>,
}

impl Names {
    /// The live records of a table.
    pub(super) fn of(book: &Book, table: &Table) -> Self {
        let mut names = Self::begin(table);
        while !names.read(book, table, usize::MAX) {}
        names
    }

    /// Nothing read yet of a table.
    pub(super) fn begin(table: &Table) -> Self {
        Self {
            collection: table.key().clone(),
            by_title: table.role(Role::Stage).is_none(),
            all: Vec::new(),
            in_book: 0,
            ids: HashMap::new(),
            codes: HashMap::new(),
            exact: HashMap::new(),
            folded: HashMap::new(),
            alike: HashMap::new(),
            read: 0,
        }
    }

    /// Reads some more rows of the table; whether all are read.
    pub(super) fn read(&mut self, book: &Book, table: &Table, rows: usize) -> bool {
        let names = self;
        let text = |row: usize, role: Role| {
            let value = table.role(role).and_then(|field| table.value(row, field))?;
            value.as_text().map(ToOwned::to_owned)
        };
        let price = |row: usize| table.value(row, table.role(Role::ListPrice)?)?.as_money();
        let until = table.len().min(names.read.saturating_add(rows));
        for row in (names.read..until).filter(|row| table.is_live(*row)) {
            let Some(id) = table.id(row) else { continue };
            let within = within(table).and_then(|field| title_at(book, table, row, field));
            let identity = Identity { code: text(row, Role::Code), title: text(row, Role::Title), within };
            let at = names.add(id, &identity, price(row));
            names.ids.insert(id, at);
            if let Some(title) = identity.title.as_deref().map(str::trim).filter(|_| !names.by_title) {
                // Of two that are called the same, neither is meant by that name.
                names.exact.entry(title.to_owned()).and_modify(|at| *at = usize::MAX).or_insert(at);
            }
        }
        names.in_book = names.all.len();
        names.read = until;
        until == table.len()
    }

    /// Adds a record; what is already known by a name keeps it.
    pub(super) fn add(&mut self, id: Id, identity: &Identity, price: Option<Money>) -> usize {
        let at = self.all.len();
        let title = identity.title.clone().unwrap_or_default();
        if let Some(code) = identity.code.as_deref().map(str::trim) {
            self.codes.entry(code.to_owned()).or_insert(at);
        }
        if self.by_title && !title.is_empty() {
            self.exact.entry(title.trim().to_owned()).or_insert(at);
            self.folded.entry(fold(&title)).or_insert(at);
            self.alike.entry(alike(&title, identity.within.as_deref())).or_insert(at);
        }
        self.all.push(Named { id, title, price, has_code: identity.code.is_some() });
        at
    }

    /// The record that has the same identity.
    pub(super) fn same(&self, identity: &Identity) -> Option<usize> {
        if let Some(&at) = identity.code.as_deref().and_then(|code| self.codes.get(code.trim())) {
            return Some(at);
        }
        let at = *self.alike.get(&alike(identity.title.as_deref()?, identity.within.as_deref()))?;
        // Two codes are two records, whatever their titles.
        (identity.code.is_none() || !self.all[at].has_code).then_some(at)
    }

    /// The record that people mean by a text: by title or code, then without regard to case,
    /// width and space, then by the id of a record of the book.
    pub(super) fn find(&self, text: &str) -> Option<usize> {
        let text = text.trim();
        let by_name = self.exact.get(text).or_else(|| self.codes.get(text)).copied();
        let by_name = by_name.filter(|at| *at < self.all.len());
        let folded = || self.folded.get(&fold(text)).copied();
        by_name.or_else(folded).or_else(|| self.ids.get(&Id::parse(text)?).copied())
    }

    /// Whether the record at a position is in the book already.
    pub(super) fn is_in_book(&self, at: usize) -> bool {
        at < self.in_book
    }

    /// A record by its position.
    pub(super) fn get(&self, at: usize) -> &Named {
        &self.all[at]
    }
}

fn alike(title: &str, within: Option<&str>) -> String {
    let mut key = fold(title);
    if let Some(within) = within {
        key.push('\u{1f}');
        key.push_str(&fold(within));
    }
    key
}

/// The field within whose record titles are unique, where it is not the whole collection: the
/// customer, or a whole that a record cannot be without.
pub(super) fn within(table: &Table) -> Option<usize> {
    let needs = |field: &usize| table.column(*field).is_some_and(|column| column.field().required);
    table.role(Role::Account).or_else(|| table.role(Role::Parent).filter(needs))
}

/// The title of the record to which a field refers.
pub(super) fn title_at(book: &Book, table: &Table, row: usize, field: usize) -> Option<String> {
    let id = table.value(row, field)?.as_reference()?;
    let Kind::Reference(to) = &table.column(field)?.field().kind else { return None };
    title_of(book.table(to)?, id)
}

/// The title of a record.
pub(super) fn title_of(table: &Table, id: Id) -> Option<String> {
    let title = table.value(table.row(id)?, table.role(Role::Title)?)?;
    title.as_text().map(ToOwned::to_owned)
}
