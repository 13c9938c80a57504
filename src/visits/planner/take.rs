//! A plan taken over into the book: its stops become planned visits.

use std::collections::HashSet;

use super::agenda::{Agenda, AgendaStop};
use super::rest::rest;
use crate::book::command::{Change, Editor};
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::model::permission::Verb;
use crate::model::records::{Person, Visit};
use crate::model::{Day, Id, Instant, Record, Value};
use crate::query::title;
use crate::visits::cadence::Unit;
use crate::visits::trace::{self, Status};
use crate::visits::wanted::{Reason, purposes};

/// Puts a plan, or some of its days, into the book: new visits are made, those that have found another time
/// move. What the plan has no place for keeps its day and goes out of the way of the others ([`rest`]); it is for
/// people to call it off.
#[derive(Clone, Debug)]
pub struct TakeOver {
    /// The plan.
    pub agenda: Agenda,
    /// Which days of it; all where empty.
    pub days: Vec<Day>,
}

impl TakeOver {
    fn stops(&self) -> impl Iterator<Item = &AgendaStop> {
        let days = self.agenda.days.iter().filter(|day| self.days.is_empty() || self.days.contains(&day.day));
        days.flat_map(|day| &day.stops).filter(|stop| !stop.settled)
    }
}

/// What a planned visit begins with: to whom, whose, when, what for, and the deal that it is about.
pub(in crate::visits) fn new_visit(
    unit: Unit,
    person: Id,
    (starts, ends): (Instant, Instant),
    reasons: &[Reason],
) -> Vec<Change> {
    let purposes = purposes(reasons).into_iter().map(str::to_owned).collect();
    let deal = reasons.iter().find_map(|reason| match reason {
        Reason::Deal(deal) => Some(Value::from(*deal)),
        _ => None,
    });
    let mut values: Vec<Change> = vec![
        (Visit::ACCOUNT, Some(unit.account.into())),
        (Visit::SITE, unit.site.map(Value::from)),
        (Visit::OWNER, Some(person.into())),
        (Visit::STARTS, Some(Value::Instant(starts))),
        (Visit::ENDS, Some(Value::Instant(ends))),
        (Visit::PURPOSES, Some(Value::Tags(purposes))),
    ];
    values.extend(deal.map(|deal| (Visit::DEAL, Some(deal))));
    values
}

impl TakeOver {
    /// Puts it into a draft.
    fn put(&self, edit: &mut Editor<'_>, book: &Book, context: &Context<'_>) -> Result<(), Rejection> {
        let of = Visit::COLLECTION.key;
        let person = book.resolve(self.agenda.person);
        // A plan is the work of the person whose it is, and of those who lead them.
        let is_mine = context.actor.person.is_none_or(|me| book.resolve(me) == person || book.leads(me, person));
        if !is_mine {
            return Err(Rejection::NotAllowed { verb: Verb::Change });
        }
        // Taken over twice, it makes no visit twice.
        let theirs = trace::all(book).filter(|visit| visit.owner == Some(person));
        let there: HashSet<(Unit, Instant)> = theirs
            .filter_map(|visit| Some((Unit { account: visit.account?, site: visit.site }, visit.starts?)))
            .collect();
        for stop in self.stops() {
            // What has begun, or is gone, since the plan was made is left alone.
            let known = stop.visit.and_then(|visit| trace::one(book, visit));
            match (stop.visit, known) {
                (Some(_), Some(visit)) if visit.status == Status::Planned => {
                    book.permit(&context.actor, Verb::Change, of, book.of::<Visit>().row(visit.id))?;
                    edit.set(of, visit.id, (Visit::STARTS, Some(Value::Instant(stop.starts))), None)?;
                    edit.set(of, visit.id, (Visit::ENDS, Some(Value::Instant(stop.ends))), None)?;
                }
                (Some(_), _) => {}
                (None, _) if there.contains(&(stop.unit, stop.starts)) => {}
                (None, _) => {
                    let values = new_visit(stop.unit, person, (stop.starts, stop.ends), &stop.reasons);
                    book.permit_new(&context.actor, of, &values)?;
                    edit.create(of, context.ids.next_id(), &values, &[])?;
                }
            }
        }
        for rest in rest(book, context.zone, &self.agenda, &self.days) {
            book.permit(&context.actor, Verb::Change, of, book.of::<Visit>().row(rest.visit))?;
            let (starts, ends) = rest.times;
            if starts != rest.before {
                edit.set(of, rest.visit, (Visit::STARTS, Some(Value::Instant(starts))), None)?;
                edit.set(of, rest.visit, (Visit::ENDS, Some(Value::Instant(ends))), None)?;
            }
        }
        Ok(())
    }

    /// How many visits go out of the way of others, without a draft.
    fn aside(&self, book: &Book, context: &Context<'_>) -> usize {
        let rest = rest(book, context.zone, &self.agenda, &self.days);
        rest.iter().filter(|rest| rest.times.0 != rest.before).count()
    }
}

impl Command for TakeOver {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let name = title::of(book, Person::COLLECTION.key, self.agenda.person).unwrap_or_default();
        let count = self.stops().count().to_string();
        let aside = self.aside(book, context);
        let key = if aside > 0 { "did-take-plan-aside" } else { "did-take-plan" };
        let label = Label::new(key).with("person", name).with("n", count);
        let label = if aside > 0 { label.with("aside", aside.to_string()) } else { label };
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        self.put(&mut edit, book, context)?;
        edit.finish()
    }
}

/// Puts the plans of a team into the book as one act: each as it would be taken over by itself.
#[derive(Clone, Debug)]
pub struct TakeOverTeam {
    /// The plans, one a person.
    pub agendas: Vec<Agenda>,
}

impl Command for TakeOverTeam {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let plans: Vec<TakeOver> =
            self.agendas.iter().map(|agenda| TakeOver { agenda: agenda.clone(), days: Vec::new() }).collect();
        let visits: usize = plans.iter().map(|plan| plan.stops().count()).sum();
        let label = Label::new("did-take-team").with("n", plans.len().to_string()).with("visits", visits.to_string());
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        for plan in &plans {
            plan.put(&mut edit, book, context)?;
        }
        edit.finish()
    }
}
