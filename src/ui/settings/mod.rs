//! Settings: how it looks on this device, the company, and what is kept here.

mod company;
mod look;
mod map;
mod me;
mod numbers;
mod roads;
mod storage;

use leptos::prelude::*;

use super::context::use_app;
use crate::model::Record;
use crate::model::permission::Verb;
use crate::model::records::Organisation;
pub(super) use look::{apply_density, set_theme};
pub(super) use map::tiles;
pub(super) use me::{Me, layers};
pub(super) use numbers::{About, NumbersPanel};
pub(super) use storage::persist;

/// The page.
#[component]
pub(super) fn SettingsPage() -> impl IntoView {
    let app = use_app();
    view! {
        <header class="page-head">
            <div class="page-title"><h1 tabindex="-1">{t!(app, "settings")}</h1></div>
        </header>
        <div class="page-body page-narrow">
            <me::Me/>
            <look::Look/>
            <company::Company/>
            <map::MapPanel/>
            <Quotes/>
            <super::pipelines::PipelinesLink/>
            <super::fields::FieldsLink/>
            <super::handover::HandOverLink/>
            <roads::Roads/>
            <super::backup::Backup/>
            <storage::Device/>
        </div>
    }
}

/// A row: what it is, what it means, and its control.
#[component]
fn Setting(
    /// What it is.
    name: String,
    /// What it means.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Its control.
    children: Children,
) -> impl IntoView {
    let label = name.clone();
    view! {
        <div class="setting" role="group" aria-label=label>
            <div>
                <p class="setting-name">{name}</p>
                {hint.map(|hint| view! { <p class="field-hint">{hint}</p> })}
            </div>
            <div class="setting-control">{children()}</div>
        </div>
    }
}

/// What the company lays down for quotes, for whoever may; without a company there is none.
#[component]
fn Quotes() -> impl IntoView {
    let app = use_app();
    let may = app.peek(|desk| {
        let there = desk.book().all::<Organisation>().next().is_some();
        there && desk.book().permit(&desk.actor, Verb::Configure, Organisation::COLLECTION.key, None).is_ok()
    });
    may.then(|| view! { <NumbersPanel about=About::Quotes/> })
}
