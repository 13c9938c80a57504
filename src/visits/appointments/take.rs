//! Appointments taken in as visits and absences, in one act.

use std::rc::Rc;

use super::{Appointment, Fate, Names, When, propose, text};
use crate::book::command::{Change, Editor};
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::model::permission::Verb;
use crate::model::records::{Absence, Person, Visit};
use crate::model::{Id, Record, Value};
use crate::query::title;

/// Takes appointments in. What is proposed for each is worked out anew.
#[derive(Clone, Debug)]
pub struct TakeIn {
    /// Whose they are.
    pub owner: Id,
    /// The customers' names.
    pub names: Rc<Names>,
    /// The appointments.
    pub appointments: Vec<Appointment>,
    /// What is said of a visit that was called off in its calendar.
    pub reason: String,
}

impl Command for TakeIn {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let owner = book.resolve(self.owner);
        // A calendar is the affair of the person whose it is, and of those who lead them.
        let is_mine = context.actor.person.is_none_or(|me| book.resolve(me) == owner || book.leads(me, owner));
        if !is_mine {
            return Err(Rejection::NotAllowed { verb: Verb::Change });
        }
        let name = title::of(book, Person::COLLECTION.key, owner).unwrap_or_default();
        let count = self.appointments.len().to_string();
        let label = Label::new("did-take-appointments").with("person", name).with("n", count);
        let mut edit = Editor::new(book, context.now, label, Cause::Imported);
        for appointment in &self.appointments {
            let proposal = propose(book, &self.names, owner, appointment);
            let (collection, changes) = match (proposal.fate, appointment.when) {
                (Fate::Visit { account, site }, When::Time(starts, ends)) => {
                    let mut changes: Vec<Change> = vec![
                        (Visit::STARTS, Some(Value::Instant(starts))),
                        (Visit::ENDS, Some(Value::Instant(ends))),
                        (Visit::AIM, text(&appointment.title)),
                        (Visit::STATUS, Some("planned".into())),
                    ];
                    if !proposal.known {
                        changes.extend([
                            (Visit::ACCOUNT, Some(account.into())),
                            (Visit::SITE, site.map(Value::from)),
                            (Visit::OWNER, Some(owner.into())),
                            (Visit::LOCKED, Some("yes".into())),
                        ]);
                    }
                    (Visit::COLLECTION.key, changes)
                }
                (Fate::Away, When::Days(first, last)) => {
                    let mut changes: Vec<Change> = vec![
                        (Absence::STARTS_ON, Some(Value::Date(first))),
                        (Absence::ENDS_ON, Some(Value::Date(last))),
                        (Absence::NOTE, text(&appointment.title)),
                    ];
                    if !proposal.known {
                        changes.push((Absence::OWNER, Some(owner.into())));
                        changes.push((Absence::KIND, Some("other".into())));
                    }
                    (Absence::COLLECTION.key, changes)
                }
                (Fate::CalledOff, When::Time(..)) => {
                    let reason = text(&self.reason);
                    let changes = vec![(Visit::STATUS, Some("cancelled".into())), (Visit::REASON, reason)];
                    (Visit::COLLECTION.key, changes)
                }
                (Fate::CalledOff, When::Days(..)) => {
                    permit(book, context, Absence::COLLECTION.key, proposal.id)?;
                    edit.retract(Absence::COLLECTION.key, proposal.id, true)?;
                    continue;
                }
                _ => continue,
            };
            if proposal.known {
                permit(book, context, collection, proposal.id)?;
                changes.into_iter().try_for_each(|change| edit.set(collection, proposal.id, change, None))?;
            } else {
                book.permit_new(&context.actor, collection, &changes)?;
                edit.create(collection, proposal.id, &changes, &[])?;
            }
        }
        edit.finish()
    }
}

fn permit(book: &Book, context: &Context<'_>, collection: &str, id: Id) -> Result<(), Rejection> {
    let row = book.table(collection).and_then(|table| table.row(id));
    book.permit(&context.actor, Verb::Change, collection, row)
}
