//! Pictures that the device could not keep: they stay in this tab until it can, or until somebody has taken
//! them elsewhere.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::photos::store;
use crate::model::{Id, Instant};
use crate::ui::context::{App, use_app};
use crate::ui::notices::Notice;
use crate::ui::parts::download;

/// A picture as it was taken: shrunk and stamped, where the browser could read it.
pub(super) struct Taken {
    pub(super) visit: Id,
    pub(super) file: File,
    pub(super) at: Instant,
    pub(super) live: bool,
}

/// A picture that was not kept, and why.
#[derive(Clone)]
struct Unkept {
    number: u64,
    picture: Rc<Taken>,
    why: String,
}

thread_local! {
    /// Longer than the page of the visit: whoever looks elsewhere for a while finds them here again.
    static UNKEPT: ArcRwSignal<Vec<Unkept>> = ArcRwSignal::new(Vec::new());
}

fn all() -> ArcRwSignal<Vec<Unkept>> {
    UNKEPT.with(Clone::clone)
}

/// Keeps a picture with its visit, or here.
pub(super) async fn keep(app: App, picture: Rc<Taken>) {
    let outcome = store(app, &picture).await;
    all().update(|all| {
        all.retain(|other| !Rc::ptr_eq(&other.picture, &picture));
        let number = all.iter().map(|one| one.number + 1).max().unwrap_or_default();
        all.extend(outcome.err().map(|why| Unkept { number, picture, why }));
    });
}

fn picture(number: u64) -> Option<Rc<Taken>> {
    all().with_untracked(|all| all.iter().find(|one| one.number == number).map(|one| one.picture.clone()))
}

/// What was not kept of a visit, and the ways out.
#[component]
pub(super) fn NotKept(visit: Id) -> impl IntoView {
    let app = use_app();
    move || {
        let of_visit = |one: &Unkept| one.picture.visit == visit;
        let found: Vec<Unkept> = all().get().into_iter().filter(of_visit).collect();
        found.into_iter().map(|one| notice(app, one.number, one.why)).collect::<Vec<_>>()
    }
}

fn notice(app: App, number: u64, why: String) -> impl IntoView {
    let is_busy = RwSignal::new(false);
    let retry = move |_| {
        let Some(picture) = picture(number) else { return };
        is_busy.set(true);
        spawn_local(async move {
            keep(app, picture).await;
            is_busy.try_set(false);
        });
    };
    let hand_out = move |_| {
        if picture(number).is_some_and(|picture| download::whole(&picture.file).is_err()) {
            app.toast(t!(app, "list-export-failed"), true, false);
        }
    };
    let give_up = move |_| all().update(|all| all.retain(|one| one.number != number));
    // What is at stake when the tab is closed is marked: `boot.js` asks then.
    view! {
        <Notice class="notice-bad" icon="alert" title=t!(app, "photo-unkept") text=why>
            <p>{t!(app, "photo-unkept-text")}</p>
            <div class="notice-acts" data-at-stake="">
                <button class="button button-primary" type="button" disabled=move || is_busy.get() on:click=retry>{t!(app, "status-retry")}</button>
                <button class="button" type="button" on:click=hand_out>{t!(app, "photo-save-elsewhere")}</button>
                <button class="button" type="button" on:click=give_up>{t!(app, "photo-give-up")}</button>
            </div>
        </Notice>
    }
}
