//! The page of a record that does not exist yet.

use leptos::prelude::*;

use super::entry::{customer, entries, start};
use super::form::{Filled, Form};
use super::lines::Sheet;
use crate::book::command::{Change, Create};
use crate::book::whole::{KeepWhole, Whole};
use crate::book::{Command, Label};
use crate::model::records::{Deal, DealId, Stage, StageId};
use crate::model::{Id, Record, Role, Value};
use crate::pipeline::board::stages;
use crate::pipeline::commands::CreateDeal;
use crate::pipeline::shape::open_pipelines;
use crate::query::begin::following;
use crate::ui::context::{App, Desk, use_app};
use crate::ui::route::{Place, Route};
use crate::ui::twins::{Like, Projects};

/// The page.
#[component]
pub(in crate::ui) fn NewPage(
    /// Key of the collection.
    collection: &'static str,
) -> impl IntoView {
    let app = use_app();
    let begun = app.place.with_untracked(|place| app.peek(|desk| begin(desk, collection, place)));
    let entries = entries(app, collection, None, &begun);
    let typed: Vec<(usize, RwSignal<String>)> = entries.iter().map(|entry| (entry.at, entry.text)).collect();
    let registered = typed.clone();
    let save = Callback::new(move |filled: Filled| save(app, collection, filled));
    let lines = Sheet::all(app, collection, None, customer(app, &entries));
    if let [sheet] = lines.as_slice() {
        sheet.begin(app);
    }
    // Lines take the width of the page.
    let class = if lines.is_empty() { "page-body page-narrow" } else { "page-body" };
    let back = Callback::new(move |()| app.go_to(Route::List(collection)));
    let list = Place::new(Route::List(collection)).href();
    view! {
        <header class="page-head">
            <nav class="crumbs" aria-label=t!(app, "crumbs")><a href=list>{app.text(&format!("collection-{collection}"), &[])}</a></nav>
            <div class="page-title"><h1 tabindex="-1">{app.text(&format!("new-{collection}"), &[])}</h1></div>
        </header>
        <div class=class>
            <Like collection=collection typed=typed/>
            <Projects collection=collection typed=registered/>
            <section class="panel"><Form entries=entries lines=lines name=format!("draft.{collection}.new") on_save=save on_cancel=back/></section>
        </div>
    }
}

/// What the record starts with: from the address; a deal in the first open stage.
fn begin(desk: &Desk, collection: &str, place: &Place) -> Vec<Change> {
    let Some(table) = desk.book().table(collection) else { return Vec::new() };
    let mut begun = start(table, &place.query);
    if let Some(stage) = table.role(Role::Stage).filter(|at| begun.iter().all(|(field, _)| field != at)) {
        let first = open_pipelines(desk.book()).find_map(|pipeline| {
            let open = |stage: &Stage| stage.kind.as_deref() == Some("open");
            stages(desk.book(), pipeline.id).into_iter().find(open)
        });
        begun.extend(first.map(|first| (stage, Some(Value::Reference(StageId::into(first.id))))));
    }
    let today = desk.zone.day_of(desk.ports.clock.now());
    let following = following(desk.book(), table, &begun, desk.actor.person, today);
    begun.extend(following);
    begun
}

fn save(app: App, collection: &'static str, filled: Filled) -> bool {
    let id: Id = app.new_id();
    let Filled { values, lines, .. } = filled;
    let values: Vec<Change> = values.into_iter().filter(|(_, value)| value.is_some()).collect();
    let title = app.peek(|desk| {
        let at = desk.book().table(collection)?.role(Role::Title)?;
        let value = values.iter().find(|(field, _)| *field == at)?.1.as_ref()?;
        value.as_text().map(str::to_owned)
    });
    let command: Box<dyn Command> = if collection == Deal::COLLECTION.key {
        Box::new(CreateDeal { id: DealId(id), values, lines })
    } else {
        let label = Label::new("did-create").with("name", title.unwrap_or_default());
        let collection = collection.into();
        if lines.is_empty() {
            Box::new(Create { collection, id, values, label })
        } else {
            Box::new(KeepWhole { collection, id, whole: Whole::New(values), lines, label })
        }
    };
    // A refusal has been said; what was typed stays.
    let kept = app.act(command.as_ref()).is_ok();
    if kept {
        app.go_to(Route::Record(collection, id));
    }
    kept
}
