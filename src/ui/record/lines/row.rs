//! One line: a cell for each field. Enter goes on to the next line, Tab to the next cell.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::super::control::{in_cell, problem};
use super::super::entry::Entry;
use super::sheet::{LineRow, Sheet};
use crate::model::{Field, Kind, Role};
use crate::ui::context::{App, use_app};
use crate::ui::parts::icon::Icon;
use crate::ui::parts::{count, field};

/// Whether a field holds numbers, which stand flush right.
pub(super) fn is_number(of: &Field) -> bool {
    matches!(of.kind, Kind::Money | Kind::Number | Kind::Percent | Kind::Duration)
}

/// The line.
#[component]
pub(super) fn Row(
    /// The lines.
    sheet: Sheet,
    /// This one.
    row: LineRow,
) -> impl IntoView {
    let app = use_app();
    let number = row.number;
    let unit = {
        let row = row.clone();
        Memo::new(move |_| row.unit(app))
    };
    let cells: Vec<AnyView> = row.entries.iter().map(|entry| cell(app, entry, unit)).collect();
    let press = move |event: KeyboardEvent| {
        if event.default_prevented() || event.is_composing() || event.ctrl_key() || event.meta_key() || event.alt_key()
        {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let own = target.is_some_and(|target| matches!(target.tag_name().as_str(), "BUTTON" | "TEXTAREA"));
        if event.key() == "Enter" && !own {
            event.prevent_default();
            sheet.go_on(app, number);
        }
    };
    let place = Memo::new(move |_| {
        sheet.rows.with(|rows| rows.iter().position(|row| row.number == number)).map_or(0, |at| at + 1)
    });
    let remove = move || t!(app, "lines-remove", n = count::number(&app, place.get()));
    let row = StoredValue::new(row);
    // What is picked from a list changes with the press, or with the key, that reaches this after it.
    let follow = move || {
        row.try_with_value(|row| row.follow(app));
    };
    view! {
        <tr role="row" on:input=move |_| follow() on:change=move |_| follow() on:focusout=move |_| follow()
            on:pointerdown=move |_| follow() on:keydown=move |event| { follow(); press(event); }>
            {cells}
            <td role="cell" class="lines-act">
                <button class="button button-quiet button-icon" type="button" aria-label=remove title=remove on:click=move |_| sheet.remove(number)><Icon name="trash"/></button>
            </td>
        </tr>
    }
}

fn cell(app: App, entry: &Entry, unit: Memo<Option<String>>) -> AnyView {
    let name = field::name(&app, entry.collection, &entry.field);
    let unit = (entry.field.role == Some(Role::Quantity))
        .then_some(move || unit.get().map(|unit| view! { <span class="lines-unit">{unit}</span> }));
    let class = match entry.field.kind {
        Kind::Reference(_) => "cell-wide",
        Kind::Date | Kind::Instant => "cell-day",
        Kind::Text | Kind::LongText => "cell-text",
        _ => "cell-short",
    };
    view! {
        <td role="cell" class=class>
            <label class="lines-label" for=entry.id()>{name}</label>
            <span class="lines-control">{in_cell(app, entry)}{unit}</span>
            {problem(entry)}
        </td>
    }
    .into_any()
}
