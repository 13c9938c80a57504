//! A new version: offered, never forced.

use leptos::prelude::*;

use super::Notice;
use crate::ui::context::use_app;
use crate::ui::parts::page;

/// The offer, while a new version waits.
#[component]
pub(super) fn Update() -> impl IntoView {
    let app = use_app();
    let state = page::watch("update", "fieldbook:update");
    move || {
        match state.get().as_deref() {
            Some("ready") => {
                let press = move |_| page::tell("fieldbook:apply-update");
                Some(
                view! {
                    <Notice icon="info" title=t!(app, "update-ready") text=t!(app, "update-ready-text")>
                        <div class="notice-acts">
                            <button class="button button-primary" type="button" on:click=press>{t!(app, "update-apply")}</button>
                        </div>
                    </Notice>
                }
                .into_any(),
            )
            }
            // The page loads again by itself as soon as that takes nothing away.
            Some(_) => Some(
                view! { <Notice icon="info" title=t!(app, "update-agreed") text=t!(app, "update-agreed-text")/> }
                    .into_any(),
            ),
            None => None,
        }
    }
}
