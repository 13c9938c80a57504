//! What of the book is given out of hand to another person's device: what they see, less what is other
//! people's own affair.
//!
//! A screen may show less than its device holds; a file that has left cannot be called back. So this is
//! narrower than sight where a customer in common would open what somebody else spent, and where the
//! company lays down what one person earns. Requests, signatures and whatever else may speak of records of any
//! kind go where those go.

use std::collections::HashSet;

use super::batch::TableOps;
use super::bits::Bits;
use super::part;
use super::{Book, Table};
use crate::model::permission::Actor;
use crate::model::records::{self, Advance, CommissionPayment, Expense, Organisation, Person, SavedView};
use crate::model::{Id, Key, Kind, Record, Role, Value};

/// What is somebody's own affair, whatever customer it is about.
const PRIVATE: [&str; 3] = [Expense::COLLECTION.key, Advance::COLLECTION.key, CommissionPayment::COLLECTION.key];

/// Roles of the fields by which a record comes into somebody's charge.
const CHARGES: [Role; 4] = [Role::Person, Role::Area, Role::Parent, Role::Account];

/// The records that a person may have.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// By collection; `None` for all of them.
    records: Option<HashSet<Id>>,
}

impl Given {
    /// Of a book, to an acting person.
    pub fn to(book: &Book, actor: &Actor) -> Self {
        if actor.sees_all() {
            return Self { records: None };
        }
        let chosen: Vec<Bits> = book.tables().iter().map(|table| chosen(book, actor, table)).collect();
        let chosen: Vec<Bits> =
            book.tables().iter().zip(&chosen).map(|(table, bits)| follow(book, table, bits, &chosen)).collect();
        let mut records = HashSet::new();
        for (table, rows) in book.tables().iter().zip(&chosen) {
            records.extend(rows.iter().filter_map(|row| table.id(row)));
            // What was written to a record that another stands for is part of that one.
            let stands = |(id, to): (Id, Id)| table.row(to).is_some_and(|row| rows.get(row)).then_some(id);
            records.extend(table.stood_for().filter_map(stands));
        }
        Self { records: Some(records) }
    }

    /// Whether these are all records.
    pub fn is_all(&self) -> bool {
        self.records.is_none()
    }

    /// Whether a record is among them.
    pub fn has(&self, id: Id) -> bool {
        self.records.as_ref().is_none_or(|records| records.contains(&id))
    }

    /// The records by number, in order; none where these are all.
    pub fn numbers(&self) -> Vec<u64> {
        let records = self.records.iter().flatten();
        let mut numbers: Vec<u64> = records.map(|id| number(*id)).collect();
        numbers.sort_unstable();
        numbers
    }
}

/// A record in eight bytes: ids are drawn at random, so that no two of a company's come to the same.
pub fn number(id: Id) -> u64 {
    let [high, low] = [id.0 >> 64, id.0].map(|half| u64::try_from(half & u128::from(u64::MAX)).unwrap_or(0));
    high.rotate_left(31) ^ low
}

/// Whether a batch takes a record into another charge, or away: whoever had it is to hear of that, and of
/// nothing after it.
pub fn leaves(ops: &TableOps, place: usize) -> bool {
    let Some(collection) = records::collection(&ops.collection) else { return false };
    let keys = CHARGES.into_iter().filter_map(|role| collection.role(role));
    let keys: Vec<Key> = keys.filter_map(|at| collection.fields.get(at)).map(|field| field.key.clone()).collect();
    part::moves(ops, place, &keys)
}

impl Book {
    /// The company that the book is of.
    pub fn company(&self) -> Option<Id> {
        self.all::<Organisation>().map(|organisation| organisation.id.into()).min()
    }
}

impl Book {
    /// The people whom a person leads, directly or through others, in the order of ids.
    pub fn led(&self, leader: Id) -> Vec<Id> {
        let mut led: Vec<Id> = self.all::<Person>().map(|person| person.id.into()).collect();
        led.retain(|person| self.leads(leader, *person));
        crate::model::order::sort(&mut led);
        led
    }
}

/// The rows of a collection that a person may have for themselves.
fn chosen(book: &Book, actor: &Actor, table: &Table) -> Bits {
    let mut rows = table.live().clone();
    if let Some(seen) = book.seen(actor, table.key()) {
        rows.and(&seen);
        if *table.key() == *SavedView::COLLECTION.key {
            // Offered to everybody.
            let is_shared = |row: &usize| table.value(*row, SavedView::SHARED) == Some(Value::from("yes"));
            table.live().iter().filter(is_shared).for_each(|row| rows.set(row, true));
        }
    }
    let people = book.charges(actor);
    let is_mine = |id: Id| people.contains(&book.resolve(id));
    if PRIVATE.contains(&&**table.key()) {
        return rows.keep(|row| owner(table, row).is_none_or(is_mine));
    }
    let laid_down = table.collection().is_some_and(|known| known.upkeep == crate::model::field::Upkeep::Configured);
    if laid_down && *table.key() != *Person::COLLECTION.key {
        return rows.keep(|row| named(table, row).is_empty() || named(table, row).into_iter().any(is_mine));
    }
    rows
}

fn owner(table: &Table, row: usize) -> Option<Id> {
    table.value(row, table.role(Role::Person)?)?.as_reference()
}

/// The people that a record names.
fn named(table: &Table, row: usize) -> Vec<Id> {
    let is_person = |kind: &Kind| matches!(kind, Kind::Reference(to) if *to == *Person::COLLECTION.key);
    let fields = table.fields().enumerate().filter(|(_, field)| is_person(&field.kind));
    fields.filter_map(|(at, _)| table.value(row, at)?.as_reference()).collect()
}

/// The rows with those that speak of records of any kind brought in line: they go where these go.
fn follow(book: &Book, table: &Table, rows: &Bits, chosen: &[Bits]) -> Bits {
    let anywhere = |kind: &Kind| matches!(kind, Kind::Reference(to) if to.is_empty());
    let fields: Vec<usize> =
        table.fields().enumerate().filter(|(_, field)| anywhere(&field.kind)).map(|(at, _)| at).collect();
    if fields.is_empty() {
        return rows.clone();
    }
    let goes = |id: Id| {
        let found = |(of, bits): (&Table, &Bits)| of.row(id).is_some_and(|row| bits.get(row));
        book.tables().iter().zip(chosen).any(found)
    };
    table.live().keep(|row| {
        let said = fields.iter().filter_map(|at| table.value(row, *at)?.as_reference());
        let mut said = said.peekable();
        said.peek().is_some() && said.all(goes)
    })
}
