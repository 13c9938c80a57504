//! The plan of a day (F1): what is aimed at and what is in force first, then the visits, then what is due.

mod add;
mod drag;
mod due;
pub(in crate::ui) mod gap;
mod line;
mod lines;
mod month;
mod policies;
pub(in crate::ui::day) mod propose;
mod team;
mod timeline;
mod views;
mod way;
mod week;

use leptos::prelude::*;

use super::head::DayHead;
use super::map::{Acting, DayMap};
use super::paper::{self, Sheet};
use super::submit::Submit;
use super::whose;
use crate::control::day::Paper;
use crate::model::{Day, Id};
use crate::ui::context::use_app;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::workdays::{calendar, why_off};
use crate::ui::route::Route;
use crate::visits::map::Map;
use crate::visits::week::Days;
use add::AddDialog;
use due::Due;
use gap::Gap;
use lines::Lines;
pub(in crate::ui) use lines::planned;
use month::MonthPage;
use policies::Policies;
use propose::Propose;
use team::TeamPage;
use timeline::TimelinePage;
use views::View;
use week::WeekPage;

/// The page.
#[component]
pub(in crate::ui) fn PlanPage(
    /// Which day; the next working day where none is named.
    day: Option<Day>,
) -> impl IntoView {
    let app = use_app();
    let day = day.unwrap_or_else(|| calendar(app).plus(app.zone().day_of(app.now()), 1));
    let (person, view) = (whose::person(app), views::asked(app));
    move || match view.get() {
        View::Day => view! { <DayPage day=day person=person/> }.into_any(),
        View::Week => view! { <WeekPage day=day person=person/> }.into_any(),
        View::Month => view! { <MonthPage day=day person=person/> }.into_any(),
        View::Team => view! { <TeamPage day=day/> }.into_any(),
        View::Timeline => view! { <TimelinePage day=day person=person/> }.into_any(),
    }
}

/// The page of one day.
#[component]
fn DayPage(day: Day, person: Memo<Option<Id>>) -> impl IntoView {
    let app = use_app();
    let printed = paper::is_asked(app);
    let body = move || match (person.get(), printed.get()) {
        (None, _) => whose::nobody(app),
        (Some(person), true) => view! { <Sheet of=Paper::Plan person=person day=day/> }.into_any(),
        (Some(person), false) => view! { <Plan person=person day=day/> }.into_any(),
    };
    view! {
        <DayHead title=t!(app, "plan-title", day = super::words::day(app, day)) day=Some((day, Route::DayPlan))/>
        {body}
    }
}

#[component]
fn Plan(person: Id, day: Day) -> impl IntoView {
    let app = use_app();
    let adding = RwSignal::new(false);
    let close = Callback::new(move |()| adding.set(false));
    let off = move || {
        why_off(app, day).map(|why| view! { <div class="notice" role="status"><Icon name="info"/><p>{why}</p></div> })
    };
    let today = app.zone().day_of(app.now());
    let map = Memo::new(move |_| {
        let calendar = calendar(app);
        app.read(|desk| {
            let days = Days::of(desk.book(), (&desk.zone, &calendar), person, (day, day));
            Map::of_days(desk.book(), &desk.zone, (person, today), &days)
        })
    });
    let acting = Signal::stored((day >= today).then(|| Acting { person, days: vec![day] }));
    view! {
        <div class="page-body">
            {views::tabs(app, day, View::Day)}
            <div class="map-beside">
                <DayMap map=map acting=acting beside=true/>
                <div class="map-page">
                    {off}
                    <Gap person=person day=day/>
                    <Policies person=person day=day/>
                    <Lines person=person day=day on_add=Callback::new(move |()| adding.set(true))/>
                    <Propose person=person day=day/>
                    <Due person=person day=day/>
                    <Submit paper=Paper::Plan person=person day=day/>
                </div>
            </div>
        </div>
        {move || adding.get().then(|| view! { <AddDialog person=person day=day on_close=close/> })}
    }
}
