//! The table of a list: a grid of one page of rows, with sortable heads and a row of totals.

mod cell;
mod edit;
mod foot;
mod head;
mod keys;
mod row;

use leptos::prelude::*;

use super::state::List;
pub(in crate::ui) use cell::{class, heading};
pub(super) use cell::{is_editable, with_rank};
pub(in crate::ui) use row::line;

/// The table.
#[component]
pub(super) fn ListTable(
    /// The list.
    list: List,
    /// Its name.
    title: String,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::Table>::new();
    let rows = move || list.found.with(|found| (found.rows.len() + 1).to_string());
    let columns = move || list.asked.with(|asked| asked.as_ref().map(|asked| (asked.columns.len() + 1).to_string()));
    let usual = Memo::new(move |_| list.app.place.with(|place| place.get("cols").is_none()));
    let body = move || {
        keys::keep_focus(list, node);
        row::body(list)
    };
    view! {
        <div class="table-wrap">
            <table class="table table-list" data-usual=move || usual.get().then_some("") role="grid" aria-label=title aria-multiselectable="true" aria-rowcount=rows
                aria-colcount=columns node_ref=node>
                <thead role="rowgroup"><tr role="row">{move || head::head(list)}</tr></thead>
                <tbody role="rowgroup" on:keydown=move |event| keys::press(list, node, &event) on:focusin=move |event| keys::focused(list, node, &event)
                    on:dblclick=move |event| keys::twice(list, &event)>{body}</tbody>
                {move || foot::foot(list)}
            </table>
        </div>
    }
}
