//! Trouble with what is kept: not stored, not kept at all, cleared away, damaged.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Notice;
use crate::ports::StoreError;
use crate::ui::context::{App, Saving, Start, use_app};
use crate::ui::parts::count::counted;
use crate::ui::parts::{download, trouble};
use crate::ui::route::{Place, Route};

/// Changes that the store refused, or a store that this tab has lost.
#[component]
pub(super) fn Unsaved() -> impl IntoView {
    let app = use_app();
    move || {
        let Saving::Failed(error, waiting) = app.saving.get() else { return None };
        let title = if waiting == 0 {
            t!(app, "trouble-stopped")
        } else {
            t!(app, "trouble-unsaved", n = counted(&app, waiting))
        };
        let text = trouble::text(&app, &error);
        // What a reload would mend is not tried again, unless changes wait here.
        let reload = matches!(error, StoreError::Newer | StoreError::Replaced | StoreError::Unavailable(_));
        // What waits was decided over content that is no longer there.
        let lost = error == StoreError::Replaced;
        let kept = (waiting > 0 && !lost).then(|| view! { <p>{t!(app, "trouble-kept")}</p> });
        let again = (waiting > 0 && !reload).then(|| {
            view! { <button class="button" type="button" on:click=move |_| app.save()>{t!(app, "status-retry")}</button> }
        });
        let load = (reload && (waiting == 0 || lost)).then(|| {
            let press = move |_| drop(window().location().reload());
            view! { <button class="button button-primary" type="button" on:click=press>{t!(app, "panic-reload")}</button> }
        });
        Some(view! {
            <Notice class="notice-bad" icon="alert" title=title text=text>
                {kept}
                <div class="notice-acts">{again}{load}<ToStorage/></div>
            </Notice>
        })
    }
}

/// A visit that began without what was expected.
#[component]
pub(super) fn Beginning() -> impl IntoView {
    let app = use_app();
    match app.peek(|desk| desk.start) {
        Start::Sound => ().into_any(),
        Start::Fleeting => view! {
            <Notice class="notice-warning" icon="alert" title=t!(app, "trouble-fleeting") text=t!(app, "trouble-fleeting-text")/>
        }
        .into_any(),
        Start::Evicted => view! {
            <Notice class="notice-bad" icon="alert" title=t!(app, "trouble-evicted") text=t!(app, "trouble-evicted-text")>
                <div class="notice-acts"><ToStorage/></div>
            </Notice>
        }
        .into_any(),
    }
}

/// Entries of the journal that were passed over.
#[component]
pub(super) fn Damage() -> impl IntoView {
    let app = use_app();
    let damaged = Memo::new(move |_| {
        app.read(|desk| desk.keeper.damaged().iter().map(|damaged| damaged.arrival).collect::<Vec<_>>())
    });
    move || {
        let arrivals = damaged.get();
        if arrivals.is_empty() {
            return None;
        }
        let named: Vec<String> = arrivals.iter().take(5).map(ToString::to_string).collect();
        let title = t!(app, "trouble-damaged", n = counted(&app, arrivals.len()));
        let text = t!(app, "trouble-damaged-text", which = named.join(", "));
        let save = move |_| save_raw(app, arrivals.clone());
        Some(view! {
            <Notice class="notice-bad" icon="alert" title=title text=text>
                <div class="notice-acts">
                    <button class="button" type="button" on:click=save>{t!(app, "trouble-damaged-save")}</button>
                    <button class="button" type="button" on:click=move |_| app.pass_over_damage()>{t!(app, "trouble-damaged-accept")}</button>
                    <ToStorage/>
                </div>
            </Notice>
        })
    }
}

/// Hands the bytes of damaged entries to the person, each as a file.
fn save_raw(app: App, arrivals: Vec<u64>) {
    spawn_local(async move {
        let store = app.peek(|desk| desk.ports.store.clone());
        for arrival in arrivals {
            let entry = store.entries(arrival - 1, 1).await.ok().and_then(|entries| entries.into_iter().next());
            let saved = entry.is_some_and(|(_, bytes)| download::bytes(&format!("fieldbook-{arrival}.bin"), &bytes));
            if !saved {
                app.toast(t!(app, "list-export-failed"), true, false);
            }
        }
    });
}

/// The way to backup, restore and wiping.
#[component]
fn ToStorage() -> impl IntoView {
    let app = use_app();
    view! { <a class="button" href=Place::new(Route::Settings).href()>{t!(app, "trouble-storage")}</a> }
}
