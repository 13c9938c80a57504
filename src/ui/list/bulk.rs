//! What can be done to the chosen rows: a bar at the foot of the list.

use leptos::prelude::*;

use super::choose;
use super::state::List;
use crate::book::bulk::{Bulk, Deed};
use crate::book::command::Change;
use crate::model::Record;
use crate::model::records::{Deal, DealId};
use crate::pipeline::many::{self, ManyDeals};
use crate::query::listing::Shown;
use crate::ui::context::use_app;
use crate::ui::gradual;
use crate::ui::moves::Many;
use crate::ui::parts::choose::Choose;
use crate::ui::parts::count::{counted, number};
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::field;
use crate::ui::parts::icon::Icon;
use crate::ui::record::cell::Cell;

/// Does something to the chosen records; once it is done they are chosen no longer.
fn act(list: List, busy: RwSignal<bool>, deed: Deed) -> bool {
    let ids = untrack(|| list.acted_on());
    let after = move || list.chosen.update(std::collections::HashSet::clear);
    let bulk = match deed {
        // A stage that deals are given here is a move, with its gate.
        Deed::Edit(changes, None) if list.collection == Deal::COLLECTION.key => {
            let many = ManyDeals { deals: ids.into_iter().map(DealId).collect(), deed: many::Deed::Edit(changes) };
            match many.plain() {
                Some(bulk) => bulk,
                None => return gradual::each(list.app, busy, many, after),
            }
        }
        deed => Bulk { collection: list.collection.into(), ids, deed },
    };
    gradual::each(list.app, busy, bulk, after)
}

/// The bar; nothing where no row is chosen.
#[component]
pub(super) fn BulkBar(
    /// The list.
    list: List,
) -> impl IntoView {
    let app = list.app;
    let editing = RwSignal::new(false);
    let clear = Callback::new(move |()| list.chosen.update(std::collections::HashSet::clear));
    let deals = Signal::derive(move || list.acted_on().into_iter().map(DealId).collect());
    let many = (list.collection == Deal::COLLECTION.key).then(|| Many::new(app, deals, clear));
    let busy = many.map_or_else(|| RwSignal::new(false), |many| many.busy());
    let edit = Callback::new(move |changes| act(list, busy, Deed::Edit(changes, None)));
    let counts = Memo::new(move |_| (list.acted_on().len(), list.found.with(|found| found.rows.len())));
    let shows_archived =
        Memo::new(move |_| list.asked.with(|asked| asked.as_ref().is_some_and(|asked| asked.archived)));
    move || {
        let (n, all) = counts.get();
        (n > 0 && !list.is_past()).then(|| {
            let more = (n < all).then(|| {
                view! { <button class="button button-quiet" type="button" on:click=move |_| choose::all(list)>{t!(app, "choose-all", n = number(&app, all))}</button> }
            });
            let restore = shows_archived.get().then(|| {
                view! { <button class="button" type="button" on:click=move |_| { act(list, busy, Deed::Archive(false)); }>{t!(app, "bulk-restore")}</button> }
            });
            view! {
                <div class="bulk" role="toolbar" aria-label=t!(app, "bulk") inert=move || busy.get() aria-busy=move || busy.get().then_some("true")>
                    <strong class="num">{t!(app, "chosen-count", n = counted(&app, n))}</strong>
                    {more}
                    {many.map(Many::buttons)}
                    <button class="button" type="button" on:click=move |_| editing.set(true)><Icon name="edit"/>{t!(app, "bulk-edit")}</button>
                    <button class="button" type="button" on:click=move |_| { act(list, busy, Deed::Archive(true)); }>{t!(app, "bulk-archive")}</button>
                    {restore}
                    <button class="button button-danger" type="button" on:click=move |_| { act(list, busy, Deed::Delete); }><Icon name="trash"/>{t!(app, "delete")}</button>
                    <button class="button button-quiet push" type="button" on:click=move |_| list.chosen.update(std::collections::HashSet::clear)>{t!(app, "bulk-none")}</button>
                </div>
                {many.map(Many::dialog)}
                {move || editing.get().then(|| view! { <EditMany collection=list.collection n=n on_save=edit on_close=Callback::new(move |()| editing.set(false))/> })}
            }
        })
    }
}

/// The dialog that changes one field of so many records.
#[component]
pub(in crate::ui) fn EditMany(
    /// Key of their collection.
    collection: &'static str,
    /// How many there are.
    n: usize,
    /// Called with what changes; whether it was done.
    on_save: Callback<Vec<Change>, bool>,
    /// Called when it closes.
    on_close: Callback<()>,
) -> impl IntoView {
    let app = use_app();
    let fields: Vec<(String, String)> = app.peek(|desk| {
        let Some(table) = desk.book().table(collection) else { return Vec::new() };
        let fields = table.shown().filter(|(at, _)| super::table::is_editable(table, Shown::Value(*at)));
        fields.map(|(at, of)| (at.to_string(), field::name(&app, table.key(), of))).collect()
    });
    let first = fields.get(1).or(fields.first()).map(|(at, _)| at.clone()).unwrap_or_default();
    let chosen = RwSignal::new(first);
    let cell = Memo::new_with_compare(
        move |_| Cell::new(app, collection, chosen.read().parse().ok()?, None).map(StoredValue::new),
        |_, _| true,
    );
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let change = cell.get_untracked().and_then(|cell| cell.with_value(|cell| cell.read(app)));
        let ranked = |change| {
            app.peek(|desk| desk.book().table(collection).map(|table| super::table::with_rank(table, vec![change])))
        };
        if let Some(changes) = change.and_then(ranked)
            && on_save.run(changes)
        {
            on_close.run(());
        }
    };
    view! {
        <Dialog title=t!(app, "bulk-edit-title", n = counted(&app, n)) on_close=on_close>
            <form class="form" novalidate=true on:submit=save>
                <div class="field">
                    <label class="field-label" for="bulk-field">{t!(app, "bulk-field")}</label>
                    <Choose id="bulk-field" options=Signal::stored(fields) value=chosen on_pick=Callback::new(move |at| chosen.set(at))/>
                </div>
                <div class="field">{move || cell.get().map(|cell| cell.with_value(|cell| cell.view(app)))}</div>
                <p class="field-hint">{t!(app, "bulk-edit-hint")}</p>
                <div class="form-acts">
                    <button class="button" type="button" on:click=move |_| on_close.run(())>{t!(app, "cancel")}</button>
                    <button class="button button-primary" type="submit">{t!(app, "bulk-edit-do", n = counted(&app, n))}</button>
                </div>
            </form>
        </Dialog>
    }
}
