//! The plans of a team, one after the other in the worker: each is one job, so that stopping ends it at once.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Part, State};
use crate::model::records::Person;
use crate::model::{Day, Id, Record};
use crate::ports::background::Progress;
use crate::ports::stop::Stop;
use crate::query::title;
use crate::ui::context::App;
use crate::ui::day::planning::run;
use crate::ui::parts::workdays::calendar;
use crate::visits::planner::{Ask, Keep, gather_team};

/// How long is searched for each of them.
const TURNS: u32 = 800;

/// Plans, and says how far it is. A page that is gone needs no plan.
pub(super) fn start(app: App, people: Vec<Id>, span: (Day, Day), stop: Stop, state: RwSignal<State>) {
    let calendar = untrack(|| calendar(app));
    spawn_local(async move {
        let made = async {
            let today = app.zone().day_of(app.now());
            let ask = |person: &Id| Ask {
                person: *person,
                today,
                span,
                keep: Keep::Appointments,
                forced: Vec::new(),
                excluded: Vec::new(),
                most: None,
                here: None,
                seed: 1,
                turns: TURNS,
            };
            let asks: Vec<Ask> = people.iter().map(ask).collect();
            let shares = app.peek(|desk| gather_team(desk.book(), (&desk.zone, &calendar), &asks));
            let mut parts = Vec::new();
            for (number, share) in shares.into_iter().enumerate() {
                let person = share.brief.person;
                let name = app.peek(|desk| title::of(desk.book(), Person::COLLECTION.key, person)).unwrap_or_default();
                let at = (number, people.len());
                state.try_set(State::Working(name.clone(), at, Progress::default()));
                let heard = Box::new(move |progress| {
                    state.try_update(|state| {
                        if let State::Working(_, (now, _), known) = state
                            && *now == number
                        {
                            *known = progress;
                        }
                    });
                });
                let made = run(app, share.task, &share.brief, heard).await.map(|(agenda, ways)| {
                    ways.tell(app);
                    Arc::new(agenda)
                });
                parts.push(Part { person, name, made, taken: share.taken });
            }
            parts
        };
        if let Some(parts) = stop.unless(made).await {
            state.try_set(State::Made(parts));
        }
    });
}
