//! Many deals end for the same reason.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::Many;
use crate::model::Id;
use crate::model::Record;
use crate::model::records::{Deal, Stage, StageId};
use crate::pipeline::close::Closing;
use crate::pipeline::many::Deed;
use crate::pipeline::way::is_open;
use crate::ui::context::use_app;
use crate::ui::moves::close::reasons;
use crate::ui::parts::choose::Choose;
use crate::ui::parts::count::counted;
use crate::ui::parts::dialog::Dialog;
use crate::ui::record::cell::Cell;

/// Prefix of the ids of its controls.
const SCOPE: &str = "many-";

/// The dialog that asks how they end.
#[component]
pub(super) fn CloseMany(many: Many, to: Option<StageId>) -> impl IntoView {
    let app = use_app();
    let choices = many.choices(|stage| !is_open(stage));
    let options: Vec<(String, String)> =
        choices.iter().map(|(id, name, _)| (Id::from(*id).to_string(), name.clone())).collect();
    let first = to.or(choices.first().map(|(id, ..)| *id)).map(|id| Id::from(id).to_string()).unwrap_or_default();
    let (stage, reason, note) = (RwSignal::new(first), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let chosen = move || stage.with(|stage| Id::parse(stage)).map(StageId);
    let kinds = Memo::new(move |_| {
        let kind = chosen().and_then(|stage| app.peek(|desk| desk.book().get::<Stage>(stage)));
        reasons(app, kind.and_then(|stage| stage.kind).as_deref().unwrap_or_default())
    });
    // Of many this takes a while: what is told last is of the stage that was chosen last.
    let left_out = RwSignal::new(0_usize);
    let count = move || {
        let Some(to) = untrack(chosen) else { return };
        many.held_up(to, move |held| {
            if stage.try_with_untracked(|stage| Id::parse(stage)) == Some(Some(to.into())) {
                left_out.set(held.len());
            }
        });
    };
    count();
    let competitor = Cell::over(app, Deal::COLLECTION.key, Deal::COMPETITOR, None).map(|cell| cell.scoped(SCOPE));
    let control = competitor.as_ref().map(|cell| cell.field(app));
    let competitor = StoredValue::new(competitor);
    let n = many.now().len();
    let pick = Callback::new(move |id| {
        stage.set(id);
        // A reason of another kind of end would tell a lie.
        reason.set(String::new());
        left_out.set(0);
        count();
    });
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(to) = untrack(chosen) else { return };
        let read = competitor.with_value(|cell| cell.as_ref().map(|cell| cell.read(app)));
        let competitor = match read {
            Some(None) => return,
            Some(Some((_, value))) => value.and_then(|value| value.as_reference()),
            None => None,
        };
        let reason = reason.with_untracked(|id| Id::parse(id));
        let note = Some(note.get_untracked());
        many.act(Deed::Close(Closing { reason, competitor, note, ..Closing::in_stage(to) }));
    };
    view! {
        <Dialog title=t!(app, "many-close-title", n = counted(&app, n)) on_close=Callback::new(move |()| many.close())>
            <form class="form" novalidate=true on:submit=save>
                <div class="field">
                    <label class="field-label" for="many-stage">{t!(app, "field-deals-stage")}</label>
                    <Choose id="many-stage" options=options value=stage on_pick=pick/>
                </div>
                <div class="field">
                    <label class="field-label" for="many-reason">{t!(app, "field-deals-reason")}</label>
                    <Choose id="many-reason" options=kinds value=reason on_pick=Callback::new(move |id| reason.set(id))/>
                </div>
                {control}
                <div class="field">
                    <label class="field-label" for="many-note">{t!(app, "close-note")}</label>
                    <textarea class="area" id="many-note" rows="2" prop:value=move || note.get() on:input=move |event| note.set(event_target_value(&event))></textarea>
                </div>
                {move || (left_out.get() > 0).then(|| view! { <p class="field-hint" role="status">{t!(app, "many-close-left", n = counted(&app, left_out.get()))}</p> })}
                <div class="form-acts">
                    <button class="button" type="button" on:click=move |_| many.close()>{t!(app, "cancel")}</button>
                    <button class="button button-primary" type="submit" disabled=move || stage.with(String::is_empty) || left_out.get() == n>{t!(app, "many-close")}</button>
                </div>
            </form>
        </Dialog>
    }
}
