//! The plan as a timeline: hours across, under one another the days of a week, or the people whom somebody leads on
//! one day. A visit is dragged to another time as in the week, or moved by its dialog.

mod row;

use leptos::prelude::*;

use super::views::{self, View};
use super::week;
use crate::model::{Day, Id};
use crate::ui::context::{App, use_app};
use crate::ui::day::head::DayHead;
use crate::ui::day::{whose, words};
use crate::ui::parts::workdays::calendar;
use crate::ui::route::Route;
use crate::visits::week::Days;
use row::{Name, Row};
use week::drag::{self, Ground};
use week::mover::Mover;

/// Name in the address of what the rows are, and the value for people.
const ROWS: &str = "rows";
const PEOPLE: &str = "people";
/// Days of a week.
const WEEK: i32 = 7;

/// The page of a timeline.
#[component]
pub(super) fn TimelinePage(day: Day, person: Memo<Option<Id>>) -> impl IntoView {
    let app = use_app();
    let by_people = app.of_page(|place| place.get(ROWS) == Some(PEOPLE));
    let (first, last) = views::week_of(app, day);
    move || {
        let is_team = by_people.get();
        let (title, steps) = if is_team {
            (t!(app, "timeline-team-title", day = words::day(app, day)), (day.plus(-1), day.plus(1)))
        } else {
            (t!(app, "timeline-title", from = app.format().day(first)), (first.plus(-WEEK), first.plus(WEEK)))
        };
        let steps = steps_of(app, is_team, steps);
        let body = move || match person.get() {
            _ if is_team => view! { <Team day=day/> }.into_any(),
            None => whose::nobody(app),
            Some(person) => view! { <OnePerson person=person first=first last=last/> }.into_any(),
        };
        view! {
            <DayHead title=title steps=steps/>
            <div class="page-body">
                {views::tabs(app, day, View::Timeline)}
                {rows(app, is_team)}
                {body}
            </div>
        }
    }
}

/// The ways to the days or weeks before and after.
fn steps_of(app: App, is_team: bool, (before, after): (Day, Day)) -> AnyView {
    if !is_team {
        return views::steps(app, View::Timeline, (before, after));
    }
    let step = |day: Day, icon: &'static str, name: &'static str| {
        let href = app.of_page(move |place| {
            let mut there = place.clone();
            there.route = Route::DayPlan(Some(day));
            there.href()
        });
        let label = app.text(name, &[]);
        view! { <a class="button button-icon" href=move || href.get() aria-label=label.clone() title=label><crate::ui::parts::icon::Icon name=icon/></a> }
    };
    view! { {step(before, "left", "day-before")}{step(after, "right", "day-after")} }.into_any()
}

/// Days or people; nothing for those who lead nobody.
fn rows(app: App, is_team: bool) -> impl Fn() -> Option<AnyView> {
    let some = Memo::new(move |_| app.read(|desk| whose::people(desk).len() > 1));
    move || {
        some.get().then(|| {
            let choice = |on: bool, name: &'static str, code: Option<&'static str>| {
                let press = move |_| app.refine(&app.place.get_untracked().set(ROWS, code.map(str::to_owned)));
                view! { <button class="chip" type="button" aria-pressed=on.to_string() on:click=press>{app.text(name, &[])}</button> }
            };
            view! {
                <div class="row" role="group" aria-label=t!(app, "timeline-rows")>
                    {choice(!is_team, "timeline-days", None)}{choice(is_team, "timeline-people", Some(PEOPLE))}
                </div>
            }
            .into_any()
        })
    }
}

fn days_of(app: App, person: Id, span: (Day, Day)) -> Memo<Days> {
    Memo::new(move |_| {
        let calendar = calendar(app);
        app.read(|desk| Days::of(desk.book(), (&desk.zone, &calendar), person, span))
    })
}

/// The dialog of the visit that is moved.
fn dialog(person: Id, days: Memo<Days>, moving: RwSignal<Option<Id>>) -> impl Fn() -> Option<AnyView> {
    let close = Callback::new(move |()| moving.set(None));
    move || {
        let planned = days.with_untracked(|days| days.visit(moving.get()?).cloned())?;
        Some(view! { <Mover person=person planned=planned days=days on_close=close/> }.into_any())
    }
}

/// A week of one person.
#[component]
fn OnePerson(person: Id, first: Day, last: Day) -> impl IntoView {
    let app = use_app();
    let days = days_of(app, person, (first, last));
    let moving: RwSignal<Option<Id>> = RwSignal::new(None);
    let hours = Memo::new(move |_| days.with(Days::hours));
    let held = drag::listen(app, vec![Ground { whose: None, days }], hours);
    let rows: Vec<_> = (first.0..=last.0)
        .map(|day| view! { <Row day=Day(day) name=Name::Day days=days hours=hours held=held moving=moving/> })
        .collect();
    view! {
        {move || days.with(|days| week::summary(app, days))}
        {ground(app, hours, rows.into_any())}
        {dialog(person, days, moving)}
    }
}

/// A day of everybody whom somebody leads.
#[component]
fn Team(day: Day) -> impl IntoView {
    let app = use_app();
    let people = Memo::new(move |_| app.read(whose::people));
    move || {
        let of = |(id, name): (String, String)| Some((Id::parse(&id)?, name));
        let all: Vec<(Id, String, Memo<Days>)> = people
            .get()
            .into_iter()
            .filter_map(of)
            .map(|(person, name)| (person, name, days_of(app, person, (day, day))))
            .collect();
        let of = |(person, _, days): &(Id, String, Memo<Days>)| Ground { whose: Some(*person), days: *days };
        let grounds: Vec<Ground> = all.iter().map(of).collect();
        let every = grounds.clone();
        let hours = Memo::new(move |_| {
            let hours = every.iter().map(|ground| ground.days.with(Days::hours));
            hours.reduce(|all, one| (all.0.min(one.0), all.1.max(one.1))).unwrap_or((9, 17))
        });
        let held = drag::listen(app, grounds, hours);
        let rows = all.into_iter().map(|(person, name, days)| {
            let moving = RwSignal::new(None);
            let name = Name::Person(person, name);
            view! { <Row day=day name=name days=days hours=hours held=held moving=moving/>{dialog(person, days, moving)} }
        });
        let rows: Vec<_> = rows.collect();
        view! { {ground(app, hours, rows.into_any())} }
    }
}

/// The hours over the rows.
fn ground(app: App, hours: Memo<(u16, u16)>, rows: AnyView) -> AnyView {
    let length = move || hours.with(|(from, to)| (to - from).to_string());
    let minutes = move || hours.with(|(from, to)| ((to - from) * 60).to_string());
    view! {
        <div class="timeline" role="group" tabindex="0" aria-label=t!(app, "timeline-label") style=("--hours", length) style=("--minutes", minutes)>
            <div class="timeline-head num" aria-hidden="true">{move || hours.with(|hours| week::labels(*hours))}</div>
            {rows}
        </div>
    }
    .into_any()
}
