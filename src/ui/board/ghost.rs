//! The card under the pointer while it is carried.

use std::cell::RefCell;

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::state::{BoardState, use_board};

/// Where the ghost is, in pixels of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct GhostPlace {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
}

thread_local! {
    /// The ghost, while there is one: it is moved by hand, once a frame.
    static GHOST: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
}

fn transform(at: GhostPlace) -> String {
    format!("translate({}px, {}px)", at.x, at.y)
}

/// Moves the ghost.
pub(super) fn place(state: BoardState, to: GhostPlace) {
    state.parts().ghost.set_value(to);
    GHOST.with_borrow(|ghost| {
        if let Some(ghost) = ghost {
            // Known to be a property.
            drop(ghost.style().set_property("transform", &transform(to)));
        }
    });
}

/// Lays the ghost where its card would drop: the screen answers before anything has been worked out.
pub(super) fn land(state: BoardState) {
    if let Ok(Some(slot)) = document().query_selector(".board .deal-slot") {
        let at = slot.get_bounding_client_rect();
        place(state, GhostPlace { x: at.left(), y: at.top(), width: at.width() });
    }
    if let Ok(Some(ghost)) = document().query_selector(".drag-ghost") {
        ghost.set_class_name("drag-ghost is-landed");
    }
}

/// The ghost, while a pointer carries a card.
#[component]
pub(super) fn Ghost() -> impl IntoView {
    let state = use_board();
    let carried = Memo::new(move |_| state.carry.get().filter(|carry| carry.by_pointer).map(|carry| carry.row));
    let place = NodeRef::<Div>::new();
    // A copy of the card as it stood in its column.
    let fill = move || {
        if let (Some(row), Some(place)) = (carried.get(), place.get())
            && let Some(card) = super::focus::item(row)
            && let Ok(copy) = card.clone_node_with_deep(true)
        {
            drop(copy.unchecked_ref::<HtmlElement>().class_list().remove_1("is-lifted"));
            drop(place.append_child(&copy));
            GHOST.set(Some((*place).clone()));
        }
    };
    move || {
        GHOST.take();
        carried.get()?;
        let at = state.parts().ghost.get_value();
        let (transform, width) = (transform(at), format!("{}px", at.width));
        let lines = state.parts().lines.get_untracked();
        let extra = state.parts().look.with_untracked(|look| look.0.lines().to_string());
        Some(view! {
            <div class="drag-ghost" data-lines=lines data-extra=extra aria-hidden="true" inert style:transform=transform style:width=width node_ref=place>{fill}</div>
        })
    }
}
