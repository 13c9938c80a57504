//! Whether the record of a row is in the book already, and what then becomes of the row.

use std::collections::{HashMap, HashSet};

use super::super::fold::fold;
use super::super::forms::is_nothing;
use super::super::names::{Identity, Names};
use super::super::plan::{Existing, FilePlan, Target};
use super::super::report::Reason;
use crate::book::Table;
use crate::model::{Id, Kind};

/// Who has what a row is recognised by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Met {
    /// No record yet.
    Nobody,
    /// A record of the book.
    InBook(Id),
    /// A record of the files before it.
    InFiles,
    /// Several records of the book.
    Several,
    /// The row has nothing to be recognised by.
    Unsaid,
}

/// The records of the book by the field that a person chose.
#[derive(Debug)]
pub(super) struct Known {
    /// The column that brings it.
    pub(super) column: usize,
    field: usize,
    is_phone: bool,
    ids: HashMap<String, Option<Id>>,
    seen: HashSet<String>,
    /// How many rows of the table have been read.
    read: usize,
}

impl Known {
    /// Nothing read yet of a table, by a field that a column of the file brings.
    pub(super) fn begin(file: &FilePlan, table: &Table, field: usize) -> Option<Self> {
        let column = file.column_of(Target::Field(field))?;
        let is_phone = table.column(field)?.field().kind == Kind::Phone;
        Some(Self { column, field, is_phone, ids: HashMap::new(), seen: HashSet::new(), read: 0 })
    }

    /// Reads some more rows of the table; whether all are read.
    pub(super) fn read(&mut self, table: &Table, rows: usize) -> bool {
        let known = self;
        let until = table.len().min(known.read.saturating_add(rows));
        for row in (known.read..until).filter(|row| table.is_live(*row)) {
            let value = table.value(row, known.field);
            let (Some(text), Some(id)) = (value.as_ref().and_then(|value| value.as_text()), table.id(row)) else {
                continue;
            };
            let key = known.key(text);
            if !key.is_empty() {
                // What several have tells none of them apart.
                known.ids.entry(key).and_modify(|id| *id = None).or_insert(Some(id));
            }
        }
        known.read = until;
        until == table.len()
    }

    /// The text as it is compared: without case, width and outer space; of telephones the digits.
    fn key(&self, text: &str) -> String {
        let folded = fold(text);
        if !self.is_phone {
            return folded;
        }
        let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
        // With or without the code of the country a Chinese mobile number is the same.
        match digits.strip_prefix("0086").or_else(|| digits.strip_prefix("86")) {
            Some(own) if own.len() == 11 && own.starts_with('1') => own.to_owned(),
            _ => digits,
        }
    }

    /// Who has this text.
    pub(super) fn meet(&mut self, text: &str) -> Met {
        let key = self.key(text);
        if key.is_empty() || is_nothing(text) {
            return Met::Unsaid;
        }
        if !self.seen.insert(key.clone()) {
            return Met::InFiles;
        }
        match self.ids.get(&key) {
            None => Met::Nobody,
            Some(None) => Met::Several,
            Some(Some(id)) => Met::InBook(*id),
        }
    }
}

impl Names {
    /// Who has this identity.
    pub(super) fn meet(&self, identity: &Identity) -> Met {
        match self.same(identity) {
            None => Met::Nobody,
            Some(at) if self.is_in_book(at) => Met::InBook(self.get(at).id),
            Some(_) => Met::InFiles,
        }
    }
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decided {
    /// It becomes a record.
    New,
    /// It may change a record.
    Update(Id),
    /// It is left out, for what is in a column and field.
    Out(Reason, Option<usize>, Option<usize>),
}

/// Decides by who is met and what was asked for.
pub(super) fn decide(
    met: Met,
    existing: Existing,
    missing: Option<(Option<usize>, usize)>,
    column: Option<usize>,
    may_change: impl FnOnce(Id) -> bool,
) -> Decided {
    let out = |reason| Decided::Out(reason, column, None);
    match (met, existing) {
        (Met::InBook(_), Existing::Add) => out(Reason::Known),
        (Met::InBook(id), _) if may_change(id) => Decided::Update(id),
        (Met::InBook(_), _) => out(Reason::NotAllowed),
        (Met::InFiles, _) => out(Reason::Repeated),
        (Met::Several, _) => out(Reason::Several),
        (Met::Nobody | Met::Unsaid, Existing::Update) => out(Reason::NotThere),
        (Met::Nobody | Met::Unsaid, _) => match missing {
            Some((column, field)) => Decided::Out(Reason::Missing, column, Some(field)),
            None => Decided::New,
        },
    }
}
