//! What refers to a record: counts, the first few, and the way to all.

use leptos::prelude::*;

use super::lines::are_lines;
use crate::model::field::Upkeep;
use crate::model::permission::Verb;
use crate::model::records::{self, COLLECTIONS};
use crate::model::{Id, Kind, Role};
use crate::query::listing::{Listed, Shown, Sort, columns, list};
use crate::query::{Filter, Key, Source};
use crate::ui::context::{App, Desk, use_app};
use crate::ui::list::table::{class, heading, line};
use crate::ui::parts::icon::Icon;
use crate::ui::parts::{count, field, money};
use crate::ui::route::{Place, Route};

/// Records shown of each kind.
const FIRST: usize = 10;
/// Columns shown of each record.
const COLUMNS: usize = 5;

/// Records of one collection that refer to this one by one field.
#[derive(Clone, PartialEq)]
struct Related {
    collection: &'static str,
    /// Position of the referring field.
    by: usize,
    filter: Filter,
    listed: Listed,
    columns: Vec<Shown>,
}

fn related(desk: &Desk, collection: &str, id: Id) -> Vec<Related> {
    let mut all = Vec::new();
    for from in COLLECTIONS.iter().rev() {
        let Some(scan) = desk.scan(from.key) else { continue };
        let table = scan.view().table();
        for (by, of) in table.shown() {
            // Lines have a panel of their own.
            if !matches!(&of.kind, Kind::Reference(to) if *to == *collection) || are_lines(table, collection, by) {
                continue;
            }
            let filter = Filter::key(Source::field(&of.key), Key::Record(id));
            let mut columns = columns(table);
            columns.retain(|column| *column != Shown::Value(by));
            let listed = list(&scan, &filter, &Sort::usual(table), &columns);
            columns.truncate(COLUMNS);
            all.push(Related { collection: from.key, by, filter, listed, columns });
        }
    }
    all
}

/// The panels of related records.
#[component]
pub(super) fn RelatedPanels(
    /// Key of the collection.
    collection: &'static str,
    /// The record.
    id: Id,
) -> impl IntoView {
    let app = use_app();
    move || {
        let (some, none): (Vec<Related>, Vec<Related>) = app
            .read(|desk| related(desk, collection, id))
            .into_iter()
            .partition(|related| !related.listed.rows.is_empty());
        let panels: Vec<AnyView> = some.iter().map(|related| panel(app, related)).collect();
        view! { {panels}{more(app, &none)} }
    }
}

/// The address of a new record that refers to this one.
fn new_place(related: &Related) -> Place {
    Place::new(Route::New(related.collection)).with(related.filter.to_pairs())
}

/// Whether the acting person makes records of a collection: not such as only come about by a signature.
fn may_make(app: App, key: &str) -> bool {
    let sealed = records::collection(key).is_none_or(|collection| collection.upkeep == Upkeep::Sealed);
    !sealed && app.with_context(|book, context| book.permit(&context.actor, Verb::Change, key, None).is_ok())
}

/// What could refer to the record and does not yet, each with the way to a first one.
fn more(app: App, none: &[Related]) -> Option<AnyView> {
    let mut seen: Vec<&str> = Vec::new();
    let mut links = Vec::new();
    for related in none {
        // The first field that refers is what people mean: a record's place, before who wrote it.
        if !seen.contains(&related.collection) && may_make(app, related.collection) {
            seen.push(related.collection);
            let name = app.text(&format!("new-{}", related.collection), &[]);
            links.push(view! { <a class="chip" href=new_place(related).href()><Icon name="plus" class="icon-small"/>{name}</a> });
        }
    }
    (!links.is_empty()).then(|| {
        view! {
            <section class="panel" aria-labelledby="related-more">
                <div class="panel-head"><h2 id="related-more">{t!(app, "related-more")}</h2></div>
                <div class="row">{links}</div>
            </section>
        }
        .into_any()
    })
}

fn panel(app: App, related: &Related) -> AnyView {
    let Related { collection, by, filter, listed, columns } = related;
    let name = app.text(&format!("collection-{collection}"), &[]);
    let place = Place::new(Route::List(collection)).with(filter.to_pairs());
    let (rows, asked, new) = (listed.rows.len(), place.asked(), new_place(related).href());
    let new_name = app.text(&format!("new-{collection}"), &[]);
    let id = format!("related-{collection}-{by}");
    let named = id.clone();
    app.peek(|desk| {
        let table = desk.book().table(collection)?;
        let by = table.column(*by).map(|column| field::name(&app, collection, column.field()));
        let heads: Vec<_> = columns
            .iter()
            .map(|column| view! { <th scope="col" class=class(app, table, *column)>{heading(app, table, *column)}</th> })
            .collect();
        let shown: Vec<_> =
            listed.rows.iter().take(FIRST).map(|row| line(app, table, (collection, asked.as_deref()), columns, *row as usize)).collect();
        // What each one costs does not add up to anything.
        let amount = table.role(Role::Amount);
        let sums = listed.sums.iter().find(|(at, bag)| Some(*at) == amount && !bag.sums().is_empty());
        let sums = sums.map(|(_, bag)| money::bag(&app, bag));
        let all = (rows > FIRST).then(|| t!(app, "related-all", n = count::counted(&app, rows)));
        Some(view! {
            <section class="panel">
                <div class="panel-head">
                    <h2 id=id>{name}</h2>
                    <span class="panel-note">{by}" · "<a href=place.href()>{money::count(&app, rows)}</a>{sums.map(|sum| format!(" · {sum}"))}</span>
                    {may_make(app, collection).then(|| view! { <a class="chip push" href=new><Icon name="plus" class="icon-small"/>{new_name}</a> })}
                </div>
                <div class="table-wrap" role="region" tabindex="0" aria-labelledby=named>
                    <table class="table"><thead><tr>{heads}</tr></thead><tbody>{shown}</tbody></table>
                </div>
                {all.map(|all| view! { <div class="panel-foot"><a href=place.href()>{all}</a></div> })}
            </section>
        })
    })
    .into_any()
}
