//! Joint visits (陪访): several people on one visit, which counts once, for whoever's it is.

use std::collections::{HashMap, HashSet};

use super::trace::{self, Status, Trace};
use crate::book::Book;
use crate::model::records::VisitCompanion;
use crate::model::{Day, Id, Zone};

/// A person at a customer's on a day.
type There = (Id, Option<Id>, Day);

/// Who comes along on each visit.
#[derive(Debug, Default)]
pub struct Companions(HashMap<Id, Vec<Id>>);

impl Companions {
    /// Of a book.
    pub fn of(book: &Book) -> Self {
        let mut all: HashMap<Id, Vec<Id>> = HashMap::new();
        for line in book.all::<VisitCompanion>() {
            if let (Some(visit), Some(person)) = (line.visit, line.person) {
                all.entry(book.resolve(visit)).or_default().push(book.resolve(person));
            }
        }
        Self(all)
    }

    /// Those of one visit, each once and never the person whose visit it is.
    pub fn on(&self, visit: &Trace) -> Vec<Id> {
        let mut people: Vec<Id> = visit.joined_by.into_iter().collect();
        people.extend(self.0.get(&visit.id).into_iter().flatten());
        people.retain(|person| Some(*person) != visit.owner);
        people.sort_unstable();
        people.dedup();
        people
    }
}

/// Every visit, those that two people both recorded of one joint visit only once: the record of a
/// companion is left out where the visit of the person whom they came along with names them, on the same
/// day, to the same customer, and not to another site of it. Where each names the other, that of the greater id is left out.
pub fn once(book: &Book, zone: &Zone) -> Vec<Trace> {
    let (visits, companions) = (trace::all(book).collect::<Vec<_>>(), Companions::of(book));
    let there =
        |visit: &Trace, person: Id| -> Option<There> { Some((person, visit.account, zone.day_of(visit.at()?))) };
    let is_made = |visit: &Trace| !matches!(visit.status, Status::Cancelled | Status::Postponed | Status::Missed);
    let mut named: HashMap<There, Vec<Id>> = HashMap::new();
    for visit in visits.iter().filter(|visit| is_made(visit)) {
        for person in companions.on(visit) {
            if let Some(there) = there(visit, person) {
                named.entry(there).or_default().push(visit.id);
            }
        }
    }
    let by_id: HashMap<Id, &Trace> = visits.iter().map(|visit| (visit.id, visit)).collect();
    let mut left_out: HashSet<Id> = HashSet::new();
    for visit in visits.iter().filter(|visit| is_made(visit)) {
        let Some(there) = visit.owner.and_then(|owner| there(visit, owner)) else { continue };
        let whose = named.get(&there).into_iter().flatten().filter(|other| **other != visit.id);
        let is_second = |id: &Id| {
            let Some(other) = by_id.get(id) else { return false };
            // Where one of the two does not say at which site it was, it was at the other's.
            let apart = other.site.is_some() && visit.site.is_some() && other.site != visit.site;
            let mutual = other.owner.is_some_and(|owner| companions.on(visit).contains(&owner));
            !apart && (!mutual || *id < visit.id)
        };
        if whose.into_iter().any(is_second) {
            left_out.insert(visit.id);
        }
    }
    visits.into_iter().filter(|visit| !left_out.contains(&visit.id)).collect()
}
