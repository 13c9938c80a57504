//! Choosing rows of a list: one by one, a range with Shift, a page, all.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::state::List;
use crate::model::Id;
use crate::query::title;

/// The ids of the page's rows.
fn ids(list: List) -> Vec<Id> {
    let rows = list.on_page();
    list.peek(|_, table| rows.iter().filter_map(|row| table.id(*row)).collect()).unwrap_or_default()
}

/// Chooses the row of a line, or no longer.
pub(super) fn turn(list: List, line: usize) {
    // What is past is not chosen: nothing could be done to it.
    if list.is_still() {
        return;
    }
    list.anchor.set_value(line);
    let Some(id) = untrack(|| ids(list)).get(line).copied() else { return };
    list.chosen.update(|chosen| {
        if !chosen.remove(&id) {
            chosen.insert(id);
        }
    });
    say(list);
}

/// Chooses every row from the one chosen last to a line.
pub(super) fn to(list: List, line: usize) {
    if list.is_still() {
        return;
    }
    let ids = untrack(|| ids(list));
    let anchor = list.anchor.get_value().min(ids.len().saturating_sub(1));
    let range = anchor.min(line)..=anchor.max(line);
    list.chosen.update(|chosen| chosen.extend(ids.get(range).unwrap_or_default()));
    say(list);
}

/// Chooses the rows of the page, or none of them any longer.
pub(super) fn page(list: List, on: bool) {
    if list.is_still() {
        return;
    }
    let ids = untrack(|| ids(list));
    list.chosen.update(|chosen| {
        for id in ids {
            if on {
                chosen.insert(id)
            } else {
                chosen.remove(&id)
            };
        }
    });
    say(list);
}

/// Chooses every row of the list, those of other pages with them.
pub(super) fn all(list: List) {
    if list.is_still() {
        return;
    }
    let rows = list.found.with_untracked(|found| found.rows.clone());
    let ids = list.peek(|_, table| rows.iter().filter_map(|row| table.id(*row as usize)).collect());
    list.chosen.set(ids.unwrap_or_default());
    say(list);
}

fn say(list: List) {
    let n = untrack(|| list.acted_on()).len();
    list.app.heard.set(t!(list.app, "chosen-count", n = crate::ui::parts::count::counted(&list.app, n)));
}

/// The box that chooses a row.
pub(super) fn one(list: List, id: Id, line: usize) -> AnyView {
    let app = list.app;
    let name =
        list.peek(|book, table| table.row(id).map(|row| title::named(book, table, row))).flatten().unwrap_or_default();
    let is_on = move || list.chosen.with(|chosen| chosen.contains(&id));
    let tab = if list.focus.get_value() == (line, 0) { "0" } else { "-1" };
    let press = move |event: leptos::ev::MouseEvent| {
        if event.shift_key() {
            to(list, line);
        } else {
            turn(list, line);
        }
        // The browser turned the box itself; what holds is what is chosen.
        let target = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(target) = target {
            let on = untrack(is_on);
            request_animation_frame(move || target.set_checked(on));
        }
    };
    view! {
        <input class="check" type="checkbox" aria-label=t!(app, "choose-row", what = name.as_str()) data-cell=format!("{line}.0") tabindex=tab
            prop:checked=is_on on:click=press/>
    }
    .into_any()
}

/// The box over them that chooses the page.
pub(super) fn all_on_page(list: List) -> AnyView {
    let all = move || {
        let ids = ids(list);
        list.chosen.with(|chosen| !ids.is_empty() && ids.iter().all(|id| chosen.contains(id)))
    };
    let press = move |event: leptos::ev::Event| page(list, event_target_checked(&event));
    view! {
        <input class="check" type="checkbox" aria-label=t!(list.app, "choose-page") prop:checked=all on:change=press/>
    }
    .into_any()
}
