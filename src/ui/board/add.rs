//! A deal added at the foot of a column, or of a lane: name, account, amount. Enter adds it and stays for the next.

use leptos::html::Form;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::cell::{Cell, Col, Lane};
use super::state::{BoardState, use_board};
use crate::book::command::Change;
use crate::model::Record;
use crate::model::records::{Deal, DealId};
use crate::pipeline::carry::Wants;
use crate::pipeline::commands::{CreateDeal, typed_over};
use crate::pipeline::given::{self, Foot};
use crate::query::Filter;
use crate::ui::parts::icon::Icon;
use crate::ui::record::cell::Cell as Control;

/// The fields that are asked for.
const FIELDS: [usize; 3] = [Deal::TITLE, Deal::ACCOUNT, Deal::AMOUNT];

/// The foot of a column.
#[component]
pub(super) fn QuickAdd(
    /// The cell.
    cell: Cell,
) -> impl IntoView {
    let state = use_board();
    let app = state.app;
    // Shown while a number stands here; each deal that is added begins the form anew.
    let adding = RwSignal::new(None::<u32>);
    let foot = move || {
        if state.is_past() {
            return None;
        }
        if adding.get().is_some() {
            return Some(view! { <AddForm cell=cell adding=adding/> }.into_any());
        }
        let label = t!(app, "board-add-to", column = state.cell_name(cell));
        let open = view! {
            <button class="button button-quiet column-add" type="button" aria-label=label on:click=move |_| adding.set(Some(0))>
                <Icon name="plus" class="icon-small"/>{t!(app, "board-add")}
            </button>
        };
        Some(open.into_any())
    };
    view! { <footer class="column-foot">{foot}</footer> }
}

#[component]
fn AddForm(cell: Cell, adding: RwSignal<Option<u32>>) -> impl IntoView {
    let state = use_board();
    let app = state.app;
    let node = NodeRef::<Form>::new();
    let controls: Vec<Control> =
        untrack(|| FIELDS.iter().filter_map(|at| Control::new(app, Deal::COLLECTION.key, *at, None)).collect());
    let shown: Vec<AnyView> = controls.iter().map(|control| control.labelled(app)).collect();
    let controls = StoredValue::new(controls);
    request_animation_frame(move || {
        let first = node.try_get_untracked().flatten().and_then(|form| form.query_selector("input").ok().flatten());
        if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
            drop(first.focus());
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed: Option<Vec<Change>> =
            controls.with_value(|controls| controls.iter().map(|control| control.read(app)).collect());
        let Some(typed) = typed else { return };
        let values = typed_over(given(state, cell), typed);
        let command = CreateDeal { id: DealId(app.new_id()), values, lines: Vec::new() };
        if app.act(&command).is_ok() {
            adding.update(|adding| *adding = adding.map(|n| n + 1));
        }
    };
    let press = move |event: leptos::ev::KeyboardEvent| {
        if event.default_prevented() || event.is_composing() {
            return;
        }
        event.stop_propagation();
        if event.key() == "Escape" {
            event.prevent_default();
            adding.set(None);
        }
    };
    view! {
        <form class="column-form" novalidate=true aria-label=t!(app, "board-add-to", column = state.cell_name(cell)) node_ref=node on:submit=submit on:keydown=press>
            {shown}
            <div class="deal-form-acts">
                <button class="button" type="button" on:click=move |_| adding.set(None)>{t!(app, "close")}</button>
                <button class="button button-primary" type="submit">{t!(app, "board-add-do")}</button>
            </div>
        </form>
    }
}

/// What a new deal has without being asked.
fn given(state: BoardState, cell: Cell) -> Vec<Change> {
    let first = state.parts().stages.with_untracked(|stages| {
        let open = stages.0.iter().find(|stage| stage.kind.as_deref() == Some("open"));
        open.or(stages.0.first()).map(|stage| stage.id)
    });
    let column = match cell.col {
        Col::Stage(id) => Wants::Stage(id),
        Col::Month(month) => Wants::Month(month),
    };
    let lane = (cell.lane != Lane::WHOLE).then(|| state.wanted_by(cell.lane)).flatten();
    let foot = Foot { wants: std::iter::once(column).chain(lane).collect(), first };
    let filter = state.query.with_untracked(|query| query.as_ref().map(|query| query.filter.clone()));
    let filter = filter.unwrap_or(Filter::ALL);
    state.app.peek(|desk| given::given(desk.book(), &foot, &filter, desk.actor.person))
}
