//! The dialog of a move that lacks something: just what is missing, and on it goes.

use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::lacking::Lacking;
use super::{Outcome, Wanted, named};
use crate::book::lack::Lack;
use crate::model::records::{Deal, Stage};
use crate::ui::context::{App, use_app};
use crate::ui::parts::count::counted;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::refusal;

/// Moves focus to the first control of a dialog that is wrong, once it says so.
pub(super) fn focus_wrong() {
    request_animation_frame(|| {
        let wrong = document().query_selector("dialog[open] [aria-invalid=true]").ok().flatten();
        if let Some(wrong) = wrong.and_then(|wrong| wrong.dyn_into::<web_sys::HtmlElement>().ok()) {
            drop(wrong.focus());
        }
    });
}

/// What a rule said against it, in the dialog itself: a note would lie behind it.
pub(super) fn refusal_of(app: App, refused: RwSignal<Option<crate::book::Rejection>>) -> AnyView {
    let told = move || {
        refused.get().map(|why| {
            view! { <div class="notice notice-bad" role="alert"><Icon name="alert"/><p>{refusal::text(&app, &why)}</p></div> }
        })
    };
    told.into_any()
}

/// The dialog.
#[component]
pub(super) fn GateDialog(
    /// The move.
    wanted: Wanted,
    /// What is lacking.
    lack: Lack,
    /// Told what became of it.
    on_done: Callback<Outcome>,
) -> impl IntoView {
    let app = use_app();
    let n = lack.count();
    let lacking = Lacking::new(app, wanted.deal, lack);
    let (deal, stage) = (named::<Deal>(app, wanted.deal.into()), named::<Stage>(app, wanted.to.into()));
    let (asks, stuck) = (lacking.asks(), !lacking.can_go_on());
    let text = t!(app, "gate-text", stage = stage.as_str(), n = counted(&app, n));
    let go = if asks { t!(app, "sign-ask-do") } else { t!(app, "gate-go", stage = stage.as_str()) };
    let refused = RwSignal::new(None);
    let controls = lacking.view();
    let (lacking, wanted) = (StoredValue::new(lacking), StoredValue::new(wanted));
    let save = move || {
        let Some(brought) = lacking.with_value(Lacking::read) else { return focus_wrong() };
        let moving = wanted.with_value(|wanted| wanted.plain(brought));
        let command = lacking.with_value(|lacking| lacking.command(moving, None));
        match app.act(&command) {
            Ok(_) => on_done.run(if asks { Outcome::Asked } else { Outcome::Moved }),
            Err(why) => refused.set(Some(why)),
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        save();
    };
    // As in any form.
    let press = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            save();
        }
    };
    let cancel = Callback::new(move |()| on_done.run(Outcome::Stays));
    view! {
        <Dialog title=t!(app, "gate-title", deal = deal, stage = stage) on_close=cancel>
            <form class="form" novalidate=true on:submit=submit on:keydown=press>
                <p>{text}</p>
                {refusal_of(app, refused)}
                {controls}
                <div class="form-acts">
                    <button class="button" type="button" on:click=move |_| cancel.run(())>{t!(app, "cancel")}</button>
                    <button class="button button-primary" type="submit" disabled=stuck>{go}</button>
                </div>
            </form>
        </Dialog>
    }
}
