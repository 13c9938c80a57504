//! A card that is edited in its place: amount, next step, its day, expected close. Enter saves,
//! Escape leaves it as it was.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::cell::Cell;
use super::focus;
use super::state::{BoardState, use_board};
use crate::book::Label;
use crate::book::command::{Change, Edit};
use crate::exchange::typed::changes;
use crate::model::Record;
use crate::model::records::Deal;
use crate::query::title;
use crate::ui::record::cell::Cell as Control;

/// What of a card opens its controls when it is pressed.
pub(super) const WRITTEN: &str = ".deal-amount, .deal-facts > .tag, .deal-date";

/// The fields that are edited on a card.
const FIELDS: [usize; 4] = [Deal::AMOUNT, Deal::NEXT_STEP, Deal::NEXT_STEP_ON, Deal::EXPECTED_CLOSE];

/// Opens the controls of a card. What was typed into those of another card is kept first; where it
/// cannot be, they stay open.
pub(super) fn open(state: BoardState, card: (Cell, u32)) {
    let editing = state.parts().editing;
    if editing.get_untracked().is_some_and(|open| open != card) {
        let form = document().query_selector("form.deal-form").ok().flatten();
        let form = form.and_then(|form| form.dyn_into::<web_sys::HtmlFormElement>().ok());
        if let Some(form) = form {
            drop(form.request_submit());
        }
        if editing.get_untracked().is_some() {
            return;
        }
    }
    editing.set(Some(card));
}

/// The controls, over the card that is being edited in a cell.
#[component]
pub(super) fn EditCard(
    /// The cell.
    cell: Cell,
) -> impl IntoView {
    let state = use_board();
    let row = Memo::new(move |_| state.parts().editing.get().filter(|(at, _)| *at == cell).map(|(_, row)| row));
    move || row.get().map(|row| view! { <EditForm cell=cell row=row/> })
}

#[component]
fn EditForm(cell: Cell, row: u32) -> impl IntoView {
    let state = use_board();
    let app = state.app;
    let node = NodeRef::<leptos::html::Form>::new();
    let collection = Deal::COLLECTION.key;
    let controls: Vec<Control> =
        untrack(|| FIELDS.iter().filter_map(|at| Control::new(app, collection, *at, Some(row as usize))).collect());
    let shown: Vec<AnyView> = controls.iter().map(|control| control.labelled(app)).collect();
    let controls = StoredValue::new(controls);
    let place = move || state.rows(cell, |rows| rows.iter().position(|have| *have == row)).flatten().unwrap_or(0);
    request_animation_frame(move || {
        let Some(form) = node.try_get_untracked().flatten() else { return };
        form.scroll_into_view_with_bool(false);
        let first = form.query_selector("input, select").ok().flatten();
        if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
            drop(first.focus());
        }
    });
    let close = move || {
        let editing = state.parts().editing;
        editing.set(None);
        request_animation_frame(move || {
            // Another card may have been opened in the same breath.
            if !state.is_gone() && editing.with_untracked(Option::is_none) {
                focus::card(state, cell, row);
            }
        });
    };
    let save = move || {
        let typed: Option<Vec<Change>> =
            controls.with_value(|controls| controls.iter().map(|control| control.read(app)).collect());
        let Some(typed) = typed else { return };
        let opened: Vec<Change> = controls.with_value(|controls| controls.iter().map(Control::opened).collect());
        let found = app.peek(|desk| {
            let table = desk.book().of::<Deal>();
            let changes = changes(table, row as usize, &opened, typed);
            Some((table.id(row as usize)?, changes, title::of_row(table, row as usize)))
        });
        let Some((id, changes, name)) = found else { return };
        let label = Label::new("did-edit").with("name", name);
        let nothing = changes.is_empty();
        let edit = Edit { collection: collection.into(), id, changes, effective: None, label };
        if nothing || app.act(&edit).is_ok() {
            close();
        }
    };
    let press = move |event: leptos::ev::KeyboardEvent| {
        if event.default_prevented() || event.is_composing() {
            return;
        }
        // The keys of cards are letters here.
        event.stop_propagation();
        if event.key() == "Escape" {
            event.prevent_default();
            close();
        }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        save();
    };
    let name = state.deal_name(row);
    view! {
        <li class="deal-edit" role="presentation" style=("--i", move || place().to_string())>
            <form class="deal-form" novalidate=true aria-label=t!(app, "board-edit", deal = name.as_str()) node_ref=node on:submit=submit on:keydown=press
                on:pointerdown=move |event| event.stop_propagation()>
                <strong class="deal-form-name">{name.clone()}</strong>
                {shown}
                <div class="deal-form-acts">
                    <button class="button" type="button" on:click=move |_| close()>{t!(app, "cancel")}</button>
                    <button class="button button-primary" type="submit">{t!(app, "view-save-do")}</button>
                </div>
            </form>
        </li>
    }
}
