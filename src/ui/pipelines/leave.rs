//! A stage is merged into another one, or archived: where its deals go.

use leptos::prelude::*;

use super::state::State;
use crate::model::Id;
use crate::model::records::StageId;
use crate::pipeline::blueprint::Line;
use crate::ui::parts::choose::Choose;
use crate::ui::parts::count::counted;
use crate::ui::parts::dialog::Dialog;

/// How a stage leaves the pipeline.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Leave {
    /// It becomes part of another stage.
    Merge,
    /// It is archived.
    Archive,
}

/// The dialog.
#[component]
pub(super) fn LeaveDialog(
    /// The drawing.
    state: State,
    /// The stage.
    id: StageId,
    /// How it leaves.
    leave: Leave,
    /// Called when it closes.
    on_close: Callback<()>,
) -> impl IntoView {
    let app = state.app;
    let (name, holds, options) = state.shown.with_untracked(|sheet| {
        let Some(sheet) = sheet else { return Default::default() };
        let name = sheet.line(id).map(|line| line.name().to_owned()).unwrap_or_default();
        let option = |line: &Line| (Id::from(line.id).to_string(), line.name().to_owned());
        let options: Vec<(String, String)> = sheet.others(id).into_iter().map(option).collect();
        (name, sheet.holds(id), options)
    });
    let into = RwSignal::new(options.first().map(|(id, _)| id.clone()).unwrap_or_default());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        event.stop_propagation();
        let Some(into) = into.with_untracked(|into| Id::parse(into)).map(StageId) else { return };
        on_close.run(());
        state.change(|sheet| match leave {
            Leave::Merge => sheet.merge(id, into),
            Leave::Archive => sheet.remove(id, Some(into)),
        });
    };
    let (title, act) = match leave {
        Leave::Merge => (t!(app, "shape-merge-title", stage = name), t!(app, "shape-merge-do")),
        Leave::Archive => (t!(app, "shape-archive-title", stage = name), t!(app, "archive")),
    };
    view! {
        <Dialog title=title on_close=on_close>
            <form class="form" on:submit=submit>
                <div class="field">
                    <label class="field-label" for="shape-into">{t!(app, "shape-into", n = counted(&app, holds))}</label>
                    <Choose id="shape-into" options=Signal::stored(options) value=into on_pick=Callback::new(move |id| into.set(id))/>
                    <p class="field-hint">{t!(app, "shape-carry-hint")}</p>
                </div>
                <div class="form-acts">
                    <button class="button" type="button" on:click=move |_| on_close.run(())>{t!(app, "cancel")}</button>
                    <button class="button button-primary" type="submit">{act}</button>
                </div>
            </form>
        </Dialog>
    }
}
