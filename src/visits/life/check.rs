//! Check-in and check-out: time, place and a verdict, with what is to be asked about. They work with no
//! position at all; then nothing is said of the place.

use super::{about, code, customer, find, set, status};
use crate::book::command::{Change, Editor};
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::model::place::Point;
use crate::model::records::{Account, Organisation, Site, Visit, VisitId};
use crate::model::{Id, Instant, Record, Value};
use crate::visits::doubt::{Check, Found, RADIUS, of_check, verdict};
use crate::visits::trace::Status;

use super::plan::Why;

/// Within how many metres of a customer a check-in is there.
pub fn radius(book: &Book) -> u32 {
    let said = book.all::<Organisation>().next().and_then(|organisation| organisation.check_radius);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the bounds of the field")]
    said.filter(|metres| (1.0..=1_000_000.0).contains(metres)).map_or(RADIUS, |metres| metres as u32)
}

/// Where a customer is: the site visited, else the customer itself; `None` where that is not known.
pub fn whereabouts(book: &Book, account: Option<Id>, site: Option<Id>) -> Option<Point> {
    let site = site.and_then(|site| book.get::<Site>(site.into())?.place);
    let place = site.or_else(|| account.and_then(|account| book.get::<Account>(account.into())?.place));
    place.map(crate::model::Place::point)
}

/// Every check-in and check-out of a person, as far as their visits say.
pub fn checks_of(book: &Book, person: Id) -> Vec<Check> {
    let (person, table) = (book.resolve(person), book.of::<Visit>());
    // Whose a visit is is asked before the whole of it is read: there may be very many.
    let is_mine = |row: &usize| {
        let owner = table.value(*row, Visit::OWNER).and_then(|value| value.as_reference());
        owner.map(|owner| book.resolve(owner)) == Some(person)
    };
    let read = |row: usize| table.id(row).map(|id| Visit::read(id, &table.at(row)));
    let checks = |visit: Visit| {
        let at_whose = visit.site.or(visit.account).map(|id| book.resolve(id));
        let check = |at: Option<Instant>, place, within| {
            let found = Option::map(place, |place| Found { place, within: metres(within) });
            Some(Check { visit: visit.id.into(), at_whose, at: at?, found })
        };
        let both = [
            check(visit.arrived, visit.arrived_at, visit.arrived_within),
            check(visit.left, visit.left_at, visit.left_within),
        ];
        both.into_iter().flatten()
    };
    table.live().iter().filter(is_mine).filter_map(read).flat_map(checks).collect()
}

fn metres(within: Option<f64>) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
    within.map_or(0, |within| within as u32)
}

/// The last moment that the acting person's own acts in the journal say.
fn latest(book: &Book, context: &Context<'_>) -> Option<Instant> {
    let mine = book.history().iter().rev().find(|head| head.actor == context.actor.person);
    mine.map(|head| head.time)
}

/// One side of a visit: the fields of its check-in, or of its check-out.
struct Side {
    at: usize,
    place: usize,
    within: usize,
    verdict: usize,
}

const IN: Side = Side {
    at: Visit::ARRIVED,
    place: Visit::ARRIVED_AT,
    within: Visit::ARRIVED_WITHIN,
    verdict: Visit::ARRIVED_VERDICT,
};
const OUT: Side =
    Side { at: Visit::LEFT, place: Visit::LEFT_AT, within: Visit::LEFT_WITHIN, verdict: Visit::LEFT_VERDICT };

/// Whom a check is of.
struct Whose {
    visit: Id,
    account: Option<Id>,
    site: Option<Id>,
    owner: Option<Id>,
    doubts: Vec<String>,
}

impl Whose {
    fn of(visit: &Visit) -> Self {
        Self {
            visit: visit.id.into(),
            account: visit.account,
            site: visit.site,
            owner: visit.owner,
            doubts: visit.doubts.clone().unwrap_or_default(),
        }
    }
}

/// What a check writes.
fn check(book: &Book, context: &Context<'_>, side: &Side, whose: Whose, found: Option<Found>) -> Vec<Change> {
    let verdict = verdict(whereabouts(book, whose.account, whose.site), found, radius(book));
    let at_whose = whose.site.or(whose.account).map(|id| book.resolve(id));
    let check = Check { visit: book.resolve(whose.visit), at_whose, at: context.now, found };
    let others = whose.owner.map(|owner| checks_of(book, owner)).unwrap_or_default();
    let mut doubts = whose.doubts;
    doubts.extend(of_check(&check, &others, latest(book, context)).iter().map(|doubt| doubt.code().to_owned()));
    doubts.sort_unstable();
    doubts.dedup();
    vec![
        (side.at, Some(Value::Instant(context.now))),
        (side.place, found.map(|found| Value::Place(found.place))),
        (side.within, found.map(|found| Value::Number(f64::from(found.within)))),
        (side.verdict, Some(verdict.code().into())),
        (Visit::DOUBTS, (!doubts.is_empty()).then_some(Value::Tags(doubts))),
    ]
}

/// Refuses a check-in while the same person is still checked in elsewhere.
fn elsewhere(book: &Book, owner: Option<Id>, visit: Id) -> Result<(), Rejection> {
    let Some(owner) = owner.map(|owner| book.resolve(owner)) else { return Ok(()) };
    let under_way = |other: &crate::visits::trace::Trace| {
        other.owner == Some(owner) && other.status == Status::UnderWay && other.id != visit
    };
    match crate::visits::trace::all(book).find(under_way) {
        Some(other) => {
            let label = Label::new("refused-visit-under-way").with("account", customer(book, other.account));
            Err(Rejection::Against(label))
        }
        None => Ok(()),
    }
}

/// The person is there.
#[derive(Clone, Debug)]
pub struct CheckIn {
    /// The visit.
    pub visit: VisitId,
    /// Where the device was found.
    pub found: Option<Found>,
}

impl Command for CheckIn {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let visit = find(book, context, self.visit)?;
        if !matches!(status(&visit), Status::Planned | Status::Missed) {
            return Err(Rejection::Against(about("refused-visit-not-planned", book, &visit)));
        }
        elsewhere(book, visit.owner, visit.id.into())?;
        let mut edit = Editor::new(book, context.now, about("did-check-in", book, &visit), Cause::Typed);
        let mut changes = check(book, context, &IN, Whose::of(&visit), self.found);
        changes.push((Visit::STATUS, Some(code(Status::UnderWay))));
        set(&mut edit, &visit, changes)?;
        edit.finish()
    }
}

/// The person is at a customer's that no plan named, or at one that stands for a visit where nobody was.
#[derive(Clone, Debug)]
pub struct ArriveUnplanned {
    /// The id of the visit.
    pub id: VisitId,
    /// The customer.
    pub account: Id,
    /// The site.
    pub site: Option<Id>,
    /// Whose visit it is.
    pub owner: Option<Id>,
    /// What for.
    pub purposes: Vec<String>,
    /// The visit that it stands for.
    pub instead_of: Option<Id>,
    /// Where the device was found.
    pub found: Option<Found>,
}

impl Command for ArriveUnplanned {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let owner = self.owner.or(context.actor.person);
        elsewhere(book, owner, self.id.into())?;
        let whose =
            Whose { visit: self.id.into(), account: Some(self.account), site: self.site, owner, doubts: Vec::new() };
        let mut values = check(book, context, &IN, whose, self.found);
        values.push((Visit::ACCOUNT, Some(self.account.into())));
        values.extend(self.site.map(|site| (Visit::SITE, Some(site.into()))));
        values.extend(owner.map(|owner| (Visit::OWNER, Some(owner.into()))));
        values.extend(self.instead_of.map(|visit| (Visit::INSTEAD_OF, Some(visit.into()))));
        let purposes = (!self.purposes.is_empty()).then(|| Value::Tags(self.purposes.clone()));
        values.extend(purposes.map(|purposes| (Visit::PURPOSES, Some(purposes))));
        values.push((Visit::UNPLANNED, Some("yes".into())));
        values.push((Visit::STATUS, Some(code(Status::UnderWay))));
        book.permit_new(&context.actor, Visit::COLLECTION.key, &values)?;
        let label = Label::new("did-check-in").with("account", customer(book, Some(self.account)));
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        edit.create(Visit::COLLECTION.key, self.id.into(), &values, &[])?;
        edit.finish()
    }
}

/// The person leaves.
#[derive(Clone, Debug)]
pub struct CheckOut {
    /// The visit.
    pub visit: VisitId,
    /// Where the device was found.
    pub found: Option<Found>,
}

impl Command for CheckOut {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let visit = find(book, context, self.visit)?;
        if status(&visit) != Status::UnderWay {
            return Err(Rejection::Against(about("refused-visit-not-in", book, &visit)));
        }
        let mut edit = Editor::new(book, context.now, about("did-check-out", book, &visit), Cause::Typed);
        let mut changes = check(book, context, &OUT, Whose::of(&visit), self.found);
        changes.push((Visit::STATUS, Some(code(Status::Done))));
        if visit.found.is_none() {
            changes.push((Visit::FOUND, Some("met".into())));
        }
        set(&mut edit, &visit, changes)?;
        edit.finish()
    }
}

/// Nobody is there: the visit is over, and it counts as an arrival.
#[derive(Clone, Debug)]
pub struct NobodyThere {
    /// The visit.
    pub visit: VisitId,
    /// Where the device was found.
    pub found: Option<Found>,
    /// Why; nothing need be said.
    pub why: Option<Why>,
}

impl Command for NobodyThere {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let visit = find(book, context, self.visit)?;
        let mut changes = match status(&visit) {
            Status::UnderWay => check(book, context, &OUT, Whose::of(&visit), self.found),
            // Found out on the spot without a check-in: arrival and leaving in one.
            Status::Planned => {
                let mut both = check(book, context, &IN, Whose::of(&visit), self.found);
                both.push((Visit::LEFT, Some(Value::Instant(context.now))));
                both
            }
            _ => return Err(Rejection::Against(about("refused-visit-not-planned", book, &visit))),
        };
        changes.extend([
            (Visit::STATUS, Some(code(Status::Done))),
            (Visit::FOUND, Some("nobody".into())),
            (Visit::MET, None),
            (Visit::MET_NAME, None),
            (Visit::ACHIEVED, Some("no".into())),
        ]);
        changes.extend(self.why.as_ref().map(Why::changes).transpose()?.unwrap_or_default());
        let mut edit = Editor::new(book, context.now, about("did-visit-nobody", book, &visit), Cause::Typed);
        set(&mut edit, &visit, changes)?;
        edit.finish()
    }
}
