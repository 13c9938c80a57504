//! A new pipeline: a stage set to start from, then the same form as of one that stands.

use leptos::prelude::*;

use super::PIPELINES;
use super::sheet::Sheet;
use super::state::{State, written};
use crate::model::Id;
use crate::model::records::{PipelineId, StageId};
use crate::pipeline::blueprint::Blueprint;
use crate::pipeline::template::{TEMPLATES, Template};
use crate::ui::context::{App, use_app};
use crate::ui::route::{Place, Route};

/// What a new pipeline starts from.
#[derive(Clone, Copy, PartialEq)]
enum From {
    Template(&'static Template),
    Like(PipelineId),
}

impl From {
    fn read(place: &Place) -> Option<Self> {
        if let Some(like) = place.get("like").and_then(Id::parse) {
            return Some(Self::Like(like.into()));
        }
        let name = place.get("from")?;
        TEMPLATES.iter().find(|template| slug(template) == name).map(Self::Template)
    }

    fn blueprint(self, app: App) -> Option<Blueprint> {
        let id = || StageId(app.new_id());
        match self {
            Self::Template(template) => {
                Some(Blueprint::new(app.new_id().into(), template, id, |key| app.text(key, &[])))
            }
            Self::Like(pipeline) => {
                let like = app.peek(|desk| Blueprint::of(desk.book(), pipeline, &written))?;
                Some(like.like(app.new_id().into(), id))
            }
        }
    }
}

/// What an address calls a template.
fn slug(template: &Template) -> &'static str {
    template.key.strip_prefix("template-").unwrap_or(template.key)
}

/// The page.
#[component]
pub(in crate::ui) fn NewPipelinePage() -> impl IntoView {
    let app = use_app();
    let from = app.of_place(From::read);
    let body = move || match from.get().and_then(|from| from.blueprint(app)) {
        Some(blueprint) => {
            let state = State::new(app, move |_| Some(blueprint.clone()));
            view! { <div class="page-body"><Sheet state=state/></div> }.into_any()
        }
        None => view! { <div class="page-body page-narrow">{templates(app)}</div> }.into_any(),
    };
    view! {
        <header class="page-head">
            <nav class="crumbs" aria-label=t!(app, "crumbs")><a href=Place::new(Route::List(PIPELINES)).href()>{t!(app, "collection-pipelines")}</a></nav>
            <div class="page-title"><h1 tabindex="-1">{t!(app, "new-pipelines")}</h1></div>
        </header>
        {body}
    }
}

/// The stage sets to choose from.
fn templates(app: App) -> AnyView {
    let card = |template: &'static Template| {
        let href = Place::new(Route::New(PIPELINES)).set("from", Some(slug(template).to_owned())).href();
        let stages: Vec<String> = template.stages.iter().map(|(key, _, _)| app.text(key, &[])).collect();
        view! {
            <li class="panel template">
                <a class="template-name" href=href>{app.text(template.key, &[])}</a>
                <p class="second">{stages.join(" → ")}</p>
            </li>
        }
    };
    view! {
        <p class="prose second">{t!(app, "shape-template-text")}</p>
        <ul class="stack" role="list" aria-label=t!(app, "shape-templates")>{TEMPLATES.iter().map(card).collect::<Vec<_>>()}</ul>
    }
    .into_any()
}
