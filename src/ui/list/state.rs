//! What a list shows, read from its address: search, conditions, order, page.

use leptos::prelude::*;

use crate::book::Moment;
use crate::query::listing::{Listed, Page, Shown, Sort, columns, list, matching};
use crate::query::{Filter, Scan};
use crate::ui::context::App;
use crate::ui::route::Place;

/// Names in the address that are no conditions.
const OWN: [&str; 3] = ["q", "sort", "page"];

/// The conditions of an address, with their places in its query. One that stands twice shows once.
pub(super) fn conditions(place: &Place) -> Vec<(usize, Filter)> {
    let mut seen = Vec::new();
    for (at, pair) in place.query.iter().enumerate() {
        let first = !place.query[..at].contains(pair);
        let filter = Filter::from_pairs([(pair.0.as_str(), pair.1.as_str())]);
        if first && !OWN.contains(&pair.0.as_str()) && filter != Filter::ALL {
            seen.push((at, filter));
        }
    }
    seen
}

/// A list as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ui) struct State {
    /// Its rows and sums.
    pub(super) listed: Listed,
    /// Its columns.
    pub(super) columns: Vec<Shown>,
    /// Its order.
    pub(super) sort: Sort,
    /// Its page.
    pub(super) page: Page,
    /// Records of the collection, whatever is asked for.
    pub(super) all: usize,
}

/// The list of the address, worked out anew when the address or the book changes.
pub(super) fn state(app: App, collection: &'static str) -> Memo<Option<State>> {
    Memo::new(move |_| {
        app.place.with(|place| {
            app.read(|desk| {
                let scan = Scan::new(desk.book(), &desk.zone, collection, Moment::Now)?;
                let table = scan.view().table();
                let asked = place.get("sort").and_then(|text| Sort::parse(text, table));
                let sort = asked.unwrap_or_else(|| Sort::usual(table));
                let parts = conditions(place).into_iter().map(|(_, filter)| filter);
                let filter = parts.fold(matching(table, place.get("q").unwrap_or_default()), Filter::and);
                let columns = columns(table);
                let listed = list(&scan, &filter, sort, &columns);
                let number = place.get("page").and_then(|page| page.parse().ok()).unwrap_or(1);
                let page = Page::at(number, listed.rows.len());
                Some(State { page, columns, sort, all: table.live().count(), listed })
            })
        })
    })
}
