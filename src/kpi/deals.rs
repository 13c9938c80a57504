//! What the charts over deals share: when a deal closed, which stages mean what, how to ask.
//!
//! Win rate (赢单率) = won ÷ (won + lost) closed in the period, by count. A deal closes on the day
//! since which it is won or lost; a won deal's amount is signed value (签约额), never sales.

use crate::book::Book;
use crate::model::records::{Deal, Stage};
use crate::model::{Currency, Record};
use crate::query::{Answer, Filter, Key, Measure, Measured, Period, Query, Scan, Source, Test};

/// The key of a field of deals.
pub fn key(field: usize) -> String {
    Deal::COLLECTION.fields[field].key.clone().into_owned()
}

/// A field of deals as a source.
pub fn field(at: usize) -> Source {
    Source::Field(vec![key(at)])
}

/// The area of a deal: that of the person in charge.
pub fn area() -> Source {
    Source::field("owner.area")
}

/// The day since which a deal stands in its stage: of a closed deal, the day it closed.
pub fn closed_on() -> Source {
    Source::Since(key(Deal::STAGE))
}

/// The day on which a deal entered its first stage.
pub fn began_on() -> Source {
    Source::First(key(Deal::STAGE))
}

/// Deals in stages of these kinds.
pub fn in_kinds(book: &Book, kinds: &[&str]) -> Filter {
    let is = |stage: &Stage| stage.kind.as_deref().is_some_and(|kind| kinds.contains(&kind));
    let keys = book.all::<Stage>().filter(is).map(|stage| Key::Record(stage.id.into())).collect();
    Filter::Is(field(Deal::STAGE), Test::In(keys))
}

/// A filter narrowed to what closed in a period, where one is given.
#[must_use]
pub fn during(filter: &Filter, period: Option<Period>) -> Filter {
    let filter = filter.clone();
    match period {
        Some(period) => filter.and(Filter::Is(closed_on(), Test::During(period))),
        None => filter,
    }
}

/// Asks about deals.
pub(super) fn ask(scan: &Scan<'_>, filter: Filter, groups: Vec<Source>, measures: Vec<Measure>) -> Answer {
    scan.answer(&Query { collection: Deal::COLLECTION.key.to_owned(), filter, groups, measures })
}

/// How many rows and their money, as measures to ask for.
pub(super) fn value_and_count() -> Vec<Measure> {
    vec![Measure::Sum(field(Deal::AMOUNT)), Measure::Count]
}

/// The sum in a currency and the count that [`value_and_count`] asked for.
pub(super) fn read(measures: &[Measured], currency: Currency) -> (i128, u64) {
    let minor = measures.first().map_or(0, |measured| measured.money().of(currency));
    (minor, measures.get(1).map_or(0, Measured::count))
}

/// A count, alone.
pub(super) fn count(measures: &[Measured]) -> u64 {
    measures.first().map_or(0, Measured::count)
}
