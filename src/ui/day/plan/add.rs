//! A visit put on the plan by hand, and changed.

use leptos::prelude::*;

use super::lines::planned;
use crate::book::command::Change;
use crate::model::records::Visit;
use crate::model::{Day, Id, Record, Value};
use crate::ui::context::{App, Desk, use_app};
use crate::ui::day::stop::Stop;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::workdays::calendar;
use crate::ui::record::{Of, SomeFields};
use crate::visits::cadence::{STAY, terms};
use crate::visits::slot::next;
use crate::visits::trace::Trace;
use crate::visits::workday::workday;

/// What is said of a visit when it is planned.
const FIELDS: [usize; 10] = [
    Visit::ACCOUNT,
    Visit::SITE,
    Visit::STARTS,
    Visit::ENDS,
    Visit::PURPOSES,
    Visit::AIM,
    Visit::CONFIRMATION,
    Visit::DEAL,
    Visit::JOINED_BY,
    Visit::LOCKED,
];

/// What a new visit of a day begins with: whose it is, and the next time that is free.
pub(super) fn begun(app: App, (person, day): (Id, Day), account: Option<(Id, Option<Id>)>) -> Vec<Change> {
    let calendar = calendar(app);
    app.peek(|desk| {
        let terms = account.and_then(|(account, site)| terms(desk.book(), account, site));
        let stay = terms.map_or(STAY, |terms| terms.stay);
        let minutes = u16::try_from(stay / 60).unwrap_or(30);
        let taken: Vec<(u16, u16)> =
            planned(desk, person, day).iter().filter_map(|visit| minutes_of(desk, day, visit)).collect();
        let workday = workday(desk.book(), &calendar, person, day);
        let (from, until) = next(&taken, &workday, minutes);
        let at = |minute: u16| Some(Value::Instant(desk.zone.at(day, minute.into())));
        vec![(Visit::OWNER, Some(person.into())), (Visit::STARTS, at(from)), (Visit::ENDS, at(until))]
    })
}

/// The minutes of a day that a visit takes.
fn minutes_of(desk: &Desk, day: Day, visit: &Trace) -> Option<(u16, u16)> {
    let ends = desk.book().get::<Visit>(visit.id.into())?.ends;
    let minute = |at| {
        let inside = desk.zone.day_of(at) == day;
        inside.then(|| u16::try_from(desk.zone.minute_of(at)).unwrap_or(0))
    };
    let from = minute(visit.starts?)?;
    Some((from, ends.and_then(minute).unwrap_or(from)))
}

/// A visit put on the plan.
#[component]
pub(super) fn AddDialog(person: Id, day: Day, on_close: Callback<()>) -> impl IntoView {
    let app = use_app();
    let start = begun(app, (person, day), None);
    let done = Callback::new(move |_| on_close.run(()));
    let called = app.text(&format!("record-{}", Visit::COLLECTION.key), &[]);
    view! {
        <Dialog title=t!(app, "plan-add") on_close=on_close>
            <SomeFields collection=Visit::COLLECTION.key fields=FIELDS.to_vec() of=Of::New(start, Some(called)) on_done=done on_cancel=on_close/>
        </Dialog>
    }
}

/// A visit of the plan changed.
#[component]
pub(super) fn EditDialog(id: Id, on_close: Callback<()>) -> impl IntoView {
    let app = use_app();
    let done = Callback::new(move |_| on_close.run(()));
    let name = app.peek(|desk| Stop::read(desk, id)).map(|stop| stop.name).unwrap_or_default();
    view! {
        <Dialog title=t!(app, "plan-edit", name = name) on_close=on_close>
            <SomeFields collection=Visit::COLLECTION.key fields=FIELDS.to_vec() of=Of::Kept(id) on_done=done on_cancel=on_close/>
        </Dialog>
    }
}
