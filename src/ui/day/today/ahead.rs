//! The visit that is made now, or comes next: why, and what can be done about it.

use leptos::prelude::*;

use super::call::CallActs;
use super::outcome::NotMade;
use crate::model::records::{Account, Visit};
use crate::model::{Calendar, Day, Id, Record};
use crate::ui::context::{Desk, use_app};
use crate::ui::day::stop::Stop;
use crate::ui::day::words;
use crate::ui::parts::field;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::workdays::calendar;
use crate::ui::route::{Place, Route};
use crate::visits::life::Called;
use crate::visits::today::{today, way};
use crate::visits::trace::{Diary, one};
use crate::visits::wanted::reasons;
use crate::visits::workday::workday;

/// The way to the next stop.
fn way_to(desk: &Desk, calendar: &Calendar, (person, day): (Id, Day), id: Id) -> Option<(u64, i64)> {
    let (book, zone) = (desk.book(), &desk.zone);
    let visits = Diary::of(book).between(book.resolve(person), zone.start_of(day), zone.start_of(day.plus(1)));
    let start = workday(book, calendar, person, day).start.map(crate::model::Place::point);
    way(book, start, &today(&visits).over, &one(book, id)?)
}

/// The card.
#[component]
pub(super) fn Ahead(stop: Stop, person: Id, day: Day) -> impl IntoView {
    let app = use_app();
    let is_now = stop.arrived.is_some();
    let (id, account, site) = (Id::from(stop.id), stop.account, stop.site);
    let why = Memo::new(move |_| {
        account
            .map(|account| app.read(|desk| reasons(desk.book(), &desk.zone, (account, site), day)))
            .unwrap_or_default()
    });
    let why = move || {
        let said = words::reasons(app, &why.get());
        (!said.is_empty()).then(|| view! { <p>{t!(app, "stop-why", why = said)}</p> })
    };
    let way = Memo::new(move |_| {
        let calendar = calendar(app);
        app.read(|desk| way_to(desk, &calendar, (person, day), id))
    });
    let way = move || {
        way.get().map(|(metres, seconds)| {
            let (way, time) = (words::metres(app, metres), words::length(app, seconds));
            view! { <p class="second">{t!(app, "stop-way", way = way, time = time)}</p> }
        })
    };
    let class = stop.class.as_deref().map(|code| {
        let field = &Account::COLLECTION.fields[Account::CLASS];
        let name = field::choice(&app, Account::COLLECTION.key, field, code);
        view! { <span class="tag">{t!(app, "why-class", class = name)}</span> }
    });
    let agreed = (stop.called != Called::Unconfirmed).then(|| {
        view! { <span class="tag tag-good">{words::choice(app, Visit::CONFIRMATION, stop.called.code())}</span> }
    });
    let purposes = stop.purposes(app);
    let place: Vec<String> = stop.place().into_iter().chain(Some(purposes).filter(|text| !text.is_empty())).collect();
    let href = Place::new(Route::Stop(stop.id.into())).href();
    let time = match stop.arrived {
        Some(arrived) => t!(app, "stop-since", time = words::clock(app, arrived)),
        None => words::span(app, stop.starts, stop.ends),
    };
    let page = if is_now {
        view! { <Icon name="edit"/>{t!(app, "today-fill")} }.into_any()
    } else {
        view! { <Icon name="file"/>{t!(app, "stop-brief")} }.into_any()
    };
    let lead = if is_now { "stop-now" } else { "stop-next" };
    let (name, aim) = (stop.name.clone(), stop.aim.clone());
    let not_made = (!is_now).then(|| view! { <NotMade stop=stop person=person/> });
    view! {
        <section class="panel day-ahead" aria-labelledby="day-ahead">
            <p class="second small">{app.text(lead, &[])}</p>
            <div class="row day-ahead-head">
                <h2 id="day-ahead">{name}</h2>{class}{agreed}
                <strong class="num push">{time}</strong>
            </div>
            <p class="second">{place.join(" \u{b7} ")}</p>
            {(!is_now).then_some(way)}
            {aim.map(|aim| view! { <p>{t!(app, "plan-expects", aim = aim)}</p> })}
            {why}
            <div class="day-ahead-acts">
                <a class="button" href=href>{page}</a>
                <CallActs account=account site=site/>
            </div>
            {not_made}
        </section>
    }
}
