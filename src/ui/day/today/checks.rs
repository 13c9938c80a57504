//! Check-in and check-out: when, where, and what the device's position says of it.

use leptos::prelude::*;

use crate::model::Instant;
use crate::model::records::{Visit, VisitId};
use crate::ui::context::{App, use_app};
use crate::ui::day::doing::{Doing, show};
use crate::ui::day::stop::Stop;
use crate::ui::day::words;
use crate::ui::parts::icon::Icon;
use crate::visits::life::{CheckIn, CheckOut};
use crate::visits::trace::Status;

/// Checks in, and goes on to the page of the visit.
pub(super) fn check_in(app: App, doing: Doing, id: VisitId) {
    doing.begin(move |found| {
        if app.act(&CheckIn { visit: id, found }).is_ok() {
            show(app, id);
        }
    });
}

/// The panel of a visit.
#[component]
pub(super) fn Checks(stop: Memo<Option<Stop>>, doing: Doing) -> impl IntoView {
    let app = use_app();
    let content = move || stop.get().map(|stop| content(app, doing, &stop));
    view! {
        <section class="panel" aria-labelledby="stop-checks">
            <div class="panel-head"><h2 id="stop-checks">{t!(app, "stop-checks")}</h2></div>
            {content}
            {doing.waiting()}
            <p class="second small">{t!(app, "stop-faked")}</p>
        </section>
    }
}

fn content(app: App, doing: Doing, stop: &Stop) -> AnyView {
    let id = stop.id;
    let busy = move || doing.is_busy();
    let check = |at: Option<Instant>, name: &'static str, verdict: usize, field: usize| {
        at.map(|at| {
            let code = stop.verdicts[verdict].clone();
            let said = code.map(|code| words::choice(app, field, &code)).unwrap_or_default();
            view! { <div><dt>{app.text(name, &[])}</dt><dd class="num">{words::clock(app, at)}" "<span class="second">{said}</span></dd></div> }
        })
    };
    let facts = [
        check(stop.arrived, "field-visits-arrived", 0, Visit::ARRIVED_VERDICT),
        check(stop.left, "field-visits-left", 1, Visit::LEFT_VERDICT),
    ];
    let apart = stop
        .apart
        .map(|apart| view! { <p class="second">{t!(app, "stop-apart", way = words::metres(app, apart))}</p> });
    let doubts: Vec<_> =
        stop.doubts.iter().map(|code| view! { <li>{words::choice(app, Visit::DOUBTS, code)}</li> }).collect();
    let doubts = (!doubts.is_empty()).then(|| {
        view! {
            <div class="notice notice-warning"><Icon name="info"/><p class="notice-title">{t!(app, "stop-doubts")}</p><ul>{doubts}</ul></div>
        }
    });
    let act = match stop.status {
        Status::Planned | Status::Missed => {
            let press = move |_| check_in(app, doing, id);
            view! { <button class="button button-primary" type="button" disabled=busy on:click=press>{t!(app, "stop-in")}</button> }.into_any()
        }
        Status::UnderWay => {
            let press = move |_| doing.begin(move |found| drop(app.act(&CheckOut { visit: id, found })));
            view! { <button class="button button-primary" type="button" disabled=busy on:click=press>{t!(app, "stop-out")}</button> }.into_any()
        }
        _ => ().into_any(),
    };
    view! { <div class="stack">{stop.arrived.map(|_| view! { <dl class="day-facts">{facts}</dl> })}{apart}{doubts}<div class="row day-submit">{act}</div></div> }.into_any()
}
