//! Who lies on the way: between here and the next stop, or between later ones; with what it costs and why. One press
//! checks in there at once or puts them on the plan.

use leptos::prelude::*;

use crate::model::records::VisitId;
use crate::model::{Calendar, Day, Id};
use crate::query::title;
use crate::ui::context::{App, Desk, use_app};
use crate::ui::day::doing::{Doing, show};
use crate::ui::day::words;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::workdays::calendar;
use crate::visits::life::ArriveUnplanned;
use crate::visits::on_the_way::{Ask, CallOnTheWay, DETOUR, OnTheWay as Found, on_the_way};
use crate::visits::planner::{Here, here};
use crate::visits::trace::one;
use crate::visits::wanted::purposes;

/// Shown at once.
const SHOWN: usize = 3;

/// Who lies on the way of a person from where they are.
pub(super) fn found(app: App, desk: &Desk, calendar: &Calendar, person: Id, count: usize) -> Vec<Found> {
    let (book, at) = (desk.book(), (&desk.zone, calendar));
    let now = app.now();
    // Before the day begins the way begins where the day does.
    let here = here(book, at, person, now, None).unwrap_or(Here { at: now, place: None });
    on_the_way(book, at, &Ask { person, here, detour: DETOUR, count })
}

/// How much longer the way becomes, and before whom: in words.
pub(super) fn cost(app: App, found: &Found) -> String {
    let longer = words::length(app, found.detour);
    let next = found.before.and_then(|next| {
        app.peek(|desk| title::anywhere(desk.book(), one(desk.book(), next)?.account?)).filter(|name| !name.is_empty())
    });
    match next {
        Some(next) => t!(app, "way-before", time = longer, name = next),
        None => t!(app, "way-last", time = longer),
    }
}

/// The panel; nothing where nobody lies on the way.
#[component]
pub(super) fn OnTheWay(person: Id, day: Day, doing: Doing) -> impl IntoView {
    let app = use_app();
    let all = Memo::new(move |_| {
        let calendar = calendar(app);
        app.read(|desk| found(app, desk, &calendar, person, SHOWN))
    });
    move || {
        let all = all.get();
        let today = app.zone().day_of(app.now()) == day;
        (today && !all.is_empty()).then(|| {
            let lines: Vec<AnyView> = all.iter().map(|one| line(app, person, doing, one)).collect();
            view! {
                <section class="panel" aria-labelledby="today-way">
                    <div class="panel-head"><h2 id="today-way">{t!(app, "way-title")}</h2></div>
                    <ul class="stack" role="list">{lines}</ul>
                </section>
            }
        })
    }
}

fn line(app: App, person: Id, doing: Doing, one: &Found) -> AnyView {
    let unit = one.unit();
    let name = app.peek(|desk| title::anywhere(desk.book(), unit.site.unwrap_or(unit.account))).unwrap_or_default();
    let why = words::reasons(app, &one.reasons);
    let said = format!("{} \u{b7} {}", words::span(app, Some(one.times.0), Some(one.times.1)), cost(app, one));
    let aside = (!one.moved.is_empty()).then(|| {
        let names: Vec<String> = one.moved.iter().filter_map(|(id, starts)| moved(app, *id, *starts)).collect();
        view! { <span class="second">{t!(app, "way-moves", names = names.join(", "))}</span> }
    });
    let stop = one.clone();
    let add = move |_| drop(app.act(&CallOnTheWay { id: app.new_id(), person, stop: stop.clone() }));
    let codes: Vec<String> = purposes(&one.reasons).into_iter().map(str::to_owned).collect();
    // Who comes first can be visited at once.
    let now = one.behind.is_none().then(|| {
        let press = move |_| {
            let (id, purposes) = (VisitId(app.new_id()), codes.clone());
            doing.begin(move |found| {
                let arrive = ArriveUnplanned {
                    id,
                    account: unit.account,
                    site: unit.site,
                    owner: Some(person),
                    purposes: purposes.clone(),
                    instead_of: None,
                    found,
                };
                if app.act(&arrive).is_ok() {
                    show(app, id);
                }
            });
        };
        let label = t!(app, "stop-in-at", name = name.as_str());
        view! { <button class="button" type="button" aria-label=label disabled=move || doing.is_busy() on:click=press>{t!(app, "stop-in")}</button> }
    });
    view! {
        <li class="own-field">
            <span class="own-field-name"><strong>{name.clone()}</strong><span class="second figures">{said}</span><span class="second">{why}</span>{aside}</span>
            <span class="row">
                <button class="button" type="button" aria-label=t!(app, "plan-add-of", name = name) on:click=add><Icon name="plus"/>{t!(app, "plan-add-short")}</button>
                {now}
            </span>
        </li>
    }
    .into_any()
}

/// A visit that moves on, with when it begins then.
fn moved(app: App, visit: Id, starts: crate::model::Instant) -> Option<String> {
    let name = app.peek(|desk| title::anywhere(desk.book(), one(desk.book(), visit)?.account?))?;
    Some(t!(app, "way-moved", name = name, time = words::clock(app, starts)))
}
