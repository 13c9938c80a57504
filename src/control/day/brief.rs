//! One page on a customer before check-in: the last visits, what is overdue, what was paid last, open
//! complaints and deals, and what to ask.

use std::collections::HashMap;

use crate::book::Book;
use crate::model::line::worth;
use crate::model::records::{
    Allocation, Complaint, ComplaintId, Deal, DealId, Order, OrderLine, Receivable, Stage, Visit, VisitId,
};
use crate::model::{BasisPoints, Day, Id, Money, Zone};
use crate::query::measure::MoneyBag;
use crate::visits::trace::{self, Status, Trace};

/// Visits that are shown.
const VISITS: usize = 3;
/// Products that are shown.
const PRODUCTS: usize = 5;

/// What was bought of a product last.
#[derive(Clone, Debug, PartialEq)]
pub struct Bought {
    /// The product.
    pub product: Id,
    /// When.
    pub on: Day,
    /// How much.
    pub quantity: Option<f64>,
    /// Of one unit, less the discount, without tax.
    pub price: Option<Money>,
    /// What it came to.
    pub worth: Option<Money>,
}

/// Something to ask about.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// A next step that was agreed on a visit and is due.
    NextStep {
        /// The visit.
        visit: VisitId,
        /// What.
        what: String,
        /// By when.
        on: Option<Day>,
    },
    /// A complaint that is not closed.
    Complaint(ComplaintId),
    /// Money that is overdue, since the day of the oldest.
    Overdue(Day),
    /// A deal that is open.
    Deal(DealId),
}

/// The page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Brief {
    /// The last visits, the latest first.
    pub visits: Vec<Trace>,
    /// What is overdue.
    pub overdue: MoneyBag,
    /// What was bought last of each product, the latest first.
    pub bought: Vec<Bought>,
    /// What to ask.
    pub asks: Vec<Ask>,
}

/// The page on a customer on a day.
pub fn brief(book: &Book, zone: &Zone, account: Id, today: Day) -> Brief {
    let account = book.resolve(account);
    let is = |of: Option<Id>| of.map(|of| book.resolve(of)) == Some(account);
    // The one under way has yet to find out; what the last one left open is asked in it.
    let is_now =
        |visit: &Trace| visit.status == Status::UnderWay && visit.at().map(|at| zone.day_of(at)) == Some(today);
    let mut visits: Vec<Trace> = trace::all(book)
        .filter(|visit| visit.account == Some(account) && visit.left.or(visit.arrived).is_some())
        .filter(|visit| !is_now(visit))
        .filter(|visit| visit.at().is_some_and(|at| zone.day_of(at) <= today))
        .collect();
    crate::model::order::by_key(&mut visits, |visit| std::cmp::Reverse((visit.at(), visit.id)));
    visits.truncate(VISITS);
    let mut brief = Brief { bought: bought(book, account, today), ..Brief::default() };
    // What was agreed last is asked; what was agreed before it has been superseded.
    let step = |visit: &Trace| {
        let visit = book.get::<Visit>(visit.id.into())?;
        let what = visit.next_step.map(|what| what.trim().to_owned()).filter(|what| !what.is_empty())?;
        Some(Ask::NextStep { visit: visit.id, what, on: visit.next_step_on })
    };
    brief.asks.extend(visits.first().and_then(step));
    brief.visits = visits;
    let open = |complaint: &Complaint| is(complaint.account) && complaint.status.as_deref() != Some("closed");
    brief.asks.extend(book.all::<Complaint>().filter(open).map(|complaint| Ask::Complaint(complaint.id)));
    let (overdue, since) = overdue(book, &is, today);
    brief.overdue = overdue;
    brief.asks.extend(since.map(Ask::Overdue));
    let kind = |deal: &Deal| deal.stage.and_then(|stage| book.get::<Stage>(stage.into())).and_then(|stage| stage.kind);
    let is_open = |deal: &Deal| is(deal.account) && kind(deal).is_none_or(|kind| kind == "open" || kind == "hold");
    brief.asks.extend(book.all::<Deal>().filter(is_open).map(|deal| Ask::Deal(deal.id)));
    brief
}

/// What a customer owes beyond its day, less what was paid for it; and since when the oldest of it.
fn overdue(book: &Book, is: &dyn Fn(Option<Id>) -> bool, today: Day) -> (MoneyBag, Option<Day>) {
    let late = |receivable: &Receivable| is(receivable.account) && receivable.due_on.is_some_and(|due| due < today);
    let mut open: HashMap<Id, (Money, Day)> = book
        .all::<Receivable>()
        .filter(late)
        .filter_map(|receivable| Some((receivable.id.into(), (receivable.amount?, receivable.due_on?))))
        .collect();
    for allocation in book.all::<Allocation>() {
        let owed = allocation.receivable.and_then(|id| open.get_mut(&book.resolve(id)));
        let both = owed.zip(allocation.amount).filter(|((owed, _), paid)| owed.currency == paid.currency);
        if let Some(((owed, _), paid)) = both {
            owed.minor = owed.minor.saturating_sub(paid.minor);
        }
    }
    let mut bag = MoneyBag::default();
    let left = || open.values().filter(|(owed, _)| owed.minor > 0);
    left().for_each(|(owed, _)| bag.add_money(*owed));
    (bag, left().map(|(_, due)| *due).min())
}

/// What a customer bought last of each product.
fn bought(book: &Book, account: Id, today: Day) -> Vec<Bought> {
    let counts = |order: &Order| {
        order.account.map(|of| book.resolve(of)) == Some(account)
            && !matches!(order.status.as_deref(), Some("cancelled" | "draft"))
    };
    let orders: HashMap<Id, Day> = book
        .all::<Order>()
        .filter(counts)
        .filter_map(|order| Some((order.id.into(), order.ordered_on.filter(|on| *on <= today)?)))
        .collect();
    let lines = book.of::<OrderLine>();
    let mut last: HashMap<Id, Bought> = HashMap::new();
    for row in lines.live().iter() {
        let reference = |field: usize| lines.value(row, field)?.as_reference().map(|id| book.resolve(id));
        let Some(on) = reference(OrderLine::ORDER).and_then(|order| orders.get(&order).copied()) else { continue };
        let Some((product, id)) = reference(OrderLine::PRODUCT).zip(lines.id(row)) else { continue };
        if last.get(&product).is_some_and(|known| known.on >= on) {
            continue;
        }
        let Some(line) = book.get::<OrderLine>(id.into()) else { continue };
        let kept = BasisPoints(BasisPoints::WHOLE.0 - line.discount.unwrap_or(BasisPoints(0)).0);
        let price = line.price.map(|price| price.weighted(kept));
        let worth = worth(|role| lines.value(row, lines.role(role)?));
        last.insert(product, Bought { product, on, quantity: line.quantity, price, worth });
    }
    let mut bought: Vec<Bought> = last.into_values().collect();
    crate::model::order::by_key(&mut bought, |bought| (std::cmp::Reverse(bought.on), bought.product));
    bought.truncate(PRODUCTS);
    bought
}
