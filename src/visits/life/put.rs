//! Visits put on a day of the plan, one for each of some customers.

use std::sync::Arc;

use super::customer;
use crate::book::command::{Change, Editor};
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::model::records::Visit;
use crate::model::{Calendar, Day, Id, Record, Value};
use crate::visits::cadence::{self, Unit};
use crate::visits::slot;
use crate::visits::wanted::{Reason, purposes, reasons};
use crate::visits::week::Days;
use crate::visits::workday::workday;

/// Plans a visit to each of some customers on a day, one after another behind what stands there, for the reasons that
/// there are. Who has a visit of that person on that day gets no second one, and no day that is over gets any.
#[derive(Clone, Debug)]
pub struct PutOn {
    /// Who visits.
    pub person: Id,
    /// On which day.
    pub day: Day,
    /// Whom.
    pub units: Vec<Unit>,
    /// Which days are worked.
    pub calendar: Arc<Calendar>,
}

impl Command for PutOn {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let (of, zone, day) = (Visit::COLLECTION.key, context.zone, self.day);
        let person = book.resolve(self.person);
        let days = Days::of(book, (zone, &self.calendar), person, (day, day));
        let standing = || days.on(day).filter(|planned| planned.stands());
        // As with any visit that is still to be made.
        if day < zone.day_of(context.now) {
            let account = customer(book, self.units.first().map(|unit| unit.account));
            return Err(Rejection::Against(Label::new("refused-visit-past").with("account", account)));
        }
        let is_there = |unit: &Unit| {
            let meets = |account: Option<Id>, site: Option<Id>| {
                account == Some(unit.account) && (unit.site.is_none() || site == unit.site)
            };
            standing().any(|planned| meets(planned.visit.account, planned.visit.site))
        };
        let wanted: Vec<Unit> = self.units.iter().filter(|unit| !is_there(unit)).copied().collect();
        let count = wanted.len().to_string();
        let mut label = Label::new("did-visits-put").with("n", count).with("day", day.to_string());
        match wanted[..] {
            [] => return Err(Rejection::Against(Label::new("refused-visits-there").with("day", day.to_string()))),
            [only] => {
                let account = customer(book, Some(only.account));
                label = Label::new("did-visit-plan").with("account", account).with("day", day.to_string());
            }
            _ => {}
        }
        let minute = |at| u16::try_from(zone.minute_of(at)).unwrap_or(0);
        let mut taken: Vec<(u16, u16)> =
            standing().map(|planned| (minute(planned.starts), minute(planned.ends))).collect();
        let worked = workday(book, &self.calendar, person, day);
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        for unit in wanted {
            let stay = cadence::terms(book, unit.account, unit.site).map_or(cadence::STAY, |terms| terms.stay);
            let times = slot::next(&taken, &worked, u16::try_from(stay / 60).unwrap_or(30));
            taken.push(times);
            let values = visit(book, context, (person, unit), times.into(), day);
            book.permit_new(&context.actor, of, &values)?;
            edit.create(of, context.ids.next_id(), &values, &[])?;
        }
        edit.finish()
    }
}

/// What is written of a visit on a day, from one minute of it to another.
fn visit(book: &Book, context: &Context<'_>, (person, unit): (Id, Unit), times: [u16; 2], day: Day) -> Vec<Change> {
    let at = |minute: u16| Some(Value::Instant(context.zone.at(day, minute.into())));
    let today = context.zone.day_of(context.now);
    let why = reasons(book, context.zone, (unit.account, unit.site), today);
    let codes = purposes(&why).into_iter().map(str::to_owned).collect();
    let mut values: Vec<Change> = vec![
        (Visit::ACCOUNT, Some(unit.account.into())),
        (Visit::OWNER, Some(person.into())),
        (Visit::STARTS, at(times[0])),
        (Visit::ENDS, at(times[1])),
        (Visit::PURPOSES, Some(Value::Tags(codes))),
    ];
    values.extend(unit.site.map(|site| (Visit::SITE, Some(site.into()))));
    let deal = why.iter().find_map(|reason| if let Reason::Deal(deal) = reason { Some(*deal) } else { None });
    values.extend(deal.map(|deal| (Visit::DEAL, Some(deal.into()))));
    values
}
