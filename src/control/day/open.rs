//! Opening the plan or the report of a day: made where it is not there yet.

use super::prefill::{Basis, prefill};
use super::{Paper, Sheet};
use crate::book::command::{Change, Editor};
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::model::permission::Verb;
use crate::model::records::{DayPlan, Person};
use crate::model::{Calendar, Day, Id, Record, Value};
use crate::query::title;
use crate::visits::workday::trip;

/// Opens the plan of a person and day.
#[derive(Clone, Debug)]
pub struct OpenPlan {
    /// Whose.
    pub owner: Id,
    /// Which day.
    pub day: Day,
}

/// Opens the report of a person and day, filled in from the plan and the visits.
#[derive(Clone, Debug)]
pub struct OpenReport {
    /// Whose.
    pub owner: Id,
    /// Which day.
    pub day: Day,
    /// The company's working days, over which targets are parted.
    pub calendar: Calendar,
}

impl Command for OpenPlan {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let trip = trip(book, self.owner, self.day).map(|trip| (DayPlan::TRIP, Some(Id::from(trip.id).into())));
        open(book, context, Paper::Plan, (self.owner, self.day), trip.into_iter().collect())
    }
}

impl Command for OpenReport {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let basis = Basis::of(book, context.zone, &self.calendar, self.day);
        let values = prefill(book, context.zone, &basis, self.owner, self.day).changes();
        open(book, context, Paper::Report, (self.owner, self.day), values)
    }
}

fn open(
    book: &Book,
    context: &Context<'_>,
    paper: Paper,
    (owner, day): (Id, Day),
    filled: Vec<Change>,
) -> Result<Draft, Rejection> {
    if Sheet::find(book, paper, owner, day).is_some() {
        return Err(Rejection::Nothing);
    }
    let owner = book.resolve(owner);
    // A plan is the work of the person whose it is, and of those who lead them.
    let row = book
        .of::<Person>()
        .row(owner)
        .ok_or_else(|| Rejection::Gone { collection: Person::COLLECTION.key.into(), id: owner })?;
    let is_mine = context.actor.person.is_none_or(|me| book.resolve(me) == owner || book.leads(me, owner));
    if !is_mine || crate::model::permission::scope(context.actor.layer, Verb::Change).is_none() {
        return Err(Rejection::NotAllowed { verb: Verb::Change });
    }
    let [at_owner, at_day, at_begins, at_ends, _] = paper.fields();
    let mut values: Vec<Change> = vec![
        (at_owner, Some(owner.into())),
        (at_day, Some(Value::Date(day))),
        (at_begins, Some(Value::Instant(context.zone.start_of(day)))),
        (at_ends, Some(Value::Instant(context.zone.start_of(day.plus(1))))),
    ];
    values.extend(filled);
    let key = match paper {
        Paper::Plan => "did-open-plan",
        Paper::Report => "did-open-report",
    };
    let person = title::named(book, book.of::<Person>(), row);
    let label = Label::new(key).with("person", person).with("day", day.to_string());
    let mut edit = Editor::new(book, context.now, label, Cause::Typed);
    let (table, id) = (paper.table(book), paper.id(owner, day));
    if table.own_row(id).is_some() {
        // It was deleted: it comes back as it was.
        edit.retract(paper.collection(), id, false)?;
    } else {
        edit.create(paper.collection(), id, &values, &[])?;
    }
    edit.finish()
}
