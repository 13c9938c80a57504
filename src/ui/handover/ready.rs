//! A file that is ready: shared or saved by a press, as often as is liked, and what became of it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::give::{Given, give, save};
use crate::ui::context::use_app;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::share::{Outgoing, is_there};

/// A file with what became of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ready {
    /// The file.
    pub(super) file: Arc<Outgoing>,
    /// Whom it is for, by name.
    pub(super) who: String,
    /// What is in it, in words.
    pub(super) holds: String,
}

/// The two buttons, and what became of the file.
#[component]
pub(super) fn ReadyFile(
    /// The file.
    ready: Ready,
    /// What became of it.
    given: RwSignal<Option<Given>>,
    /// Told when it left.
    on_out: Callback<()>,
) -> impl IntoView {
    let app = use_app();
    let (share_name, save_name) =
        (t!(app, "handover-share-of", who = ready.who.as_str()), t!(app, "handover-save-of", who = ready.who.as_str()));
    let file = ready.file;
    let again = file.clone();
    let share = move |_| hand(&again, given, on_out);
    let keep = move |_| tell(save(&[Outgoing::clone(&file)]), given, on_out);
    let said = move || given.get().map(|given| app.text(given.key(), &[]));
    view! {
        <p class="field-hint">{ready.holds}</p>
        <p class="field-hint" role="status">{said}</p>
        <div class="row">
            {is_there().then(|| view! {
                <button class="button" type="button" aria-label=share_name on:click=share><Icon name="export"/>{t!(app, "handover-share")}</button>
            })}
            <button class="button" type="button" aria-label=save_name on:click=keep><Icon name="import"/>{t!(app, "handover-save")}</button>
        </div>
    }
}

/// Gives a file away, and says what became of it.
pub(super) fn hand(file: &Outgoing, given: RwSignal<Option<Given>>, on_out: Callback<()>) {
    let file = file.clone();
    spawn_local(async move { tell(give(&[file]).await, given, on_out) });
}

fn tell(became: Given, given: RwSignal<Option<Given>>, on_out: Callback<()>) {
    // The page may have been left meanwhile; the file left all the same.
    given.try_set(Some(became));
    if became.is_out() {
        on_out.run(());
    }
}
