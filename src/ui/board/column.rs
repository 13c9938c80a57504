//! A column: its figures, its cards, and the foot where a deal is added.

use leptos::prelude::*;

use super::add::QuickAdd;
use super::cards::Cards;
use super::cell::Col;
use super::figures::Figures;
use super::state::use_board;

/// The id of a column's heading.
pub(super) fn heading(col: Col) -> String {
    format!("col-{}", col.to_string().replace('=', "-"))
}

/// A column of its own, with its deals.
#[component]
pub(super) fn BoardColumn(
    /// What it stands for.
    col: Col,
) -> impl IntoView {
    view! {
        <section class="column" data-kind=kind(col)>
            <ColumnHead col=col/>
            <Cards cell=col.whole() labelled=heading(col)/>
            <QuickAdd cell=col.whole()/>
        </section>
    }
}

/// What a stage's deals are: open, won, lost.
pub(super) fn kind(col: Col) -> impl Fn() -> Option<String> {
    let state = use_board();
    move || match col {
        Col::Stage(stage) => {
            state.parts().stages.with(|stages| stages.0.iter().find(|one| one.id == stage)?.kind.clone())
        }
        Col::Month(_) => None,
    }
}

/// Name and figures of a column.
#[component]
pub(super) fn ColumnHead(
    /// What it stands for.
    col: Col,
) -> impl IntoView {
    let state = use_board();
    let name = Memo::new(move |_| state.col_name(col));
    view! {
        <header class="column-head" data-kind=kind(col)>
            <h2 class="column-name" id=heading(col)>{name}</h2>
            <Figures col=col/>
        </header>
    }
}
