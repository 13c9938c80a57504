//! The zoom of a board: from cards over rows to a strip in which every deal is a square. It stands in
//! the address; Ctrl and wheel, two fingers, + and -, and a control change it.

mod draw;
mod legend;
mod pinch;
mod strip;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::state::use_board;
use crate::pipeline::asked::{BY, MONTH};
use crate::pipeline::heat::By;
use crate::pipeline::zoom::{CARDS, LEAST_ROWS, Level, moved};
use crate::ui::context::App;
use crate::ui::parts::icon::Icon;

pub(super) use strip::StripBoard;

/// How much a key or button changes the zoom.
const STEP: i16 = 10;
/// How long the zoom rests before the address follows.
const REST: Duration = Duration::from_millis(250);
/// Pixels of a wheel for one step of a hundred.
const WHEEL: f64 = 6.0;

thread_local! {
    /// Parts of a step that a wheel has turned.
    static TURNED: Cell<f64> = const { Cell::new(0.0) };
}

/// What is done once something rests.
type Later = Rc<RefCell<dyn FnMut(())>>;

/// The zoom of a board.
#[derive(Clone, Copy)]
pub(super) struct Zoom {
    app: App,
    /// The zoom while it changes, before the address follows.
    live: RwSignal<Option<u8>>,
    /// From 0, every deal in sight, to 100, full cards.
    part: Memo<u8>,
    /// What is shown at it.
    pub(super) level: Memo<Level>,
    /// By what the strip is coloured.
    pub(super) by: Memo<By>,
    commit: StoredValue<Later, LocalStorage>,
}

impl Zoom {
    /// What the address says.
    pub(super) fn new(app: App) -> Self {
        let live = RwSignal::new(None);
        let placed = app.of_page(|place| place.get("zoom").and_then(|zoom| zoom.parse().ok()).unwrap_or(CARDS));
        // By month deals stand in no stage, so there is no strip.
        let by_month = app.of_page(|place| place.get(BY) == Some(MONTH));
        let part = Memo::new(move |_| live.get().unwrap_or_else(|| placed.get()).min(CARDS));
        let commit = leptos::leptos_dom::helpers::debounce(REST, move |()| {
            if let Some(Some(zoom)) = live.try_get_untracked() {
                let zoom = Some(zoom).filter(|zoom| *zoom != CARDS);
                app.refine(&app.place.get_untracked().set("zoom", zoom.map(|zoom| zoom.to_string())));
                live.set(None);
            }
        });
        Self {
            app,
            live,
            part,
            level: Memo::new(move |_| Level::of(part.get().max(if by_month.get() { LEAST_ROWS } else { 0 }))),
            by: app.of_page(|place| place.get("heat").and_then(By::parse).unwrap_or_default()),
            commit: StoredValue::new_local(Rc::new(RefCell::new(commit)) as Later),
        }
    }

    fn to(self, zoom: u8) {
        if zoom != self.part.get_untracked() {
            self.live.set(Some(zoom));
            self.commit.with_value(|commit| (*commit.borrow_mut())(()));
        }
    }

    fn by(self, by: i16) {
        self.to(moved(self.part.get_untracked(), by));
        let words = self.words();
        self.app.heard.set(words);
    }

    /// What is shown, in words.
    fn words(self) -> String {
        let app = self.app;
        match self.level.get() {
            Level::Cards(_) => t!(app, "zoom-cards"),
            Level::Rows(_) => t!(app, "zoom-rows"),
            Level::Strip(_) => t!(app, "zoom-strip"),
        }
    }

    /// A wheel on the board: with Ctrl it zooms, as a pinch on a touchpad does.
    pub(super) fn wheel(self, event: &ev::WheelEvent) {
        if !event.ctrl_key() {
            return;
        }
        event.prevent_default();
        let turned = TURNED.get() - event.delta_y() / WHEEL;
        #[expect(clippy::cast_possible_truncation, reason = "a few steps at a time")]
        let whole = turned.clamp(-100.0, 100.0) as i16;
        TURNED.set(turned - f64::from(whole));
        self.to(moved(self.part.get_untracked(), whole));
    }

    /// A finger goes down on the board: two of them zoom.
    pub(super) fn touch(self, event: &ev::TouchEvent) {
        pinch::begin(self, event);
    }

    /// The zoom, read once.
    fn now(self) -> u8 {
        self.part.get_untracked()
    }

    /// Whether its page has been left.
    fn is_gone(self) -> bool {
        self.live.try_get_untracked().is_none()
    }
}

/// Keys that zoom, wherever the focus is but in a field.
fn listen(zoom: Zoom) {
    let keys = window_event_listener(ev::keydown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let is_typing = target.is_some_and(|target| {
            target.closest("input:not([type=range]), textarea, select, dialog[open]").ok().flatten().is_some()
        });
        if is_typing || event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        match event.key().as_str() {
            "+" | "=" => zoom.by(STEP),
            "-" | "−" => zoom.by(-STEP),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || keys.remove());
}

/// The control of the zoom.
#[component]
pub(super) fn ZoomControl() -> impl IntoView {
    let zoom = use_board().zoom();
    let app = zoom.app;
    listen(zoom);
    let slid = move |event: web_sys::Event| {
        if let Ok(to) = event_target_value(&event).parse() {
            zoom.to(to);
        }
    };
    view! {
        <span class="zoom" role="group" aria-label=t!(app, "zoom-title")>
            <button class="button button-quiet button-icon" type="button" aria-label=t!(app, "zoom-out") disabled=move || zoom.part.get() == 0 on:click=move |_| zoom.by(-STEP)><Icon name="minus" class="icon-small"/></button>
            <input class="zoom-slider" type="range" min="0" max=CARDS.to_string() step="1" aria-label=t!(app, "zoom-slider")
                prop:value=move || zoom.part.get().to_string() aria-valuetext=move || zoom.words() on:input=slid/>
            <button class="button button-quiet button-icon" type="button" aria-label=t!(app, "zoom-in") disabled=move || zoom.part.get() == CARDS on:click=move |_| zoom.by(STEP)><Icon name="plus" class="icon-small"/></button>
        </span>
    }
}
