//! Presenting: one deal after another in the board's order, large, for the sales meeting; in full
//! screen where the browser has it.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::state::{BoardState, use_board};
use crate::model::Id;
use crate::model::records::{Account, Deal, Person, Product, Stage, StageId};
use crate::pipeline::ageing::NextStep;
use crate::pipeline::board::card;
use crate::ui::context::App;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::page::{clear_root_attribute, set_root_attribute};
use crate::ui::parts::{count, money};
use crate::ui::route::{Place, Route};

/// The mark of the page while it presents.
const MARK: &str = "data-presenting";

/// The deal that the address presents.
pub(super) fn presented(app: App) -> Memo<Option<Id>> {
    app.of_page(|place| place.get("present").and_then(Id::parse))
}

/// Begins presenting with the first deal.
#[component]
pub(super) fn PresentButton() -> impl IntoView {
    let state = use_board();
    let app = state.app;
    let begin = move |_| {
        let Some(row) = untrack(|| order(state)).first().copied() else { return };
        full_screen(true);
        show(state, row, true);
    };
    view! {
        <button class="button button-icon" type="button" aria-label=t!(app, "present-open") title=t!(app, "present-open") on:click=begin><Icon name="screen"/></button>
    }
}

/// Rows of all columns, in the order of cards.
fn order(state: BoardState) -> Vec<u32> {
    state.board.with(|board| {
        let Some(board) = board else { return Vec::new() };
        let stages = board.0.columns.iter().flat_map(|column| column.rows.iter().copied());
        let months = board.0.months.iter().flat_map(|column| column.rows.iter().copied());
        stages.chain(months).collect()
    })
}

fn show(state: BoardState, row: u32, push: bool) {
    let Some(id) = state.peek(|book| book.of::<Deal>().id(row as usize)) else { return };
    let place = state.app.place.get_untracked().set("present", Some(id.to_string()));
    if push { state.app.go(&place) } else { state.app.refine(&place) }
}

/// Asks the browser for the whole screen, or gives it back. Where it has none, the page alone is large.
fn full_screen(on: bool) {
    let document = document();
    if !on {
        if document.fullscreen_element().is_some() {
            document.exit_fullscreen();
        }
    } else if document.fullscreen_enabled()
        && let Some(root) = document.document_element()
    {
        drop(root.request_fullscreen());
    }
}

fn leave(state: BoardState) {
    full_screen(false);
    state.app.go(&state.app.place.get_untracked().set("present", None));
}

/// The presented deal.
#[component]
pub(super) fn Present(
    /// The deal.
    #[prop(into)]
    deal: Signal<Option<Id>>,
) -> impl IntoView {
    let state = use_board();
    let app = state.app;
    set_root_attribute(MARK, "");
    on_cleanup(|| clear_root_attribute(MARK));
    let rows = Memo::new(move |_| order(state));
    let at = Memo::new(move |_| {
        let row = app.read(|desk| state.times().look(desk, |book, _| book.of::<Deal>().row(deal.get()?)));
        let row = u32::try_from(row?).ok()?;
        rows.with(|rows| rows.iter().position(|have| *have == row))
    });
    let to = move |place: usize| {
        let row = rows.with_untracked(|rows| rows.get(place.min(rows.len().saturating_sub(1))).copied());
        if let Some(row) = row {
            show(state, row, false);
        }
    };
    let next = move || to(at.get_untracked().map_or(0, |at| at + 1));
    let previous = move || to(at.get_untracked().map_or(0, |at| at.saturating_sub(1)));
    let keys = window_event_listener(ev::keydown, move |event| {
        let on_button = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let on_button = on_button.is_some_and(|target| target.closest("button, a").ok().flatten().is_some());
        if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        match event.key().as_str() {
            "ArrowRight" | "ArrowDown" | "PageDown" => next(),
            "ArrowLeft" | "ArrowUp" | "PageUp" => previous(),
            " " if !on_button => next(),
            "Home" => to(0),
            "End" => to(usize::MAX),
            "Escape" => leave(state),
            "f" | "F" => full_screen(document().fullscreen_element().is_none()),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || keys.remove());
    let place = move || {
        let (at, of) = (at.get().map_or(0, |at| at + 1), rows.with(Vec::len));
        t!(app, "present-place", at = money::count(&app, at), of = money::count(&app, of))
    };
    view! {
        <section class="present" aria-label=t!(app, "present-title")>
            <div class="present-bar">
                <span class="present-place" aria-live="polite">{place}</span>
                <button class="button" type="button" disabled=move || at.get() == Some(0) on:click=move |_| previous()><Icon name="left"/>{t!(app, "present-previous")}</button>
                <button class="button button-primary" type="button" disabled=move || at.get().is_some_and(|at| at + 1 >= rows.with(Vec::len)) on:click=move |_| next()>{t!(app, "present-next")}<Icon name="right"/></button>
                <button class="button wide-only" type="button" on:click=move |_| full_screen(document().fullscreen_element().is_none())><Icon name="screen"/>{t!(app, "present-full")}</button>
                <button class="button" type="button" on:click=move |_| leave(state)><Icon name="close"/>{t!(app, "present-leave")}</button>
            </div>
            {move || slide(state, deal.get()?)}
        </section>
    }
}

/// A deal in large type.
fn slide(state: BoardState, id: Id) -> Option<AnyView> {
    let app = state.app;
    app.read(|desk| {
        state.times().look(desk, |book, moment| {
            let row = book.of::<Deal>().row(id)?;
            let expected = |stage: Option<Id>| book.get::<Stage>(StageId(stage?))?.expected_days;
            let card = card(book, &desk.zone, moment, u32::try_from(row).ok()?, expected)?;
            let (deal, age) = (card.deal, card.age);
            let stage = deal.stage.and_then(|stage| book.get::<Stage>(StageId(stage)));
            let days = usize::try_from(age.days).unwrap_or(0);
            let name = |text: Option<String>| text.filter(|text| !text.is_empty());
            let account = deal.account.and_then(|id| book.get::<Account>(id.into())).and_then(|account| account.name);
            let owner = deal.owner.and_then(|id| book.get::<Person>(id.into())).and_then(|person| person.name);
            let product = deal.product.and_then(|id| book.get::<Product>(id.into())).and_then(|product| product.name);
            let is_open = stage.as_ref().is_some_and(|stage| stage.kind.as_deref() == Some("open"));
            let stage = stage.and_then(|stage| stage.name).map(|stage| {
                t!(app, "present-stage", stage = stage, age = t!(app, "board-days", n = count::counted(&app, days)))
            });
            let step = is_open.then(|| step(app, age.next, deal.next_step.as_deref()));
            let close = deal.expected_close.map(|day| desk.format.day(day));
            let amount = deal.amount.map(|amount| desk.format.money_sum(amount.minor.into(), amount.currency));
            let facts = [
                (t!(app, "present-account"), account),
                (t!(app, "time-stage"), stage),
                (t!(app, "present-person"), owner),
                (t!(app, "next-step"), step),
                (t!(app, "time-close"), close),
                (t!(app, "present-product"), product),
                (t!(app, "present-note"), deal.note),
            ];
            let facts = facts.into_iter().filter_map(|(label, text)| Some((label, name(text)?)));
            let facts = facts.map(|(label, text)| view! { <div><dt>{label}</dt><dd>{text}</dd></div> }).collect_view();
            let href = Place::new(Route::deal(id)).href();
            Some(
                view! {
                    <div class="present-slide" class:is-rotting=is_open && age.rotting>
                        <h1 class="present-name" tabindex="-1"><a href=href>{deal.title}</a></h1>
                        <p class="present-amount">{amount}</p>
                        {(is_open && age.rotting).then(|| view! { <p class="tag tag-bad">{t!(app, "heat-rots")}</p> })}
                        <dl class="present-facts">{facts}</dl>
                    </div>
                }
                .into_any(),
            )
        })
    })
}

/// The next step in words.
fn step(app: App, next: NextStep, what: Option<&str>) -> String {
    let what = what.map_or_else(|| t!(app, "next-step"), str::to_owned);
    match next {
        NextStep::None => t!(app, "next-none"),
        NextStep::Overdue(days) => {
            t!(app, "next-overdue", n = count::counted(&app, usize::try_from(days).unwrap_or(0)))
        }
        NextStep::Today => t!(app, "next-today", what = what),
        NextStep::On(day) => t!(app, "next-on", day = app.format().day(day), what = what),
    }
}
