//! Whose a record is, seen from the acting person: what the permission table is asked with.

use super::{Book, Rejection};
use crate::model::permission::{Actor, Scope, Verb, scope};
use crate::model::records::Person;
use crate::model::{Id, Record, Role};

impl Book {
    /// The narrowest scope of the actor that holds a record's row.
    pub fn relation(&self, actor: &Actor, collection: &str, row: usize) -> Scope {
        let (Some(me), Some(table)) = (actor.person, self.table(collection)) else { return Scope::All };
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
        let needed = row.map_or(Scope::Own, |row| self.relation(actor, collection, row));
        match scope(actor.layer, verb) {
            Some(have) if have >= needed => Ok(()),
            _ => Err(Rejection::NotAllowed { verb }),
        }
    }
}
