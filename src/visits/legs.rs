//! Ways whose time somebody has set: from a customer to another, or from and to where the day begins. They hold at any
//! hour, whatever the map says; a train's time is from door to door.

use super::cadence::Unit;
use super::life::whereabouts;
use crate::book::command::{Change, Editor};
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::model::permission::Verb;
use crate::model::place::Point;
use crate::model::records::{Leg, Person};
use crate::model::validate::Problem;
use crate::model::{Id, Record, Value};
use crate::query::title;

/// The longest way that can be set, in seconds: a day.
const LONGEST: i64 = 24 * 3_600;

/// How one travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// By car.
    Car,
    /// By train.
    Train,
    /// On foot.
    Walk,
}

impl By {
    /// Every one with its code in the field table.
    pub const ALL: [(Self, &'static str); 3] = [(Self::Car, "car"), (Self::Train, "train"), (Self::Walk, "walk")];

    /// Its code.
    pub fn code(self) -> &'static str {
        Self::ALL.iter().find(|(by, _)| *by == self).map_or("car", |(_, code)| *code)
    }

    /// The one of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == code).map(|(by, _)| *by)
    }
}

/// Where a way begins and ends; none: where the person's day does.
pub type Ends = (Option<Unit>, Option<Unit>);

/// The legs that hold for a person: everybody's first, so that their own come last and hold.
fn of(book: &Book, person: Id) -> Vec<Leg> {
    let person = book.resolve(person);
    let owner = |leg: &Leg| leg.owner.map(|owner| book.resolve(owner));
    let mut legs: Vec<Leg> = book.all::<Leg>().filter(|leg| owner(leg).is_none_or(|owner| owner == person)).collect();
    crate::model::order::by_key(&mut legs, |leg| (owner(leg).is_some(), leg.id));
    legs
}

/// The ways of a person whose seconds are set, between points; those of which a place is not known are left out.
pub(super) fn known(book: &Book, person: Id) -> Vec<(Point, Point, i64)> {
    let legs = of(book, person);
    if legs.is_empty() {
        return Vec::new();
    }
    let home = book.get::<Person>(person.into()).and_then(|person| person.start_place).map(crate::model::Place::point);
    let at = |account: Option<Id>, site: Option<Id>| match account {
        Some(_) => whereabouts(book, account, site),
        None => home,
    };
    let mut known = Vec::new();
    for leg in legs {
        let (from, to) = (at(leg.from_account, leg.from_site), at(leg.to_account, leg.to_site));
        let Some(((from, to), seconds)) = from.zip(to).zip(leg.time) else { continue };
        // The way back first: where it was set by itself later, that holds.
        if leg.both_ways.as_deref() == Some("yes") {
            known.push((to, from, seconds));
        }
        known.push((from, to, seconds));
    }
    known
}

/// The leg that a person has set between two ends.
pub fn leg(book: &Book, person: Id, ends: Ends) -> Option<Leg> {
    let unit = |account: Option<Id>, site: Option<Id>| {
        account.map(|account| Unit { account: book.resolve(account), site: site.map(|site| book.resolve(site)) })
    };
    let is_it = |leg: &Leg| {
        let own = (unit(leg.from_account, leg.from_site), unit(leg.to_account, leg.to_site));
        own == ends || (leg.both_ways.as_deref() == Some("yes") && (own.1, own.0) == ends)
    };
    of(book, person).into_iter().rfind(is_it)
}

/// Sets how long a way takes, or leaves it to the map again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetLeg {
    /// Whose way.
    pub person: Id,
    /// From where to where.
    pub ends: Ends,
    /// How many seconds; none: as the map says.
    pub seconds: Option<i64>,
    /// How.
    pub by: By,
    /// Whether the way back takes as long.
    pub both_ways: bool,
    /// What else is to be known of it.
    pub note: Option<String>,
}

impl Command for SetLeg {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let (of, person) = (Leg::COLLECTION.key, book.resolve(self.person));
        let is_mine = context.actor.person.is_none_or(|me| book.resolve(me) == person || book.leads(me, person));
        if !is_mine {
            return Err(Rejection::NotAllowed { verb: Verb::Change });
        }
        let (from, to) = self.ends;
        let name = |unit: Option<Unit>| {
            let id = unit.map_or(person, |unit| unit.site.unwrap_or(unit.account));
            title::anywhere(book, id).unwrap_or_default()
        };
        let key = if self.seconds.is_some() { "did-set-leg" } else { "did-drop-leg" };
        let label = Label::new(key).with("from", name(from)).with("to", name(to));
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        // What holds for everybody stays: it is set for this person beside it.
        let known = leg(book, person, self.ends).filter(|leg| leg.owner.is_some());
        let Some(seconds) = self.seconds else {
            let known = known.ok_or(Rejection::Nothing)?;
            book.permit(&context.actor, Verb::Change, of, book.of::<Leg>().row(known.id.into()))?;
            edit.retract(of, known.id.into(), true)?;
            return edit.finish();
        };
        if !(0..=LONGEST).contains(&seconds) {
            let field = Leg::COLLECTION.fields[Leg::TIME].key.clone();
            return Err(Rejection::Invalid { field, problem: Problem::OutOfBounds(0, LONGEST) });
        }
        let both_ways = if self.both_ways { "yes" } else { "no" };
        let values: Vec<Change> = vec![
            (Leg::OWNER, Some(person.into())),
            (Leg::FROM_ACCOUNT, from.map(|unit| unit.account.into())),
            (Leg::FROM_SITE, from.and_then(|unit| unit.site).map(Value::from)),
            (Leg::TO_ACCOUNT, to.map(|unit| unit.account.into())),
            (Leg::TO_SITE, to.and_then(|unit| unit.site).map(Value::from)),
            (Leg::TIME, Some(Value::Duration(seconds))),
            (Leg::MODE, Some(self.by.code().into())),
            (Leg::BOTH_WAYS, Some(both_ways.into())),
            (Leg::NOTE, self.note.as_deref().map(str::trim).filter(|note| !note.is_empty()).map(Value::from)),
        ];
        if let Some(known) = known {
            book.permit(&context.actor, Verb::Change, of, book.of::<Leg>().row(known.id.into()))?;
            for change in values {
                edit.set(of, known.id.into(), change, None)?;
            }
        } else {
            book.permit_new(&context.actor, of, &values)?;
            edit.create(of, context.ids.next_id(), &values, &[])?;
        }
        edit.finish()
    }
}
