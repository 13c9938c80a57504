//! The quiet badge that tells saved, waiting, offline, failed.

use leptos::ev;
use leptos::prelude::*;

use crate::ports::StoreError;
use crate::ui::context::{Saving, Start, use_app};
use crate::ui::parts::icon::Icon;
use crate::ui::parts::trouble;

/// The status region.
#[component]
pub(super) fn Status() -> impl IntoView {
    let app = use_app();
    let online = RwSignal::new(window().navigator().on_line());
    let handles = [
        window_event_listener(ev::online, move |_| online.set(true)),
        window_event_listener(ev::offline, move |_| online.set(false)),
    ];
    on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
    let fleeting = app.peek(|desk| desk.start) == Start::Fleeting;
    // Two closures, not one a word: each is compiled by itself into the first screen.
    let state = move || match app.saving.get() {
        Saving::Failed(..) => "failed",
        Saving::Waiting(_) => "waiting",
        Saving::Saved if fleeting => "unkept",
        Saving::Saved if !online.get() => "offline",
        Saving::Saved => "saved",
    };
    let content = move || {
        let (icon, text) = match app.saving.get() {
            Saving::Failed(error, 0) => ("alert", trouble::text(&app, &error)),
            Saving::Failed(error, waiting) => {
                let what = trouble::text(&app, &error);
                ("alert", t!(app, "status-failed", n = waiting, what = what))
            }
            Saving::Waiting(waiting) => ("clock", t!(app, "status-waiting", n = waiting)),
            Saving::Saved if fleeting => ("alert", t!(app, "status-unkept")),
            Saving::Saved if !online.get() => ("offline", t!(app, "status-offline")),
            Saving::Saved => ("check", t!(app, "status-saved")),
        };
        let retry = app
            .saving
            .with(|saving| matches!(saving, Saving::Failed(error, 1..) if *error != StoreError::Replaced))
            .then(|| {
                view! {
                    <button class="button" type="button" on:click=move |_| app.save()>{t!(app, "status-retry")}</button>
                }
            });
        view! { <Icon name=icon/><span>{text}</span>{retry} }.into_any()
    };
    view! { <div class="status" role="status" data-state=state>{content}</div> }
}
