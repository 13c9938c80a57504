//! The working day of a person: whether they work, from when to when, when lunch is had, where the day
//! begins and ends. On a trip nights are spent at the hotel.

use crate::book::command::{Change, Editor};
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::model::calendar::Off;
use crate::model::permission::{Verb, scope};
use crate::model::records::{Absence, Person, Trip};
use crate::model::{Calendar, Day, Id, Place, Record, Window};
use crate::query::title;

/// Working hours where nothing is said: from half past eight to half past five.
const HOURS: (u16, u16) = (8 * 60 + 30, 17 * 60 + 30);
/// When lunch may be had where nothing is said.
const LUNCH: (u16, u16) = (11 * 60 + 30, 13 * 60 + 30);
/// How long it takes, in seconds, where nothing is said.
const LUNCH_TIME: i64 = 60 * 60;

/// Why somebody does not work on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayOff {
    /// It is a weekend.
    Weekend,
    /// It is a holiday.
    Holiday,
    /// The person's own hours leave the day out.
    Free,
    /// The person is away: the code of the reason.
    Absent(String),
}

/// The day of a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Workday {
    /// Why there is no work; `None` where there is.
    pub off: Option<DayOff>,
    /// Working hours in minutes of the day, in order; none on a day off.
    pub hours: Vec<(u16, u16)>,
    /// Within which minutes of the day lunch is had, and how many seconds it takes.
    pub lunch: Option<((u16, u16), i64)>,
    /// Where the day begins.
    pub start: Option<Place>,
    /// Where it ends.
    pub end: Option<Place>,
    /// The trip that it is a day of.
    pub trip: Option<Id>,
}

/// What people say of their own days.
const OWN: [usize; 5] = [Person::START_PLACE, Person::END_PLACE, Person::HOURS, Person::LUNCH, Person::LUNCH_TIME];

/// Says where a person's days begin and end, when they work, when they have lunch: their own, or of those
/// whom they lead. All else of people is for those who configure the company.
#[derive(Clone, Debug)]
pub struct SetWorkday {
    /// Whose.
    pub person: Id,
    /// What changes: fields of [`Person`].
    pub changes: Vec<Change>,
}

impl Command for SetWorkday {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let (of, person) = (Person::COLLECTION.key, book.resolve(self.person));
        let name = title::of(book, of, person).unwrap_or_default();
        let label = Label::new("did-set-workday").with("person", name);
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        let (_, row) = edit.live(of, person)?;
        let is_mine = context.actor.person.is_none_or(|me| book.resolve(me) == person || book.leads(me, person));
        let is_own = self.changes.iter().all(|(field, _)| OWN.contains(field));
        if !is_mine || scope(context.actor.layer, Verb::Change).is_none() || !is_own {
            book.permit(&context.actor, Verb::Change, of, Some(row))?;
        }
        for change in &self.changes {
            edit.set(of, person, change.clone(), None)?;
        }
        edit.finish()
    }
}

/// The day of a person. A weekend or holiday is worked where the person's own hours say so of that
/// weekday and it is no holiday, or where it is worked to make up for a day off.
pub fn workday(book: &Book, calendar: &Calendar, person: Id, day: Day) -> Workday {
    let person = book.resolve(person);
    let record = book.get::<Person>(person.into());
    let said = record.as_ref().and_then(|record| record.hours.clone());
    let own: Vec<(u16, u16)> = said.as_deref().map(|hours| of_day(hours, day)).unwrap_or_default();
    let off = match (absence(book, person, day), calendar.off(day)) {
        (Some(kind), _) => Some(DayOff::Absent(kind)),
        (None, Some(Off::Holiday)) => Some(DayOff::Holiday),
        (None, Some(Off::Weekend)) if own.is_empty() => Some(DayOff::Weekend),
        (None, None) if said.is_some() && own.is_empty() && !calendar.is_make_up(day) => Some(DayOff::Free),
        _ => None,
    };
    let hours = match (&off, own.is_empty()) {
        (Some(_), _) => Vec::new(),
        (None, true) => vec![HOURS],
        (None, false) => own,
    };
    let lunch = record.as_ref().and_then(|record| record.lunch.clone());
    let lunch = match lunch {
        Some(windows) => of_day(&windows, day).first().copied(),
        None => Some(LUNCH),
    };
    let time = record.as_ref().and_then(|record| record.lunch_time).unwrap_or(LUNCH_TIME);
    let home = record.as_ref().and_then(|record| record.start_place);
    let back = record.as_ref().and_then(|record| record.end_place).or(home);
    let trip = trip(book, person, day);
    let hotel = trip.as_ref().and_then(|trip| trip.hotel_place);
    let (first, last) = match &trip {
        Some(trip) => (trip.starts_on == Some(day), trip.ends_on.or(trip.starts_on) == Some(day)),
        None => (true, true),
    };
    Workday {
        lunch: lunch.filter(|_| off.is_none() && time > 0).map(|within| (within, time)),
        off,
        hours,
        start: if first { home } else { hotel.or(home) },
        end: if last { back } else { hotel.or(back) },
        trip: trip.map(|trip| trip.id.into()),
    }
}

/// The windows of a day, in minutes.
pub fn of_day(windows: &[Window], day: Day) -> Vec<(u16, u16)> {
    let weekday = |window: &&Window| u32::from(window.weekday) == day.weekday();
    windows.iter().filter(weekday).map(|window| (window.from, window.to)).collect()
}

/// The trip that somebody is on; of several the one that began last.
pub fn trip(book: &Book, person: Id, day: Day) -> Option<Trip> {
    let person = book.resolve(person);
    let on = |trip: &Trip| {
        let days = trip.starts_on.map(|first| first..=trip.ends_on.unwrap_or(first));
        trip.owner.map(|owner| book.resolve(owner)) == Some(person) && days.is_some_and(|days| days.contains(&day))
    };
    book.all::<Trip>().filter(on).max_by_key(|trip| (trip.starts_on, trip.id))
}

/// Why somebody is away on a day, as its code.
pub fn absence(book: &Book, person: Id, day: Day) -> Option<String> {
    let person = book.resolve(person);
    let on = |absence: &Absence| {
        let days = absence.starts_on.map(|first| first..=absence.ends_on.unwrap_or(first));
        absence.owner.map(|owner| book.resolve(owner)) == Some(person) && days.is_some_and(|days| days.contains(&day))
    };
    book.all::<Absence>().find(on).map(|absence| absence.kind.unwrap_or_else(|| "other".to_owned()))
}
