//! A list as it is shown: what its address asks for, worked out anew when that or the book changes.

use std::collections::HashSet;

use leptos::prelude::*;

use crate::book::{Book, Table};
use crate::model::Id;
use crate::query::listing::{Asked, Page, Total, rows_by, totals};
use crate::query::{Filter, Scan};
use crate::ui::board::time::{Past, Times};
use crate::ui::context::{App, Desk};
use crate::ui::moves::Moves;
use crate::ui::route::Place;

/// The rows that a list shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::ui) struct Found {
    /// They, in order.
    pub(super) rows: Vec<u32>,
    /// Records that would be among them, but are archived.
    pub(super) archived: usize,
    /// Records of the collection, whatever is asked for.
    pub(super) all: usize,
}

/// A cell: row of the table, and column of the list; -1 is the box that chooses the row.
pub(super) type Spot = (usize, usize);

/// A list.
#[derive(Clone, Copy)]
pub(in crate::ui) struct List {
    /// The context.
    pub(super) app: App,
    /// Key of the collection.
    pub(super) collection: &'static str,
    /// What the address asks for.
    pub(super) asked: Memo<Option<Asked>>,
    /// The rows.
    pub(super) found: Memo<Found>,
    /// The page.
    pub(super) page: Memo<Page>,
    /// The totals.
    pub(super) totals: Memo<Vec<Total>>,
    /// The records that are chosen, on this page or others.
    pub(super) chosen: RwSignal<HashSet<Id>>,
    /// The row and column that are being edited.
    pub(super) editing: RwSignal<Option<Spot>>,
    /// The line and column that the keyboard is on.
    pub(super) focus: StoredValue<Spot>,
    /// The line that was chosen last, where a range begins.
    pub(super) anchor: StoredValue<usize>,
    /// What is rarely asked for, kept aside: a list is copied into every cell.
    aside: StoredValue<Aside>,
}

#[derive(Clone, Copy)]
struct Aside {
    /// The moment shown, where a list has others than the present.
    times: Option<Times>,
    /// The book of a past moment.
    past: Memo<Option<Past>>,
    /// What holds of all rows, whatever is asked for: those of a board are of one pipeline.
    within: Signal<Filter>,
    /// Moves of deals, with what one of them may ask for.
    moves: Moves,
}

impl List {
    /// Moves of deals.
    pub(super) fn moves(self) -> Moves {
        self.aside.get_value().moves
    }

    /// The moment shown, where it can be another than the present.
    pub(super) fn times(self) -> Option<Times> {
        self.aside.get_value().times
    }

    /// The past that is shown.
    pub(super) fn past(self) -> Memo<Option<Past>> {
        self.aside.get_value().past
    }

    /// Whether a past moment is shown: nothing can be changed then.
    pub(super) fn is_past(self) -> bool {
        self.past().with(Option::is_some)
    }

    /// The same, read once.
    pub(super) fn is_still(self) -> bool {
        untrack(|| self.is_past())
    }

    /// What holds of all its rows, whatever is asked for.
    pub(super) fn limits(self) -> Signal<Filter> {
        self.aside.get_value().within
    }

    /// The list of the address.
    pub(in crate::ui) fn new(app: App, collection: &'static str) -> Self {
        Self::made(app, collection, Signal::stored(Filter::ALL), None)
    }

    /// The list of the address, at the moment of the address.
    pub(super) fn timed(app: App, collection: &'static str) -> Self {
        Self::made(app, collection, Signal::stored(Filter::ALL), Some(Times::new(app)))
    }

    /// The list of the address, of rows for which something holds whatever is asked for.
    pub(in crate::ui) fn within(app: App, collection: &'static str, within: Signal<Filter>) -> Self {
        Self::made(app, collection, within, None)
    }

    fn made(app: App, collection: &'static str, within: Signal<Filter>, times: Option<Times>) -> Self {
        let past = times.map_or_else(|| Memo::new(|_| None), |times| times.past(collection));
        let asked = Memo::new(move |_| {
            app.place.with(|place| {
                shown(app, past, |book, _| {
                    let table = book.table(collection)?;
                    Some(Asked::read(&place.query, book, table))
                })
            })
        });
        let found = Memo::new(move |_| {
            asked
                .with(|asked| {
                    let asked = asked.as_ref()?;
                    let asked = Asked { filter: asked.filter.clone().and(within.get()), ..asked.clone() };
                    shown(app, past, |book, desk| {
                        let read = |scan: &Scan<'_>| {
                            let (rows, archived) = rows_by(scan, book, &asked, &desk.actor);
                            Some(Found { rows, archived, all: scan.count() })
                        };
                        match (times, past.get()) {
                            (Some(times), Some(past)) => times.scan(desk, past.moment, read),
                            _ => read(&desk.scan(collection)?),
                        }
                    })
                })
                .unwrap_or_default()
        });
        let number = Memo::new(move |_| app.place.with(|place| place.get("page").and_then(|page| page.parse().ok())));
        let page = Memo::new(move |_| Page::at(number.get().unwrap_or(1), found.with(|found| found.rows.len())));
        let totals = Memo::new(move |_| {
            let worked_out = |asked: &Asked| {
                shown(app, past, |book, _| {
                    let table = book.table(collection)?;
                    let rows = |found: &Found| totals(book, table, &found.rows, &asked.columns, &asked.totals);
                    Some(found.with(rows))
                })
            };
            asked.with(|asked| asked.as_ref().and_then(worked_out)).unwrap_or_default()
        });
        Self {
            app,
            collection,
            asked,
            found,
            page,
            totals,
            chosen: RwSignal::new(HashSet::new()),
            editing: RwSignal::new(None),
            focus: StoredValue::new((0, 1)),
            anchor: StoredValue::new(0),
            aside: StoredValue::new(Aside { times, past, within, moves: Moves::new() }),
        }
    }

    /// Reads the book that is shown, and the table of the list, once.
    pub(super) fn peek<T>(&self, read: impl FnOnce(&Book, &Table) -> T) -> Option<T> {
        untrack(|| self.read(read))
    }

    /// Reads the book that is shown, and the table of the list.
    pub(super) fn read<T>(&self, read: impl FnOnce(&Book, &Table) -> T) -> Option<T> {
        shown(self.app, self.past(), |book, _| book.table(self.collection).map(|table| read(book, table)))
    }

    /// The address with a name set anew, on its first page.
    pub(super) fn with(&self, name: &str, value: Option<String>) -> Place {
        self.app.place.get_untracked().set("page", None).set(name, value.filter(|value| !value.is_empty()))
    }

    /// Changes one name of the address in place.
    pub(super) fn refine(&self, name: &str, value: Option<String>) {
        self.app.refine(&self.with(name, value));
    }

    /// Says how many records there are now.
    pub(super) fn say_count(&self) {
        let count = self.found.with_untracked(|found| found.rows.len());
        let number = crate::ui::parts::money::count(&self.app, count);
        let word = super::record_word(&self.app, self.collection, count);
        self.app.heard.set(t!(self.app, "list-count", n = number, what = word));
    }

    /// The rows of the page.
    pub(super) fn on_page(&self) -> Vec<usize> {
        let page = self.page.get();
        self.found.with(|found| {
            let rows = found.rows.get(page.from..page.to).unwrap_or_default();
            rows.iter().map(|row| *row as usize).collect()
        })
    }

    /// The chosen records that the list shows, in its order.
    pub(super) fn acted_on(&self) -> Vec<Id> {
        self.chosen.with(|chosen| {
            if chosen.is_empty() {
                return Vec::new();
            }
            let ids = |found: &Found| {
                self.peek(|_, table| {
                    let ids = found.rows.iter().filter_map(|row| table.id(*row as usize));
                    ids.filter(|id| chosen.contains(id)).collect()
                })
            };
            self.found.with(ids).unwrap_or_default()
        })
    }
}

/// Reads the book that is shown: that of the past, or the present one.
fn shown<T>(app: App, past: Memo<Option<Past>>, read: impl FnOnce(&Book, &Desk) -> T) -> T {
    let past = past.get();
    app.read(|desk| read(past.as_ref().map_or_else(|| desk.book(), |past| &past.book), desk))
}
