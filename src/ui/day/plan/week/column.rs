//! A day of a week: its name leads to the day's plan, what breaks stands under it, its visits by the clock.

use leptos::prelude::*;

use super::drag::{Held, Target};
use super::{card, said};
use crate::model::{Day, Id};
use crate::ui::context::{App, use_app};
use crate::ui::day::plan::views::{self, View};
use crate::ui::day::words;
use crate::ui::parts::count::counted;
use crate::ui::parts::field::DAYS;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::workdays::why_off;
use crate::visits::week::Days;

/// The column.
#[component]
pub(super) fn Column(
    day: Day,
    days: Memo<Days>,
    hours: Memo<(u16, u16)>,
    held: Held,
    moving: RwSignal<Option<Id>>,
) -> impl IntoView {
    let app = use_app();
    let is_today = app.zone().day_of(app.now()) == day;
    let cards = Memo::new(move |_| {
        let first = hours.with(|(first, _)| *first);
        days.with(|days| card::all(app, days, day, first))
    });
    let wrong = Memo::new(move |_| days.with(|days| said(app, days, &days.amiss(day))));
    let target = Memo::new(move |_| {
        held.with(|held| held.as_ref().and_then(|held| held.to.clone()).filter(|target| target.day == day))
    });
    let href = app.of_page(move |place| views::href(place, View::Day, day));
    let weekday = app.text(DAYS[day.weekday() as usize % DAYS.len()], &[]);
    let is_off = Memo::new(move |_| why_off(app, day).is_some());
    let heading = format!("week-{}", day.0);
    let labelled = heading.clone();
    let count = move || cards.with(|cards| (!cards.is_empty()).then(|| counted(&app, cards.len()).text));
    let shown =
        move || cards.with(|cards| cards.iter().map(|card| card::shown(app, card, held, moving)).collect::<Vec<_>>());
    view! {
        <section class="week-day" class:week-day-off=move || is_off.get() class:week-today=is_today aria-labelledby=labelled data-day=day.0.to_string()>
            <header class="week-head">
                <h2 id=heading><a href=move || href.get()><span aria-hidden="true">{weekday}" "<span class="num">{day.of_month().to_string()}</span></span><span class="only-heard">{words::day(app, day)}</span></a></h2>
                {is_today.then(|| view! { <span class="tag tag-accent">{t!(app, "day-tab-today")}</span> })}
                <span class="second num push">{count}</span>
            </header>
            <div class="week-notes">{move || wrong.with(|wrong| notes(app, days, wrong))}</div>
            <ol class="week-list" role="list">
                {shown}
                {move || target.with(|target| target.as_ref().map(|target| slot(app, target, days, hours)))}
            </ol>
        </section>
    }
}

/// What breaks on the day.
fn notes(app: App, days: Memo<Days>, wrong: &[(Id, String)]) -> Option<AnyView> {
    let line = |(visit, text): &(Id, String)| {
        let name = days.with_untracked(|days| card::name_of(app, days, *visit));
        view! { <li><strong>{name}</strong>" "{text.clone()}</li> }
    };
    (!wrong.is_empty()).then(|| {
        view! { <ul class="week-wrongs" role="list">{wrong.iter().map(line).collect::<Vec<_>>()}</ul> }.into_any()
    })
}

/// Where what is held would stand, and what that breaks.
pub(in crate::ui::day::plan) fn slot(app: App, target: &Target, days: Memo<Days>, hours: Memo<(u16, u16)>) -> AnyView {
    let first = hours.with_untracked(|(first, _)| *first);
    let (from, minutes) = days.with_untracked(|days| days.minutes(target.day, first, target.span));
    let wrong: Vec<_> = target
        .wrong
        .iter()
        .map(
            |text| view! { <span class="week-slot-wrong"><Icon name="alert" class="icon-small"/>{text.clone()}</span> },
        )
        .collect();
    view! {
        <li class="week-slot" role="presentation" style=("--from", from.to_string()) style=("--len", minutes.to_string())
            style=("--i", target.order().to_string())>
            <span class="num">{words::span(app, Some(target.span.0), Some(target.span.1))}</span>
            {wrong}
        </li>
    }
    .into_any()
}
