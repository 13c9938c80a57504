//! What the acting person sees, by the permission table: a whole collection at once, as bits.
//!
//! A record is seen by those in whose charge it is, as far as the table goes, and besides by whoever
//! it names, by whoever sees the whole or the customer that it belongs to, and by everybody where
//! nobody is in charge; a form by whoever is asked to sign it. A customer is also seen by those who
//! have dealings with it. What the company lays down is seen by all, but for what is laid down for one
//! person.

use std::collections::{HashMap, HashSet};

use super::bits::Bits;
use super::packed::Pool;
use super::{Book, Table};
use crate::model::field::Upkeep;
use crate::model::permission::{Actor, Scope, Verb, scope};
use crate::model::records::{self, Account, Approval, Person};
use crate::model::{Id, Kind, Record, Role, Value};

/// A line is of an order, of a customer, of a customer's owner: no way is longer.
const DEPTH: usize = 4;

/// The acting person's eye.
struct Eye<'a> {
    book: &'a Book,
    me: Id,
    scope: Scope,
    area: Option<Id>,
    /// Whether each person's records are within the scope.
    people: HashMap<Id, bool>,
}

/// Rows that are seen, and rows that are in somebody's charge.
struct Rows {
    mine: Bits,
    owned: Bits,
}

impl Book {
    /// The rows of a collection that the actor sees; `None` where that is all of them.
    pub fn seen(&self, actor: &Actor, collection: &str) -> Option<Bits> {
        let (eye, table) = (Eye::of(self, actor)?, self.table(collection)?);
        if is_open(table) {
            return None;
        }
        let Rows { mine, owned } = eye.rows(table, DEPTH);
        let mut seen = Bits::filled(table.len(), false);
        for row in table.live().iter() {
            seen.set(row, mine.get(row) || !owned.get(row));
        }
        // Whoever is asked to sign a form has to read it.
        let asked = |approval: &Approval| approval.asked_of.map(|person| self.resolve(person)) == Some(eye.me);
        for form in self.all::<Approval>().filter(asked).filter_map(|approval| approval.form) {
            if let Some(row) = table.row(form) {
                seen.set(row, true);
            }
        }
        Some(seen)
    }
}

impl Book {
    /// The people in whose charge what the actor sees as their own may be: the actor and, as far as the
    /// permission table goes, the people led or of the same area. Everybody for who sees all.
    pub(super) fn charges(&self, actor: &Actor) -> HashSet<Id> {
        match Eye::of(self, actor) {
            Some(eye) => {
                let mut people: HashSet<Id> = HashSet::new();
                people.extend(self.all::<Person>().map(|person| Id::from(person.id)).filter(|id| eye.has(*id)));
                people.insert(eye.me);
                people
            }
            None => self.all::<Person>().map(|person| person.id.into()).collect(),
        }
    }
}

/// Whether a collection is seen by all: laid down by the company, and not for single people.
fn is_open(table: &Table) -> bool {
    let laid_down = records::collection(table.key()).is_some_and(|known| known.upkeep == Upkeep::Configured);
    laid_down && (table.role(Role::Person).is_none() || *table.key() == *Person::COLLECTION.key)
}

impl<'a> Eye<'a> {
    fn of(book: &'a Book, actor: &Actor) -> Option<Self> {
        let me = book.resolve(actor.person?);
        // Who sees nothing at all has no row in the table: then what is nobody's is left.
        let scope = scope(actor.layer, Verb::See).unwrap_or(Scope::Own);
        if scope == Scope::All {
            return None;
        }
        let area_of = |person: &Person| person.area.map(|area| book.resolve(area));
        let area = book.get::<Person>(me.into()).and_then(|person| area_of(&person));
        let within = |person: &Person| {
            let id = Id::from(person.id);
            id == me
                || (scope >= Scope::MyPeople && book.leads(me, id))
                || (scope >= Scope::MyArea && area.is_some() && area_of(person) == area)
        };
        let people = book.all::<Person>().map(|person| (person.id.into(), within(&person))).collect();
        Some(Self { book, me, scope, area, people })
    }

    /// Whether a person's records are within the scope.
    fn has(&self, person: Id) -> bool {
        self.people.get(&person).copied().unwrap_or(false)
    }

    fn rows(&self, table: &Table, depth: usize) -> Rows {
        let none = || Bits::filled(table.len(), false);
        let (mut mine, mut owned) = (none(), none());
        let owner = table.role(Role::Person);
        if let Some(owner) = owner {
            self.mark(table, owner, |id| self.has(id), &mut mine);
            self.mark(table, owner, |_| true, &mut owned);
        }
        if let Some(area) = table.role(Role::Area) {
            // What nobody has yet is seen by those of its area.
            let (mut here, mut anywhere) = (none(), none());
            self.mark(table, area, |id| Some(id) == self.area, &mut here);
            self.mark(table, area, |_| true, &mut anywhere);
            for row in here.iter() {
                mine.set(row, mine.get(row) || self.scope >= Scope::MyArea || !owned.get(row));
            }
            owned.or(&anywhere);
        }
        for (at, field) in table.fields().enumerate() {
            match &field.kind {
                Kind::Reference(to) if *to == *Person::COLLECTION.key && Some(at) != owner => {
                    self.mark(table, at, |id| id == self.me, &mut mine);
                }
                Kind::Shares(to) if *to == *Person::COLLECTION.key => self.mark_shares(table, at, &mut mine),
                _ => {}
            }
        }
        if depth > 0 {
            for role in [Role::Parent, Role::Account] {
                self.mark_by_whole(table, role, depth, (&mut mine, &mut owned));
            }
        }
        if *table.key() == *Account::COLLECTION.key {
            self.mark_by_dealings(table, &mut mine);
        }
        Rows { mine, owned }
    }

    /// Marks the rows whose reference in a field is to such a record; also those that are deleted, since what
    /// belonged to one stays in the same charge.
    fn mark(&self, table: &Table, field: usize, such: impl Fn(Id) -> bool, marked: &mut Bits) {
        let Some(column) = table.column(field) else { return };
        let Pool::Ids(dict) = column.data().pool() else { return };
        let codes: Vec<bool> = dict.items().iter().map(|id| such(self.book.resolve(*id))).collect();
        for row in 0..table.len() {
            let code = column.data().cell(row).and_then(|cell| usize::try_from(cell.0).ok());
            if code.and_then(|code| codes.get(code)) == Some(&true) {
                marked.set(row, true);
            }
        }
    }

    fn mark_shares(&self, table: &Table, field: usize, marked: &mut Bits) {
        for row in 0..table.len() {
            if let Some(Value::Shares(shares)) = table.value(row, field)
                && shares.iter().any(|share| self.book.resolve(share.of) == self.me)
            {
                marked.set(row, true);
            }
        }
    }

    /// What belongs to a whole, or to a customer, that is seen is seen, too; and is in somebody's charge
    /// where that is.
    fn mark_by_whole(&self, table: &Table, role: Role, depth: usize, (mine, owned): (&mut Bits, &mut Bits)) {
        let Some(field) = table.role(role) else { return };
        let Some(Kind::Reference(to)) = table.column(field).map(|column| &column.field().kind) else { return };
        let Some(whole) = self.book.table(to).filter(|whole| whole.key() != table.key() && !is_open(whole)) else {
            return;
        };
        let rows = self.rows(whole, depth - 1);
        let is = |bits: &Bits, id: Id| whole.row(id).is_some_and(|row| bits.get(row));
        self.mark(table, field, |id| is(&rows.mine, id), mine);
        self.mark(table, field, |id| is(&rows.owned, id), owned);
    }

    /// Customers that the person has dealings with.
    fn mark_by_dealings(&self, accounts: &Table, mine: &mut Bits) {
        for table in self.book.tables() {
            let (Some(customer), Some(owner)) = (table.role(Role::Account), table.role(Role::Person)) else { continue };
            let mut own = Bits::filled(table.len(), false);
            self.mark(table, owner, |id| id == self.me, &mut own);
            for row in own.iter().filter(|row| table.live().get(*row)) {
                let account = table.value(row, customer).and_then(|value| value.as_reference());
                if let Some(row) = account.and_then(|account| accounts.row(account)) {
                    mine.set(row, true);
                }
            }
        }
    }
}
