//! The card under the pointer while it is carried.

use leptos::prelude::*;

use super::card::{amount, face, facts};
use super::state::{BoardState, use_board};

/// Where the ghost is, in pixels of the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct GhostPlace {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
}

/// Moves the ghost.
pub(super) fn place(state: BoardState, to: GhostPlace) {
    state.ghost.set(to);
}

/// The ghost, while a pointer carries a card.
#[component]
pub(super) fn Ghost() -> impl IntoView {
    let state = use_board();
    let carried =
        Memo::new(move |_| state.carry.get().filter(|carry| carry.by_pointer).map(|carry| (carry.from.0, carry.row)));
    move || {
        let (stage, row) = carried.get()?;
        let face = face(state, stage, row);
        let transform = move || {
            let at = state.ghost.get();
            format!("translate({}px, {}px)", at.x, at.y)
        };
        let width = format!("{}px", state.ghost.get_untracked().width);
        Some(view! {
            <div class="drag-ghost" data-lines=state.lines.get_untracked() aria-hidden="true" style:transform=transform style:width=width>
                <div class=if face.rotting { "deal is-rotting" } else { "deal" }>
                    <span class="deal-head">{amount(state.app, &face)}<span class="deal-link">{face.title.clone()}</span></span>
                    {facts(&face)}
                </div>
            </div>
        })
    }
}
