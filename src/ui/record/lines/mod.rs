//! Lines of a record: a table to type into, in the form of the record and on its page.

mod amount;
mod draft;
mod panel;
mod prefill;
mod row;
mod sheet;
mod totals;

use leptos::prelude::*;

use crate::book::Table;
use crate::model::Record;
use crate::model::records::{self, CommitteeMember};
use crate::ui::context::use_app;
use crate::ui::parts::field;
use crate::ui::parts::icon::Icon;
pub(super) use panel::LinesPanel;
use row::Row;
pub(super) use sheet::{Sheet, read_all};
use totals::Totals;

/// The collections whose records are lines of records of a collection.
pub(super) fn collections(collection: &str) -> Vec<&'static str> {
    records::collection(collection).into_iter().flat_map(crate::model::Collection::lines).collect()
}

/// Whether the records of a table are lines of records of a collection, by a field.
pub(super) fn are_lines(table: &Table, collection: &str, by: usize) -> bool {
    table.role(crate::model::Role::Parent) == Some(by)
        && collections(collection).iter().any(|key| *table.key() == **key)
}

/// Keys of what is said of lines: that there are none, to add one, to edit them.
fn words(collection: &str) -> [&'static str; 3] {
    if collection == CommitteeMember::COLLECTION.key {
        ["committee-none", "committee-add", "committee-edit"]
    } else {
        ["lines-none", "lines-add", "lines-edit"]
    }
}

/// The table.
#[component]
pub(super) fn LinesTable(
    /// What is typed.
    sheet: Sheet,
    /// Whether what they are called stands above already.
    alone: bool,
) -> impl IntoView {
    let app = use_app();
    let name = app.text(&format!("collection-{}", sheet.collection), &[]);
    let columns = sheet.columns(app);
    let [none, add, _] = words(sheet.collection);
    let head = |of: &crate::model::Field| {
        let class = row::is_number(of).then_some("cell-num");
        view! { <th scope="col" role="columnheader" class=class>{field::name(&app, sheet.collection, of)}</th> }
    };
    let heads: Vec<_> = columns.iter().map(|(_, of)| head(of)).collect();
    let id = format!("lines-{}", sheet.collection);
    let (named, of_table) = (id.clone(), id.clone());
    let none = move || sheet.rows.with(Vec::is_empty).then(|| view! { <p class="second">{app.text(none, &[])}</p> });
    view! {
        <div class="lines field-wide" role="group" aria-labelledby=named>
            <p class:field-group-name=!alone class:only-heard=alone id=id>{name}</p>
            {none}
            <table class="table lines-table" role="table" aria-labelledby=of_table>
                <thead role="rowgroup" class:is-hidden=move || sheet.rows.with(Vec::is_empty)>
                    <tr role="row">{heads}<th role="columnheader"><span class="only-heard">{t!(app, "lines-acts")}</span></th></tr>
                </thead>
                <tbody role="rowgroup">
                    <For each=move || sheet.rows.get() key=|row| row.number let:row><Row sheet=sheet row=row/></For>
                </tbody>
            </table>
            <div class="lines-foot">
                <button class="button" type="button" on:click=move |_| sheet.add_and_focus(app)><Icon name="plus"/>{app.text(add, &[])}</button>
                <Totals worth=Signal::derive(move || sheet.worth(app))/>
            </div>
        </div>
    }
}
