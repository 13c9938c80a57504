//! Swimlanes: one below the other under the heads of the columns. Only lanes in sight hold cards, and
//! of those only the cards in sight are on the page.

use leptos::html::Section;
use leptos::prelude::*;

use super::add::QuickAdd;
use super::cards::Cards;
use super::cell::{Cell, Lane};
use super::column::{ColumnHead, heading};
use super::sight::Sight;
use super::state::{MOST_LANES, use_board};
use super::worth;
use crate::model::records::Deal;
use crate::model::{Kind, Record};
use crate::query::listing::{Shown, offered};
use crate::query::{Key, Source};
use crate::ui::context::App;
use crate::ui::list::words;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::money;

/// Cards of a cell that are seen without scrolling in it.
const ROWS: usize = 3;

/// What a lane is called.
pub(super) fn name(app: App, lanes: &Source, key: &Key) -> String {
    app.peek(|desk| {
        let table = desk.book().of::<Deal>();
        let end = Shown::of(lanes, desk.book(), table).and_then(|shown| shown.end(desk.book(), table));
        let of = end.map(|(table, column)| (table.key().as_ref(), column.field()));
        match key {
            Key::Empty => t!(app, "board-lane-none", field = words::path(&app, Deal::COLLECTION.key, lanes)),
            key => words::key(&app, of, key),
        }
    })
}

/// By what deals can be parted: text form and name.
pub(super) fn sources(app: App) -> Vec<(String, String)> {
    app.peek(|desk| {
        let (book, table) = (desk.book(), desk.book().of::<Deal>());
        let of = |shown: Shown| {
            let source = shown.source(book, table);
            let field = shown.end(book, table)?.1.field();
            let title = field.role == Some(crate::model::Role::Title);
            let source = match (shown, &field.kind) {
                (Shown::Since(_), _) | (_, Kind::Date) => source.month(),
                (_, Kind::Reference(_) | Kind::Choice(_)) => source,
                (Shown::Value(_), Kind::Text) if !title => source,
                _ => return None,
            };
            Some((source.to_string(), words::path(&app, Deal::COLLECTION.key, &source)))
        };
        offered(book, table).into_iter().filter_map(of).collect()
    })
}

/// The board in lanes.
#[component]
pub(super) fn Lanes() -> impl IntoView {
    let state = use_board();
    let app = state.app;
    let sight = Sight::new();
    let shown = move || state.parts().lanes.get();
    let more = move || {
        let of = state.board.with(|board| board.as_ref().map_or(0, |board| board.0.lanes.len()));
        let more = of.checked_sub(MOST_LANES).filter(|more| *more > 0)?;
        Some(view! { <p class="lane-rest">{t!(app, "board-lanes-more", n = money::count(&app, more))}</p> })
    };
    let columns = move || state.parts().columns.with(|columns| columns.len().to_string());
    view! {
        <div class="lanes" style=("--columns", columns)>
            <div class="lane-cells lane-columns">
                <For each=move || state.parts().columns.get() key=|col| *col let:col><ColumnHead col=col/></For>
            </div>
            <For each=shown key=|lane| *lane let:lane><LaneView lane=lane sight=sight/></For>
            {more}
        </div>
    }
}

/// A lane: its name and sums, and its cells.
#[component]
fn LaneView(lane: Lane, sight: Sight) -> impl IntoView {
    let state = use_board();
    let app = state.app;
    let node = NodeRef::<Section>::new();
    let near = sight.watch(node);
    let at = Memo::new(move |_| state.parts().lanes.with(|lanes| lanes.iter().position(|have| *have == lane)));
    let open = move || state.parts().folded.with(|folded| !folded.contains(&lane));
    let figures = Memo::new(move |_| {
        state.board.with(|board| {
            let board = &board.as_ref()?.0;
            let lane = board.lanes.get(at.get()?)?;
            Some((lane.count, lane.sum.clone(), lane.weighted.clone(), board.rates.clone()))
        })
    });
    // As high as its fullest cell, up to a bound: known before any of its cards is on the page.
    let rows = Memo::new(move |_| {
        let fullest = state.board.with(|board| {
            let cells = &board.as_ref()?.0.lanes.get(at.get()?)?.cells;
            cells.iter().map(|cell| cell.rows.len()).max()
        });
        fullest.unwrap_or(0).clamp(1, ROWS)
    });
    let carried = Memo::new(move |_| state.carry.get().is_some_and(|carry| carry.from.0.lane == lane));
    let cells = move || {
        let shown = open() && (near.get() || carried.get());
        shown.then(|| {
            view! {
                <For each=move || state.parts().columns.get() key=|col| *col let:col>
                    <Cards cell=Cell { lane, col } labelled=format!("{} lane-{}", heading(col), lane.0) most=ROWS/>
                </For>
            }
        })
    };
    // In its first column, which it names.
    let add = move || {
        let first = state.parts().columns.with(|columns| columns.first().copied());
        first.filter(|_| near.get()).map(|col| view! { <QuickAdd cell=Cell { lane, col }/> })
    };
    let fold = move |_| {
        state.parts().folded.update(|folded| {
            if !folded.remove(&lane) {
                folded.insert(lane);
            }
        });
    };
    let said = move || {
        figures.get().map(|(count, sum, weighted, rates)| {
            let n = usize::try_from(count).unwrap_or(usize::MAX);
            let sums = (worth::sum(app, &rates, &sum, false).text, worth::sum(app, &rates, &weighted, true).text);
            view! {
                <span class="lane-count">{t!(app, "board-lane-count", n = crate::ui::parts::count::counted(&app, n))}</span>
                <span class="lane-sum">{sums.0}</span>
                <span class="lane-more">{t!(app, "board-column-weighted", sum = sums.1)}</span>
            }
        })
    };
    view! {
        <section class="lane" data-lane=lane.0.to_string() aria-labelledby=format!("lane-{}", lane.0) node_ref=node>
            <header class="lane-head">
                <button class="lane-fold" type="button" aria-expanded=move || open().to_string() on:click=fold>
                    <Icon name="right" class="icon-small"/>
                    <span class="lane-name" id=format!("lane-{}", lane.0)>{move || { at.track(); state.lane_name(lane) }}</span>
                </button>
                {said}
            </header>
            {move || open().then(|| view! { <div class="lane-cells" style=("--rows", move || rows.get().to_string())>{cells}</div> })}
            {move || open().then(|| view! { <div class="lane-foot">{add}</div> })}
        </section>
    }
}
