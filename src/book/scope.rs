//! Whose a record is, seen from the acting person: what the permission table is asked with.

use super::command::Change;
use super::{Book, Rejection, Table};
use crate::model::field::Upkeep;
use crate::model::permission::{Actor, Scope, Verb, scope};
use crate::model::records::{self, Person};
use crate::model::{Id, Kind, Record, Role};

impl Book {
    /// The narrowest scope of the actor that holds a record's row. What names neither person nor
    /// area is in the charge of whoever has the whole that it is part of, or its customer.
    pub fn relation(&self, actor: &Actor, collection: &str, row: usize) -> Scope {
        let (Some(me), Some(table)) = (actor.person, self.table(collection)) else { return Scope::All };
        let (table, row) = self.charged(table, row);
        let collection: &str = table.key();
        let reference =
            |role: Role| table.role(role).and_then(|field| table.value(row, field)).and_then(|v| v.as_reference());
        let owner = if collection == Person::COLLECTION.key { table.id(row) } else { reference(Role::Person) };
        let (me, owner) = (self.resolve(me), owner.map(|owner| self.resolve(owner)));
        if owner == Some(me) {
            return Scope::Own;
        }
        if owner.is_some_and(|owner| self.leads(me, owner)) {
            return Scope::MyPeople;
        }
        let area_of = |person: Id| {
            self.get::<Person>(person.into()).and_then(|person| person.area).map(|area| self.resolve(area))
        };
        let area = reference(Role::Area).map(|area| self.resolve(area)).or_else(|| owner.and_then(area_of));
        if area.is_some() && area == area_of(me) { Scope::MyArea } else { Scope::All }
    }

    /// The record that says in whose charge a record is.
    fn charged<'a>(&'a self, mut table: &'a Table, mut row: usize) -> (&'a Table, usize) {
        // A shipment is of an order line, of an order, of a customer: no way is longer.
        for _ in 0..4 {
            let says = |role: Role| table.role(role).is_some_and(|field| table.value(row, field).is_some());
            if says(Role::Person) || says(Role::Area) {
                break;
            }
            let whole = |role: Role| {
                let field = table.role(role)?;
                let Kind::Reference(to) = &table.column(field)?.field().kind else { return None };
                let whole = self.table(to).filter(|_| *to != *table.key())?;
                Some((whole, whole.row(table.value(row, field)?.as_reference()?)?))
            };
            match whole(Role::Parent).or_else(|| whole(Role::Account)) {
                Some(next) => (table, row) = next,
                None => break,
            }
        }
        (table, row)
    }

    /// Whether a person leads another, directly or through others.
    pub fn leads(&self, leader: Id, person: Id) -> bool {
        let (leader, mut at) = (self.resolve(leader), person);
        // A cycle of supervisors ends at the number of people.
        for _ in 0..self.of::<Person>().len() {
            match self.get::<Person>(at.into()).and_then(|person| person.manager).map(|manager| self.resolve(manager)) {
                Some(manager) if manager == leader => return true,
                Some(manager) => at = manager,
                None => return false,
            }
        }
        false
    }

    /// Refuses what the permission table does not allow.
    pub fn permit(&self, actor: &Actor, verb: Verb, collection: &str, row: Option<usize>) -> Result<(), Rejection> {
        let verb = match upkeep(collection) {
            Upkeep::Configured if verb != Verb::See => Verb::Configure,
            Upkeep::Sealed if verb == Verb::Import || (verb != Verb::See && row.is_some()) => {
                return Err(Rejection::NotAllowed { verb });
            }
            _ => verb,
        };
        let needed = row.map_or(Scope::Own, |row| self.relation(actor, collection, row));
        match scope(actor.layer, verb) {
            Some(have) if have >= needed => Ok(()),
            _ => Err(Rejection::NotAllowed { verb }),
        }
    }

    /// Refuses a new record where the permission table does not allow it, or where it would be part
    /// of a record that the actor may not change.
    pub fn permit_new(&self, actor: &Actor, collection: &str, values: &[Change]) -> Result<(), Rejection> {
        self.permit(actor, Verb::Change, collection, None)?;
        if upkeep(collection) == Upkeep::Sealed {
            // Written by its own command alone, which knows what it stands for.
            return Err(Rejection::NotAllowed { verb: Verb::Change });
        }
        let whole = self.table(collection).and_then(|table| {
            let at = table.role(Role::Parent)?;
            let Kind::Reference(to) = &table.column(at)?.field().kind else { return None };
            let id = values.iter().find(|(field, _)| *field == at)?.1.as_ref()?.as_reference()?;
            let row = self.table(to).filter(|_| *to != *collection)?.row(id)?;
            Some((to, row))
        });
        whole.map_or(Ok(()), |(to, row)| self.permit(actor, Verb::Change, to, Some(row)))
    }
}

/// Who keeps a collection; one that this build does not know is work.
fn upkeep(collection: &str) -> Upkeep {
    records::collection(collection).map_or(Upkeep::Work, |collection| collection.upkeep)
}
