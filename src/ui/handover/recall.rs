//! What cannot be called back, said before anything is shared.

use leptos::prelude::*;

use crate::ui::context::use_app;

/// The panel.
#[component]
pub(super) fn Recall() -> impl IntoView {
    let app = use_app();
    view! {
        <section class="panel" aria-labelledby="handover-recall">
            <div class="panel-head"><h2 id="handover-recall">{t!(app, "handover-recall")}</h2></div>
            <ul class="hand-recall">
                <li>{t!(app, "handover-recall-shared")}</li>
                <li>{t!(app, "handover-recall-phrase")}</li>
                <li>{t!(app, "handover-recall-device")}</li>
            </ul>
        </section>
    }
}
