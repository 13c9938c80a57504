//! The cards of a cell: only those in sight are on the page.

use leptos::html::{Div, Ul};
use leptos::prelude::*;

use super::card::{Common, facts, in_words};
use super::cell::{Cell, Col, Lane};
use super::paint::{Going, Painter, Wanted, Words};
use super::state::{BoardState, use_board};

/// Cards rendered beyond the edge of what is in sight.
const SPARE: usize = 4;
/// Height of a card with its gap before it has been measured.
const GUESS: f64 = 88.0;
/// What a line of name makes of it, at most.
const LINE: f64 = 20.0;
/// What stands above and below the cards of a column in any window, at least.
const ABOVE: f64 = 140.0;

/// The height of a card with its gap, from the height that the style sheet gives the list.
pub(super) fn pitch(list: &web_sys::HtmlElement, cards: usize) -> f64 {
    let height = f64::from(list.offset_height());
    #[expect(clippy::cast_precision_loss, reason = "a count of cards")]
    if cards > 0 && height > 0.0 { height / cards as f64 } else { GUESS }
}

/// How many cards of so many lines of name a window can hold at most, before anything has been measured.
fn in_window(lines: &str) -> usize {
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(900.0);
    let card = match lines {
        "1" => GUESS - LINE,
        "3" => GUESS + LINE,
        _ => GUESS,
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a height in pixels")]
    let cards = ((height - ABOVE).max(0.0) / card) as usize;
    cards + 1
}

fn words(state: BoardState) -> Words {
    let app = state.app;
    Words {
        move_to: t!(app, "board-move-to"),
        estimate: t!(app, "deal-estimate"),
        estimate_why: t!(app, "deal-estimate-why"),
    }
}

/// The scroller of a cell with its cards.
#[component]
pub(super) fn Cards(
    /// The cell.
    cell: Cell,
    /// Ids of what it is named by.
    labelled: String,
    /// Most cards that are in sight at once; none for as many as the window holds.
    #[prop(optional)]
    most: Option<usize>,
) -> impl IntoView {
    let state = use_board();
    let app = state.app;
    let count = Memo::new(move |_| state.count(cell));
    let (body, list) = (NodeRef::<Div>::new(), NodeRef::<Ul>::new());
    // What is in sight comes first, what is spared for scrolling a frame later.
    let in_sight = most.unwrap_or_else(|| in_window(state.parts().lines.get_untracked()));
    let range = RwSignal::new((0_usize, in_sight));
    let slot = Memo::new(move |_| {
        state.carry.get().filter(|carry| carry.to.0 == cell && carry.to != carry.from).map(|carry| carry.to.1)
    });
    let measure = move || {
        let (Some(body), Some(list)) = (body.try_get_untracked().flatten(), list.try_get_untracked().flatten()) else {
            return;
        };
        let pitch = pitch(&list, untrack(|| count.get() + usize::from(slot.get().is_some())));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a list, from pixels")]
        let at = |pixels: f64| (pixels.max(0.0) / pitch) as usize;
        let top = f64::from(body.scroll_top());
        let (first, last) = (at(top), at(top + f64::from(body.client_height())) + 1);
        let (from, to) = range.get_untracked();
        // What is rendered already is left as it is, as long as nothing in sight is missing.
        let far = first.saturating_sub(from) > 2 * SPARE + 2 || to.saturating_sub(last) > 4 * SPARE;
        if first < from || last > to || far {
            range.set((first.saturating_sub(SPARE), last + SPARE));
        }
    };
    let spare = move || {
        let has_more = count.try_get_untracked().is_some_and(|count| count > in_sight);
        if has_more && range.try_get_untracked() == Some((0, in_sight)) {
            range.set((0, in_sight + SPARE));
        }
    };
    request_animation_frame(move || request_animation_frame(spare));
    let resize = window_event_listener(leptos::ev::resize, move |_| measure());
    on_cleanup(move || resize.remove());
    let going = Memo::new(move |_| Going {
        room: slot.get(),
        carried: state.carry.get().filter(|carry| carry.from.0 == cell).map(|carry| (carry.row, carry.by_pointer)),
    });
    let painter = StoredValue::new_local(None::<Painter>);
    // All run as parts of the view: an effect of its own may be lost where the page came late.
    let paint = move || {
        let Some(list) = list.get() else { return };
        let (first, last) = range.get();
        let (stages, look) = (state.parts().stages.get(), state.parts().look.get());
        let shown = state.rows(cell, |rows| {
            let last = last.min(rows.len());
            let first = first.min(last);
            app.read(|desk| {
                state.times().look(desk, |book, moment| {
                    let common = Common { book, stages: &stages.0, look: &look.0, moment };
                    let want = |at: usize| Wanted { at, row: rows[at], facts: facts(app, desk, common, rows[at]) };
                    ((first..last).map(want).collect(), rows.len())
                })
            })
        });
        let Some((wanted, of)) = shown else { return };
        let fixed = state.is_past();
        painter.update_value(|painter| {
            let painter = painter.get_or_insert_with(|| Painter::new((*list).clone(), words(state)));
            painter.paint(wanted, of, fixed, |facts| app.peek(|desk| in_words(app, desk, facts)));
        });
        untrack(|| super::choose::mark(state, &list));
    };
    let marked = move || {
        if let Some(list) = list.get() {
            super::choose::mark(state, &list);
        }
    };
    // While something is carried, nothing is read: cards only make room.
    let arrange = move || {
        let going = going.get();
        painter.update_value(|painter| {
            if let Some(painter) = painter {
                painter.arrange(going);
            }
        });
    };
    // The size of things is known only once they are on the page, and again after each change.
    let measured = move || {
        count.track();
        state.parts().look.track();
        state.zoom().level.track();
        request_animation_frame(measure);
    };
    let is_target = Memo::new(move |_| state.carry.get().is_some_and(|carry| carry.to.0 == cell));
    let slots = move || (count.get() + usize::from(slot.get().is_some())).to_string();
    let plain = cell.lane == Lane::WHOLE && matches!(cell.col, Col::Stage(_));
    let nothing = if plain { t!(app, "board-column-empty") } else { t!(app, "board-cell-empty") };
    let empty = move || (count.get() == 0).then(|| view! { <p class="column-empty">{nothing.clone()}</p> });
    view! {
        <div class="column-body" class:is-target=is_target data-cell=cell.to_string() node_ref=body on:scroll=move |_| measure()>
            <ul class="column-list" role="list" aria-labelledby=labelled node_ref=list style=("--n", slots)>
                {move || slot.get().map(|at| view! { <li class="deal-slot" role="presentation" style=("--i", at.to_string())></li> })}
                <super::edit::EditCard cell=cell/>
            </ul>
            {paint}
            {marked}
            {arrange}
            {measured}
            {empty}
        </div>
    }
}
