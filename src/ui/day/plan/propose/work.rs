//! What a proposal asks the planner for: the days, from where the person is where the first of them has begun.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::model::{Day, Id};
use crate::ports::stop::Stop;
use crate::ui::context::App;
use crate::ui::day::planning::{State, TURNS, hear, plan};
use crate::ui::parts::workdays::calendar;
use crate::visits::planner::{Ask, Keep, here};

/// Plans, and says how far it is. A page that is gone needs no plan.
pub(super) fn start(app: App, (person, span): (Id, (Day, Day)), stop: Stop, state: RwSignal<State>) {
    let calendar = untrack(|| calendar(app));
    spawn_local(async move {
        let (now, zone) = (app.now(), app.zone());
        let today = zone.day_of(now);
        let begun = || app.peek(|desk| here(desk.book(), (&zone, &calendar), person, now, None));
        let here = (today == span.0).then(begun).flatten();
        let (forced, excluded, keep) = (Vec::new(), Vec::new(), Keep::Appointments);
        let ask = Ask { person, today, span, keep, forced, excluded, most: None, here, seed: 1, turns: TURNS };
        let Some(made) = stop.unless(plan(app, &ask, hear(state))).await else { return };
        state.try_set(match made {
            Ok(agenda) => State::Made(Arc::new(agenda)),
            Err(why) => State::Failed(why),
        });
    });
}
