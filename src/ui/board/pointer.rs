//! Carrying cards by mouse, pen and finger: pointer events with a slop, a long press to lift by
//! finger (so that a swipe still scrolls), and scrolling at the edges.

use std::cell::RefCell;
use std::time::Duration;

use leptos::ev::{self, PointerEvent};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::cell::Cell;
use super::ghost::{self, GhostPlace};
use super::ground::{self, Edges, Ground};
use super::state::{BoardState, Carry};
use super::{cards, focus};
use crate::model::records::DealId;
use crate::pipeline::carry::Carry as Carried;

/// Movement in pixels that makes a press a drag.
const SLOP: f64 = 6.0;
/// How long a finger rests before it lifts a card.
const LONG_PRESS: Duration = Duration::from_millis(350);
/// How long a frame is waited for.
const UNSEEN: Duration = Duration::from_millis(150);
/// Width in pixels of the edge at which things scroll, and the step a frame.
const EDGE: f64 = 56.0;
const STEP: i32 = 14;

/// A pointer that is down on a card.
#[derive(Clone, Copy)]
struct Press {
    pointer: i32,
    cell: Cell,
    row: u32,
    at: usize,
    start: (f64, f64),
    now: (f64, f64),
    grip: (f64, f64),
    width: f64,
    timer: Option<TimeoutHandle>,
    lifted: bool,
    /// Whether a frame is asked for that brings ghost and target up to date.
    awaits_frame: bool,
}

/// A card that lies where it was let go of: its change, where it can come there.
struct Landing(Option<Carried>);

thread_local! {
    /// One pointer carries at a time.
    static PRESS: std::cell::Cell<Option<Press>> = const { std::cell::Cell::new(None) };
    /// Whether the next click ends a drag and must not follow the link.
    static SWALLOW: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
    /// The card that was let go of, as long as what that changes is still to be worked out.
    static LANDING: RefCell<Option<Landing>> = const { RefCell::new(None) };
}

/// A pointer goes down on the board: on a card it may become a drag.
pub(super) fn press(state: BoardState, event: &PointerEvent) {
    SWALLOW.set(false);
    let under = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let Some((cell, row)) = under.as_ref().and_then(focus::of) else { return };
    let on_button = under.as_ref().is_some_and(|element| element.closest("button").ok().flatten().is_some());
    let is_busy = PRESS.get().is_some() || LANDING.with_borrow(Option::is_some);
    if event.button() != 0 || !event.is_primary() || on_button || state.is_past() || is_busy {
        return;
    }
    let place = state.place_of(cell, row);
    let card = under.and_then(|under| under.closest(".deal").ok().flatten());
    let (Some(at), Some(bounds)) = (place, card.map(|card| card.get_bounding_client_rect())) else { return };
    if event.pointer_type() != "touch" {
        // A card that a mouse carries need not have the focus, which costs a layout when it goes.
        event.prevent_default();
    }
    let start = (f64::from(event.client_x()), f64::from(event.client_y()));
    let pointer = event.pointer_id();
    let timer = (event.pointer_type() == "touch")
        .then(|| {
            let lift_now = move || {
                if let Some(press) = PRESS.get().filter(|press| press.pointer == pointer && !press.lifted) {
                    lift(state, press);
                }
            };
            set_timeout_with_handle(lift_now, LONG_PRESS).ok()
        })
        .flatten();
    let grip = (start.0 - bounds.left(), start.1 - bounds.top());
    PRESS.set(Some(Press {
        pointer,
        cell,
        row,
        at,
        start,
        now: start,
        grip,
        width: bounds.width(),
        timer,
        lifted: false,
        awaits_frame: false,
    }));
}

fn lift(state: BoardState, press: Press) {
    let Some(deal) = super::card::deal_of(state.app, press.row).map(DealId) else { return };
    let from = (press.cell, press.at);
    let press = Press { lifted: true, ..press };
    ground::forget();
    // The browser need not look what is under a mouse that is held; a finger is held anyway.
    if let Some(board) = document().query_selector(".board").ok().flatten().filter(|_| press.timer.is_none()) {
        // Fails only where the pointer is up again.
        drop(board.set_pointer_capture(press.pointer));
    }
    ghost::place(
        state,
        GhostPlace { x: press.now.0 - press.grip.0, y: press.now.1 - press.grip.1, width: press.width },
    );
    state.carry.set(Some(Carry { deal, row: press.row, from, to: from, by_pointer: true }));
    await_frame(state, press);
}

/// Brings ghost and target up to date with the pointer. What the page looks like is read before
/// anything is written, so that it is laid out once a frame.
fn follow(state: BoardState, press: Press) {
    let to = target(state, press);
    ghost::place(
        state,
        GhostPlace { x: press.now.0 - press.grip.0, y: press.now.1 - press.grip.1, width: press.width },
    );
    if let (Some(to), Some(carry)) = (to, state.carry.get_untracked())
        && carry.to != to
    {
        state.carry.set(Some(Carry { to, ..carry }));
    }
}

/// The cell and place under the pointer. A column's head and foot are as good as its cards.
fn target(state: BoardState, press: Press) -> Option<(Cell, usize)> {
    if !untrack(|| state.has_lanes()) {
        let under = ground::read(state, |ground| ground.under(press.now)).flatten();
        return under.map(|(cell, at)| own(state, press, cell, at));
    }
    #[expect(clippy::cast_possible_truncation, reason = "pixels")]
    let under = document().element_from_point(press.now.0 as f32, press.now.1 as f32)?;
    let section = under.closest(".column, [data-cell]").ok().flatten()?;
    let body =
        if section.has_attribute("data-cell") { section } else { section.query_selector("[data-cell]").ok()?? };
    let cell = Cell::parse(&body.get_attribute("data-cell")?)?;
    let (_, list) = focus::parts(cell)?;
    let slots = state.count_now(cell)
        + usize::from(state.carry.get_untracked().is_some_and(|carry| carry.to.0 == cell && carry.to != carry.from));
    let above = press.now.1 - list.get_bounding_client_rect().top();
    let pitch = cards::pitch(&list, slots.max(1));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a list, from pixels")]
    let at = (above.max(0.0) / pitch) as usize;
    Some(own(state, press, cell, at))
}

/// A place that a cell has. Over its own place, or right below it, nothing would move.
fn own(state: BoardState, press: Press, cell: Cell, at: usize) -> (Cell, usize) {
    let at = at.min(state.count_now(cell));
    let own = cell == press.cell && (at == press.at || at == press.at + 1);
    if own { (press.cell, press.at) } else { (cell, at) }
}

/// Keeps where the pointer is for the next frame: it moves more often than the page is drawn, and
/// while it rests there is nothing to draw.
fn await_frame(state: BoardState, press: Press) {
    PRESS.set(Some(Press { awaits_frame: true, ..press }));
    if !press.awaits_frame {
        request_animation_frame(move || frame(state, press.pointer));
    }
}

/// Follows the pointer; goes on by itself while something scrolls under it.
fn frame(state: BoardState, pointer: i32) {
    let Some(press) = PRESS.get().filter(|press| press.lifted && press.pointer == pointer) else { return };
    let press = Press { awaits_frame: false, ..press };
    PRESS.set(Some(press));
    let scrolled = scroll_at_edges(state, press);
    follow(state, press);
    if scrolled {
        await_frame(state, press);
    }
}

/// Scrolls what the pointer is at the edge of; says whether anything did.
fn scroll_at_edges(state: BoardState, press: Press) -> bool {
    let mut scrolled = false;
    let step = |at: f64, (low, high): (f64, f64)| {
        if at < low + EDGE {
            -STEP
        } else if at > high - EDGE {
            STEP
        } else {
            0
        }
    };
    let cell = state.carry.get_untracked().map(|carry| carry.to.0);
    let known = |cell: Cell| ground::read(state, |ground| ground.body(cell)).flatten();
    let in_lane = |cell: Cell| {
        let (body, _) = focus::parts(cell)?;
        let edges = Edges::of(&body);
        Some((body, edges))
    };
    if let Some((body, edges)) = cell.and_then(|cell| known(cell).or_else(|| in_lane(cell))) {
        let by = step(press.now.1, edges.down);
        if by != 0 {
            let before = body.scroll_top();
            body.set_scroll_top(before + by);
            scrolled |= body.scroll_top() != before;
        }
    }
    if let Some((board, edges)) = ground::read(state, Ground::board) {
        let by = step(press.now.0, edges.across);
        if by != 0 && board.scroll_width() > board.client_width() {
            let before = board.scroll_left();
            board.set_scroll_left(before + by);
            scrolled |= board.scroll_left() != before;
        }
        // Lanes lie below one another.
        let by = step(press.now.1, edges.down);
        if by != 0 && board.scroll_height() > board.client_height() {
            let before = board.scroll_top();
            board.set_scroll_top(before + by);
            scrolled |= board.scroll_top() != before;
        }
    }
    if scrolled {
        ground::forget();
    }
    scrolled
}

fn end(state: BoardState, drop: bool) {
    let Some(press) = PRESS.take() else { return };
    if let Some(timer) = press.timer {
        timer.clear();
    }
    if press.lifted {
        SWALLOW.set(true);
        // The click that ends a drag comes before any timer; where the card was drawn anew none
        // comes, and the next one is meant.
        set_timeout(|| SWALLOW.set(false), Duration::ZERO);
        if drop {
            // The pointer may have moved since the last frame.
            follow(state, press);
            land(state);
        } else {
            state.cancel();
        }
        ground::forget();
    }
}

/// Shows the card where it was let go of; what that changes is worked out once this is on the screen.
fn land(state: BoardState) {
    let is_elsewhere = state.carry.with_untracked(|carry| carry.is_some_and(|carry| carry.to != carry.from));
    if !is_elsewhere {
        state.drop_carried();
        return;
    }
    LANDING.set(Some(Landing(state.as_command())));
    request_animation_frame(move || {
        if LANDING.with_borrow(Option::is_some) && !state.is_gone() {
            ghost::land(state);
        }
        // A timer set in a frame comes when it has been painted.
        set_timeout(move || landed(state), Duration::ZERO);
    });
    // A page that nobody sees has no frames.
    set_timeout(move || landed(state), UNSEEN);
}

fn landed(state: BoardState) {
    if !state.is_gone() && LANDING.take().is_some() {
        state.drop_carried();
    }
}

/// Listens while the board is shown.
pub(super) fn listen(state: BoardState) {
    let moved = window_event_listener(ev::pointermove, move |event| {
        let Some(mut press) = PRESS.get().filter(|press| press.pointer == event.pointer_id()) else { return };
        press.now = (f64::from(event.client_x()), f64::from(event.client_y()));
        let far = (press.now.0 - press.start.0).hypot(press.now.1 - press.start.1) > SLOP;
        if press.lifted {
            await_frame(state, press);
        } else if far && event.pointer_type() == "touch" {
            // A finger that moves before it has rested scrolls.
            end(state, false);
        } else if far {
            lift(state, press);
        } else {
            PRESS.set(Some(press));
        }
    });
    let up = window_event_listener(ev::pointerup, move |event| {
        if PRESS.get().is_some_and(|press| press.pointer == event.pointer_id()) {
            end(state, true);
        }
    });
    let cancelled = window_event_listener(ev::pointercancel, move |_| end(state, false));
    let key = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" && PRESS.get().is_some() {
            end(state, false);
        }
    });
    let menu = window_event_listener(ev::contextmenu, move |event| {
        if PRESS.get().is_some_and(|press| press.timer.is_some()) {
            event.prevent_default();
        }
    });
    let resize = window_event_listener(ev::resize, |_| ground::forget());
    // Dropped with the owner of the board.
    StoredValue::new_local(hold_scroll());
    // A second finger zooms: nothing is lifted or carried by the first any longer.
    let fingers = window_event_listener(ev::touchstart, move |event| {
        if event.touches().length() > 1 {
            end(state, false);
        }
    });
    on_cleanup(move || {
        // What was let go of is dropped, also where the page is left at once: behind it, nothing of it
        // is asked any more.
        if let Some(Landing(Some(carried))) = LANDING.take() {
            let app = state.app;
            set_timeout(move || drop(app.act(&carried)), Duration::ZERO);
        }
        end(state, false);
        fingers.remove();
        moved.remove();
        up.remove();
        cancelled.remove();
        menu.remove();
        key.remove();
        resize.remove();
    });
}

/// Keeps the page still under a finger that carries a card, and the link of a dropped card unfollowed;
/// hears what scrolls. All need listeners that Leptos does not offer: not passive, and before all others.
fn hold_scroll() -> Held {
    let still = Closure::new(|event: web_sys::Event| {
        if PRESS.get().is_some_and(|press| press.lifted) && event.cancelable() {
            event.prevent_default();
        }
    });
    let swallow = Closure::new(|event: web_sys::Event| {
        if SWALLOW.replace(false) {
            event.prevent_default();
            event.stop_propagation();
        }
    });
    let scrolled = Closure::new(|_: web_sys::Event| ground::forget());
    let options = web_sys::AddEventListenerOptions::new();
    options.set_passive(false);
    options.set_capture(true);
    let held: Vec<Listener> = vec![("touchmove", still), ("click", swallow), ("scroll", scrolled)];
    for (name, closure) in &held {
        let callback = closure.as_ref().unchecked_ref();
        drop(window().add_event_listener_with_callback_and_add_event_listener_options(name, callback, &options));
    }
    Held(held)
}

/// Listeners that go when it is dropped.
struct Held(Vec<Listener>);

/// The name of an event and what hears it.
type Listener = (&'static str, Closure<dyn Fn(web_sys::Event)>);

impl Drop for Held {
    fn drop(&mut self) {
        for (name, closure) in &self.0 {
            let callback = closure.as_ref().unchecked_ref();
            drop(window().remove_event_listener_with_callback_and_bool(name, callback, true));
        }
    }
}
