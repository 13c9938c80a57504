//! What a proposal asks the planner for: the days, from where the person is where the first of them has begun.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::model::{Day, Id};
use crate::ports::stop::Stop;
use crate::ui::context::App;
use crate::ui::day::planning::{State, TURNS, hear, plan};
use crate::ui::parts::workdays::calendar;
use crate::visits::cadence::Unit;
use crate::visits::planner::{Ask, Forced, Keep, here};

/// What is asked for: which days, and who is to be visited in any case, and who is not.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    pub(super) span: (Day, Day),
    pub(super) forced: Vec<Forced>,
    /// Who is not.
    pub(super) without: Vec<Unit>,
}

impl Wish {
    /// Days, and whoever is due on them.
    pub(super) fn days(first: Day, last: Day) -> Self {
        Self { span: (first, last), forced: Vec::new(), without: Vec::new() }
    }
}

/// Plans, and says how far it is. A page that is gone needs no plan.
pub(super) fn start(app: App, person: Id, wish: Wish, stop: Stop, state: RwSignal<State>) {
    let calendar = untrack(|| calendar(app));
    spawn_local(async move {
        let (now, zone) = (app.now(), app.zone());
        let Wish { span, forced, without: excluded } = wish;
        let today = zone.day_of(now);
        let begun = || app.peek(|desk| here(desk.book(), (&zone, &calendar), person, now, None));
        let here = (today == span.0).then(begun).flatten();
        let keep = Keep::Appointments;
        let ask = Ask { person, today, span, keep, forced, excluded, most: None, here, seed: 1, turns: TURNS };
        let Some(made) = stop.unless(plan(app, &ask, hear(state))).await else { return };
        state.try_set(match made {
            Ok((agenda, ways)) => State::Made(Arc::new(agenda), ways),
            Err(why) => State::Failed(why),
        });
    });
}
