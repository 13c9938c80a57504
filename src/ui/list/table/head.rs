//! The heads of a list's columns: each puts the rows in its order.

use leptos::prelude::*;

use super::cell::{class, heading};
use crate::book::{Book, Table};
use crate::query::listing::{Shown, Sort, sorts_text};
use crate::ui::list::choose;
use crate::ui::list::state::List;
use crate::ui::parts::icon::Icon;

/// The heads.
pub(super) fn head(list: List) -> Vec<AnyView> {
    let Some((columns, sorts)) =
        list.asked.with(|asked| asked.as_ref().map(|asked| (asked.columns.clone(), asked.sorts.clone())))
    else {
        return Vec::new();
    };
    let all = (!list.is_past()).then(|| choose::all_on_page(list));
    let heads =
        |book: &Book, table: &Table| columns.iter().map(|shown| one(list, book, table, &sorts, *shown)).collect();
    let mut heads: Vec<AnyView> = list.peek(heads).unwrap_or_default();
    heads.insert(0, view! { <th scope="col" role="columnheader" class="cell-pick">{all}</th> }.into_any());
    heads
}

/// One head. A second press turns the order round; with Shift the column comes behind the others.
fn one(list: List, book: &Book, table: &Table, sorts: &[Sort], column: Shown) -> AnyView {
    let app = list.app;
    let place = sorts.iter().position(|sort| sort.by == column);
    let order = place.map(|at| if sorts[at].down { "descending" } else { "ascending" });
    // Numbers and days start with the greatest.
    let first = column.is_number(book, table) || matches!(column, Shown::Since(_));
    let next = Sort { by: column, down: place.map_or(first, |at| !sorts[at].down) };
    let mut added: Vec<Sort> = sorts.to_vec();
    match place {
        Some(at) => added[at] = next,
        None => added.push(next),
    }
    let (alone, added) = (next.text(book, table), sorts_text(&added, book, table));
    let name = heading(app, table, column);
    let said = name.clone();
    let press = move |event: leptos::ev::MouseEvent| {
        list.refine("sort", Some(if event.shift_key() { added.clone() } else { alone.clone() }));
        let way = if next.down { t!(app, "sort-down") } else { t!(app, "sort-up") };
        app.heard.set(t!(app, "sort-said", what = said.as_str(), way = way));
    };
    // Assistive technology knows one order; the others are numbered.
    let behind = place.filter(|at| *at > 0);
    let number =
        (sorts.len() > 1).then_some(place).flatten().map(|at| view! { <span class="sort-place">{at + 1}</span> });
    view! {
        <th scope="col" role="columnheader" aria-sort=order.filter(|_| behind.is_none()) data-order=order class=class(app, table, column)>
            <button class="sort" type="button" title=t!(app, "sort-hint") on:click=press>{name}{number}<Icon name="sort" class="icon-small"/></button>
        </th>
    }
    .into_any()
}
