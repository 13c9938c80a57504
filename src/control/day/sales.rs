//! Sales (销售额) of people on days, from orders alone, by the company's one basis: signed, shipped or
//! invoiced; without tax, less returns and credit notes on the day on which they are posted. Winning a
//! deal is no sale.

use std::collections::HashMap;

use crate::book::Book;
use crate::model::line::amount;
use crate::model::records::{CreditNote, GoodsReturn, Invoice, Order, OrderLine, Organisation, Shipment};
use crate::model::{BasisPoints, Day, Id, Money};

/// What counts as a sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SalesBasis {
    /// An order that was placed and is no draft.
    Signed,
    /// Goods that left the house.
    Shipped,
    /// Goods that were invoiced.
    Invoiced,
}

impl SalesBasis {
    /// Every basis with its code in the field of the organisation.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Signed, "signed"), (Self::Shipped, "shipped"), (Self::Invoiced, "invoiced")];

    /// The company's.
    pub fn of(book: &Book) -> Self {
        let said = book.all::<Organisation>().next().and_then(|organisation| organisation.sales_basis);
        let known = Self::ALL.into_iter().find(|(_, code)| said.as_deref() == Some(*code));
        known.map_or(Self::Shipped, |(basis, _)| basis)
    }
}

/// Something that was posted of an order line.
struct Posted {
    line: Option<Id>,
    day: Option<Day>,
    amount: Option<Money>,
    quantity: Option<f64>,
    /// Whether it is given back.
    back: bool,
}

/// Who is credited with an order, and with how much of it.
pub(super) fn credited(book: &Book, order: &Order) -> Vec<(Id, BasisPoints)> {
    match &order.shares {
        Some(shares) => shares.iter().map(|share| (book.resolve(share.of), share.part)).collect(),
        None => order.owner.map(|owner| (book.resolve(owner), BasisPoints::WHOLE)).into_iter().collect(),
    }
}

/// Tells of each sale, and of what is given back as less than nothing: who, when, how much. What counts by
/// being signed is told with the orders themselves.
pub(super) fn each(book: &Book, within: &dyn Fn(&Day) -> bool, tell: &mut dyn FnMut(Id, Day, Money)) {
    let mut known: HashMap<Id, Vec<(Id, BasisPoints)>> = HashMap::new();
    for posted in all(book, SalesBasis::of(book)) {
        let Some(day) = posted.day.filter(within) else { continue };
        let Some(line) = posted.line.and_then(|line| book.get::<OrderLine>(line.into())) else { continue };
        let worth = posted.amount.or_else(|| {
            let discount = line.discount.unwrap_or(BasisPoints(0));
            amount(posted.quantity?, line.price?, discount)
        });
        let Some((worth, order)) = worth.zip(line.order.map(|order| book.resolve(order))) else { continue };
        let worth = if posted.back { Money { minor: worth.minor.saturating_neg(), ..worth } } else { worth };
        let of_order = || {
            let order = book.get::<Order>(order.into());
            order.map(|order| credited(book, &order)).unwrap_or_default()
        };
        for (person, part) in known.entry(order).or_insert_with(of_order).iter() {
            tell(*person, day, worth.weighted(*part));
        }
    }
}

/// Everything posted that counts by a basis.
fn all(book: &Book, basis: SalesBasis) -> Vec<Posted> {
    let mut all: Vec<Posted> = Vec::new();
    if basis == SalesBasis::Shipped {
        all.extend(book.all::<Shipment>().map(|shipment| Posted {
            line: shipment.line,
            day: shipment.shipped_on,
            amount: shipment.amount,
            quantity: shipment.quantity,
            back: false,
        }));
    }
    if basis == SalesBasis::Invoiced {
        all.extend(book.all::<Invoice>().map(|invoice| Posted {
            line: invoice.line,
            day: invoice.issued_on,
            amount: invoice.amount,
            quantity: invoice.quantity,
            back: false,
        }));
    }
    all.extend(book.all::<GoodsReturn>().map(|goods| Posted {
        line: goods.line,
        day: goods.returned_on,
        amount: goods.amount,
        quantity: goods.quantity,
        back: true,
    }));
    all.extend(book.all::<CreditNote>().map(|note| Posted {
        line: note.line,
        day: note.posted_on,
        amount: note.amount,
        quantity: None,
        back: true,
    }));
    all
}
