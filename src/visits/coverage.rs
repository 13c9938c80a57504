//! How well customers are covered in a span of days: visits by class against their cadence, who is
//! overdue, areas where nobody was, and what a visit took in time, way and money.
//!
//! The way is reckoned from check-in to check-in over the ground, by the detour that planning assumes of
//! roads, and begins and ends where the person's days do: nobody is tracked between two visits.

use std::collections::{BTreeMap, HashSet};

use super::cadence::{Unit, everybody};
use super::cycle::{ClassSum, Cycle, by_class, cycles};
use super::joint;
use super::life::whereabouts;
use super::trace::Trace;
use super::travel::road;
use crate::book::Book;
use crate::model::place::Point;
use crate::model::records::{Expense, Person, Visit};
use crate::model::{Day, Id, Money, Zone};
use crate::query::measure::MoneyBag;

/// The figures of a span of days.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coverage {
    /// Visits made with somebody there.
    pub visits: u64,
    /// Arrivals, whatever came of them.
    pub arrivals: u64,
    /// Different customers visited.
    pub accounts: u64,
    /// Seconds between check-in and check-out, of the visits that have both.
    pub seconds: i64,
    /// How many have both.
    pub timed: u64,
    /// Metres on the way, of the ways of which both ends are known.
    pub metres: u64,
    /// What was spent.
    pub spent: MoneyBag,
    /// Visits of each class against its cadence, in the period that the last day lies in.
    pub classes: Vec<ClassSum>,
    /// How it stands on the last day with everybody who has a cadence, the most urgent first.
    pub cycles: Vec<Cycle>,
    /// Who is overdue on the last day, the longest first.
    pub overdue: Vec<Cycle>,
    /// Areas with customers where nobody was.
    pub blank: Vec<Id>,
}

impl Coverage {
    /// Seconds with a customer, of a visit on average.
    pub fn seconds_each(&self) -> Option<i64> {
        let timed = i64::try_from(self.timed).ok().filter(|timed| *timed > 0)?;
        Some((self.seconds + timed / 2) / timed)
    }

    /// Metres on the way to a visit on average.
    pub fn metres_each(&self) -> Option<u64> {
        (self.arrivals > 0).then(|| (self.metres + self.arrivals / 2) / self.arrivals)
    }

    /// What a visit cost, in each currency, rounded half-even.
    pub fn cost_each(&self) -> Vec<Money> {
        let visits = i128::from(self.visits);
        let each = |(currency, minor): &(crate::model::Currency, i128)| {
            let (whole, rest) = (minor.div_euclid(visits), minor.rem_euclid(visits));
            let up = rest * 2 > visits || (rest * 2 == visits && whole % 2 != 0);
            i64::try_from(whole + i128::from(up)).ok().map(|minor| Money::new(minor, *currency))
        };
        if visits == 0 { Vec::new() } else { self.spent.sums().iter().filter_map(each).collect() }
    }
}

/// The figures of the days from one to another, of some people or of everybody.
pub fn coverage(book: &Book, zone: &Zone, (from, to): (Day, Day), people: Option<&[Id]>) -> Coverage {
    let within = |day: Day| (from..=to).contains(&day);
    let is_theirs = |owner: Option<Id>| match people {
        Some(people) => owner.is_some_and(|owner| people.contains(&book.resolve(owner))),
        None => true,
    };
    let mut figures = Coverage::default();
    let (mut accounts, mut there) = (HashSet::new(), HashSet::new());
    let mut ways: BTreeMap<(Id, Day), Vec<Trace>> = BTreeMap::new();
    for visit in joint::once(book, zone) {
        let Some(day) = visit.at().map(|at| zone.day_of(at)).filter(|day| within(*day)) else { continue };
        if !is_theirs(visit.owner) || !visit.arrives() {
            continue;
        }
        figures.arrivals += 1;
        if let Some(owner) = visit.owner {
            ways.entry((owner, day)).or_default().push(visit);
        }
        if let Some((arrived, left)) = visit.arrived.zip(visit.left).filter(|(arrived, left)| arrived <= left) {
            figures.seconds += (left.0 - arrived.0) / 1000;
            figures.timed += 1;
        }
        if visit.counts() {
            figures.visits += 1;
            accounts.extend(visit.account);
            there.extend(visit.account.map(|account| Unit { account, site: visit.site }));
            there.extend(visit.account.map(|account| Unit { account, site: None }));
        }
    }
    figures.accounts = u64::try_from(accounts.len()).unwrap_or(u64::MAX);
    figures.metres = ways.iter().map(|((person, _), visits)| way(book, *person, visits)).sum();
    for expense in book.all::<Expense>().filter(|expense| is_theirs(expense.owner)) {
        if let Some(amount) = expense.amount.filter(|_| expense.spent_on.is_some_and(within)) {
            figures.spent.add_money(amount);
        }
    }
    let mut all = cycles(book, zone, to);
    all.retain(|cycle| is_theirs(cycle.of.owner));
    figures.classes = by_class(&all);
    figures.overdue = all.iter().filter(|cycle| cycle.is_overdue()).cloned().collect();
    figures.cycles = all;
    let theirs = everybody(book).into_iter().filter(|visited| is_theirs(visited.owner));
    let mut areas: BTreeMap<Id, bool> = BTreeMap::new();
    for visited in theirs {
        if let Some(area) = visited.area {
            *areas.entry(area).or_default() |= there.contains(&visited.unit);
        }
    }
    figures.blank = areas.into_iter().filter(|(_, seen)| !seen).map(|(area, _)| area).collect();
    figures
}

/// Metres of a person's way on a day.
fn way(book: &Book, person: Id, visits: &[Trace]) -> u64 {
    let person = book.get::<Person>(person.into());
    let start = person.as_ref().and_then(|person| person.start_place);
    let end = person.as_ref().and_then(|person| person.end_place).or(start);
    let mut visits = visits.to_vec();
    crate::model::order::by_key(&mut visits, |visit| (visit.at(), visit.id));
    let place = |visit: &Trace| -> Option<Point> {
        let at = book.get::<Visit>(visit.id.into()).and_then(|visit| visit.arrived_at);
        at.map(crate::model::Place::point).or_else(|| whereabouts(book, visit.account, visit.site))
    };
    let mut points: Vec<Option<Point>> = vec![start.map(crate::model::Place::point)];
    points.extend(visits.iter().map(place));
    points.push(end.map(crate::model::Place::point));
    // Where one end is not known the way to it is not, and no other is made up for it.
    let legs = points.windows(2).filter_map(|pair| Some(road(pair[0]?, pair[1]?)));
    legs.sum()
}
