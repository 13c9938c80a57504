//! A sketch of known places on which a place is set by a tap, or by the keys at its middle. Drawn on
//! the device: nothing is fetched.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::entry::Entry;
use crate::model::place::{Place, Point, Sketch};
use crate::model::{Datum, Value};
use crate::ui::context::App;
use crate::ui::parts::icon::Icon;
use crate::visits::known::{Known, areas, nearby};

/// Places that are drawn.
const DRAWN: usize = 150;
/// Places that are named.
const NAMED: usize = 12;
/// Pixels that a name takes.
const WIDE: f64 = 130.0;
const HIGH: f64 = 13.0;
/// The window in pixels of its own.
const SIZE: (f64, f64) = (480.0, 320.0);
/// Pixels of a step by a key.
const STEP: f64 = 40.0;
/// Pixels from which on a press moves the sketch instead of setting a place.
const DRAG: f64 = 5.0;
/// Longest bar.
const BAR: f64 = 120.0;

const MIDDLE: (f64, f64) = (SIZE.0 / 2.0, SIZE.1 / 2.0);

/// The way to the sketch; nothing where no place is known that one could find one's way by.
pub(super) fn sketch(app: App, entry: &Entry) -> Option<AnyView> {
    let now = entry.said(app).as_ref().and_then(point);
    let (known, areas) = app.peek(|desk| (nearby(desk.book(), now, DRAWN), areas(desk.book())));
    let points: Vec<Point> = known.iter().map(|known| known.point).collect();
    let start = Sketch::of(now.as_slice(), SIZE).or_else(|| Sketch::of(&points, SIZE))?;
    let (known, areas) = (StoredValue::new(known), StoredValue::new(areas));
    let open = RwSignal::new(false);
    let entry = StoredValue::new(entry.clone());
    let shown = move || open.get().then(|| Drawn { app, entry, known, areas, view: RwSignal::new(start) }.view());
    Some(
        view! {
            <div class="sketch">
                <button class="button" type="button" aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|open| *open = !*open)>
                    <Icon name="area" class="icon-small"/>{t!(app, "sketch-open")}
                </button>
                {shown}
            </div>
        }
        .into_any(),
    )
}

fn point(value: &Value) -> Option<Point> {
    match value {
        Value::Place(place) => Some(place.point()),
        _ => None,
    }
}

/// The sketch while it is open.
#[derive(Clone, Copy)]
struct Drawn {
    app: App,
    entry: StoredValue<Entry>,
    known: StoredValue<Vec<Known>>,
    areas: StoredValue<Vec<Known>>,
    view: RwSignal<Sketch>,
}

impl Drawn {
    fn set(self, spot: (f64, f64)) {
        let Some(point) = self.view.get_untracked().to_point(spot) else { return };
        let text = Place::new(point, Datum::Wgs84).text();
        self.entry.with_value(|entry| {
            entry.text.set(text);
            entry.error.set(None);
        });
        self.app.heard.set(t!(self.app, "sketch-set"));
    }

    fn change(self, change: impl FnOnce(Sketch) -> Sketch) {
        self.view.update(|view| *view = change(*view));
    }

    fn press(self, event: &KeyboardEvent) {
        let step = match event.key().as_str() {
            "ArrowLeft" => Some((-STEP, 0.0)),
            "ArrowRight" => Some((STEP, 0.0)),
            "ArrowUp" => Some((0.0, -STEP)),
            "ArrowDown" => Some((0.0, STEP)),
            "+" | "=" => return self.key(event, |view| view.magnified(1.5, MIDDLE)),
            "-" => return self.key(event, |view| view.magnified(1.0 / 1.5, MIDDLE)),
            "Enter" if !event.ctrl_key() && !event.meta_key() => {
                event.prevent_default();
                return self.set(MIDDLE);
            }
            _ => None,
        };
        if let Some(step) = step {
            self.key(event, |view| view.moved(step));
        }
    }

    fn key(self, event: &KeyboardEvent, change: impl FnOnce(Sketch) -> Sketch) {
        event.prevent_default();
        self.change(change);
    }

    /// What is drawn.
    fn drawing(self) -> AnyView {
        let view = self.view.get();
        let inside = |(x, y): &(f64, f64)| (-20.0..SIZE.0 + 20.0).contains(x) && (-20.0..SIZE.1 + 20.0).contains(y);
        let area = |known: &Known| {
            let spot = Some(view.to_window(known.point)).filter(inside)?;
            Some(
                view! { <text class="sketch-area" x=spot.0.to_string() y=spot.1.to_string()>{known.name.clone()}</text> },
            )
        };
        let mut named: Vec<(f64, f64)> = Vec::new();
        let mut dot = |known: &Known| {
            let (x, y) = Some(view.to_window(known.point)).filter(inside)?;
            // A name over another could be read by nobody.
            let free = named.len() < NAMED && named.iter().all(|(a, b)| (x - a).abs() > WIDE || (y - b).abs() > HIGH);
            if free {
                named.push((x, y));
            }
            let name = free.then(|| view! { <text class="sketch-name" x=(x + 7.0).to_string() y=(y + 4.0).to_string()>{known.name.clone()}</text> });
            Some(view! { <circle class="sketch-dot" cx=x.to_string() cy=y.to_string() r="4"></circle>{name} })
        };
        let areas: Vec<_> = self.areas.with_value(|all| all.iter().filter_map(area).collect());
        let dots: Vec<_> = self.known.with_value(|all| all.iter().filter_map(&mut dot).collect());
        let chosen = self.entry.with_value(|entry| entry.now(self.app)).as_ref().and_then(point).map(|point| {
            let (x, y) = view.to_window(point);
            view! { <circle class="sketch-chosen" cx=x.to_string() cy=y.to_string() r="8"></circle> }
        });
        let bar = view.bar(BAR);
        let (from, to, y) = (16.0, 16.0 + bar.pixels, SIZE.1 - 16.0);
        let path = format!("M{from} {}V{y}H{to}V{}", y - 6.0, y - 6.0);
        view! {
            {areas}{dots}{chosen}
            <path class="sketch-cross" d=format!("M{} {}v16M{} {}h16", MIDDLE.0, MIDDLE.1 - 8.0, MIDDLE.0 - 8.0, MIDDLE.1)></path>
            <path class="sketch-bar" d=path></path>
            <text class="sketch-name" x=from.to_string() y=(y - 10.0).to_string()>{length(self.app, bar.metres)}</text>
        }
        .into_any()
    }

    fn view(self) -> AnyView {
        let app = self.app;
        // Where a press began, and where it is: in the window.
        let press = StoredValue::new(None::<((f64, f64), (f64, f64))>);
        let down = move |event: PointerEvent| {
            if let Some((element, spot)) = spot(&event).filter(|_| event.is_primary()) {
                drop(element.set_pointer_capture(event.pointer_id()));
                press.set_value(Some((spot, spot)));
            }
        };
        let drag = move |event: PointerEvent| {
            let (Some((began, last)), Some((_, spot))) = (press.get_value(), spot(&event)) else { return };
            if far(began, spot) >= DRAG {
                self.change(|view| view.moved((last.0 - spot.0, last.1 - spot.1)));
                // From now on it is a drag, also where it comes back.
                press.set_value(Some(((f64::MIN, f64::MIN), spot)));
            }
        };
        let up = move |event: PointerEvent| {
            let (Some((began, _)), Some((_, spot))) = (press.get_value(), spot(&event)) else { return };
            press.set_value(None);
            if far(began, spot) < DRAG {
                self.set(spot);
            }
        };
        let magnify = move |times: f64| move |_| self.change(|view| view.magnified(times, MIDDLE));
        view! {
            <p class="field-hint">{t!(app, "sketch-hint")}</p>
            <svg class="sketch-window" viewBox=format!("0 0 {} {}", SIZE.0, SIZE.1) tabindex="0" role="application" aria-label=t!(app, "sketch-label")
                on:keydown=move |event| self.press(&event) on:pointerdown=down on:pointermove=drag on:pointerup=up on:pointercancel=move |_| press.set_value(None)>
                {move || self.drawing()}
            </svg>
            <span class="row">
                <button class="button button-icon" type="button" aria-label=t!(app, "sketch-in") on:click=magnify(2.0)><Icon name="plus"/></button>
                <button class="button button-icon" type="button" aria-label=t!(app, "sketch-out") on:click=magnify(0.5)><Icon name="minus"/></button>
                <button class="button" type="button" on:click=move |_| self.set(MIDDLE)>{t!(app, "sketch-here")}</button>
            </span>
        }
        .into_any()
    }
}

/// How far two spots are apart.
fn far(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

/// The spot of the window that a pointer is over.
fn spot(event: &PointerEvent) -> Option<(Element, (f64, f64))> {
    let element: Element = event.current_target()?.dyn_into().ok()?;
    let bounds = element.get_bounding_client_rect();
    let x = (f64::from(event.client_x()) - bounds.left()) / bounds.width() * SIZE.0;
    let y = (f64::from(event.client_y()) - bounds.top()) / bounds.height() * SIZE.1;
    (bounds.width() > 0.0).then_some((element, (x, y)))
}

/// A length on the ground in words.
fn length(app: App, metres: f64) -> String {
    let format = app.format();
    if metres < 1_000.0 {
        t!(app, "sketch-m", n = format.number(metres, 1))
    } else {
        t!(app, "sketch-km", n = format.number(metres / 1_000.0, 1))
    }
}
