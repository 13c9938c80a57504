//! The first step: choosing files.

use leptos::prelude::*;

use super::arrive::{chosen, take_text};
use super::state::ImportState;
use crate::ui::context::use_app;
use crate::ui::parts::icon::Icon;

/// What the file chooser offers first.
const ACCEPT: &str = ".csv,.tsv,.txt,.xlsx,.xlsm,.xls,text/csv,text/tab-separated-values,\
    application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.ms-excel";

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
                <li>{t!(app, "import-readable-workbooks")}</li>
                <li>{t!(app, "import-readable-delimiters")}</li>
                <li>{t!(app, "import-readable-text")}</li>
                <li>{t!(app, "import-readable-forms")}</li>
            </ul>
        </section>
        <Pasting/>
    }
}

/// Where cells copied from a spreadsheet can be put by touch; by keyboard they may be pasted
/// anywhere on the page.
#[component]
fn Pasting() -> impl IntoView {
    let app = use_app();
    let state = expect_context::<ImportState>();
    let text = RwSignal::new(String::new());
    let take = move |_| take_text(app, state, text.get_untracked());
    view! {
        <details class="fold">
            <summary><Icon name="right" class="icon-small"/><span>{t!(app, "import-paste")}</span></summary>
            <div class="form">
                <div class="field">
                    <label class="field-label" for="import-cells">{t!(app, "import-paste-cells")}</label>
                    <textarea class="area" id="import-cells" rows="5" prop:value=text on:input=move |event| text.set(event_target_value(&event))></textarea>
                </div>
                <div class="form-acts">
                    <button class="button" type="button" disabled=move || text.with(|text| text.trim().is_empty()) on:click=take>{t!(app, "import-paste-take")}</button>
                </div>
            </div>
        </details>
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
