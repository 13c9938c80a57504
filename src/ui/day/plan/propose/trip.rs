//! Trips that would pay, offered beside a proposal: made with one press, its days are planned at once.

use leptos::prelude::*;

use super::work::Wish;
use crate::model::{Day, Id};
use crate::ui::context::App;
use crate::ui::day::words;
use crate::ui::parts::count::counted;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::workdays::calendar;
use crate::visits::planner::Forced;
use crate::visits::trips::{Idea, MakeTrip, USUAL, ideas as found};

/// So many days are looked at for a trip.
const DAYS: i32 = 14;
/// Shown at once.
const SHOWN: usize = 2;

/// The ideas; nothing where no trip pays.
pub(super) fn ideas(app: App, person: Id, day: Day, start: Callback<Wish>) -> Option<AnyView> {
    let calendar = untrack(|| calendar(app));
    let today = app.zone().day_of(app.now());
    let span = (day, day.plus(DAYS - 1));
    let found = app.peek(|desk| found(desk.book(), (&desk.zone, &calendar), person, today, span, &USUAL));
    let lines: Vec<AnyView> = found.iter().take(SHOWN).map(|idea| line(app, person, idea, start)).collect();
    (!lines.is_empty()).then(|| {
        view! {
            <h3>{t!(app, "trip-ideas")}</h3>
            <ul class="stack" role="list">{lines}</ul>
        }
        .into_any()
    })
}

fn line(app: App, person: Id, idea: &Idea, start: Callback<Wish>) -> AnyView {
    let (first, last) = idea.days;
    let count = usize::try_from(last.0 - first.0 + 1).unwrap_or(1);
    let name = t!(app, "trip-around", name = idea.around.as_str());
    let lead = t!(app, "trip-days", n = counted(&app, count), name = idea.around.as_str());
    let visits = t!(app, "plan-count", n = counted(&app, idea.units.len()));
    let gain = match idea.saved {
        Some(saved) => t!(app, "trip-saves", time = words::length(app, saved)),
        None => t!(app, "trip-too-far", time = words::length(app, idea.way)),
    };
    let span = t!(app, "team-span", from = words::day(app, first), to = words::day(app, last));
    let make = MakeTrip { person, purpose: name, idea: idea.clone() };
    let forced: Vec<Forced> = idea.units.iter().map(|unit| Forced { unit: *unit, day: None }).collect();
    let press = move |_| {
        // A refusal has been said by the act itself.
        if app.act(&make).is_ok() {
            start.run(Wish { span: (first, last), forced: forced.clone(), without: Vec::new() });
        }
    };
    view! {
        <li class="own-field">
            <span class="own-field-name"><strong>{lead}</strong><span class="second figures">{[visits, gain, span].join(" \u{b7} ")}</span></span>
            <button class="button" type="button" on:click=press><Icon name="route"/>{t!(app, "trip-make")}</button>
        </li>
    }
    .into_any()
}
