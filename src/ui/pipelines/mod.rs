//! Pipelines and their stages: which there are, new ones from a template, and the page on which the
//! stages of one are drawn anew.

mod archived;
mod drag;
mod effects;
mod gate;
mod leave;
mod list;
mod new;
mod sheet;
mod split;
mod stage;
mod state;
mod transfer;

use leptos::prelude::*;

use super::context::use_app;
use super::route::{Place, Route};
use crate::model::Record;
use crate::model::records::Pipeline;
pub(super) use list::PipelinesPage;
pub(super) use new::NewPipelinePage;
pub(super) use sheet::PipelinePage;

/// Key of the collection.
pub(super) const PIPELINES: &str = Pipeline::COLLECTION.key;

/// The way to the pipelines, for the page of settings.
#[component]
pub(super) fn PipelinesLink() -> impl IntoView {
    let app = use_app();
    view! {
        <section class="panel" aria-labelledby="settings-pipelines">
            <div class="panel-head"><h2 id="settings-pipelines">{t!(app, "collection-pipelines")}</h2></div>
            <p class="second">{t!(app, "shape-text")}</p>
            <div class="panel-foot"><a class="button" href=Place::new(Route::List(PIPELINES)).href()>{t!(app, "shape-open")}</a></div>
        </section>
    }
}
