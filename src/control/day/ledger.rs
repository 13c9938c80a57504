//! What people took in on days: orders, collections, expenses, visits, calls; read once for many.
//!
//! An order counts on the day on which it was placed, cancelled ones never, for the people who are
//! credited with it, else for whoever is in charge. Of receipts, refunds and dishonoured bills subtract;
//! advance payments stand apart. A joint visit counts once, for whoever's it is.

use std::collections::{HashMap, HashSet};

use super::sales::{self, SalesBasis, credited};
use crate::book::Book;
use crate::model::line::worth;
use crate::model::records::{Activity, Expense, Order, OrderLine, Receipt};
use crate::model::{BasisPoints, Day, Id, Money, Zone};
use crate::query::measure::MoneyBag;
use crate::query::rates::Rates;
use crate::visits::joint;
use crate::visits::trace::Trace;

/// What is counted in money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// Orders, without tax.
    Orders,
    /// Sales, by the company's basis.
    Sales,
    /// Receipts.
    Collection,
    /// What selling cost.
    Expenses,
}

/// An amount of a person on a day.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    take: Take,
    person: Id,
    day: Day,
    amount: Money,
}

/// What happened in a span of days.
#[derive(Debug, Default)]
pub struct Ledger {
    entries: Vec<Entry>,
    visits: Vec<(Day, Trace)>,
    calls: Vec<(Day, Id)>,
}

impl Ledger {
    /// Reads the days from one to another.
    pub fn of(book: &Book, zone: &Zone, from: Day, to: Day) -> Self {
        let mut ledger = Self::default();
        let within = |day: &Day| (from..=to).contains(day);
        ledger.orders(book, &within);
        sales::each(book, &within, &mut |person, day, amount| {
            ledger.entries.push(Entry { take: Take::Sales, person, day, amount });
        });
        for receipt in book.all::<Receipt>() {
            let Some((day, amount)) = receipt.received_on.filter(within).zip(receipt.amount) else { continue };
            let Some(person) = receipt.owner.map(|owner| book.resolve(owner)) else { continue };
            let is_payment = receipt.kind.as_deref().is_none_or(|kind| kind == "payment");
            let amount = if is_payment { amount } else { Money { minor: amount.minor.saturating_neg(), ..amount } };
            ledger.entries.push(Entry { take: Take::Collection, person, day, amount });
        }
        for expense in book.all::<Expense>() {
            let Some((day, amount)) = expense.spent_on.filter(within).zip(expense.amount) else { continue };
            let Some(person) = expense.owner.map(|owner| book.resolve(owner)) else { continue };
            ledger.entries.push(Entry { take: Take::Expenses, person, day, amount });
        }
        let on = |visit: Trace| Some((visit.at().map(|at| zone.day_of(at)).filter(within)?, visit));
        ledger.visits = joint::once(book, zone).into_iter().filter_map(on).collect();
        for activity in book.all::<Activity>() {
            let is_call = activity.kind.as_deref() == Some("call") && activity.status.as_deref() == Some("done");
            let day = activity.starts.filter(|_| is_call).map(|at| zone.day_of(at)).filter(within);
            ledger.calls.extend(day.zip(activity.owner.map(|owner| book.resolve(owner))));
        }
        ledger
    }

    fn orders(&mut self, book: &Book, within: &dyn Fn(&Day) -> bool) {
        let basis = SalesBasis::of(book);
        let counts = |order: &Order| order.status.as_deref() != Some("cancelled");
        let orders: Vec<(Day, Order)> = book
            .all::<Order>()
            .filter(counts)
            .filter_map(|order| Some((order.ordered_on.filter(within)?, order)))
            .collect();
        let wanted: HashSet<Id> = orders.iter().map(|(_, order)| order.id.into()).collect();
        let lines = book.of::<OrderLine>();
        let mut sums: HashMap<Id, MoneyBag> = HashMap::new();
        for row in lines.live().iter() {
            let order = lines.value(row, OrderLine::ORDER).and_then(|value| value.as_reference());
            let Some(order) = order.map(|id| book.resolve(id)).filter(|id| wanted.contains(id)) else { continue };
            let worth = worth(|role| lines.value(row, lines.role(role)?));
            let sum = sums.entry(order).or_default();
            if let Some(worth) = worth {
                sum.add_money(worth);
            }
        }
        for (day, order) in orders {
            let amounts: Vec<Money> = match sums.get(&order.id.into()) {
                Some(bag) => money(bag),
                None => order.amount.into_iter().collect(),
            };
            let credited = credited(book, &order);
            let is_sale = basis == SalesBasis::Signed && order.status.as_deref() != Some("draft");
            let takes = [Some(Take::Orders), is_sale.then_some(Take::Sales)];
            for (amount, take) in
                amounts.iter().flat_map(|amount| takes.into_iter().flatten().map(move |take| (amount, take)))
            {
                let entry = |(person, part): &(Id, BasisPoints)| Entry {
                    take,
                    person: *person,
                    day,
                    amount: amount.weighted(*part),
                };
                self.entries.extend(credited.iter().map(entry));
            }
        }
    }

    /// What a person took in, or spent, from one day to another.
    pub fn sum(&self, take: Take, person: Id, from: Day, to: Day) -> MoneyBag {
        let mut bag = MoneyBag::default();
        let of = |entry: &&Entry| entry.take == take && entry.person == person && (from..=to).contains(&entry.day);
        for entry in self.entries.iter().filter(of) {
            bag.add_money(entry.amount);
        }
        bag
    }

    /// The visits of a person from one day to another.
    pub fn visits(&self, person: Id, from: Day, to: Day) -> impl Iterator<Item = &Trace> + '_ {
        let of = move |(day, visit): &&(Day, Trace)| visit.owner == Some(person) && (from..=to).contains(day);
        self.visits.iter().filter(of).map(|(_, visit)| visit)
    }

    /// How many calls a person made from one day to another.
    pub fn calls(&self, person: Id, from: Day, to: Day) -> usize {
        self.calls.iter().filter(|(day, who)| *who == person && (from..=to).contains(day)).count()
    }
}

/// The sums of a bag as money; what is beyond reach is left out.
fn money(bag: &MoneyBag) -> Vec<Money> {
    let one = |(currency, minor): &(crate::model::Currency, i128)| {
        i64::try_from(*minor).ok().map(|minor| Money::new(minor, *currency))
    };
    bag.sums().iter().filter_map(one).collect()
}

/// A bag as one amount: that of its only currency, else all of it in the company's own; `None` for nothing,
/// and where a rate is lacking.
pub fn one(bag: &MoneyBag, rates: &Rates) -> Option<Money> {
    match money(bag).as_slice() {
        [] => None,
        [only] => Some(*only),
        _ => {
            let whole = rates.convert(bag).filter(|whole| whole.left.sums().is_empty())?;
            Some(Money::new(i64::try_from(whole.minor).ok()?, whole.base))
        }
    }
}
