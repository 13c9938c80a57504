//! The strip: every deal a square, coloured by age, amount or risk. The square under the pointer or
//! the keys is named; Enter or a press opens it. A table stands in for the picture.

use std::sync::Arc;

use leptos::ev;
use leptos::html::{Canvas, Div};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::draw::{Drawing, draw};
use super::legend;
use crate::model::Id;
use crate::model::records::Deal;
use crate::pipeline::heat::{By, Heat, heat};
use crate::pipeline::zoom::{Level, Step, Strip};
use crate::ui::board::card::{Common, face};
use crate::ui::board::state::{BoardState, Same, use_board};
use crate::ui::parts::money;
use crate::ui::parts::theme::{Theme, computed};
use crate::ui::route::{Place, Route};

/// The strip of a board.
#[derive(Clone, Copy)]
struct Shown {
    state: BoardState,
    scroll: NodeRef<Div>,
    canvas: NodeRef<Canvas>,
    heat: Memo<Option<Same<Heat>>>,
    strip: Memo<Option<Strip>>,
    /// Width and height of what is in sight.
    area: RwSignal<(f64, f64)>,
    /// The square that is named.
    spot: RwSignal<Option<(usize, usize)>>,
    /// Whether a finger named it: it opens by a link, or when it is touched once more.
    by_touch: RwSignal<bool>,
    /// Whether the finger that is down has only just named it.
    only_named: StoredValue<bool>,
    /// The colours of the bands and of the mark, since they may have changed.
    colours: StoredValue<Option<Vec<String>>>,
    /// Whether a frame is awaited in which the strip is painted.
    awaited: StoredValue<bool>,
}

/// The strip.
#[component]
pub(in crate::ui::board) fn StripBoard(
    /// The name of the pipeline.
    #[prop(into)]
    name: Signal<String>,
) -> impl IntoView {
    let shown = Shown::new(use_board());
    let (state, zoom) = (shown.state, shown.state.zoom());
    let app = state.app;
    let is_table = RwSignal::new(false);
    let resize = window_event_listener(ev::resize, move |_| shown.measure());
    on_cleanup(move || resize.remove());
    StoredValue::new_local(Theme::listen(move || shown.draw_anew()));
    // Parts of the view listen: an effect may be lost where the page came late.
    let drawn = move || {
        shown.strip.track();
        shown.heat.track();
        shown.canvas.track();
        shown.draw_anew();
    };
    let measured = move || {
        shown.scroll.track();
        state.board.track();
        request_animation_frame(move || shown.measure());
    };
    let by = move |event: web_sys::Event| {
        let by = By::parse(&event_target_value(&event)).filter(|by| *by != By::default());
        app.refine(&app.place.get_untracked().set("heat", by.map(|by| by.name().to_owned())));
    };
    let choices = By::ALL.map(|by| {
        let words = match by {
            By::Age => t!(app, "heat-by-age"),
            By::Amount => t!(app, "heat-by-amount"),
            By::Risk => t!(app, "heat-by-risk"),
        };
        view! { <option value=by.name() selected=move || zoom.by.get() == by>{words}</option> }
    });
    let legend = move || shown.heat.get().map(|heat| legend::legend(app, &heat.0));
    let table = move || {
        is_table.get().then(|| shown.heat.get().map(|heat| legend::table(app, &heat.0, &shown.stages()))).flatten()
    };
    // The mark lies over the canvas, which is not painted anew for each square that is pointed at.
    let mark = move || {
        let (strip, spot) = (shown.strip.get()?, shown.spot.get()?);
        let ((x, y), side) = (strip.corner(spot)?, strip.cell);
        let px = |length: f64| format!("{length}px");
        Some(
            view! { <span class="strip-mark" style=("--x", px(x)) style=("--y", px(y)) style=("--side", px(side))></span> },
        )
    };
    let link = move || {
        let place = shown.by_touch.get().then(|| shown.place()).flatten()?;
        Some(view! { " "<a class="link" href=place.href()>{t!(app, "file-open")}</a> })
    };
    view! {
        <section class="strip" aria-label=move || t!(app, "strip-title", name = name.get())>
            <div class="strip-head">
                <label class="strip-by"><span>{t!(app, "heat-by")}</span><select class="input" on:change=by>{choices.collect_view()}</select></label>
                <button class="chip" type="button" aria-pressed=move || is_table.get().to_string() on:click=move |_| is_table.update(|on| *on = !*on)>{t!(app, "chart-table")}</button>
                {legend}
            </div>
            {table}
            <div class="strip-names" aria-hidden="true">{move || shown.names()}</div>
            <div class="strip-scroll" node_ref=shown.scroll tabindex="0" role="group" aria-label=t!(app, "strip-keys") aria-describedby="strip-told"
                on:keydown=move |event| shown.key(&event)
                on:focus=move |_| shown.begin()
                on:wheel=move |event| zoom.wheel(&event)
                on:touchstart=move |event| zoom.touch(&event)
                on:scroll=move |_| shown.draw_soon()>
                <div class="strip-ground" style=("--h", move || format!("{}px", shown.strip.with(|strip| strip.as_ref().map_or(0.0, |strip| strip.height.ceil()))))>
                    <canvas class="strip-canvas" node_ref=shown.canvas aria-hidden="true" style=("--a", move || format!("{}px", shown.area.get().1))
                        on:pointermove=move |event| { shown.point(&event); } on:pointerdown=move |event| shown.press(&event)
                        on:click=move |event| shown.click(&event)></canvas>
                    {mark}
                </div>
            </div>
            <p class="strip-told" id="strip-told">{move || shown.told()}{link}</p>
            {drawn}{measured}
        </section>
    }
}

impl Shown {
    fn new(state: BoardState) -> Self {
        let zoom = state.zoom();
        let area = RwSignal::new((0.0, 0.0));
        let heat = Memo::new(move |_| {
            let (board, by) = (state.board.get()?, zoom.by.get());
            let columns: Vec<_> =
                board.0.columns.iter().map(|column| (&column.stage, column.rows.as_slice())).collect();
            state.app.read(|desk| {
                state
                    .times()
                    .look(desk, |book, moment| Some(Same(Arc::new(heat(book, &desk.zone, moment, by, &columns)))))
            })
        });
        let strip = Memo::new(move |_| {
            let (counts, area) = (counts(state), area.get());
            let Level::Strip(part) = zoom.level.get() else { return None };
            (area.0 > 0.0).then(|| Strip::new(&counts, area, part))
        });
        let (scroll, canvas) = (NodeRef::new(), NodeRef::new());
        let spot = RwSignal::new(None);
        let (by_touch, only_named) = (RwSignal::new(false), StoredValue::new(false));
        let (colours, awaited) = (StoredValue::new(None), StoredValue::new(false));
        Self { state, scroll, canvas, heat, strip, area, spot, by_touch, only_named, colours, awaited }
    }

    fn measure(self) {
        let Some(scroll) = self.scroll.try_get_untracked().flatten() else { return };
        let area = (f64::from(scroll.client_width()), f64::from(scroll.client_height()));
        if self.area.try_get_untracked().is_some_and(|have| have != area) {
            self.area.set(area);
        }
    }

    /// Paints it in the next frame, in colours read anew.
    fn draw_anew(self) {
        self.colours.try_set_value(None);
        self.draw_soon();
    }

    /// Paints it once in the next frame, however often it is asked for.
    fn draw_soon(self) {
        if self.awaited.try_update_value(|awaited| std::mem::replace(awaited, true)) == Some(false) {
            request_animation_frame(move || {
                self.awaited.try_set_value(false);
                self.draw();
            });
        }
    }

    fn draw(self) {
        let (Some(Some(canvas)), Some(Some(scroll))) =
            (self.canvas.try_get_untracked(), self.scroll.try_get_untracked())
        else {
            return;
        };
        let (Some(strip), Some(heat)) = (self.strip.get_untracked(), self.heat.get_untracked()) else { return };
        let colour = |at: usize| {
            let swatch = document().query_selector_all(".strip-legend .heat").ok()?.get(u32::try_from(at).ok()?)?;
            computed(&swatch.dyn_into().ok()?, "background-color")
        };
        let read = || (0..heat.0.bands.len()).map(|at| colour(at).unwrap_or_default()).collect();
        let colours = self.colours.get_value().unwrap_or_else(read);
        self.colours.set_value(Some(colours.clone()));
        let drawing = Drawing {
            strip: &strip,
            heat: &heat.0,
            colours: &colours,
            top: f64::from(scroll.scroll_top()),
            area: self.area.get_untracked(),
            ratio: window().device_pixel_ratio().max(1.0),
        };
        // Without a canvas the table says the same.
        draw(&canvas, &drawing);
    }

    fn stages(self) -> Vec<String> {
        let name = |column: &Arc<crate::pipeline::board::Column>| column.stage.name.clone().unwrap_or_default();
        self.state.board.with(|board| board.iter().flat_map(|board| &board.0.columns).map(name).collect())
    }

    /// The names of the stages above their columns.
    fn names(self) -> AnyView {
        let (app, counts) = (self.state.app, counts(self.state));
        let spans = self.strip.get().map(|strip| strip.spans).unwrap_or_default();
        let name = |((name, span), count): ((String, crate::pipeline::zoom::Span), usize)| {
            let (left, width) = (format!("{}px", span.left.round()), format!("{}px", span.width.round()));
            view! { <span class="strip-name" style=("--x", left) style=("--w", width)>{name}" "<span class="second">{money::count(&app, count)}</span></span> }
        };
        self.stages().into_iter().zip(spans).zip(counts).map(name).collect_view().into_any()
    }

    /// The row of the square that is named.
    fn row(self) -> Option<(usize, u32)> {
        let (column, place) = self.spot.get()?;
        self.state.board.with(|board| Some((column, *board.as_ref()?.0.columns.get(column)?.rows.get(place)?)))
    }

    /// The named deal in words.
    fn told(self) -> String {
        let (state, app) = (self.state, self.state.app);
        let Some((at, row)) = self.row() else { return t!(app, "strip-hint") };
        let Some(column) = state.board.with(|board| board.as_ref()?.0.columns.get(at).cloned()) else {
            return String::new();
        };
        let (stages, look) = (state.parts().stages.get(), state.parts().look.get());
        let face = app.read(|desk| {
            state.times().look(desk, |book, moment| {
                face(app, desk, Common { book, stages: &stages.0, look: &look.0, moment }, row)
            })
        });
        let stage = column.stage.name.clone().unwrap_or_default();
        t!(
            app,
            "strip-told",
            deal = face.title,
            stage = stage,
            amount = face.amount,
            age = face.age,
            person = face.person
        )
    }

    /// The first square, where none is named yet.
    fn begin(self) {
        if self.spot.get_untracked().is_none() {
            let first = counts(self.state).iter().position(|count| *count > 0);
            self.spot.set(first.map(|column| (column, 0)));
        }
    }

    /// The square under a pointer.
    fn under(self, event: &ev::MouseEvent) -> Option<(usize, usize)> {
        let scroll = self.scroll.get_untracked()?;
        let (x, y) = (f64::from(event.offset_x()), f64::from(event.offset_y()) + f64::from(scroll.scroll_top()));
        self.strip.with_untracked(|strip| strip.as_ref().and_then(|strip| strip.at(x, y)))
    }

    /// Names the square under a pointer; whether it was another one.
    fn point(self, event: &ev::MouseEvent) -> bool {
        let spot = self.under(event);
        let is_new = spot.is_some() && spot != self.spot.get_untracked();
        if is_new {
            self.spot.set(spot);
        }
        is_new
    }

    /// A finger cannot point before it presses: what it touches first is only named.
    fn press(self, event: &ev::PointerEvent) {
        let (touch, is_new) = (event.pointer_type() == "touch", self.point(event));
        self.by_touch.set(touch);
        self.only_named.set_value(touch && is_new);
    }

    fn click(self, event: &ev::MouseEvent) {
        // Its coordinates are whole pixels, those of the press parts of them: between small squares they may
        // name another one, and what was named is what opens.
        if self.under(event).is_some() && !self.only_named.get_value() {
            self.open();
        }
    }

    /// The page of the named deal.
    fn place(self) -> Option<Place> {
        let (_, row) = self.row()?;
        let deal: Option<Id> = self.state.peek(|book| book.of::<Deal>().id(row as usize));
        deal.map(|deal| Place::new(Route::deal(deal)))
    }

    fn open(self) {
        if let Some(place) = untrack(|| self.place()) {
            self.state.app.go(&place);
        }
    }

    fn key(self, event: &ev::KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let step = match event.key().as_str() {
            "ArrowLeft" => Step::Left,
            "ArrowRight" => Step::Right,
            "ArrowUp" => Step::Up,
            "ArrowDown" => Step::Down,
            "Home" => Step::First,
            "End" => Step::Last,
            "Enter" => {
                event.prevent_default();
                self.open();
                return;
            }
            _ => return,
        };
        event.prevent_default();
        self.begin();
        let Some(spot) = self.spot.get_untracked() else { return };
        let to = self.strip.with_untracked(|strip| strip.as_ref().map(|strip| (strip.step(spot, step), strip.clone())));
        let Some((to, strip)) = to else { return };
        self.by_touch.set(false);
        self.spot.set(Some(to));
        self.reveal(&strip, to);
        // Said for keys alone: a pointer passes over too many.
        let told = untrack(|| self.told());
        self.state.say(told);
    }

    /// Scrolls a square into sight.
    fn reveal(self, strip: &Strip, spot: (usize, usize)) {
        let (Some((_, y)), Some(scroll)) = (strip.corner(spot), self.scroll.get_untracked()) else { return };
        let (top, height) = (f64::from(scroll.scroll_top()), f64::from(scroll.client_height()));
        #[expect(clippy::cast_possible_truncation, reason = "pixels")]
        if y < top {
            scroll.set_scroll_top(y.floor() as i32);
        } else if y + strip.cell > top + height {
            scroll.set_scroll_top((y + strip.cell - height).ceil() as i32);
        }
    }
}

fn counts(state: BoardState) -> Vec<usize> {
    state.board.with(|board| board.iter().flat_map(|board| &board.0.columns).map(|column| column.rows.len()).collect())
}
