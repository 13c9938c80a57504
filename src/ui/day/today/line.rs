//! A visit in the line of the day: when, whom, what came of it.

use leptos::prelude::*;

use crate::ui::context::App;
use crate::ui::day::stop::{Stop, tags};
use crate::ui::day::words;
use crate::ui::route::{Place, Route};
use crate::visits::trace::Status;

/// The line.
pub(super) fn line(app: App, stop: &Stop) -> AnyView {
    let time = stop.arrived.or(stop.starts).map(|at| words::clock(app, at)).unwrap_or_default();
    let dot = match stop.status {
        Status::Done if !stop.nobody => "trail-dot trail-dot-done",
        Status::UnderWay => "trail-dot trail-dot-now",
        Status::Planned => "trail-dot",
        Status::Done | Status::Missed | Status::Cancelled | Status::Postponed => "trail-dot trail-dot-off",
    };
    let purposes = stop.purposes(app);
    let said = match stop.status {
        Status::Planned | Status::UnderWay => [purposes].into_iter().filter(|text| !text.is_empty()).collect(),
        Status::Done => stop.said.clone(),
        _ => stop.reason.clone().into_iter().collect::<Vec<_>>(),
    };
    let said = (!said.is_empty()).then(|| view! { <p class="second">{said.join(" \u{b7} ")}</p> });
    let href = Place::new(Route::Stop(stop.id.into())).href();
    view! {
        <li class="day-stop">
            <span class="day-stop-time num">{time}</span>
            <span class=dot aria-hidden="true"></span>
            <div class="day-stop-body">
                <p class="row"><a class="day-line-name push-end" href=href>{stop.name.clone()}</a>{tags(app, stop)}</p>
                {said}
            </div>
        </li>
    }
    .into_any()
}
