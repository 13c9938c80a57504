//! The weeks of a team: its customers are dealt out, then everybody's weeks are planned for themselves.
//!
//! Customers stay with whom they belong to as long as there is time for them; those of nobody, of
//! somebody who is away, and what is too much for one goes to whoever is near and has room.

use std::collections::{BTreeMap, BTreeSet};

use super::ask::Ask;
use super::brief::Brief;
use super::deal::{Hand, Lot, deal};
use super::gather::gather_of;
use super::task::PlanWeeks;
use crate::book::Book;
use crate::model::records::Person;
use crate::model::{Calendar, Day, Id, Zone};
use crate::visits::cadence::Unit;
use crate::visits::cycle::{Cycle, cycles};
use crate::visits::life::whereabouts;
use crate::visits::spread::{Gaps, Spread};
use crate::visits::trace::{Diary, Status};
use crate::visits::workday::{Workday, workday};

/// Of a day's hours so many thousandths are spent on the road.
const ROAD: i64 = 300;

/// What somebody of a team is to do.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// What is to be planned.
    pub task: PlanWeeks,
    /// What is to be said about it.
    pub brief: Brief,
    /// Customers of others who are visited instead of them.
    pub taken: Vec<Taken>,
}

/// Why somebody else visits a customer than the one whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Instead {
    /// A visit is arranged with them already.
    Arranged,
    /// The one whose customer it is does not work on any of these days.
    Away,
    /// The one whose customer it is has more to do than there is time for.
    Full,
    /// Somebody else is nearer, or has less to do.
    Even,
}

/// A customer of somebody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Who.
    pub unit: Unit,
    /// What it is called.
    pub name: String,
    /// Whose it is.
    pub from: Id,
    /// Why somebody else comes.
    pub why: Instead,
}

/// Deals the customers of some people out to them: one share for each ask, in their order. What belongs to
/// nobody is dealt out where its area, or no area, is theirs.
pub fn gather_team(book: &Book, (zone, calendar): (&Zone, &Calendar), asks: &[Ask]) -> Vec<Share> {
    let Some(first) = asks.first() else { return Vec::new() };
    let people: Vec<Id> = asks.iter().map(|ask| book.resolve(ask.person)).collect();
    let cycles: Vec<Cycle> = cycles(book, zone, first.today);
    let days: Vec<Vec<(Day, Workday)>> = asks
        .iter()
        .zip(&people)
        .map(|(ask, person)| {
            let days = ask.days().map(|day| (day, workday(book, calendar, *person, day)));
            days.filter(|(_, worked)| !worked.hours.is_empty()).collect()
        })
        .collect();
    let hands: Vec<Hand> = people.iter().zip(&days).map(|(person, days)| hand(book, *person, days)).collect();
    let areas: BTreeSet<Id> = hands.iter().filter_map(|hand| hand.area).collect();
    let is_theirs = |cycle: &&Cycle| match cycle.of.owner {
        Some(owner) => people.contains(&owner),
        None => cycle.of.area.is_none_or(|area| areas.contains(&area)),
    };
    let settled = settled(book, zone, asks, &people);
    let everybody: BTreeSet<Day> = days.iter().flatten().map(|(day, _)| *day).collect();
    let everybody: Vec<Day> = everybody.into_iter().collect();
    let lots: Vec<(Unit, Lot, &String)> = cycles
        .iter()
        .filter(is_theirs)
        .map(|cycle| {
            let (unit, visits) = (cycle.of.unit, visits(cycle, &everybody));
            let lot = Lot {
                point: whereabouts(book, Some(unit.account), unit.site),
                area: cycle.of.area,
                owner: cycle.of.owner.and_then(|owner| people.iter().position(|person| *person == owner)),
                fixed: settled.get(&unit.account).copied(),
                visits,
                seconds: visits * (cycle.of.terms.stay + cycle.of.terms.gate),
            };
            (unit, lot, &cycle.of.name)
        })
        .collect();
    let dealt = deal(&lots.iter().map(|(_, lot, _)| lot.clone()).collect::<Vec<_>>(), &hands);
    let share = |(number, ask): (usize, &Ask)| {
        let mine = || lots.iter().zip(&dealt).filter(|(_, hand)| **hand == Some(number)).map(|(lot, _)| lot);
        let units: BTreeSet<Unit> = mine().map(|(unit, ..)| *unit).collect();
        let strange = |(unit, lot, name): &(Unit, Lot, &String)| {
            let owner = lot.owner.filter(|owner| *owner != number)?;
            let own = lots.iter().filter(|(_, lot, _)| lot.owner == Some(owner)).map(|(_, lot, _)| lot.seconds);
            let why = if lot.fixed == Some(number) {
                Instead::Arranged
            } else if hands[owner].seconds <= 0 {
                Instead::Away
            } else if own.sum::<i64>() > hands[owner].seconds {
                Instead::Full
            } else {
                Instead::Even
            };
            Some(Taken { unit: *unit, name: (*name).clone(), from: people[owner], why })
        };
        let mut taken: Vec<Taken> = mine().filter_map(strange).collect();
        crate::model::order::by_key(&mut taken, |one| (one.from, one.why, one.name.clone(), one.unit));
        let (task, brief) = gather_of(book, (zone, calendar), ask, &|cycle| units.contains(&cycle.of.unit));
        Share { task, brief, taken }
    };
    asks.iter().enumerate().map(share).collect()
}

/// Somebody with the time that their days leave for visits.
fn hand(book: &Book, person: Id, days: &[(Day, Workday)]) -> Hand {
    let time = |(_, worked): &(Day, Workday)| {
        let hours: i64 = worked.hours.iter().map(|(from, to)| (i64::from(*to) - i64::from(*from)) * 60).sum();
        (hours - worked.lunch.map_or(0, |(_, lasts)| lasts)).max(0) * (1_000 - ROAD) / 1_000
    };
    let record = book.get::<Person>(person.into());
    Hand {
        home: days.iter().find_map(|(_, worked)| worked.start).map(crate::model::Place::point),
        area: record.and_then(|person| person.area).map(|area| book.resolve(area)),
        seconds: days.iter().map(time).sum(),
    }
}

/// Customers with whom somebody of the team has arranged a visit in the span, and who: they have them all.
fn settled(book: &Book, zone: &Zone, asks: &[Ask], people: &[Id]) -> BTreeMap<Id, usize> {
    let diary = Diary::of(book);
    let mut settled = BTreeMap::new();
    for (number, (ask, person)) in asks.iter().zip(people).enumerate() {
        let days = ask.span.0..=ask.span.1;
        let planned = diary.person(*person).iter().filter(|visit| visit.status == Status::Planned && !visit.inbound);
        for visit in planned.filter(|visit| visit.starts.is_some_and(|starts| days.contains(&zone.day_of(starts)))) {
            if let Some(account) = visit.account {
                settled.entry(account).or_insert(number);
            }
        }
    }
    settled
}

/// How many visits there will be on some days, roughly.
fn visits(cycle: &Cycle, days: &[Day]) -> i64 {
    let pace = cycle.pace;
    let usual = (pace.every.days() / i32::try_from(pace.visits.max(1)).unwrap_or(1)).max(1);
    let gaps = Gaps { least: pace.min_gap, usual, most: pace.max_gap };
    match gaps.spread(days, cycle.last) {
        Spread::NotDue => 0,
        Spread::Impossible => 1,
        Spread::Sets(sets) => sets.iter().map(Vec::len).min().and_then(|least| i64::try_from(least).ok()).unwrap_or(1),
    }
}
