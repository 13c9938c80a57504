//! A row of a timeline: whose it is, when work is, visits with the ways between them, and what time it is now.

use leptos::prelude::*;

use super::week::drag::{Held, Target};
use super::week::{card, column};
use crate::model::{Day, Id, Instant};
use crate::ui::context::{App, use_app};
use crate::ui::day::plan::views::{self, View};
use crate::ui::day::whose::PERSON;
use crate::ui::day::words;
use crate::ui::parts::field::DAYS;
use crate::ui::route::{Place, Route};
use crate::visits::week::{Days, Way};

/// What a row is called.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Name {
    /// By its day.
    Day,
    /// By its person.
    Person(Id, String),
}

/// The row.
#[component]
pub(super) fn Row(
    day: Day,
    name: Name,
    days: Memo<Days>,
    hours: Memo<(u16, u16)>,
    held: Held,
    moving: RwSignal<Option<Id>>,
) -> impl IntoView {
    let app = use_app();
    let cards = Memo::new(move |_| {
        let first = hours.with(|(first, _)| *first);
        days.with(|days| card::all(app, days, day, first))
    });
    let whose = if let Name::Person(person, _) = &name { Some(*person) } else { None };
    let target = Memo::new(move |_| {
        let is_here = |target: &Target| target.day == day && target.whose == whose;
        held.with(|held| held.as_ref().and_then(|held| held.to.clone()).filter(is_here))
    });
    let shown =
        move || cards.with(|cards| cards.iter().map(|card| card::shown(app, card, held, moving)).collect::<Vec<_>>());
    let ground = move || {
        let first = hours.with(|(first, _)| *first);
        days.with(|days| worked(days, day, first))
    };
    let ways = move || {
        let first = hours.with(|(first, _)| *first);
        days.with(|days| days.ways(day).iter().filter_map(|one| way(app, days, (day, first), one)).collect::<Vec<_>>())
    };
    let is_today = app.zone().day_of(app.now()) == day;
    let now = move || {
        let (first, _) = hours.get();
        // It moves on whenever anything changes.
        let now = app.read(|desk| desk.ports.clock.now());
        let at = days.with(|days| days.minutes(day, first, (now, now)).0);
        is_today.then(|| view! { <span class="timeline-now" style=("--from", at.to_string())></span> })
    };
    let heading = match &name {
        Name::Day => format!("timeline-{}", day.0),
        Name::Person(person, _) => format!("timeline-{person}"),
    };
    let labelled = heading.clone();
    view! {
        <section class="timeline-row" class:timeline-today=is_today aria-labelledby=labelled data-day=day.0.to_string() data-across="" data-person=whose.map(|person| person.to_string())>
            <h2 class="timeline-name" id=heading>{called(app, day, name)}</h2>
            <div class="timeline-ground">
                <div aria-hidden="true">{ground}{ways}{now}</div>
                <ol class="week-list" role="list">
                    {shown}
                    {move || target.with(|target| target.as_ref().map(|target| column::slot(app, target, days, hours)))}
                </ol>
            </div>
        </section>
    }
}

/// The name of a row, which leads to the plan of its day.
fn called(app: App, day: Day, name: Name) -> AnyView {
    let weekday = app.text(DAYS[day.weekday() as usize % DAYS.len()], &[]);
    match name {
        Name::Day => {
            let href = app.of_page(move |place| views::href(place, View::Day, day));
            view! { <a href=move || href.get()><span aria-hidden="true">{weekday}" "<span class="num">{day.of_month().to_string()}</span></span><span class="only-heard">{words::day(app, day)}</span></a> }
                .into_any()
        }
        Name::Person(person, name) => {
            let href = Place::new(Route::DayPlan(Some(day))).set(PERSON, Some(person.to_string())).href();
            view! { <a href=href>{name}</a> }.into_any()
        }
    }
}

/// The working hours of the day.
fn worked(days: &Days, day: Day, first: u16) -> Vec<AnyView> {
    let hours = days.days().iter().filter(|(one, _)| *one == day).flat_map(|(_, worked)| worked.hours.iter());
    let from = |minute: u16| minute.saturating_sub(first * 60).to_string();
    let span = |(opens, closes): &(u16, u16)| {
        view! { <span class="timeline-hours" style=("--from", from(*opens)) style=("--len", (closes - opens).to_string())></span> }
            .into_any()
    };
    hours.map(span).collect()
}

/// A way: behind the visit before, or just in time for the first one.
fn way(app: App, days: &Days, (day, first): (Day, u16), way: &Way) -> Option<AnyView> {
    let long = Some(way.seconds * 1_000).filter(|long| *long > 0)?;
    let in_time = Instant(days.visit(way.visit)?.starts.0 - long);
    let leaves = way.from.and_then(|before| days.visit(before)).map_or(in_time, |before| before.ends);
    let (from, length) = days.minutes(day, first, (leaves, Instant(leaves.0 + long)));
    let takes = words::length(app, way.seconds);
    let way = view! { <span class="timeline-way" title=takes style=("--from", from.to_string()) style=("--len", length.to_string())></span> };
    Some(way.into_any())
}
