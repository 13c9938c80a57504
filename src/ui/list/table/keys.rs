//! The keyboard in a list: arrows move from cell to cell, one of which is a stop of Tab.

use leptos::html::Table;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::cell::is_editable;
use crate::ui::list::state::{List, Spot};
use crate::ui::list::{choose, pager};

/// The cell of an event, by line and column.
fn spot(event: &leptos::ev::Event) -> Option<(Spot, Element)> {
    let element = event.target()?.dyn_into::<Element>().ok()?;
    if element.closest(".cell-edit").ok().flatten().is_some() {
        return None;
    }
    let cell = element.closest("[data-cell]").ok().flatten();
    let cell = cell.or_else(|| element.closest("th, td").ok()??.query_selector("[data-cell]").ok().flatten())?;
    let (line, column) = cell.get_attribute("data-cell")?.split_once('.').map(|(a, b)| (a.parse(), b.parse()))?;
    Some(((line.ok()?, column.ok()?), cell))
}

fn find(table: &Element, (line, column): Spot) -> Option<HtmlElement> {
    let cell = table.query_selector(&format!("[data-cell=\"{line}.{column}\"]")).ok()??;
    cell.dyn_into().ok()
}

/// Moves the focus to a cell.
pub(super) fn focus(list: List, table: &Element, to: Spot) -> bool {
    let Some(cell) = find(table, to) else { return false };
    if let Some(before) = find(table, list.focus.get_value()) {
        drop(before.set_attribute("tabindex", "-1"));
    }
    list.focus.set_value(to);
    drop(cell.set_attribute("tabindex", "0"));
    drop(cell.focus());
    true
}

/// Remembers which cell has the focus.
pub(super) fn focused(list: List, node: NodeRef<Table>, event: &leptos::ev::FocusEvent) {
    if let (Some((to, cell)), Some(table)) = (spot(event), node.get_untracked())
        && to != list.focus.get_value()
    {
        if let Some(before) = find(&table, list.focus.get_value()) {
            drop(before.set_attribute("tabindex", "-1"));
        }
        list.focus.set_value(to);
        drop(cell.set_attribute("tabindex", "0"));
    }
}

/// When rows are built anew while one of them has the focus: gives it back.
pub(super) fn keep_focus(list: List, node: NodeRef<Table>) {
    let Some(table) = node.get_untracked() else { return };
    let inside = document()
        .active_element()
        .is_some_and(|active| active.closest("tbody").ok().flatten().is_some_and(|body| table.contains(Some(&body))));
    if inside {
        request_animation_frame(move || {
            // Where a dialog or a control took it meanwhile, it stays there.
            let free = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
            if free && let Some(table) = node.get_untracked() {
                let (line, column) = list.focus.get_value();
                let last = list.page.with_untracked(|page| (page.to - page.from).saturating_sub(1));
                focus(list, &table, (line.min(last), column));
            }
        });
    }
}

/// A key on a cell.
pub(super) fn press(list: List, node: NodeRef<Table>, event: &leptos::ev::KeyboardEvent) {
    let (Some(((line, column), _)), Some(table)) = (spot(event), node.get_untracked()) else { return };
    let page = list.page.get_untracked();
    let last = (page.to - page.from).saturating_sub(1);
    let columns = list.asked.with_untracked(|asked| asked.as_ref().map_or(0, |asked| asked.columns.len()));
    let far = event.ctrl_key() || event.meta_key();
    if event.alt_key() {
        return;
    }
    let to = match event.key().as_str() {
        "ArrowDown" if event.shift_key() => {
            choose::to(list, (line + 1).min(last));
            (line + 1, column)
        }
        "ArrowUp" if event.shift_key() => {
            choose::to(list, line.saturating_sub(1));
            (line.saturating_sub(1), column)
        }
        "ArrowDown" => (line + 1, column),
        "ArrowUp" => (line.saturating_sub(1), column),
        "ArrowRight" => (line, (column + 1).min(columns)),
        "ArrowLeft" => (line, column.saturating_sub(1)),
        "Home" => (if far { 0 } else { line }, 0),
        "End" => (if far { last } else { line }, columns),
        key @ ("PageDown" | "PageUp") => {
            event.prevent_default();
            pager::turn(list, key == "PageDown");
            return;
        }
        " " if column > 0 => {
            event.prevent_default();
            if event.shift_key() {
                choose::to(list, line);
            } else {
                choose::turn(list, line);
            }
            return;
        }
        "a" | "A" if far => {
            event.prevent_default();
            choose::all(list);
            return;
        }
        "F2" => return edit(list, (line, column), event),
        // On the name of a record Enter follows its link, on a box it is the browser's.
        "Enter" if column > 1 => return edit(list, (line, column), event),
        _ => return,
    };
    event.prevent_default();
    focus(list, &table, (to.0.min(last), to.1));
}

/// Opens a cell, or says that it is not edited here.
fn edit(list: List, (line, column): Spot, event: &leptos::ev::KeyboardEvent) {
    event.prevent_default();
    let row = list.on_page().get(line).copied();
    if !row.is_some_and(|row| open(list, row, column)) {
        list.app.heard.set(t!(list.app, "list-cell-still"));
    }
}

/// Opens a cell where people type into its field.
pub(super) fn open(list: List, row: usize, column: usize) -> bool {
    let shown = list.asked.with_untracked(|asked| asked.as_ref()?.columns.get(column.checked_sub(1)?).copied());
    let shown = shown.filter(|_| !list.is_still());
    let editable = shown.and_then(|shown| list.peek(|_, table| is_editable(table, shown))).unwrap_or(false);
    if editable {
        list.editing.set(Some((row, column)));
    }
    editable
}

/// A double click on a cell opens it.
pub(super) fn twice(list: List, event: &leptos::ev::MouseEvent) {
    if let Some(((line, column), _)) = spot(event)
        && let Some(row) = list.on_page().get(line)
    {
        open(list, *row, column);
    }
}
