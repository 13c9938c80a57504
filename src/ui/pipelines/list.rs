//! The page of all pipelines: each with its stages, how many deals it holds, and the ways on.

use leptos::prelude::*;

use super::PIPELINES;
use crate::book::Label;
use crate::book::command::Remove;
use crate::book::mend::Restore;
use crate::model::records::Pipeline;
use crate::model::{Id, Key};
use crate::pipeline::blueprint::counts;
use crate::pipeline::board;
use crate::ui::context::{App, use_app};
use crate::ui::parts::count::counted;
use crate::ui::parts::icon::Icon;
use crate::ui::route::{Place, Route};

/// A pipeline as a line of the page.
#[derive(Clone, PartialEq)]
struct Row {
    id: Id,
    name: String,
    stages: Vec<String>,
    deals: usize,
    archived: bool,
}

fn rows(app: App) -> Vec<Row> {
    app.read(|desk| {
        let (book, table) = (desk.book(), desk.book().of::<Pipeline>());
        let row = |pipeline: Pipeline| {
            let stages = board::stages(book, pipeline.id);
            Row {
                id: pipeline.id.into(),
                name: pipeline.name.unwrap_or_default(),
                deals: counts(book, pipeline.id).values().sum(),
                stages: stages.into_iter().filter_map(|stage| stage.name).collect(),
                archived: table.row(pipeline.id.into()).is_some_and(|row| table.is_archived(row)),
            }
        };
        book.all::<Pipeline>().map(row).collect()
    })
}

/// The page.
#[component]
pub(in crate::ui) fn PipelinesPage() -> impl IntoView {
    let app = use_app();
    let all = Memo::new(move |_| rows(app));
    let some = move |archived: bool| {
        let of = |rows: &Vec<Row>| rows.iter().filter(|row| row.archived == archived).cloned().collect::<Vec<_>>();
        let rows = all.with(of);
        (!rows.is_empty()).then(|| rows.into_iter().map(|row| panel(app, row)).collect::<Vec<_>>())
    };
    let archived =
        move || some(true).map(|panels| view! { <h2 class="page-part">{t!(app, "shape-archived")}</h2>{panels} });
    let empty = move || {
        all.with(Vec::is_empty).then(|| {
            view! {
                <div class="empty">
                    <Icon name="board" class="icon-large"/>
                    <h2 class="empty-title">{t!(app, "board-none-title")}</h2>
                    <p class="empty-text">{t!(app, "shape-none-text")}</p>
                </div>
            }
        })
    };
    view! {
        <header class="page-head">
            <nav class="crumbs" aria-label=t!(app, "crumbs")><a href=Place::new(Route::Settings).href()>{t!(app, "settings")}</a></nav>
            <div class="page-title"><h1 tabindex="-1">{t!(app, "collection-pipelines")}</h1></div>
            <div class="page-actions">
                <a class="button button-primary" href=Place::new(Route::New(PIPELINES)).href()><Icon name="plus"/>{t!(app, "new-pipelines")}</a>
            </div>
        </header>
        <div class="page-body page-narrow">
            <p class="prose second">{t!(app, "shape-text")}</p>
            {move || some(false)}{archived}{empty}
        </div>
    }
}

fn panel(app: App, row: Row) -> AnyView {
    let id = format!("pipeline-{}", row.id);
    let named_by = id.clone();
    let page = Place::new(Route::Record(PIPELINES, row.id)).href();
    let like = Place::new(Route::New(PIPELINES)).set("like", Some(row.id.to_string())).href();
    let named = StoredValue::new(row.name.clone());
    let (record, archived) = (row.id, row.archived);
    let stow = move |_| {
        let (collection, name) = (Key::Borrowed(PIPELINES), named.get_value());
        // A refusal has been said by the act itself.
        if archived {
            let label = Label::new("did-bring-back").with("name", name);
            drop(app.act(&Restore { collection, id: record, label }));
        } else {
            let label = Label::new("did-archive").with("name", name);
            drop(app.act(&Remove { collection, id: record, archive: true, label }));
        }
    };
    let count = t!(app, "shape-deals", n = counted(&app, row.deals));
    let stages: Vec<AnyView> =
        row.stages.into_iter().map(|name| view! { <li class="tag">{name}</li> }.into_any()).collect();
    view! {
        <section class="panel" aria-labelledby=named_by>
            <div class="panel-head"><h2 id=id><a href=page>{row.name.clone()}</a></h2><span class="panel-note num">{count}</span></div>
            <ol class="row stage-names" role="list" aria-label=t!(app, "shape-stages-of", name = row.name.as_str())>{stages}</ol>
            <div class="panel-foot">
                <a class="button" href=Place::new(Route::Board(Some(row.id))).href() aria-label=t!(app, "shape-board-of", name = row.name.as_str())><Icon name="board"/>{t!(app, "shape-board")}</a>
                <a class="button" href=like aria-label=t!(app, "shape-copy-of", name = row.name.as_str())><Icon name="pair"/>{t!(app, "shape-copy")}</a>
                <button class="button" type="button" aria-label=if archived { t!(app, "shape-restore-of", name = row.name.as_str()) } else { t!(app, "shape-archive-of", name = row.name.as_str()) } on:click=stow>
                    {if archived { t!(app, "bring-back") } else { t!(app, "archive") }}
                </button>
            </div>
        </section>
    }
    .into_any()
}
