//! Targets and how far they have been reached: of the period that a day lies in, and the part of it that
//! falls on that day.
//!
//! Targets are parted evenly over the working days of their period. Actual and target share one currency,
//! or the rate between them is known; else nothing is said. A target of nothing is no base.

use super::ledger::{Ledger, Take};
use crate::book::Book;
use crate::kpi::chart::ratio;
use crate::model::records::SalesTarget;
use crate::model::{BasisPoints, Calendar, Day, Id, Money, Month};
use crate::query::measure::MoneyBag;
use crate::query::rates::Rates;

/// What is aimed at, of what the records of a day can answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aim {
    /// Sales, by the company's basis.
    Sales,
    /// Orders taken.
    Orders,
    /// Money collected.
    Collection,
    /// Visits made.
    Visits,
    /// Calls made.
    Calls,
}

impl Aim {
    /// Every aim with its code among the measures of targets.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Sales, "sales"),
        (Self::Orders, "orders"),
        (Self::Collection, "collection"),
        (Self::Visits, "visits"),
        (Self::Calls, "calls"),
    ];

    /// Its code.
    pub fn code(self) -> &'static str {
        Self::ALL.iter().find(|(aim, _)| *aim == self).map_or("orders", |(_, code)| *code)
    }
}

/// An amount, or a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Size {
    /// Of money.
    Money(Money),
    /// Of what is counted.
    Count(f64),
}

/// How far somebody has come with an aim.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// What is aimed at.
    pub aim: Aim,
    /// First and last day of the period.
    pub period: (Day, Day),
    /// The target of the period.
    pub target: Size,
    /// What has been reached from its first day up to the day asked about; `None` where currencies do not
    /// meet.
    pub actual: Option<Size>,
    /// Actual ÷ target.
    pub rate: Option<BasisPoints>,
    /// The share of the working days of the period that are over, the day itself included.
    pub elapsed: Option<BasisPoints>,
    /// What of the target falls on the day; `None` on a day off.
    pub of_day: Option<Size>,
}

impl Progress {
    /// What is lacking of the target; `None` where nothing is, or it cannot be told.
    pub fn gap(&self) -> Option<Size> {
        match (self.target, self.actual?) {
            (Size::Money(target), Size::Money(actual)) => {
                let gap = target.minor.checked_sub(actual.minor).filter(|gap| *gap > 0)?;
                Some(Size::Money(Money::new(gap, target.currency)))
            }
            (Size::Count(target), Size::Count(actual)) => {
                Some(target - actual).filter(|gap| *gap > 0.0).map(Size::Count)
            }
            _ => None,
        }
    }
}

/// First and last day of a target's period.
pub fn period(target: &SalesTarget) -> Option<(Day, Day)> {
    let first = target.starts_on?;
    let months = match target.period.as_deref() {
        Some("quarter") => 3,
        Some("year") => 12,
        _ => 1,
    };
    // A period that begins within a month ends on the day before that day so many months on.
    let (begins, next) = (first.month().first_day(), Month(first.month().0 + months));
    Some((first, next.first_day().plus(first.0 - begins.0).min(next.last_day().plus(1)).plus(-1)))
}

/// The first day that matters to anybody's targets of a day.
pub fn earliest(book: &Book, day: Day) -> Day {
    let around = |target: SalesTarget| period(&target).filter(|(from, to)| (*from..=*to).contains(&day));
    book.all::<SalesTarget>().filter_map(around).map(|(from, _)| from).min().unwrap_or(day).min(day)
}

/// How far a person has come with each aim on a day: by the target of the shortest period that says so.
pub fn progress(
    book: &Book,
    ledger: &Ledger,
    (calendar, rates): (&Calendar, &Rates),
    person: Id,
    day: Day,
) -> Vec<Progress> {
    let person = book.resolve(person);
    // What is for one product, area or dealer is a part of a target, and not the person's own.
    let is_own = |target: &SalesTarget| {
        target.person.map(|owner| book.resolve(owner)) == Some(person)
            && target.product.is_none()
            && target.dealer.is_none()
    };
    let mut own: Vec<(SalesTarget, (Day, Day))> =
        book.all::<SalesTarget>().filter(is_own).filter_map(|target| period(&target).map(|of| (target, of))).collect();
    own.retain(|(_, (from, to))| (*from..=*to).contains(&day));
    crate::model::order::by_key(&mut own, |(target, (from, to))| (to.0 - from.0, target.id));
    let one_of = |(aim, code): &(Aim, &'static str)| {
        let (target, period) = own.iter().find(|(target, _)| target.measure.as_deref() == Some(*code))?;
        of_target(ledger, (calendar, rates), person, day, (*aim, target, *period))
    };
    Aim::ALL.iter().filter_map(one_of).collect()
}

fn of_target(
    ledger: &Ledger,
    (calendar, rates): (&Calendar, &Rates),
    person: Id,
    day: Day,
    (aim, target, period): (Aim, &SalesTarget, (Day, Day)),
) -> Option<Progress> {
    let (from, to) = period;
    let (workdays, over) = (calendar.between(from, to), calendar.between(from, day));
    let works = calendar.is_workday(day) && workdays > 0;
    #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52 of them")]
    let counted = |number: usize| Some(Size::Count(number as f64));
    let (target, actual, rate, of_day) = match aim {
        Aim::Sales | Aim::Orders | Aim::Collection => {
            let target = target.amount?;
            let take = match aim {
                Aim::Sales => Take::Sales,
                Aim::Orders => Take::Orders,
                _ => Take::Collection,
            };
            let actual = in_currency(&ledger.sum(take, person, from, day), target, rates);
            let rate = actual.and_then(|actual| ratio(actual.minor.into(), target.minor.into()));
            let of_day = works.then(|| part(target, workdays)).map(Size::Money);
            (Size::Money(target), actual.map(Size::Money), rate, of_day)
        }
        Aim::Visits | Aim::Calls => {
            let target = target.quantity?;
            let actual = match aim {
                Aim::Visits => ledger.visits(person, from, day).filter(|visit| visit.counts()).count(),
                _ => ledger.calls(person, from, day),
            };
            let of_day = works.then(|| Size::Count(target / f64::from(workdays)));
            (Size::Count(target), counted(actual), rate_of(actual, target), of_day)
        }
    };
    let elapsed = ratio(over.into(), workdays.into());
    Some(Progress { aim, period, target, actual, rate, elapsed, of_day })
}

fn rate_of(actual: usize, target: f64) -> Option<BasisPoints> {
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "numbers of visits and calls")]
    (target > 0.0).then(|| BasisPoints((actual as f64 / target * 10_000.0).round() as i64))
}

/// A bag in the currency of a target; nothing is nothing in every currency.
fn in_currency(bag: &MoneyBag, target: Money, rates: &Rates) -> Option<Money> {
    if bag.sums().iter().all(|(currency, _)| *currency == target.currency) {
        return Some(Money::new(i64::try_from(bag.of(target.currency)).ok()?, target.currency));
    }
    let whole = rates.convert(bag).filter(|whole| whole.base == target.currency && whole.left.sums().is_empty())?;
    Some(Money::new(i64::try_from(whole.minor).ok()?, whole.base))
}

/// One part of so many of an amount, rounded half-even.
fn part(amount: Money, parts: u32) -> Money {
    let (minor, parts) = (i128::from(amount.minor), i128::from(parts.max(1)));
    let (whole, rest) = (minor.div_euclid(parts), minor.rem_euclid(parts));
    let up = rest * 2 > parts || (rest * 2 == parts && whole % 2 != 0);
    Money::new(i64::try_from(whole + i128::from(up)).unwrap_or(amount.minor), amount.currency)
}
