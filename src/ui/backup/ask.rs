//! The dialog before a restore: what the backup holds, and what it takes the place of.

use leptos::prelude::*;

use super::work::{Found, restore};
use crate::ui::context::use_app;
use crate::ui::parts::count::counted;
use crate::ui::parts::dialog::Dialog;

/// The dialog.
#[component]
pub(super) fn AskRestore(
    /// What was chosen.
    found: Found,
    on_close: Callback<()>,
) -> impl IntoView {
    let app = use_app();
    let (format, zone) = (app.format(), app.zone());
    let (refused, working) = (RwSignal::new(None::<String>), RwSignal::new(false));
    let summary = found.check.summary();
    let made = format.instant(summary.about.made, &zone);
    let of = if summary.about.company.is_empty() {
        t!(app, "backup-made", when = made)
    } else {
        t!(app, "backup-of", company = summary.about.company.as_str(), when = made)
    };
    let holds = t!(
        app,
        "backup-holds",
        changes = t!(app, "backup-changes", n = counted(&app, summary.changes)),
        devices = t!(app, "backup-devices", n = counted(&app, summary.devices.count()))
    );
    let span = summary.first.zip(summary.last).map(|(first, last)| {
        t!(app, "backup-span", first = format.instant(first, &zone), last = format.instant(last, &zone))
    });
    let damaged = summary.damaged.len();
    let damaged = (damaged > 0).then(|| t!(app, "backup-left-out", n = counted(&app, damaged)));
    let here = app.peek(|desk| desk.book().history().len());
    let replaced =
        if here == 0 { t!(app, "backup-replaces-all") } else { t!(app, "backup-replaces", n = counted(&app, here)) };
    let go = move |_| {
        working.set(true);
        restore(app, found.check.as_ref().clone(), refused);
    };
    view! {
        <Dialog title=t!(app, "backup-ask") on_close=on_close>
            <p>{of}</p>
            <p><strong>{holds}</strong>" "{span}</p>
            {damaged.map(|text| view! { <p class="field-error">{text}</p> })}
            <p>{replaced}</p>
            <p class="field-error" role="alert">{move || refused.get()}</p>
            <div class="dialog-acts">
                <button class="button" type="button" on:click=move |_| on_close.run(())>{t!(app, "cancel")}</button>
                <button class="button button-danger" type="button" disabled=move || working.get() && refused.get().is_none() on:click=go>
                    {t!(app, "backup-restore-do")}
                </button>
            </div>
        </Dialog>
    }
}
