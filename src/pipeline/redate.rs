//! A deal that is expected in another month.

use crate::book::command::Editor;
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::model::permission::Verb;
use crate::model::records::{Deal, DealId};
use crate::model::{Day, Instant, Month, Record, Value};
use crate::query::title;

/// Expects a deal to close in another month, on the same day of it.
#[derive(Clone, Debug)]
pub struct Redate {
    /// The deal.
    pub deal: DealId,
    /// The month; no day at all where `None`.
    pub to: Option<Month>,
    /// From when it holds; now where `None`.
    pub effective: Option<Instant>,
}

impl Command for Redate {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let name = title::of(book, Deal::COLLECTION.key, self.deal.into()).unwrap_or_default();
        let day = day_in(book, self.deal, self.to);
        let label = match day {
            Some(day) => Label::new("did-redate").with("deal", name).with("day", day.to_string()),
            None => Label::new("did-undate").with("deal", name),
        };
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        let (_, row) = edit.live(Deal::COLLECTION.key, self.deal.into())?;
        book.permit(&context.actor, Verb::Change, Deal::COLLECTION.key, Some(row))?;
        let change = (Deal::EXPECTED_CLOSE, day.map(Value::Date));
        edit.set(Deal::COLLECTION.key, self.deal.into(), change, self.effective)?;
        edit.finish()
    }
}

/// The day on which a deal is expected that is carried to a month.
pub(super) fn day_in(book: &Book, deal: DealId, to: Option<Month>) -> Option<Day> {
    let expected = book.get::<Deal>(deal).and_then(|deal| deal.expected_close);
    to.map(|month| same_day(expected, month))
}

/// The same day of another month, its last day where it is shorter; the last day where there was none.
fn same_day(expected: Option<Day>, month: Month) -> Day {
    let into = expected.map_or(i32::MAX, |day| day.0 - day.month().first_day().0);
    month.first_day().plus(into).min(month.last_day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_stays_the_same_in_another_month_where_it_can() {
        for (from, to, want) in [
            (Some("2026-01-15"), "2026-03", "2026-03-15"),
            (Some("2026-01-31"), "2026-02", "2026-02-28"),
            (Some("2023-12-31"), "2024-02", "2024-02-29"),
            (Some("2026-02-28"), "2025-12", "2025-12-28"),
            (Some("2026-03-01"), "2026-03", "2026-03-01"),
            (None, "2026-04", "2026-04-30"),
        ] {
            let from = from.map(|day| Day::parse(day).expect(day));
            let day = same_day(from, Month::parse(to).expect(to));
            assert_eq!(day.to_string(), want, "{from:?} {to}");
        }
    }
}
