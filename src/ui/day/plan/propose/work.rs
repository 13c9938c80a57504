//! Planning beside the page: what there is to plan is read here, the worker plans, the outcome is read here.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::State;
use crate::model::{Day, Id};
use crate::ports::background::{self, BackgroundError};
use crate::ports::stop::Stop;
use crate::ui::context::{App, Desk};
use crate::ui::parts::workdays::calendar;
use crate::visits::life::whereabouts;
use crate::visits::planner::{Agenda, Ask, Here, Keep, gather};
use crate::visits::today::today;
use crate::visits::trace::Diary;
use crate::visits::workday::workday;

/// How long is searched: a day is found at once, a full week within seconds.
const TURNS: u32 = 2_000;

/// Where the person is, where the day that is planned has begun: at their last customer.
fn here(app: App, desk: &Desk, person: Id, first: Day) -> Option<Here> {
    let (book, zone, now) = (desk.book(), &desk.zone, app.now());
    if zone.day_of(now) != first {
        return None;
    }
    let visits = Diary::of(book).between(book.resolve(person), zone.start_of(first), zone.start_of(first.plus(1)));
    let there = today(&visits);
    let last = there.now.as_ref().or(there.over.iter().rfind(|visit| visit.arrives()));
    let place = last.and_then(|visit| whereabouts(book, visit.account, visit.site));
    let calendar = untrack(|| calendar(app));
    let begins = workday(book, &calendar, person, first).hours.first().map(|(from, _)| i64::from(*from));
    // Before the day begins it is planned as any other.
    let has_begun = last.is_some() || begins.is_some_and(|begins| i64::from(zone.minute_of(now)) > begins);
    has_begun.then_some(Here { at: now, place })
}

/// Plans, and says how far it is. A page that is gone needs no plan.
pub(super) fn start(app: App, (person, span): (Id, (Day, Day)), stop: Stop, state: RwSignal<State>) {
    let calendar = untrack(|| calendar(app));
    spawn_local(async move {
        let heard = Box::new(move |progress| {
            state.try_update(|state| {
                // A word that comes late says nothing about what is there by now.
                if let State::Working(known) = state {
                    *known = progress;
                }
            });
        });
        let made = async {
            let today = app.zone().day_of(app.now());
            let (task, brief) = app.peek(|desk| {
                let here = here(app, desk, person, span.0);
                let (forced, excluded) = (Vec::new(), Vec::new());
                let keep = Keep::Appointments;
                let ask = Ask { person, today, span, keep, forced, excluded, most: None, here, seed: 1, turns: TURNS };
                gather(desk.book(), (&desk.zone, &calendar), &ask)
            });
            let worker = app.peek(|desk| desk.ports.background.clone());
            let weeks = background::run(&*worker, &task, heard).await.map_err(|why| said(app, &why))?;
            let weeks = weeks.map_err(|_objected| t!(app, "propose-refused"))?;
            Ok::<Agenda, String>(brief.agenda(&app.zone(), &weeks))
        };
        let Some(made) = stop.unless(made).await else { return };
        state.try_set(match made {
            Ok(agenda) => State::Made(Arc::new(agenda)),
            Err(why) => State::Failed(why),
        });
    });
}

fn said(app: App, why: &BackgroundError) -> String {
    match why {
        BackgroundError::Unavailable(_) => t!(app, "propose-no-worker"),
        _ => t!(app, "propose-refused"),
    }
}
