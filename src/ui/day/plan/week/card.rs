//! A visit in a week: when, whom, whether something is wrong with it; by its edge it is dragged, by its button moved.

use leptos::prelude::*;

use super::drag::{self, Held};
use crate::model::records::Account;
use crate::model::{Day, Id, Instant, Record};
use crate::query::title;
use crate::ui::context::App;
use crate::ui::day::stop::{Stop, tags};
use crate::ui::day::words;
use crate::ui::parts::icon::Icon;
use crate::ui::route::{Place, Route};
use crate::visits::trace::Status;
use crate::visits::week::{Days, Planned};

/// What a card shows.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ui::day::plan) struct Card {
    pub(in crate::ui::day::plan) id: Id,
    stop: Stop,
    span: (Instant, Instant),
    /// Minutes from the first hour shown, and how many.
    at: (u32, u32),
    lane: (usize, usize),
    place: usize,
    is_open: bool,
    is_locked: bool,
    is_wrong: bool,
}

/// What the customer of a visit is called.
pub(in crate::ui::day::plan) fn name_of(app: App, days: &Days, visit: Id) -> String {
    let account = days.visit(visit).and_then(|planned| planned.visit.account);
    app.peek(|desk| title::anywhere(desk.book(), account?)).unwrap_or_default()
}

/// The cards of a day, in the order of time.
pub(in crate::ui::day::plan) fn all(app: App, days: &Days, day: Day, first: u16) -> Vec<Card> {
    let (wrong, lanes) = (days.amiss(day), days.lanes(day));
    let card = |(place, planned): (usize, &Planned)| {
        let id = planned.visit.id;
        let stop = app.read(|desk| Stop::read(desk, id))?;
        Some(Card {
            id,
            stop,
            span: (planned.starts, planned.ends),
            at: days.minutes(day, first, (planned.starts, planned.ends)),
            lane: lanes.get(place).map_or((0, 1), |(_, lane, of)| (*lane, *of)),
            place,
            is_open: planned.is_open(),
            is_locked: planned.is_locked,
            is_wrong: wrong.iter().any(|(one, _)| *one == id),
        })
    };
    days.on(day).enumerate().filter_map(card).collect()
}

/// The card.
pub(in crate::ui::day::plan) fn shown(app: App, card: &Card, held: Held, moving: RwSignal<Option<Id>>) -> AnyView {
    let (id, name) = (card.id, card.stop.name.clone());
    let href = card.stop.account.map(|account| Place::new(Route::Record(Account::COLLECTION.key, account)).href());
    let may_move = card.is_open && !card.is_locked;
    let tags = (card.stop.status != Status::Planned).then(|| tags(app, &card.stop));
    let locked = card.is_locked.then(|| view! { <span class="tag">{app.text("field-visits-locked", &[])}</span> });
    let wrong = card.is_wrong.then(|| {
        view! { <span class="week-wrong"><Icon name="alert" class="icon-small"/><span class="only-heard">{t!(app, "week-wrong")}</span></span> }
    });
    let grip = may_move.then(|| {
        view! { <span class="day-grip" aria-hidden="true" on:pointerdown=move |event| drag::begin(held, &event, id, true)><Icon name="grip"/></span> }
    });
    let button = may_move.then(|| {
        view! {
            <button class="button button-icon button-quiet week-move" type="button" aria-label=t!(app, "week-move", name = name.as_str())
                on:click=move |_| moving.set(Some(id))><Icon name="move"/></button>
        }
    });
    let press = move |event: leptos::ev::PointerEvent| {
        if may_move && event.pointer_type() == "mouse" {
            drag::begin(held, &event, id, false);
        }
    };
    let until = format!("\u{2013}{}", words::clock(app, card.span.1));
    let is_mine = move || held.with(|held| held.as_ref().is_some_and(|held| held.id == id && held.to.is_some()));
    let keys = move |event: leptos::ev::KeyboardEvent| {
        if may_move && event.key() == "m" {
            event.prevent_default();
            moving.set(Some(id));
        }
    };
    let ((from, minutes), (lane, lanes), place) = (card.at, card.lane, card.place);
    view! {
        <li class="week-visit" class:week-visit-wrong=card.is_wrong class:week-visit-over=!card.is_open class:week-visit-held=is_mine class:week-visit-beside={lanes > 1}
            data-visit=id.to_string()
            style=("--from", from.to_string()) style=("--len", minutes.to_string()) style=("--lane", lane.to_string())
            style=("--lanes", lanes.to_string()) style=("--i", (place * 2).to_string())
            on:pointerdown=press on:keydown=keys>
            {grip}
            <span class="week-time num">{words::clock(app, card.span.0)}<span class="week-until">{until}</span></span>
            <a class="week-name" href=href draggable="false">{name.clone()}</a>
            {wrong}{locked}{tags}
            {button}
        </li>
    }
    .into_any()
}
