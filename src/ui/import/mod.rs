//! Import: files → match → check → done.

mod altered;
mod arrive;
mod check;
mod columns;
mod done;
mod files;
mod forms;
mod known;
mod mapping;
mod near;
mod progress;
mod refused;
mod shape;
mod stages;
mod state;
mod words;
mod work;

use leptos::prelude::*;

use crate::ui::context::use_app;
pub(super) use state::ImportState;
use state::Step;

/// The steps with their names.
const STEPS: [(Step, &str); 4] = [
    (Step::Files, "import-step-files"),
    (Step::Match, "import-step-match"),
    (Step::Check, "import-step-check"),
    (Step::Done, "import-step-done"),
];

/// The page.
#[component]
pub(super) fn ImportPage() -> impl IntoView {
    let app = use_app();
    let state = expect_context::<ImportState>();
    let over = arrive::listen(app, state);
    let busy = move || state.work.with(Option::is_some).then_some("true");
    let working = Memo::new(move |_| state.work.with(|work| work.is_some_and(|work| work.shown)));
    view! {
        <header class="page-head">
            <div class="page-title"><h1 tabindex="-1">{t!(app, "import")}</h1></div>
        </header>
        <div class="page-body page-narrow" aria-busy=busy>
            <Steps/>
            <refused::Refused/>
            {move || match (working.get(), state.step.get()) {
                (true, _) => view! { <progress::ProgressPanel/> }.into_any(),
                (false, Step::Files) => view! { <files::Choosing over=over/> }.into_any(),
                (false, Step::Match) => view! { <columns::Matching/> }.into_any(),
                (false, Step::Check) => view! { <check::Checking/> }.into_any(),
                (false, Step::Done) => view! { <done::Finished/> }.into_any(),
            }}
        </div>
    }
}

/// Where the person is among the steps.
#[component]
fn Steps() -> impl IntoView {
    let app = use_app();
    let state = expect_context::<ImportState>();
    let item = |(step, name): (Step, &'static str)| {
        let here = move || state.step.get();
        let done = move || step < here();
        let current = move || (here() == step).then_some("step");
        view! { <li class="step" class:is-done=done aria-current=current>{t!(app, name)}</li> }
    };
    view! { <ol class="steps" role="list">{STEPS.into_iter().map(item).collect_view()}</ol> }
}
