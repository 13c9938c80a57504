//! How far from each target the person is when the day is planned.

use leptos::prelude::*;

use crate::control::day::prefill::Basis;
use crate::control::day::progress::Progress;
use crate::model::{Day, Id};
use crate::ui::context::{App, use_app};
use crate::ui::day::words;
use crate::ui::parts::workdays::calendar;

/// The panel.
#[component]
pub(super) fn Gap(person: Id, day: Day) -> impl IntoView {
    let app = use_app();
    let found = Memo::new(move |_| {
        let calendar = calendar(app);
        app.read(|desk| Basis::of(desk.book(), &desk.zone, &calendar, day).progress(desk.book(), person, day))
    });
    let list = move || {
        let found = found.get();
        if found.is_empty() {
            return view! { <p class="second">{t!(app, "plan-no-targets")}</p> }.into_any();
        }
        view! { <ul class="day-aims" role="list">{found.iter().map(|progress| aim(app, progress)).collect::<Vec<_>>()}</ul> }
            .into_any()
    };
    view! {
        <section class="panel" aria-labelledby="plan-gap">
            <div class="panel-head"><h2 id="plan-gap">{t!(app, "plan-gap")}</h2></div>
            {list}
        </section>
    }
}

/// One aim: what is lacking, what has been reached, and whether that keeps pace.
pub(in crate::ui) fn aim(app: App, progress: &Progress) -> AnyView {
    let name = words::aim(app, progress.aim);
    let share = |share| app.format().percent(share);
    let until = app.format().day(progress.period.1);
    let lead = match (progress.actual, progress.gap()) {
        (None, _) => t!(app, "aim-unknown"),
        (Some(_), Some(gap)) => t!(app, "aim-gap", gap = words::size(app, gap), day = until),
        (Some(_), None) => t!(app, "aim-reached"),
    };
    let reached = progress.actual.map(|actual| {
        let (actual, target) = (words::size(app, actual), words::size(app, progress.target));
        match progress.rate {
            Some(rate) => t!(app, "aim-of", actual = actual, target = target, rate = share(rate)),
            None => t!(app, "aim-no-base", actual = actual, target = target),
        }
    });
    let pace = progress.rate.zip(progress.elapsed).filter(|(rate, _)| rate.0 < 10_000).map(|(rate, elapsed)| {
        let (class, key) =
            if rate < elapsed { ("tag tag-warning", "aim-behind") } else { ("tag tag-good", "aim-on-pace") };
        view! { <span class=class>{app.text(key, &[("share", share(elapsed).into())])}</span> }
    });
    let of_day = progress.of_day.map(|of_day| t!(app, "aim-of-day", part = words::size(app, of_day)));
    view! {
        <li class="day-aim">
            <span class="day-aim-name">{name}</span>
            <strong class="num">{lead}</strong>
            {pace}
            <span class="second small">{reached}{of_day.map(|of_day| format!(" \u{b7} {of_day}"))}</span>
        </li>
    }
    .into_any()
}
