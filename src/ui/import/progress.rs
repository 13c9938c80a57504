//! How far the work has come, with a way out.

use leptos::prelude::*;

use super::state::{ImportState, Task, Work};
use crate::ui::context::{App, use_app};
use crate::ui::parts::money::count as number;

/// The panel of the work under way.
#[component]
pub(super) fn ProgressPanel() -> impl IntoView {
    let app = use_app();
    let state = expect_context::<ImportState>();
    let of = move |read: fn(Work) -> usize| move || state.work.get().map(read);
    let title = move || match state.work.get().map(|work| work.task) {
        Some(Task::Read) => t!(app, "import-reading"),
        Some(Task::Check) => t!(app, "import-checking"),
        _ => t!(app, "import-writing"),
    };
    let how_far = move || state.work.get().map(|work| how_far(&app, work));
    let left = move || state.work.get()?.left.map(|left| t!(app, "import-left", n = left));
    view! {
        <section class="panel progress" aria-labelledby="import-work">
            <h2 id="import-work">{title}</h2>
            <progress class="progress-bar" max=of(|work| work.progress.total) value=of(|work| work.progress.done) aria-labelledby="import-work"></progress>
            <div class="progress-line">
                <span>{how_far}</span>
                <span class="second">{left}</span>
                <button class="button" type="button" on:click=move |_| state.stop()>{t!(app, "cancel")}</button>
            </div>
            <p class="formula">{t!(app, "import-all-or-nothing")}</p>
        </section>
    }
}

fn how_far(app: &App, work: Work) -> String {
    let progress = work.progress;
    if work.task == Task::Read {
        return t!(app, "import-files-of", done = number(app, progress.done), total = number(app, progress.total));
    }
    // Every row is looked at twice: first whether it can be taken, then what it becomes.
    t!(app, "import-rows-of", done = number(app, progress.done / 2), total = number(app, progress.total / 2))
}
