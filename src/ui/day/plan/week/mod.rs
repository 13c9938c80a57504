//! A week of the plan: seven days side by side by the clock, on a phone one under another. A visit is dragged to
//! another time or moved by a dialog; what breaks is said at once.

pub(super) mod card;
pub(super) mod column;
pub(super) mod drag;
pub(super) mod mover;

use leptos::prelude::*;

use super::views::{self, View};
use crate::model::{Day, Id, window};
use crate::ui::context::{App, use_app};
use crate::ui::day::head::DayHead;
use crate::ui::day::map::{Acting, DayMap};
use crate::ui::day::whose;
use crate::ui::day::words;
use crate::ui::parts::count::counted;
use crate::ui::parts::field::DAYS;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::workdays::calendar;
use crate::visits::map::Map;
use crate::visits::week::Days;
use column::Column;
use mover::Mover;

/// Days of a week.
const WEEK: i32 = 7;

/// The page of a week.
#[component]
pub(super) fn WeekPage(day: Day, person: Memo<Option<Id>>) -> impl IntoView {
    let app = use_app();
    let (first, last) = views::week_of(app, day);
    let title = t!(app, "plan-week-title", from = app.format().day(first));
    let steps = views::steps(app, View::Week, (first.plus(-WEEK), first.plus(WEEK)));
    let body = move || match person.get() {
        None => whose::nobody(app),
        Some(person) => view! { <Week person=person first=first last=last/> }.into_any(),
    };
    view! {
        <DayHead title=title steps=steps/>
        <div class="page-body">
            {views::tabs(app, day, View::Week)}
            {body}
        </div>
    }
}

#[component]
fn Week(person: Id, first: Day, last: Day) -> impl IntoView {
    let app = use_app();
    let days = Memo::new(move |_| {
        let calendar = calendar(app);
        app.read(|desk| Days::of(desk.book(), (&desk.zone, &calendar), person, (first, last)))
    });
    let moving: RwSignal<Option<Id>> = RwSignal::new(None);
    let close = Callback::new(move |()| moving.set(None));
    let hours = Memo::new(move |_| days.with(Days::hours));
    let held = drag::listen(app, vec![drag::Ground { whose: None, days }], hours);
    let length = move || hours.with(|(from, to)| (to - from).to_string());
    let columns: Vec<_> = (first.0..=last.0)
        .map(|day| view! { <Column day=Day(day) days=days hours=hours held=held moving=moving/> })
        .collect();
    let dialog = move || {
        let id = moving.get()?;
        let planned = days.with_untracked(|days| days.visit(id).cloned())?;
        Some(view! { <Mover person=person planned=planned days=days on_close=close/> })
    };
    let today = app.zone().day_of(app.now());
    let map = Memo::new(move |_| {
        app.read(|desk| days.with(|days| Map::of_days(desk.book(), &desk.zone, (person, today), days)))
    });
    let ahead = || (first.max(today).0..=last.0).map(Day).collect();
    let acting = Signal::stored((last >= today).then(|| Acting { person, days: ahead() }));
    view! {
        {move || days.with(|days| summary(app, days))}
        <DayMap map=map acting=acting/>
        <div class="week" style=("--hours", length)>
            <div class="week-hours num" aria-hidden="true">{move || hours.with(|hours| labels(*hours))}</div>
            {columns}
        </div>
        {dialog}
    }
}

/// How much there is, and how much of it cannot be done as it stands.
pub(super) fn summary(app: App, days: &Days) -> AnyView {
    let all = days.days().iter().map(|(day, _)| days.on(*day).filter(|visit| visit.stands()).count()).sum();
    let wrong: Vec<(Day, Id, String)> = days
        .days()
        .iter()
        .flat_map(|(day, _)| said(app, days, &days.amiss(*day)).into_iter().map(|(visit, text)| (*day, visit, text)))
        .collect();
    let line = |(day, visit, text): &(Day, Id, String)| {
        let weekday = app.text(DAYS[day.weekday() as usize % DAYS.len()], &[]);
        let name = card::name_of(app, days, *visit);
        view! { <li><span class="num">{weekday}</span>" "<strong>{name}</strong>" "{text.clone()}</li> }
    };
    // On a phone each day says its own.
    let lines = (!wrong.is_empty()).then(|| {
        view! { <ul class="week-wrongs week-all" role="list">{wrong.iter().map(line).collect::<Vec<_>>()}</ul> }
    });
    let count = counted(&app, wrong.len());
    let wrong = (!wrong.is_empty()).then(|| {
        view! { <span class="tag tag-warning"><Icon name="alert" class="icon-small"/>{t!(app, "week-amiss", n = count)}</span> }
    });
    view! {
        <p class="row">
            <strong class="num">{t!(app, "plan-count", n = counted(&app, all))}</strong>
            {wrong}
            <span class="second small">{t!(app, "week-hint")}</span>
        </p>
        {lines}
    }
    .into_any()
}

/// The hours at the edge.
pub(super) fn labels((from, to): (u16, u16)) -> Vec<AnyView> {
    (from..to).map(|hour| view! { <span class="week-hour">{window::clock(hour * 60)}</span> }.into_any()).collect()
}

/// What breaks, each in words, with the visit it is about.
pub(super) fn said(app: App, days: &Days, all: &[(Id, crate::visits::week::Amiss)]) -> Vec<(Id, String)> {
    let name = |visit: Id| card::name_of(app, days, visit);
    all.iter().map(|(visit, amiss)| (*visit, words::amiss(app, amiss, &name))).collect()
}
