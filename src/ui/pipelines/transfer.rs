//! Deals go to another pipeline: which stage there stands for each of their own.

use leptos::prelude::*;

use super::sheet::slices;
use crate::book::Command;
use crate::model::Id;
use crate::model::records::{Deal, DealId, PipelineId, StageId};
use crate::pipeline::blueprint::counts;
use crate::pipeline::board;
use crate::pipeline::shape::{Transfer, open_pipelines, usual_map};
use crate::ui::context::{App, use_app};
use crate::ui::parts::choose::Choose;
use crate::ui::parts::count::counted;
use crate::ui::parts::dialog::Dialog;

/// A stage that holds deals: its id, its name, how many.
type Held = (StageId, String, usize);

fn held(app: App, pipeline: PipelineId) -> Vec<Held> {
    app.peek(|desk| {
        let counts = counts(desk.book(), pipeline);
        let stages = board::all_stages(desk.book(), pipeline).into_iter();
        let held = stages.map(|stage| {
            let n = counts.get(&stage.id).copied().unwrap_or(0);
            (stage.id, stage.name.unwrap_or_default(), n)
        });
        held.filter(|(_, _, n)| *n > 0).collect()
    })
}

/// The dialog.
#[component]
pub(super) fn TransferDialog(
    /// The pipeline that they are in.
    pipeline: PipelineId,
    /// Called when it closes.
    on_close: Callback<()>,
) -> impl IntoView {
    let app = use_app();
    let others: Vec<(String, String)> = app.peek(|desk| {
        let others = open_pipelines(desk.book()).filter(|other| other.id != pipeline);
        others.map(|other| (Id::from(other.id).to_string(), other.name.unwrap_or_default())).collect()
    });
    let held = held(app, pipeline);
    let nothing = others.is_empty() || held.is_empty();
    let to = RwSignal::new(others.first().map(|(id, _)| id.clone()).unwrap_or_default());
    // What was chosen for a stage holds for one target only.
    let map: RwSignal<Vec<(StageId, String)>> = RwSignal::new(Vec::new());
    let propose = move |target: &str| {
        let usual = Id::parse(target).map(|target| app.peek(|desk| usual_map(desk.book(), pipeline, target.into())));
        let text = |(from, to): (StageId, StageId)| (from, Id::from(to).to_string());
        map.set(usual.unwrap_or_default().into_iter().map(text).collect());
    };
    propose(&to.get_untracked());
    let targets = Memo::new(move |_| {
        let Some(to) = Id::parse(&to.read()) else { return Vec::new() };
        let stay = (String::new(), t!(app, "shape-transfer-stay"));
        let stages = app.read(|desk| board::stages(desk.book(), to.into()));
        let named = stages.into_iter().map(|stage| (Id::from(stage.id).to_string(), stage.name.unwrap_or_default()));
        std::iter::once(stay).chain(named).collect::<Vec<_>>()
    });
    let counted_held = StoredValue::new(held.clone());
    let going = Memo::new(move |_| {
        map.with(|map| {
            let goes = |id: StageId| map.iter().any(|(from, to)| *from == id && !to.is_empty());
            counted_held.with_value(|held| held.iter().filter(|(id, _, _)| goes(*id)).map(|(_, _, n)| n).sum::<usize>())
        })
    });
    let row = move |(id, name, n): Held| {
        let control = format!("transfer-{}", Id::from(id));
        let value = Memo::new(move |_| {
            map.with(|map| map.iter().find(|(from, _)| *from == id).map(|(_, to)| to.clone()).unwrap_or_default())
        });
        let pick = move |to: String| {
            map.update(|map| {
                map.retain(|(from, _)| *from != id);
                map.push((id, to));
            });
        };
        view! {
            <li class="transfer-row">
                <label for=control.clone()><strong>{name}</strong>" "<span class="second num">{t!(app, "shape-deals", n = counted(&app, n))}</span></label>
                <Choose id=control options=targets value=value on_pick=Callback::new(pick)/>
            </li>
        }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let mapping: Vec<(StageId, StageId)> = map
            .with_untracked(|map| map.iter().filter_map(|(from, to)| Some((*from, StageId(Id::parse(to)?)))).collect());
        let deals: Vec<DealId> = app.peek(|desk| {
            let table = desk.book().of::<Deal>();
            let rows = mapping.iter().flat_map(|(from, _)| board::order_now(desk.book(), *from));
            rows.filter_map(|row| table.id(row as usize).map(DealId)).collect()
        });
        let transfer = Transfer { deals, mapping };
        on_close.run(());
        slices(app, move || app.with_context(|book, context| transfer.decide(book, context)), |_| ());
    };
    let body = if nothing {
        view! { <p>{t!(app, "shape-transfer-none")}</p><div class="form-acts"><button class="button" type="button" on:click=move |_| on_close.run(())>{t!(app, "close")}</button></div> }.into_any()
    } else {
        view! {
            <form class="form" on:submit=submit>
                <div class="field">
                    <label class="field-label" for="transfer-to">{t!(app, "shape-transfer-to")}</label>
                    <Choose id="transfer-to" options=Signal::stored(others) value=to on_pick=Callback::new(move |id: String| { propose(&id); to.set(id); })/>
                </div>
                <ul class="stack" role="list" aria-label=t!(app, "shape-transfer-map")>{held.into_iter().map(row).collect::<Vec<_>>()}</ul>
                <p class="field-hint">{t!(app, "shape-transfer-hint")}</p>
                <div class="form-acts">
                    <button class="button" type="button" on:click=move |_| on_close.run(())>{t!(app, "cancel")}</button>
                    <button class="button button-primary" type="submit" disabled=move || going.get() == 0>{move || t!(app, "shape-transfer-do", n = counted(&app, going.get()))}</button>
                </div>
            </form>
        }
        .into_any()
    };
    view! { <Dialog title=t!(app, "shape-transfer-title") on_close=on_close>{body}</Dialog> }
}
