//! The row of totals under a list: of each column of numbers what was chosen for it. Money is never
//! mixed: each currency has a total of its own.

use super::columns::Shown;
use crate::book::packed::{Cells, Pool};
use crate::book::{Book, Table};
use crate::model::{Currency, Kind};
use crate::query::tally::halves_even;
use crate::query::{Measured, MoneyBag};

/// What is worked out of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum How {
    /// Nothing.
    Nothing,
    /// All added up.
    Sum,
    /// The mean of those that have a value.
    Mean,
    /// The least.
    Least,
    /// The greatest.
    Greatest,
}

impl How {
    /// All, with their names in addresses.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Nothing, "none"),
        (Self::Sum, "sum"),
        (Self::Mean, "mean"),
        (Self::Least, "min"),
        (Self::Greatest, "max"),
    ];

    /// Reads its name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, name)| *name == text).map(|(how, _)| *how)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(how, _)| *how == self).map_or("none", |(_, name)| name)
    }

    /// What can be worked out of a column of a kind, the usual first; nothing where it does not add up.
    pub fn offered(kind: &Kind) -> &'static [Self] {
        match kind {
            Kind::Money | Kind::Duration => &[Self::Sum, Self::Mean, Self::Least, Self::Greatest, Self::Nothing],
            Kind::Number => &[Self::Nothing, Self::Sum, Self::Mean, Self::Least, Self::Greatest],
            // Shares of different wholes do not add up.
            Kind::Percent => &[Self::Nothing, Self::Mean, Self::Least, Self::Greatest],
            _ => &[],
        }
    }
}

/// The total of one column.
#[derive(Clone, Debug, PartialEq)]
pub struct Total {
    /// The column.
    pub column: Shown,
    /// What it is.
    pub how: How,
    /// It: money, or a number as it is stored (basis points, seconds).
    pub value: Measured,
}

/// The totals of columns over rows: of each what was asked for, else the usual.
pub fn totals(book: &Book, table: &Table, rows: &[u32], columns: &[Shown], asked: &[(Shown, How)]) -> Vec<Total> {
    let total = |column: &Shown| {
        // A value of another record would be counted once for each row that refers to it.
        let Shown::Value(_) = column else { return None };
        let usual = *How::offered(&column.end(book, table)?.1.field().kind).first()?;
        let how = asked.iter().find(|(of, _)| of == column).map_or(usual, |(_, how)| *how);
        Some(Total { column: *column, how, value: value(table, *column, rows, how) })
    };
    columns.iter().filter_map(total).collect()
}

fn value(table: &Table, column: Shown, rows: &[u32], how: How) -> Measured {
    let Some(column) = table.column(column.field()).filter(|_| how != How::Nothing) else {
        return Measured::Number(None);
    };
    let data = column.data();
    let rows = rows.iter().map(|row| *row as usize).filter(|row| data.present().get(*row));
    match (data.cells(), data.pool()) {
        (Cells::Money(minor, codes), Pool::Currencies(dict)) => {
            let mut per: Vec<Folded<i128>> = vec![Folded::default(); dict.items().len()];
            for row in rows {
                if let Some(folded) = per.get_mut(usize::from(codes[row])) {
                    folded.add(minor[row].into(), |sum, more| sum + more);
                }
            }
            let mut bag = MoneyBag::default();
            for (folded, currency) in per.iter().zip(dict.items()) {
                if let Some(minor) = folded.money(how) {
                    bag.add(minor, Currency::clone(currency));
                }
            }
            Measured::Money(bag)
        }
        #[expect(clippy::cast_precision_loss, reason = "shares and seconds stay far below 2^52")]
        (Cells::Wide(numbers), _) => Measured::Number(folded(rows.map(|row| numbers[row] as f64), how)),
        (Cells::Float(numbers), _) => Measured::Number(folded(rows.map(|row| numbers[row]), how)),
        _ => Measured::Number(None),
    }
}

/// What was seen so far.
#[derive(Clone, Copy, Default)]
struct Folded<N> {
    count: u32,
    sum: N,
    least: N,
    greatest: N,
}

impl<N: Copy + PartialOrd> Folded<N> {
    fn add(&mut self, number: N, plus: impl Fn(N, N) -> N) {
        self.least = if self.count == 0 || number < self.least { number } else { self.least };
        self.greatest = if self.count == 0 || number > self.greatest { number } else { self.greatest };
        self.sum = plus(self.sum, number);
        self.count += 1;
    }
}

impl Folded<i128> {
    /// In minor units; a mean is rounded half-even.
    fn money(&self, how: How) -> Option<i128> {
        (self.count > 0).then(|| match how {
            How::Mean => halves_even(self.sum, self.count.into()),
            How::Least => self.least,
            How::Greatest => self.greatest,
            How::Sum | How::Nothing => self.sum,
        })
    }
}

fn folded(numbers: impl Iterator<Item = f64>, how: How) -> Option<f64> {
    let mut folded = Folded::default();
    numbers.for_each(|number| folded.add(number, |sum: f64, more| sum + more));
    (folded.count > 0).then(|| match how {
        How::Mean => folded.sum / f64::from(folded.count),
        How::Least => folded.least,
        How::Greatest => folded.greatest,
        How::Sum | How::Nothing => folded.sum,
    })
}
