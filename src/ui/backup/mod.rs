//! Everything as one file and back: in the settings, and where the application does not start.

mod ask;
mod due;
mod rescue;
mod work;

use leptos::prelude::*;

use super::context::use_app;
use super::parts::count::counted;
use super::parts::icon::Icon;
use ask::AskRestore;
pub(super) use due::{Due, days_due};
pub(super) use rescue::Rescue;
use work::Found;
pub(super) use work::forget;

/// The panel: save, restore.
#[component]
pub(super) fn Backup() -> impl IntoView {
    let app = use_app();
    let (saving, found) = (RwSignal::new(None::<usize>), RwSignal::new(None::<Found>));
    let (refused, saved) = (RwSignal::new(None::<String>), RwSignal::new(work::last(app)));
    let save = move |_| work::save(app, saving, saved, refused);
    let choose = move |event: leptos::ev::Event| work::take(app, &event, found, refused);
    let last = move || match saved.get() {
        Some((made, _)) => t!(app, "backup-last", day = app.format().instant(made, &app.zone())),
        None => t!(app, "backup-never"),
    };
    view! {
        <section class="panel" aria-labelledby="settings-backup">
            <div class="panel-head"><h2 id="settings-backup">{t!(app, "backup")}</h2></div>
            <div class="setting" role="group" aria-label=t!(app, "backup-save")>
                <div>
                    <p class="setting-name">{t!(app, "backup-save")}</p>
                    <p class="field-hint">{t!(app, "backup-hint")}</p>
                    <p class="field-hint" role="status">
                        {move || saving.get().map_or_else(last, |n| t!(app, "backup-saving", n = counted(&app, n)))}
                    </p>
                </div>
                <div class="setting-control">
                    <button class="button button-primary" type="button" disabled=move || saving.get().is_some() on:click=save>
                        <Icon name="export"/>{t!(app, "backup-save-do")}
                    </button>
                </div>
            </div>
            <div class="setting" role="group" aria-label=t!(app, "backup-restore")>
                <div>
                    <p class="setting-name">{t!(app, "backup-restore")}</p>
                    <p class="field-hint">{t!(app, "backup-restore-hint")}</p>
                </div>
                <div class="setting-control">
                    <label class="button file-button">
                        <Icon name="import"/>{t!(app, "backup-choose")}
                        <input class="only-heard" type="file" accept=".fieldbook" on:change=choose/>
                    </label>
                </div>
            </div>
            <p class="field-error" role="alert">{move || refused.get()}</p>
        </section>
        {move || found.get().map(|found_now| view! {
            <AskRestore found=found_now on_close=Callback::new(move |()| found.set(None))/>
        })}
    }
}
