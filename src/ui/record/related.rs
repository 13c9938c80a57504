//! What refers to a record: counts, the first few, and the way to all.

use leptos::prelude::*;

use crate::book::Moment;
use crate::model::records::COLLECTIONS;
use crate::model::{Id, Kind};
use crate::query::listing::{Listed, Shown, Sort, columns, list};
use crate::query::{Filter, Key, Scan, Source};
use crate::ui::context::{App, Desk, use_app};
use crate::ui::list::table::{class, heading, line};
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
        let Some(scan) = Scan::new(desk.book(), &desk.zone, from.key, Moment::Now) else { continue };
        let table = scan.view().table();
        for (by, of) in table.fields().enumerate() {
            if !matches!(&of.kind, Kind::Reference(to) if *to == *collection) {
                continue;
            }
            let filter = Filter::key(Source::field(&of.key), Key::Record(id));
            let mut columns = columns(table);
            columns.retain(|column| *column != Shown::Value(by));
            let listed = list(&scan, &filter, Sort::usual(table), &columns);
            columns.truncate(COLUMNS);
            if !listed.rows.is_empty() {
                all.push(Related { collection: from.key, by, filter, listed, columns });
            }
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
        app.read(|desk| related(desk, collection, id))
            .into_iter()
            .map(|related| panel(app, &related))
            .collect::<Vec<_>>()
    }
}

fn panel(app: App, related: &Related) -> AnyView {
    let Related { collection, by, filter, listed, columns } = related;
    let name = app.text(&format!("collection-{collection}"), &[]);
    let place = Place::new(Route::List(collection)).with(filter.to_pairs());
    let rows = listed.rows.len();
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
            listed.rows.iter().take(FIRST).map(|row| line(app, table, collection, columns, *row as usize)).collect();
        let sums = listed.sums.iter().find(|(_, bag)| !bag.sums().is_empty()).map(|(_, bag)| money::bag(&app, bag));
        let all = (rows > FIRST).then(|| t!(app, "related-all", n = count::counted(&app, rows)));
        Some(view! {
            <section class="panel">
                <div class="panel-head">
                    <h2 id=id>{name}</h2>
                    <span class="panel-note">{by}" · "<a href=place.href()>{money::count(&app, rows)}</a>{sums.map(|sum| format!(" · {sum}"))}</span>
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
