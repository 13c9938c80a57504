//! What a deal is worth by its lines.

use crate::book::Book;
use crate::book::command::Change;
use crate::book::whole::{self, Lines};
use crate::model::line::{totals, worth};
use crate::model::records::{Deal, DealId, DealLine};
use crate::model::{Collection, Money, Record, Role};

/// The sum of lines; none where they are of several currencies, which make no one amount.
fn sum(worths: impl Iterator<Item = Money>) -> Option<Money> {
    match totals(worths.map(|worth| (worth, None))).as_slice() {
        [total] => Some(Money::new(i64::try_from(total.net).ok()?, total.currency)),
        _ => None,
    }
}

/// What the lines of a deal come to without tax.
pub fn by_lines(book: &Book, deal: DealId) -> Option<Money> {
    let table = book.of::<DealLine>();
    let one = |row: usize| worth(|role: Role| table.value(row, table.role(role)?));
    sum(whole::of(book, table, deal.into()).into_iter().filter_map(one))
}

/// The values that say that a deal is worth so much.
pub fn stated(amount: Money) -> [Change; 2] {
    [(Deal::AMOUNT, Some(amount.into())), (Deal::BASIS, Some("stated".into()))]
}

/// The same of lines that a new deal is made with; nothing where they come to nothing.
pub(super) fn of_new(lines: &[Lines]) -> Option<[Change; 2]> {
    let of: &Collection = DealLine::COLLECTION;
    let mine = lines.iter().filter(|lines| lines.collection == of.key).flat_map(|lines| &lines.lines);
    let said = |values: &[Change], role: Role| {
        let at = of.role(role)?;
        values.iter().find(|(field, _)| *field == at)?.1.clone()
    };
    sum(mine.filter_map(|line| worth(|role| said(&line.values, role)))).map(stated)
}
