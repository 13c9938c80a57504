//! The first step: choosing files.

use leptos::prelude::*;

use super::arrive::chosen;
use super::state::ImportState;
use crate::ui::context::use_app;
use crate::ui::parts::icon::Icon;

/// What the file chooser offers first.
const ACCEPT: &str = ".csv,.tsv,.txt,text/csv,text/tab-separated-values";

/// The drop zone, and what can be read.
#[component]
pub(super) fn Choosing(
    /// Whether files hover over the page.
    over: ReadSignal<bool>,
) -> impl IntoView {
    let app = use_app();
    let state = expect_context::<ImportState>();
    view! {
        <div class="drop" class:is-over=over>
            <Icon name="import" class="icon-large"/>
            <p><strong>{t!(app, "import-drop")}</strong></p>
            <label class="button button-primary">
                {t!(app, "import-choose")}
                <input class="only-heard" type="file" accept=ACCEPT multiple on:change=move |event| chosen(app, state, &event)/>
            </label>
            <p class="drop-hint">{t!(app, "import-drop-hint")}</p>
        </div>
        <section class="panel" aria-labelledby="import-readable">
            <div class="panel-head"><h2 id="import-readable">{t!(app, "import-readable")}</h2></div>
            <ul class="stack" role="list">
                <li>{t!(app, "import-readable-delimiters")}</li>
                <li>{t!(app, "import-readable-text")}</li>
                <li>{t!(app, "import-readable-forms")}</li>
            </ul>
        </section>
    }
}

/// A button that adds more files.
#[component]
pub(super) fn AddFiles() -> impl IntoView {
    let app = use_app();
    let state = expect_context::<ImportState>();
    view! {
        <label class="button">
            <Icon name="plus"/>
            {t!(app, "import-add")}
            <input class="only-heard" type="file" accept=ACCEPT multiple on:change=move |event| chosen(app, state, &event)/>
        </label>
    }
}
