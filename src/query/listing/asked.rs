//! What an address asks of a list: search, conditions, order, columns, totals.

use super::columns::{Shown, columns};
use super::order::Sort;
use super::totals::How;
use crate::book::{Book, Table};
use crate::query::Filter;

/// Names in the address of a list or a board that are no conditions: both keep those of the other.
pub const OWN: &[&str] = &[
    "q", "sort", "page", "cols", "sums", "view", "archived", "from", "at", "by", "lanes", "figures", "fields", "wear",
    "zoom", "heat", "as", "with", "change", "present",
];

/// Those of them that are of the moment at which somebody looks: no view keeps them.
pub const PASSING: &[&str] = &["page", "view", "at", "as", "with", "change", "present"];

/// What is asked of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The text that is searched for.
    pub search: String,
    /// The conditions.
    pub filter: Filter,
    /// The order.
    pub sorts: Vec<Sort>,
    /// The columns.
    pub columns: Vec<Shown>,
    /// What is worked out of columns where it is not the usual.
    pub totals: Vec<(Shown, How)>,
    /// Whether archived records are shown, too.
    pub archived: bool,
}

impl Asked {
    /// Reads the pairs of an address; what is not there (any more) is left out.
    pub fn read(pairs: &[(String, String)], book: &Book, table: &Table) -> Self {
        let get = |name: &str| pairs.iter().find(|(have, _)| have == name).map(|(_, value)| value.as_str());
        let list = |name: &str| get(name).into_iter().flat_map(|text| text.split(','));
        let mut sorts: Vec<Sort> = list("sort").filter_map(|text| Sort::parse(text, book, table)).collect();
        if sorts.is_empty() {
            sorts = Sort::usual(table);
        }
        let mut chosen: Vec<Shown> = Vec::new();
        for column in list("cols").filter_map(|text| Shown::parse(text, book, table)) {
            if !chosen.contains(&column) {
                chosen.push(column);
            }
        }
        if chosen.is_empty() {
            chosen = columns(table);
        }
        let total = |text: &str| {
            let (column, how) = text.rsplit_once(':')?;
            Some((Shown::parse(column, book, table)?, How::parse(how)?))
        };
        Self {
            search: get("q").unwrap_or_default().trim().to_owned(),
            filter: conditions(pairs).into_iter().map(|(_, filter)| filter).fold(Filter::ALL, Filter::and),
            sorts,
            columns: chosen,
            totals: list("sums").filter_map(total).collect(),
            archived: get("archived") == Some("shown"),
        }
    }
}

/// The conditions of an address, with their places in its query. One that stands twice shows once.
pub fn conditions(pairs: &[(String, String)]) -> Vec<(usize, Filter)> {
    let mut seen = Vec::new();
    for (at, pair) in pairs.iter().enumerate() {
        let first = !pairs[..at].contains(pair);
        if !first || OWN.contains(&pair.0.as_str()) {
            continue;
        }
        let filter = Filter::from_pairs([(pair.0.as_str(), pair.1.as_str())]);
        if filter != Filter::ALL {
            seen.push((at, filter));
        }
    }
    seen
}

/// The text of columns for an address.
pub fn columns_text(columns: &[Shown], book: &Book, table: &Table) -> String {
    let texts: Vec<String> = columns.iter().map(|column| column.source(book, table).to_string()).collect();
    texts.join(",")
}

/// The text of an order for an address.
pub fn sorts_text(sorts: &[Sort], book: &Book, table: &Table) -> String {
    let texts: Vec<String> = sorts.iter().map(|sort| sort.text(book, table)).collect();
    texts.join(",")
}

/// The text of chosen totals for an address.
pub fn totals_text(totals: &[(Shown, How)], book: &Book, table: &Table) -> String {
    let text = |(column, how): &(Shown, How)| format!("{}:{}", column.source(book, table), how.name());
    totals.iter().map(text).collect::<Vec<_>>().join(",")
}
