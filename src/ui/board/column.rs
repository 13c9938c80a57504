//! A column: its figures, and only those of its cards that are in sight.

use leptos::html::{Div, Ul};
use leptos::prelude::*;

use super::card::{Common, face};
use super::paint::{Going, Painter, Wanted, Words};
use super::state::{Same, use_board};
use crate::model::Id;
use crate::model::records::StageId;
use crate::pipeline::board::Board;
use crate::query::MoneyBag;
use crate::ui::context::App;
use crate::ui::parts::money;

/// Cards rendered beyond the edge of what is in sight.
const SPARE: usize = 4;
/// Height of a card with its gap before it has been measured.
const GUESS: f64 = 88.0;

/// The height of a card with its gap, from the height that the style sheet gives the list.
pub(super) fn pitch(list: &web_sys::HtmlElement, cards: usize) -> f64 {
    let height = f64::from(list.offset_height());
    #[expect(clippy::cast_precision_loss, reason = "a count of cards")]
    if cards > 0 && height > 0.0 { height / cards as f64 } else { GUESS }
}

/// A stage and its deals.
#[component]
pub(super) fn StageColumn(
    /// The stage.
    stage: StageId,
) -> impl IntoView {
    let state = use_board();
    let app = state.app;
    let column = Memo::new(move |_| state.column(stage).map(Same));
    let of = move |read: fn(&crate::pipeline::board::Column) -> usize| {
        column.with(|column| column.as_ref().map_or(0, |column| read(&column.0)))
    };
    let count = move || of(|column| column.rows.len());
    let (body, list) = (NodeRef::<Div>::new(), NodeRef::<Ul>::new());
    let range = RwSignal::new((0_usize, in_window()));
    let measure = move || {
        let (Some(body), Some(list)) = (body.get_untracked(), list.get_untracked()) else { return };
        let slots = untrack(|| count() + usize::from(is_target(state, stage)));
        let pitch = pitch(&list, slots);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a list, from pixels")]
        let at = |pixels: f64| (pixels.max(0.0) / pitch) as usize;
        let top = f64::from(body.scroll_top());
        let (first, last) = (at(top), at(top + f64::from(body.client_height())) + 1);
        let seen = (first.saturating_sub(SPARE), last + SPARE);
        if range.get_untracked() != seen {
            range.set(seen);
        }
    };
    let resize = window_event_listener(leptos::ev::resize, move |_| measure());
    on_cleanup(move || resize.remove());
    let slot =
        move || state.carry.get().filter(|carry| carry.to.0 == stage && carry.to != carry.from).map(|carry| carry.to.1);
    let going = Memo::new(move |_| Going {
        room: slot(),
        carried: state.carry.get().filter(|carry| carry.from.0 == stage).map(|carry| (carry.row, carry.by_pointer)),
    });
    let painter = StoredValue::new_local(None::<Painter>);
    // Both run as parts of the view: an effect of its own may be lost where the page came late.
    let paint = move || {
        let (Some(list), Some(column)) = (list.get(), column.get()) else { return };
        let (first, last) = range.get();
        let rows = &column.0.rows;
        let last = last.min(rows.len());
        let first = first.min(last);
        let common = Common { stage: &column.0.stage, moment: state.moment() };
        let wanted = app.read(|desk| {
            let want = |at: usize| Wanted { at, row: rows[at], face: face(app, desk, common, rows[at]) };
            (first..last).map(want).collect()
        });
        let of = rows.len();
        painter.update_value(|painter| {
            painter.get_or_insert_with(|| Painter::new((*list).clone(), words(state))).paint(wanted, of);
        });
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
        count();
        request_animation_frame(measure);
    };
    let name = move || {
        column.with(|column| column.as_ref().and_then(|column| column.0.stage.name.clone()).unwrap_or_default())
    };
    let heading = format!("stage-{}", Id::from(stage));
    let kind = move || {
        column.with(|column| column.as_ref().and_then(|column| column.0.stage.kind.clone()).unwrap_or_default())
    };
    view! {
        <section class="column" class:is-target=move || is_target(state, stage) data-kind=kind data-stage=Id::from(stage).to_string()>
            <header class="column-head">
                <h2 class="column-name" id=heading.clone()>{name}</h2>
                <Figures stage=stage/>
            </header>
            <div class="column-body" node_ref=body on:scroll=move |_| measure()>
                <ul class="column-list" role="list" aria-labelledby=heading node_ref=list style=("--n", move || (count() + usize::from(slot().is_some())).to_string())>
                    {move || slot().map(|at| view! { <li class="deal-slot" role="presentation" style=("--i", at.to_string())></li> })}
                </ul>
                {paint}
                {arrange}
                {measured}
                <Show when=move || count() == 0>
                    <p class="column-empty">{t!(app, "board-column-empty")}</p>
                </Show>
            </div>
        </section>
    }
}

/// How many cards a window can hold at most, before anything has been measured.
fn in_window() -> usize {
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(900.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a height in pixels")]
    let cards = (height / GUESS) as usize;
    cards + 1
}

fn words(state: super::state::BoardState) -> Words {
    let app = state.app;
    Words {
        move_to: t!(app, "board-move-to"),
        estimate: t!(app, "deal-estimate"),
        estimate_why: t!(app, "deal-estimate-why"),
        fixed: state.is_past(),
    }
}

fn is_target(state: super::state::BoardState, stage: StageId) -> bool {
    state.carry.get().is_some_and(|carry| carry.to.0 == stage)
}

/// Count, sum, weighted sum and mean age.
#[component]
fn Figures(stage: StageId) -> impl IntoView {
    let state = use_board();
    // Written anew only where a figure has changed.
    let shown = Memo::new(move |_| {
        let column = state.column(stage)?;
        // How full the stage is beside the fullest.
        let counts = |board: &Same<Board>| board.0.columns.iter().map(|column| column.count).max();
        let most = state.board.with(|board| board.as_ref().and_then(counts));
        let share = column.count * 100 / most.unwrap_or(0).max(1);
        Some((column.rows.len(), column.sum.clone(), column.weighted.clone(), column.mean_age, share))
    });
    move || shown.get().map(|(count, sum, weighted, age, share)| figures(state.app, count, &sum, &weighted, age, share))
}

fn figures(app: App, count: usize, sum: &MoneyBag, weighted: &MoneyBag, age: Option<f64>, share: u64) -> AnyView {
    let age = match age {
        Some(days) => t!(app, "board-column-age", days = app.format().number(days, 0)),
        None => t!(app, "board-column-no-age"),
    };
    let share = format!("{share}%");
    view! {
        <span class="column-count">{money::count(&app, count)}</span>
        <span class="column-sum">{money::bag(&app, sum)}</span>
        <span class="column-more">
            <span>{t!(app, "board-column-weighted", sum = money::short(&app, weighted))}</span>
            <span>{age}</span>
        </span>
        <span class="column-meter" style=("--v", share)></span>
    }
    .into_any()
}
