//! Today: the next stop on top with why, the line of all visits under it, the main act at hand.

mod ahead;
mod bar;
mod brief;
mod call;
mod checks;
mod extra;
mod form;
mod instead;
mod line;
mod on_the_way;
mod outcome;
mod page;
mod photos;
mod reached;
mod replan;
mod unkept;
mod unplanned;

use leptos::prelude::*;

use super::doing::Doing;
use super::head::{DayHead, kept};
use super::map::{Acting, DayMap};
use super::stop::Stop;
use super::submit::watch;
use super::{whose, words};
use crate::control::day::Paper;
use crate::control::day::done::{DayDone, day_done};
use crate::control::day::lines::Lines;
use crate::model::records::VisitId;
use crate::model::{Day, Id};
use crate::ui::context::{App, Desk, use_app};
use crate::ui::parts::count::counted;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::workdays::calendar;
use crate::ui::route::{Place, Route};
use crate::visits::life::CheckOut;
use crate::visits::map::Map;
use crate::visits::today::{Today, today};
use crate::visits::trace::Trace;
use crate::visits::week::Days;
use ahead::Ahead;
pub(super) use call::CallActs;
use on_the_way::OnTheWay;
pub(in crate::ui) use page::StopPage;
use reached::Reached;
use replan::Replan;
use unplanned::UnplannedDialog;

/// The day as the page shows it.
#[derive(Clone, Default, PartialEq)]
struct Shown {
    today: Today,
    done: DayDone,
    /// All visits, in the order of time.
    stops: Vec<Stop>,
    /// Visits of others that the person comes along on.
    along: Vec<Stop>,
}

fn read(desk: &Desk, person: Id, day: Day) -> Shown {
    let (book, zone) = (desk.book(), &desk.zone);
    let span = (zone.start_of(day), zone.start_of(day.plus(1)));
    let lines = Lines::of(book);
    let visits = lines.diary().between(person, span.0, span.1);
    let stops = |visits: &[Trace]| visits.iter().filter_map(|visit| Stop::read(desk, visit.id)).collect();
    let along: Vec<Trace> = lines.along(person, span.0, span.1);
    Shown { today: today(&visits), done: day_done(book, &visits, span), stops: stops(&visits), along: stops(&along) }
}

/// The page.
#[component]
pub(in crate::ui) fn TodayPage() -> impl IntoView {
    let app = use_app();
    let day = app.zone().day_of(app.now());
    let person = whose::person(app);
    let body = move || match person.get() {
        None => whose::nobody(app),
        Some(person) => view! { <Visits person=person day=day/> }.into_any(),
    };
    view! { <DayHead title=t!(app, "today-title", day = words::day(app, day))/>{body} }
}

#[component]
fn Visits(person: Id, day: Day) -> impl IntoView {
    let app = use_app();
    let shown = Memo::new(move |_| app.read(|desk| read(desk, person, day)));
    let plan = watch(app, (Paper::Plan, person, day));
    let doing = Doing::new(app);
    let adding = RwSignal::new(false);
    let close = Callback::new(move |()| adding.set(false));
    let none = Memo::new(move |_| shown.with(|shown| shown.stops.is_empty()));
    let sum = move || {
        shown.with(|shown| {
            let done = &shown.done;
            let count = |number: u64| counted(&app, usize::try_from(number).unwrap_or(usize::MAX));
            t!(app, "today-sum", planned = count(done.planned), done = count(done.done), more = count(done.unplanned))
        })
    };
    let ahead = Memo::new(move |_| {
        shown.with(|shown| {
            let id = shown.today.now.or(shown.today.next)?.id;
            shown.stops.iter().find(|stop| Id::from(stop.id) == id).cloned()
        })
    });
    let lines = move || shown.with(|shown| shown.stops.iter().map(|stop| line::line(app, stop)).collect::<Vec<_>>());
    let along = move || shown.with(|shown| shown.along.iter().map(|stop| line::line(app, stop)).collect::<Vec<_>>());
    let map = Memo::new(move |_| {
        let calendar = calendar(app);
        app.read(|desk| {
            let days = Days::of(desk.book(), (&desk.zone, &calendar), person, (day, day));
            Map::of_days(desk.book(), &desk.zone, (person, day), &days)
        })
    });
    let acting = Signal::stored(Some(Acting { person, days: vec![day] }));
    let has_along = Memo::new(move |_| shown.with(|shown| !shown.along.is_empty()));
    view! {
        <div class="page-body map-beside">
            <div class="map-page">
                <div class="row"><span class="second figures">{sum}</span><span class="row push"><span class="second">{t!(app, "day-tab-plan")}</span>{move || plan.with(|plan| words::standing(app, plan.as_ref()))}</span></div>
                <Reached person=person day=day/>
                {move || shown.with(|shown| bar::bar(&shown.stops))}
                {move || ahead.get().map(|stop| view! { <Ahead stop=stop person=person day=day/> })}
                {move || (!none.get()).then(|| view! { <OnTheWay person=person day=day doing=doing/> })}
                {move || none.get().then(|| empty(app))}
                <ol class="day-trail" role="list" aria-label=t!(app, "today-visits")>{lines}</ol>
                {move || has_along.get().then(|| view! {
                    <h2>{t!(app, "today-along")}</h2>
                    <ol class="day-trail" role="list">{along}</ol>
                })}
                <Replan person=person/>
                <p class="second small">{t!(app, "stop-faked")}</p>
                <p><a class="button button-quiet" href=Place::new(Route::HandOver).href()><Icon name="export"/>{t!(app, "handover-pages")}</a></p>
            </div>
            <DayMap map=map acting=acting beside=true is_today=true/>
        </div>
        <div class="dock day-dock">
            {doing.waiting()}
            <button class="button" type="button" on:click=move |_| adding.set(true)><Icon name="plus"/>{t!(app, "today-unplanned")}</button>
            {move || match ahead.get() {
                Some(stop) => main_act(app, doing, &stop),
                // Once all is over the report is next.
                None => (!none.get()).then(|| report(app)).into_any(),
            }}
        </div>
        {move || adding.get().then(|| view! { <UnplannedDialog person=person doing=doing on_close=close/> })}
    }
}

/// The main act of the moment: to check in at the next customer, or out at this one.
fn main_act(app: App, doing: Doing, stop: &Stop) -> AnyView {
    let (id, name): (VisitId, String) = (stop.id, stop.name.clone());
    let busy = move || doing.is_busy();
    if stop.arrived.is_some() {
        let press = move |_| {
            doing.begin(move |found| drop(app.act(&CheckOut { visit: id, found })));
        };
        view! {
            <button class="button button-primary day-main" type="button" disabled=busy on:click=press>{t!(app, "stop-out-of", name = name)}</button>
        }
        .into_any()
    } else {
        let press = move |_| checks::check_in(app, doing, id);
        view! { <button class="button button-primary day-main" type="button" disabled=busy on:click=press>{t!(app, "stop-in-at", name = name)}</button> }
            .into_any()
    }
}

fn report(app: App) -> AnyView {
    let href = app.of_page(|place| kept(place, Route::DayReport(None)));
    view! { <a class="button button-primary day-main" href=move || href.get()><Icon name="file"/>{t!(app, "day-tab-report")}</a> }
        .into_any()
}

fn empty(app: App) -> AnyView {
    let today = app.zone().day_of(app.now());
    view! {
        <div class="empty">
            <Icon name="route" class="icon-large"/>
            <h2 class="empty-title">{t!(app, "today-empty")}</h2>
            <p class="empty-text">{t!(app, "today-empty-text")}</p>
            <a class="button button-primary" href=Place::new(Route::DayPlan(Some(today))).href()>{t!(app, "today-empty-do")}</a>
        </div>
    }
    .into_any()
}
