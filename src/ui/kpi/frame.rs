//! The frame of a chart: its name, the verdict, and the switch between drawing and table.

use leptos::children::ViewFn;
use leptos::prelude::*;

use crate::ui::context::use_app;

/// A figure with its caption. Drawing and table show the same numbers.
#[component]
pub(super) fn Frame(
    /// Its id in the page.
    id: &'static str,
    /// Its width on the grid.
    span: &'static str,
    /// Its name.
    #[prop(into)]
    title: Signal<String>,
    /// Whether there is anything to draw; else the verdict says why not.
    #[prop(into)]
    any: Signal<bool>,
    /// What it comes to.
    #[prop(into)]
    verdict: ViewFn,
    /// The drawing.
    #[prop(into)]
    drawing: ViewFn,
    /// The numbers.
    #[prop(into)]
    table: ViewFn,
    /// The line below.
    #[prop(into)]
    foot: ViewFn,
) -> impl IntoView {
    let app = use_app();
    let as_table = RwSignal::new(false);
    let checked = move || if as_table.get() { "true" } else { "false" };
    view! {
        <figure class=format!("panel chart {span}")>
            <figcaption class="chart-head">
                <span class="chart-name">
                    <h2 id=id>{move || title.get()}</h2>
                    <Show when=move || any.get()>
                        <button class="switch" type="button" role="switch" aria-checked=checked on:click=move |_| as_table.update(|on| *on = !*on)>
                            {t!(app, "chart-table")}
                        </button>
                    </Show>
                </span>
                <span class="verdict">{move || verdict.run()}</span>
            </figcaption>
            {move || if !any.get() {
                ().into_any()
            } else if as_table.get() {
                view! { <div class="table-wrap" role="region" tabindex="0" aria-labelledby=id>{table.run()}</div> }.into_any()
            } else {
                drawing.run().into_any()
            }}
            <div class="chart-foot">{move || any.get().then(|| foot.run())}</div>
        </figure>
    }
}
