//! Which deals of a stage go along when it is split.

use super::board;
use crate::book::Book;
use crate::model::records::{Deal, DealId, StageId};
use crate::model::{Id, Instant, Money, Zone};

/// Which deals of a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// None of them.
    None,
    /// Those that have been in it for at least so many days.
    Days(i32),
    /// Those that are worth at least so much, in this currency.
    Worth(Money),
    /// Those in the charge of a person.
    Of(Id),
}

/// The deals.
pub fn chosen(book: &Book, zone: &Zone, stage: StageId, which: Which) -> Vec<DealId> {
    let table = book.of::<Deal>();
    let (Some(amount), Some(owner), Some(entered)) =
        (table.column(Deal::AMOUNT), table.column(Deal::OWNER), table.column(Deal::STAGE))
    else {
        return Vec::new();
    };
    let today = zone.day_of(book.now());
    let days = |row: usize| {
        let since = entered.since().get(row).copied().filter(|since| *since != Instant::ALWAYS);
        since.map_or(0, |since| today.0 - zone.day_of(since).0)
    };
    let fits = |row: &usize| match which {
        Which::None => false,
        Which::Days(least) => days(*row) >= least,
        Which::Worth(least) => {
            let worth = amount.value(*row).and_then(|value| value.as_money());
            worth.is_some_and(|worth| worth.currency == least.currency && worth.minor >= least.minor)
        }
        Which::Of(person) => {
            let owner = owner.value(*row).and_then(|value| value.as_reference());
            owner.is_some_and(|owner| book.resolve(owner) == book.resolve(person))
        }
    };
    let rows = board::order_now(book, stage).into_iter().map(|row| row as usize).filter(fits);
    rows.filter_map(|row| table.id(row).map(DealId)).collect()
}
