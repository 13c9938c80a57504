//! Dragging a visit through a week: where it would stand shows at once, with what that breaks; it is put there where
//! it is let go. Escape leaves it where it was.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, ScrollToOptions};

use super::{card, said};
use crate::model::records::VisitId;
use crate::model::{Day, Id, Instant};
use crate::ui::context::App;
use crate::ui::parts::page::matches;
use crate::visits::life::MoveVisit;
use crate::visits::week::{Days, snapped};

/// From this width on days stand side by side, by the clock (`style/parts/week.css`).
const WIDE: &str = "(width >= 64rem)";
/// Marks days whose hours run across, and names whose a day is where each is of another person.
const ACROSS: &str = "data-across";
const WHOSE: &str = "data-person";
/// Movement in pixels that makes a press a drag.
const SLOP: i32 = 6;
/// Height in pixels of the edge at which the page scrolls, and the step a move.
const EDGE: i32 = 72;
const STEP: f64 = 16.0;

/// Days that visits are dragged over.
#[derive(Clone, Copy)]
pub(in crate::ui::day::plan) struct Ground {
    /// Whose they are, where there are those of several people.
    pub(in crate::ui::day::plan) whose: Option<Id>,
    /// The days.
    pub(in crate::ui::day::plan) days: Memo<Days>,
}

/// Where what is held would stand.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ui::day::plan) struct Target {
    pub(in crate::ui::day::plan) day: Day,
    /// Whose day, where there are those of several people.
    pub(in crate::ui::day::plan) whose: Option<Id>,
    pub(in crate::ui::day::plan) span: (Instant, Instant),
    /// Behind how many of the day's other visits.
    behind: usize,
    /// What that breaks, in words.
    pub(in crate::ui::day::plan) wrong: Vec<String>,
}

impl Target {
    /// Its place in the order of the day, between those of the visits.
    pub(in crate::ui::day::plan) fn order(&self) -> i64 {
        i64::try_from(self.behind * 2).unwrap_or(0) - 1
    }
}

/// A visit that is held.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ui::day::plan) struct Holding {
    pub(in crate::ui::day::plan) id: Id,
    start: (i32, i32),
    /// How far behind the visit's left edge and below its upper one it was taken.
    grip: (f64, f64),
    /// Where it would stand; none before it has been moved.
    pub(in crate::ui::day::plan) to: Option<Target>,
}

/// What is held.
pub(in crate::ui::day::plan) type Held = RwSignal<Option<Holding>>;

/// Takes a visit, by its grip or by the whole of it.
pub(super) fn begin(held: Held, event: &ev::PointerEvent, id: Id, by_grip: bool) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_button = target.as_ref().is_some_and(|target| matches!(target.closest("button"), Ok(Some(_))));
    if event.button() != 0 || is_button {
        return;
    }
    if by_grip {
        event.prevent_default();
        event.stop_propagation();
        // A finger keeps what it took: without this the grip would get all moves of it.
        drop(target.as_ref().map(|target| target.release_pointer_capture(event.pointer_id())));
    }
    let card = target.and_then(|target| target.closest(".week-visit").ok().flatten());
    let grip = card.map_or((0.0, 0.0), |card| {
        let bounds = card.get_bounding_client_rect();
        (f64::from(event.client_x()) - bounds.left(), f64::from(event.client_y()) - bounds.top())
    });
    held.set(Some(Holding { id, start: (event.client_x(), event.client_y()), grip, to: None }));
}

/// Follows the pointer as long as the week is there.
pub(in crate::ui::day::plan) fn listen(app: App, grounds: Vec<Ground>, hours: Memo<(u16, u16)>) -> Held {
    let grounds = StoredValue::new(grounds);
    let held: Held = RwSignal::new(None);
    let follow = window_event_listener(ev::pointermove, move |event| {
        let Some(holding) = held.get_untracked() else { return };
        let at = (event.client_x(), event.client_y());
        let far = (at.0 - holding.start.0).abs().max((at.1 - holding.start.1).abs());
        if holding.to.is_none() && far < SLOP {
            return;
        }
        scroll(at.1);
        let hours = hours.get_untracked();
        let to = grounds.with_value(|grounds| target(app, grounds, hours, &holding, at)).or_else(|| holding.to.clone());
        if to != holding.to {
            held.set(Some(Holding { to, ..holding }));
        }
    });
    let end = window_event_listener(ev::pointerup, move |_| {
        let Some(Holding { id, to: Some(to), .. }) = held.get_untracked() else {
            held.set(None);
            return;
        };
        held.set(None);
        swallow_click();
        put(app, id, (to.span.0, to.whose), &to.wrong);
    });
    let cancel = window_event_listener(ev::pointercancel, move |_| held.set(None));
    let escape = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" && held.with_untracked(Option::is_some) {
            held.set(None);
        }
    });
    on_cleanup(move || {
        follow.remove();
        end.remove();
        cancel.remove();
        escape.remove();
    });
    held
}

/// Moves a visit, to somebody's day where one is named, and says what that breaks; whether it was done.
pub(super) fn put(app: App, id: Id, (starts, to): (Instant, Option<Id>), wrong: &[String]) -> bool {
    // A refusal has been said by the act itself.
    let done = app.act(&MoveVisit { visit: VisitId(id), starts, to }).is_ok();
    if done && !wrong.is_empty() {
        app.heard.set(wrong.join(". "));
    }
    done
}

/// Where a visit would stand that is let go of at a point.
fn target(
    app: App,
    grounds: &[Ground],
    (first, last): (u16, u16),
    holding: &Holding,
    (x, y): (i32, i32),
) -> Option<Target> {
    #[expect(clippy::cast_precision_loss, reason = "pixels of a screen")]
    let under = document().element_from_point(x as f32, y as f32)?;
    let column = under.closest("[data-day]").ok()??;
    let day = Day(column.get_attribute("data-day")?.parse().ok()?);
    let whose = column.get_attribute(WHOSE).and_then(|person| Id::parse(&person));
    let list = column.query_selector(".week-list").ok()??;
    let planned =
        grounds.iter().find_map(|ground| ground.days.with_untracked(|days| days.visit(holding.id).cloned()))?;
    let days = grounds.iter().find(|ground| ground.whose == whose)?.days.get_untracked();
    let bounds = list.get_bounding_client_rect();
    let by_clock = |into: f64, of: f64| {
        let minutes = f64::from(last - first) * 60.0;
        app.zone().at(day, snapped(f64::from(first) * 60.0 + into / of.max(1.0) * minutes).into())
    };
    let starts = if column.has_attribute(ACROSS) {
        by_clock(f64::from(x) - holding.grip.0 - bounds.left(), bounds.width())
    } else if matches(WIDE) {
        by_clock(f64::from(y) - holding.grip.1 - bounds.top(), bounds.height())
    } else {
        days.behind(day, above(&list, holding.id, y), &planned)
    };
    let moved = days.with(&planned, starts);
    let span = moved.visit(holding.id).map(|planned| (planned.starts, planned.ends))?;
    let behind = moved.on(day).position(|planned| planned.visit.id == holding.id).unwrap_or(0);
    // On its own day it comes behind itself, too.
    let before = days.on(day).position(|planned| planned.visit.id == holding.id);
    let behind = behind + usize::from(before.is_some_and(|before| before < behind));
    let wrong = said(app, &moved, &moved.amiss(day)).into_iter();
    let wrong = wrong.map(|(visit, text)| if visit == holding.id { text } else { named(app, &moved, visit, &text) });
    Some(Target { day, whose, span, behind, wrong: wrong.collect() })
}

/// What is said of another visit than the one that moves.
pub(super) fn named(app: App, days: &Days, visit: Id, text: &str) -> String {
    [card::name_of(app, days, visit).as_str(), text].join(" ")
}

/// How many of the others lie above a height.
fn above(list: &Element, held: Id, y: i32) -> usize {
    let Ok(visits) = list.query_selector_all("[data-visit]") else { return 0 };
    let held = held.to_string();
    let is_above = |at: &u32| {
        let visit = visits.item(*at).and_then(|visit| visit.dyn_into::<Element>().ok());
        visit.filter(|visit| visit.get_attribute("data-visit").as_ref() != Some(&held)).is_some_and(|visit| {
            let bounds = visit.get_bounding_client_rect();
            bounds.top() + bounds.height() / 2.0 < f64::from(y)
        })
    };
    (0..visits.length()).filter(is_above).count()
}

/// At its edges the page scrolls.
fn scroll(y: i32) {
    #[expect(clippy::cast_possible_truncation, reason = "pixels of a screen")]
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0) as i32;
    let by = if y < EDGE {
        -STEP
    } else if y > height - EDGE {
        STEP
    } else {
        return;
    };
    let options = ScrollToOptions::new();
    options.set_top(by);
    window().scroll_by_with_scroll_to_options(&options);
}

/// The click that ends a drag follows no link; it comes before any timer.
fn swallow_click() {
    let handle = window_event_listener(ev::click, |event| event.prevent_default());
    set_timeout(move || handle.remove(), std::time::Duration::ZERO);
}
