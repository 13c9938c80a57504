//! A lasso: the mouse is drawn over the ground of the board, and what it touches is chosen.

use std::cell::RefCell;
use std::collections::HashSet;

use leptos::ev::{self, PointerEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element};

use super::choose;
use super::state::BoardState;

/// Movement in pixels that makes a press a lasso.
const SLOP: f64 = 6.0;
/// What has a press of its own.
const TAKEN: &str = ".deal, a, button, input, select, textarea, label, summary, form, [draggable=true], dialog";

/// A lasso from where it began to where it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Lasso {
    from: (f64, f64),
    to: (f64, f64),
}

impl Lasso {
    fn touches(&self, bounds: &DomRect) -> bool {
        let (left, right) = (self.from.0.min(self.to.0), self.from.0.max(self.to.0));
        let (top, bottom) = (self.from.1.min(self.to.1), self.from.1.max(self.to.1));
        bounds.left() < right && bounds.right() > left && bounds.top() < bottom && bounds.bottom() > top
    }
}

/// A press that may become one, with what was chosen before it.
struct Press {
    pointer: i32,
    from: (f64, f64),
    to: (f64, f64),
    /// Whether what it touches comes to what was chosen.
    adds: bool,
    before: HashSet<u32>,
    /// What it touches, as of the last frame; none while it is none yet.
    touched: Option<HashSet<u32>>,
    /// Whether a frame is awaited: the pointer moves more often than the page is drawn.
    awaited: bool,
}

thread_local! {
    /// One pointer draws at a time.
    static PRESS: RefCell<Option<Press>> = const { RefCell::new(None) };
}

/// A pointer goes down on the board: on its ground a lasso may begin. A finger scrolls there.
pub(super) fn press(state: BoardState, event: &PointerEvent) {
    let under = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(under) = under.filter(|under| under.closest(TAKEN).ok().flatten().is_none()) else { return };
    let on_bar = event.offset_x() > under.client_width() || event.offset_y() > under.client_height();
    if event.button() != 0 || event.pointer_type() == "touch" || on_bar || state.is_past() {
        return;
    }
    // Nothing else begins here: no text is marked while the lasso is drawn.
    event.prevent_default();
    let adds = event.ctrl_key() || event.meta_key() || event.shift_key();
    let before = state.parts().chosen.rows.get_untracked();
    let from = (f64::from(event.client_x()), f64::from(event.client_y()));
    let pointer = event.pointer_id();
    PRESS.replace(Some(Press { pointer, from, to: from, adds, before, touched: None, awaited: false }));
}

/// The pointer moves: the lasso follows in the next frame.
fn moved(state: BoardState, event: &PointerEvent) {
    let to = (f64::from(event.client_x()), f64::from(event.client_y()));
    let awaits = PRESS.with_borrow_mut(|press| {
        let Some(press) = press.as_mut().filter(|press| press.pointer == event.pointer_id()) else { return false };
        press.to = to;
        let far = (to.0 - press.from.0).hypot(to.1 - press.from.1) > SLOP;
        (far || press.touched.is_some()) && !std::mem::replace(&mut press.awaited, true)
    });
    if awaits {
        request_animation_frame(move || draw(state));
    }
}

/// Shows the lasso, and chooses and lets go of what has come under it and left it since the last frame.
fn draw(state: BoardState) {
    let step = PRESS.with_borrow_mut(|press| {
        let press = press.as_mut().filter(|_| !state.is_gone())?;
        press.awaited = false;
        let lasso = Lasso { from: press.from, to: press.to };
        let now: HashSet<u32> = touched(&lasso).into_iter().collect();
        let last = press.touched.replace(now.clone());
        let kept = |row: &u32| press.adds && press.before.contains(row);
        let gone: Vec<u32> =
            last.iter().flat_map(|last| last.difference(&now)).filter(|row| !kept(row)).copied().collect();
        let fresh: Vec<u32> =
            now.iter().filter(|row| last.as_ref().is_none_or(|last| !last.contains(row))).copied().collect();
        Some((lasso, fresh, gone, last.is_none() && !press.adds))
    });
    let Some((lasso, fresh, gone, begins_anew)) = step else { return };
    state.parts().lasso.set(Some(lasso));
    let rows = state.parts().chosen.rows;
    let clears = begins_anew && rows.with_untracked(|rows| !rows.is_empty());
    if clears || !fresh.is_empty() || !gone.is_empty() {
        rows.update(|rows| {
            if clears {
                rows.clear();
            }
            for row in &gone {
                rows.remove(row);
            }
            rows.extend(fresh);
        });
    }
}

/// The rows of the cards that a lasso touches: those in sight, as only these can be.
fn touched(lasso: &Lasso) -> Vec<u32> {
    let Ok(cards) = document().query_selector_all(".board .deal[data-row]") else { return Vec::new() };
    let row = |at: u32| {
        let card = cards.get(at)?.dyn_into::<Element>().ok()?;
        let row = card.get_attribute("data-row")?.parse().ok()?;
        lasso.touches(&card.get_bounding_client_rect()).then_some(row)
    };
    (0..cards.length()).filter_map(row).collect()
}

fn end(state: BoardState, keep: bool) {
    // What came under it since the last frame, too.
    if keep && PRESS.with_borrow(|press| press.as_ref().is_some_and(|press| press.awaited)) {
        draw(state);
    }
    let Some(press) = PRESS.take() else { return };
    if press.touched.is_none() {
        // A press on the ground lets go of what is chosen.
        if keep && !press.adds && !state.parts().chosen.mode.get_untracked() {
            state.parts().chosen.clear();
        }
        return;
    }
    state.parts().lasso.set(None);
    if !keep {
        state.parts().chosen.rows.set(press.before);
    }
    choose::say(state);
}

/// Listens while the board is shown.
pub(super) fn listen(state: BoardState) {
    let moves = window_event_listener(ev::pointermove, move |event| moved(state, &event));
    let up = window_event_listener(ev::pointerup, move |_| end(state, true));
    let cancelled = window_event_listener(ev::pointercancel, move |_| end(state, false));
    let key = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" {
            end(state, false);
        }
    });
    on_cleanup(move || {
        PRESS.take();
        moves.remove();
        up.remove();
        cancelled.remove();
        key.remove();
    });
}

/// The lasso, while it is drawn.
#[component]
pub(super) fn Drawn() -> impl IntoView {
    let state = super::state::use_board();
    move || {
        state.parts().lasso.get().map(|Lasso { from, to }| {
            let place = format!("translate({}px, {}px)", from.0.min(to.0), from.1.min(to.1));
            let (width, height) = ((to.0 - from.0).abs(), (to.1 - from.1).abs());
            view! { <div class="lasso" aria-hidden="true" style:transform=place style:width=format!("{width}px") style:height=format!("{height}px")></div> }
        })
    }
}
