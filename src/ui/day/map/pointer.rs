//! Pointers on a map: one moves it, two magnify it, a press opens what is under it; a lasso is drawn with Shift, or
//! once it was asked for.

use leptos::ev::{KeyboardEvent, PointerEvent, WheelEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::state::Shown;
use crate::ui::context::use_app;
use crate::ui::parts::count::counted;

/// Pixels from which on a press is none.
const SLOP: f64 = 6.0;
/// Pixels of a step by a key.
const STEP: f64 = 60.0;
/// Pixels of a wheel that magnify twice.
const WHEEL: f64 = 400.0;
/// How much a key or a button magnifies.
pub(super) const TIMES: f64 = 1.6;

/// The pointers that are down.
#[derive(Clone, Debug, Default)]
pub(super) struct Press {
    /// Each, and where it is in the window.
    down: Vec<(i32, (f64, f64))>,
    /// Where the first went down, as long as it may be a press.
    began: Option<(f64, f64)>,
}

/// What pointers do on a map.
#[derive(Clone, Copy)]
pub(super) struct Hand {
    shown: Shown,
    press: StoredValue<Press>,
}

impl Hand {
    pub(super) fn new(shown: Shown) -> Self {
        Self { shown, press: StoredValue::new(Press::default()) }
    }

    /// A pointer goes down.
    pub(super) fn down(self, event: &PointerEvent) {
        let Some((element, at)) = spot(event).filter(|_| event.button() == 0) else { return };
        // Without it a drag ends at the edge.
        drop(element.set_pointer_capture(event.pointer_id()));
        let shown = self.shown;
        if event.shift_key() {
            shown.lassoing.set(true);
        }
        self.press.update_value(|press| {
            press.down.retain(|(id, _)| *id != event.pointer_id());
            press.down.push((event.pointer_id(), at));
            press.began = (press.down.len() == 1).then_some(at);
        });
        let first = shown.lassoing.get_untracked() && self.press.with_value(|press| press.down.len() == 1);
        let point = shown.view.get_untracked().and_then(|view| view.to_point(at));
        shown.lasso.set(point.into_iter().filter(|_| first).collect());
    }

    /// A pointer moves.
    pub(super) fn moved(self, event: &PointerEvent) {
        let (Some((_, to)), shown) = (spot(event), self.shown) else { return };
        let known = self.press.with_value(|press| {
            let at = press.down.iter().position(|(id, _)| *id == event.pointer_id())?;
            Some((
                press.down[at].1,
                press.down.iter().find(|(id, _)| *id != event.pointer_id()).map(|(_, other)| *other),
                press.began,
            ))
        });
        let Some((from, other, began)) = known else { return };
        if let Some(other) = other {
            let times = apart(to, other) / apart(from, other).max(1.0);
            let middle = |spot: (f64, f64)| (f64::midpoint(spot.0, other.0), f64::midpoint(spot.1, other.1));
            let (before, after) = (middle(from), middle(to));
            shown.change(|view| view.moved((before.0 - after.0, before.1 - after.1)).magnified(times, after));
        } else if shown.lassoing.get_untracked() {
            if let Some(point) = shown.view.get_untracked().and_then(|view| view.to_point(to)) {
                shown.lasso.update(|lasso| lasso.push(point));
            }
        } else if began.is_none_or(|began| apart(began, to) >= SLOP) {
            shown.change(|view| view.moved((from.0 - to.0, from.1 - to.1)));
        } else {
            // Not far enough yet: what was moved so far comes with the next step.
            return;
        }
        let is_still = began.filter(|began| apart(*began, to) < SLOP && other.is_none());
        self.press.update_value(|press| {
            press.began = is_still;
            if let Some(down) = press.down.iter_mut().find(|(id, _)| *id == event.pointer_id()) {
                down.1 = to;
            }
        });
    }

    /// A pointer goes up: a press opens what is under it, a lasso chooses.
    pub(super) fn up(self, event: &PointerEvent) {
        let shown = self.shown;
        let began = self.press.try_update_value(|press| {
            let known = press.down.len();
            press.down.retain(|(id, _)| *id != event.pointer_id());
            let began = press.began.take();
            (known > press.down.len()).then_some(began)
        });
        let Some(Some(began)) = began else { return };
        let lasso = shown.lasso.get_untracked();
        if !lasso.is_empty() {
            shown.lasso.set(Vec::new());
            shown.lassoing.set(false);
            if began.is_none() {
                return self.caught(&lasso);
            }
        }
        if let Some(at) = began {
            shown.open.set(shown.under(at));
        }
    }

    /// What was pressed is let go of for something else.
    pub(super) fn cancel(self) {
        self.press.set_value(Press::default());
        self.shown.lasso.set(Vec::new());
    }

    fn caught(self, lasso: &[crate::model::place::Point]) {
        let (app, shown) = (use_app(), self.shown);
        let caught = shown.map.with_untracked(|map| map.within(lasso));
        let count = counted(&app, caught.len());
        shown.chosen.update(|chosen| {
            let fresh: Vec<_> = caught.into_iter().filter(|unit| !chosen.contains(unit)).collect();
            chosen.extend(fresh);
        });
        app.heard.set(t!(app, "daymap-caught", n = count));
    }

    /// A wheel magnifies what is under the pointer.
    pub(super) fn wheel(self, event: &WheelEvent) {
        event.prevent_default();
        let at = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        // Some devices count lines instead of pixels.
        let by = if event.delta_mode() == 0 { event.delta_y() } else { event.delta_y() * 33.0 };
        self.shown.change(|view| view.magnified((-by / WHEEL).exp2(), at));
    }

    /// Keys move and magnify; Escape lets go.
    pub(super) fn key(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let shown = self.shown;
        let step = match event.key().as_str() {
            "ArrowLeft" => Some((-STEP, 0.0)),
            "ArrowRight" => Some((STEP, 0.0)),
            "ArrowUp" => Some((0.0, -STEP)),
            "ArrowDown" => Some((0.0, STEP)),
            "+" | "=" => {
                shown.magnify(TIMES);
                None
            }
            "-" => {
                shown.magnify(1.0 / TIMES);
                None
            }
            "0" | "Home" => {
                shown.fit();
                None
            }
            "Escape" => {
                shown.open.set(None);
                shown.lassoing.set(false);
                self.cancel();
                None
            }
            _ => return,
        };
        event.prevent_default();
        if let Some(step) = step {
            shown.change(|view| view.moved(step));
        }
    }
}

fn apart(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

/// The spot of the window that a pointer is over.
fn spot(event: &PointerEvent) -> Option<(Element, (f64, f64))> {
    let element: Element = event.current_target()?.dyn_into().ok()?;
    let bounds = element.get_bounding_client_rect();
    let at = (f64::from(event.client_x()) - bounds.left(), f64::from(event.client_y()) - bounds.top());
    Some((element, at))
}
