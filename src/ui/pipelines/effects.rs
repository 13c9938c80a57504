//! What keeping the drawing would do, before it is done.

use leptos::prelude::*;

use super::state::State;
use crate::model::Record;
use crate::model::records::Stage;
use crate::pipeline::blueprint::{Blueprint, Effect};
use crate::ui::context::App;
use crate::ui::parts::count::counted;
use crate::ui::parts::field;

/// The panel; nothing where nothing would happen.
#[component]
pub(super) fn Effects(
    /// The drawing.
    state: State,
) -> impl IntoView {
    let app = state.app;
    let effects = Memo::new(move |_| state.read(Blueprint::effects));
    let lines = move || {
        effects.with(|effects| effects.iter().map(|effect| view! { <li>{say(app, effect)}</li> }).collect::<Vec<_>>())
    };
    let some = Memo::new(move |_| effects.with(|effects| !effects.is_empty()));
    move || {
        some.get().then(|| {
            view! {
                <section class="panel" aria-labelledby="shape-effects">
                    <div class="panel-head"><h2 id="shape-effects">{t!(app, "shape-effects")}</h2></div>
                    <ul class="shape-effects">{lines}</ul>
                    <p class="field-hint">{t!(app, "shape-effects-hint")}</p>
                </section>
            }
        })
    }
}

fn say(app: App, effect: &Effect) -> String {
    match effect {
        Effect::Named(name) => t!(app, "shape-does-name", name = name.as_str()),
        Effect::New(stage) => t!(app, "shape-does-new", stage = stage.as_str()),
        Effect::Renamed(from, to) => t!(app, "shape-does-rename", from = from.as_str(), to = to.as_str()),
        Effect::Back(stage) => t!(app, "shape-does-back", stage = stage.as_str()),
        Effect::Order => t!(app, "shape-does-order"),
        Effect::Kind(stage, kind, n) => {
            let of = &Stage::COLLECTION.fields[Stage::KIND];
            let kind = field::choice(&app, Stage::COLLECTION.key, of, kind);
            t!(app, "shape-does-kind", stage = stage.as_str(), kind = kind, n = counted(&app, *n))
        }
        Effect::Ruled(stage) => t!(app, "shape-does-rule", stage = stage.as_str()),
        Effect::Carried(from, to, n) => {
            t!(app, "shape-does-carry", from = from.as_str(), to = to.as_str(), n = counted(&app, *n))
        }
        Effect::Archived(stage) => t!(app, "shape-does-archive", stage = stage.as_str()),
    }
}
