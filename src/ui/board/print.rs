//! The board on paper: its deals column by column, also those that are not in sight. Made only while it is
//! printed.

use leptos::ev;
use leptos::prelude::*;

use super::card::{Common, Face, face};
use super::cell::Col;
use super::state::{BoardState, use_board};
use crate::query::MoneyBag;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::{count, money};

/// Deals of a column that are printed at most; the rest is counted.
const MOST: usize = 200;

/// Prints the board.
#[component]
pub(super) fn PrintButton() -> impl IntoView {
    let state = use_board();
    let app = state.app;
    // A frame for the deals to be there.
    let press = move |_| {
        state.printing().set(true);
        request_animation_frame(|| request_animation_frame(|| drop(window().print())));
    };
    view! {
        <button class="button button-icon" type="button" aria-label=t!(app, "print-board") title=t!(app, "print-board") on:click=press><Icon name="print"/></button>
    }
}

/// What is printed in the place of the board.
#[component]
pub(super) fn Printed() -> impl IntoView {
    let state = use_board();
    let before = window_event_listener(ev::beforeprint, move |_| state.printing().set(true));
    let after = window_event_listener(ev::afterprint, move |_| state.printing().set(false));
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
    move || {
        state.printing().get().then(|| {
            let board = state.board.get();
            let stages = board.iter().flat_map(|board| &board.0.columns).map(|column| {
                let name = column.stage.name.clone().unwrap_or_default();
                printed(state, name, &column.rows, (&column.sum, &column.weighted))
            });
            let months = board.iter().flat_map(|board| &board.0.months).map(|column| {
                let name = state.col_name(Col::Month(column.month));
                printed(state, name, &column.rows, (&column.sum, &column.weighted))
            });
            let columns = stages.chain(months).collect_view();
            view! { <div class="print-board">{columns}</div> }
        })
    }
}

/// A column: its name, its deals, their sum and weighted sum.
fn printed(state: BoardState, name: String, rows: &[u32], (sum, weighted): (&MoneyBag, &MoneyBag)) -> AnyView {
    let app = state.app;
    let (stages, look) = (state.parts().stages.get(), state.parts().look.get());
    let faces: Vec<Face> = app.read(|desk| {
        state.times().look(desk, |book, moment| {
            let common = Common { book, stages: &stages.0, look: &look.0, moment };
            rows.iter().take(MOST).map(|row| face(app, desk, common, *row)).collect()
        })
    });
    let line = |face: Face| {
        let step = face.tag.map(|(_, words)| words);
        let due = face.due.map(|(day, _)| day);
        view! { <tr><td>{face.title}</td><td class="cell-num">{face.amount}</td><td>{face.person}</td><td class="cell-num">{face.age}</td><td>{step}</td><td>{due}</td></tr> }
    };
    let more = rows.len().checked_sub(MOST).filter(|more| *more > 0);
    let more = more.map(|more| view! { <p>{t!(app, "time-more", n = count::counted(&app, more))}</p> });
    let sums = [
        money::count(&app, rows.len()),
        money::bag(&app, sum),
        t!(app, "board-column-weighted", sum = money::short(&app, weighted)),
    ];
    view! {
        <section class="print-stage">
            <h2>{name}" · "{sums.join(" · ")}</h2>
            <table class="table">
                <thead><tr>
                    <th scope="col">{t!(app, "time-deal")}</th><th class="cell-num" scope="col">{t!(app, "time-value")}</th>
                    <th scope="col">{t!(app, "present-person")}</th><th class="cell-num" scope="col">{t!(app, "print-age")}</th>
                    <th scope="col">{t!(app, "next-step")}</th><th scope="col">{t!(app, "time-close")}</th>
                </tr></thead>
                <tbody>{faces.into_iter().map(line).collect_view()}</tbody>
            </table>
            {more}
        </section>
    }
    .into_any()
}
