//! A cell that is being edited: Enter saves, Escape leaves it as it was, Tab goes on to the next.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, Node};

use super::cell::{is_editable, with_rank};
use super::keys::{focus, open};
use crate::book::Label;
use crate::book::command::{Change, Edit};
use crate::exchange::typed::changes;
use crate::model::Record;
use crate::model::records::{Deal, DealId, StageId};
use crate::query::title;
use crate::ui::list::state::List;
use crate::ui::moves::Wanted;
use crate::ui::record::cell::Cell;

/// What can be typed into.
const CONTROLS: &str = "input:not([type=hidden]), select, textarea";

/// The control of a cell.
#[component]
pub(super) fn CellEdit(
    /// The list.
    list: List,
    /// Row of the table.
    row: usize,
    /// Line of the page.
    line: usize,
    /// Column of the list, from 1.
    column: usize,
    /// Position of the field.
    field: usize,
) -> impl IntoView {
    let app = list.app;
    let node = NodeRef::<leptos::html::Div>::new();
    let Some(cell) = Cell::new(app, list.collection, field, Some(row)) else { return ().into_any() };
    let control = cell.view(app);
    let cell = StoredValue::new(cell);
    request_animation_frame(move || {
        let control = node.get_untracked().and_then(|node| node.query_selector(CONTROLS).ok().flatten());
        if let Some(control) = control.and_then(|control| control.dyn_into::<HtmlElement>().ok()) {
            drop(control.focus());
            if let Some(input) = control.dyn_ref::<HtmlInputElement>() {
                input.select();
            }
        }
    });
    let is_open = move || list.editing.try_get_untracked().flatten() == Some((row, column));
    let back = move || {
        let table = node.get_untracked().and_then(|node| node.closest("table").ok().flatten());
        list.editing.set(None);
        request_animation_frame(move || {
            if let Some(table) = table {
                focus(list, &table, (line, column));
            }
        });
    };
    let press = move |event: leptos::ev::KeyboardEvent| {
        // A list of proposals, or the writing of Han characters, takes its keys first.
        if event.default_prevented() || event.is_composing() {
            return;
        }
        event.stop_propagation();
        match event.key().as_str() {
            "Escape" => {
                event.prevent_default();
                back();
            }
            "Enter" if !event.shift_key() => {
                event.prevent_default();
                if cell.with_value(|cell| save(list, row, cell)) {
                    back();
                }
            }
            "Tab" if leaves(&event) => {
                event.prevent_default();
                if cell.with_value(|cell| save(list, row, cell)) {
                    let next = beside(list, column, event.shift_key());
                    // The row may have moved on: its order or a condition hangs on what was typed.
                    if !next.is_some_and(|next| list.on_page().contains(&row) && open(list, row, next)) {
                        back();
                    }
                }
            }
            _ => {}
        }
    };
    // Focus that goes elsewhere by a press of the pointer saves, too.
    let left = move |event: leptos::ev::FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
        let inside = to.is_none() || node.get_untracked().is_some_and(|node| node.contains(to.as_ref()));
        if !inside && is_open() && cell.with_value(|cell| save(list, row, cell)) {
            list.editing.set(None);
        }
    };
    view! { <div class="cell-control" node_ref=node on:keydown=press on:focusout=left>{control}</div> }.into_any()
}

/// Whether Tab leaves the cell: an amount and its currency are two controls.
fn leaves(event: &leptos::ev::KeyboardEvent) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return true };
    let Some(cell) = target.closest(".cell-control").ok().flatten() else { return true };
    let Ok(controls) = cell.query_selector_all(CONTROLS) else { return true };
    let edge = if event.shift_key() { 0 } else { controls.length().saturating_sub(1) };
    controls.get(edge).is_none_or(|last| last == *target)
}

/// The next cell of the row that people type into.
fn beside(list: List, column: usize, back: bool) -> Option<usize> {
    let columns = list.asked.with_untracked(|asked| asked.as_ref().map(|asked| asked.columns.clone()))?;
    let mut places: Vec<usize> =
        if back { (1..column).rev().collect() } else { (column + 1..=columns.len()).collect() };
    list.peek(|_, table| places.retain(|at| is_editable(table, columns[at - 1])))?;
    places.first().copied()
}

/// Saves what was typed as one act; `false` where it cannot be read or is refused.
fn save(list: List, row: usize, cell: &Cell) -> bool {
    let app = list.app;
    let Some(change) = cell.read(app) else { return false };
    let found = list.peek(|_, table| {
        let changes = with_rank(table, changes(table, row, &[cell.opened()], vec![change]));
        Some((table.id(row)?, changes, title::of_row(table, row)))
    });
    let Some(Some((id, changes, name))) = found else { return true };
    if let Some(to) = stage_among(list, &changes) {
        // A stage that is chosen here is a move like any other; what it asks for is asked next.
        list.moves().go(Wanted::quiet(DealId(id), to));
        return true;
    }
    let label = Label::new("did-edit").with("name", name);
    let nothing = changes.is_empty();
    let edit = Edit { collection: list.collection.into(), id, changes, effective: None, label };
    nothing || app.act(&edit).is_ok()
}

/// The stage that a deal shall go to, where that is what changes.
fn stage_among(list: List, changes: &[Change]) -> Option<StageId> {
    let changes = changes.iter().filter(|_| list.collection == Deal::COLLECTION.key);
    changes.filter(|(at, _)| *at == Deal::STAGE).find_map(|(_, value)| value.as_ref()?.as_reference()).map(StageId)
}
