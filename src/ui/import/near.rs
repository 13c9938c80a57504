//! Names that are nearly those of known records: one confirmation settles each for all its rows.

use leptos::prelude::*;

use super::state::ImportState;
use crate::exchange::NearMiss;
use crate::ui::context::use_app;
use crate::ui::parts::choose::Choose;
use crate::ui::parts::count::counted;

/// The panel of such names, where there are any.
#[component]
pub(super) fn Near() -> impl IntoView {
    let app = use_app();
    let state = expect_context::<ImportState>();
    let near =
        Memo::new(move |_| state.plan.with(|plan| plan.as_ref().map(|plan| plan.near.clone()).unwrap_or_default()));
    let count = Memo::new(move |_| near.with(Vec::len));
    let keyed = move || {
        let plain = |near: NearMiss| NearMiss { accepted: None, count: 0, ..near };
        near.get().into_iter().map(plain).collect::<Vec<_>>()
    };
    let key = |near: &NearMiss| (near.collection.clone(), near.written.clone(), near.proposed.clone());
    view! {
        <Show when=move || count.with(|count| *count > 0)>
            <section class="panel" aria-labelledby="import-near">
                <div class="panel-head"><h2 id="import-near">{move || t!(app, "import-near", n = counted(&app, count.get()))}</h2></div>
                <p class="second">{t!(app, "import-near-text")}</p>
                <For each=keyed key=key let:name><Question near=name/></For>
            </section>
        </Show>
    }
}

/// One name: is it the known one, or new?
#[component]
fn Question(near: NearMiss) -> impl IntoView {
    let app = use_app();
    let state = expect_context::<ImportState>();
    let id = format!("near-{}-{}", near.collection, near.written.split_whitespace().collect::<Vec<_>>().join("-"));
    let kind = app.text(&format!("record-{}", near.collection), &[]);
    let label = t!(app, "import-near-name", kind = kind.as_str(), name = near.written.as_str());
    let options = vec![
        ("yes".to_owned(), t!(app, "import-near-is", name = near.proposed.as_str())),
        ("no".to_owned(), t!(app, "import-near-new", name = near.written.as_str())),
    ];
    let near = StoredValue::new(near);
    let same = move |other: &NearMiss| {
        near.with_value(|near| near.collection == other.collection && near.written == other.written)
    };
    let found = move || {
        let find = |plan: &crate::exchange::Plan| {
            plan.near.iter().find(|other| same(other)).map(|near| (near.accepted, near.count))
        };
        state.plan.with(|plan| plan.as_ref().and_then(find))
    };
    let value = Memo::new(move |_| {
        let refused = found().and_then(|(accepted, _)| accepted) == Some(false);
        (if refused { "no" } else { "yes" }).to_owned()
    });
    let rows = Memo::new(move |_| found().map_or(0, |(_, count)| count));
    let pick = move |answer: String| {
        state.change(app, |plan, _| {
            for other in plan.near.iter_mut().filter(|other| same(other)) {
                other.accepted = Some(answer == "yes");
            }
        });
    };
    view! {
        <div class="near">
            <div>
                <label for=id.clone()><strong>{label}</strong></label>
                <p class="field-hint">{move || t!(app, "import-near-rows", n = counted(&app, rows.get()))}</p>
            </div>
            <Choose id=id options=options value=value on_pick=Callback::new(pick)/>
        </div>
    }
}
