//! What follows from a won deal: the order with its lines, what left the house, what was invoiced,
//! what is owed and what was paid. Each step happens on its day, and only up to yesterday.

use super::deals::Wanted;
use super::scene::{Scene, count, of, on, percent, text};
use crate::book::Rejection;
use crate::model::money::weigh;
use crate::model::records::{
    AdvancePayment, Allocation, CreditNote, GoodsReturn, Invoice, Order, OrderLine, Receipt, Receivable, Shipment,
};
use crate::model::share::{Share, sorted};
use crate::model::{BasisPoints, Day, Id, Month, Value};
use crate::pipeline::rank;

/// A deal that was won.
pub(super) struct Sold {
    pub(super) deal: Id,
    pub(super) account: usize,
    /// Place of the salesperson among the people.
    pub(super) owner: usize,
    pub(super) day: Day,
    pub(super) wanted: Vec<Wanted>,
    /// Who is credited with the order.
    pub(super) shares: Vec<Share>,
}

/// A line of an order.
struct Line {
    id: Id,
    wanted: Wanted,
    amount: i64,
}

/// Goods that left.
struct Sent {
    line: Id,
    order: Id,
    ware: usize,
    quantity: i64,
    amount: i64,
    day: Day,
}

impl Scene<'_> {
    /// The order of a won deal and all that follows.
    pub(super) fn sold(&mut self, sold: &Sold) -> Result<(), Rejection> {
        let promised = self.workday(sold.day, 8, 22);
        // When each line goes, in one part or two.
        let mut parts = Vec::new();
        for line in &sold.wanted {
            let first = self.workday(sold.day, 2, 16);
            let split = line.quantity > 20 && self.draw.chance(22);
            let second = split.then(|| self.workday(first, 3, 12));
            parts.push((first, second));
        }
        let all_sent = parts.iter().all(|(first, second)| second.unwrap_or(*first) < self.today);
        let order = self.order(sold, promised, all_sent)?;
        self.deposit(sold, order)?;
        let ranks = rank::series(sold.wanted.len());
        for ((wanted, (first, second)), rank) in sold.wanted.iter().zip(parts).zip(ranks) {
            let amount = self.value(wanted);
            let id = self.line(order, wanted, amount, rank)?;
            let line = Line { id, wanted: *wanted, amount };
            let half = if second.is_some() { wanted.quantity / 2 } else { wanted.quantity };
            let half_amount = part_of(amount, half, wanted.quantity);
            self.sent(sold, order, &line, (first, half, half_amount))?;
            if let Some(second) = second {
                self.sent(sold, order, &line, (second, wanted.quantity - half, amount - half_amount))?;
            }
        }
        Ok(())
    }

    fn order(&mut self, sold: &Sold, promised: Day, is_done: bool) -> Result<Id, Rejection> {
        let customer = &self.made.accounts[sold.account];
        let (account, area, contact) = (customer.id, customer.area, customer.contacts.first().copied());
        let (site, prepaid) = (customer.sites.first().map(|(id, _)| *id), customer.credit_days == 30);
        let owner = self.made.people[sold.owner].id;
        let shares = sold.shares.clone();
        let mut values = vec![
            (Order::NUMBER, Some(self.number("DD", sold.day))),
            of(Order::ACCOUNT, account),
            of(Order::DEAL, sold.deal),
            of(Order::OWNER, owner),
            (Order::SHARES, Some(Value::Shares(shares))),
            of(Order::AREA, self.made.areas[area]),
            on(Order::ORDERED_ON, sold.day),
            on(Order::PROMISED_ON, promised),
            text(Order::PAYMENT, if prepaid { "instalments" } else { "credit" }),
            text(Order::STATUS, if is_done { "completed" } else { "confirmed" }),
        ];
        values.extend(contact.map(|id| of(Order::CONTACT, id)));
        values.extend(site.map(|id| of(Order::SITE, id)));
        self.make::<Order>(&values)
    }

    /// Some of those who pay in instalments pay a part before anything is sent: no more than the first
    /// part that is sent comes to.
    fn deposit(&mut self, sold: &Sold, order: Id) -> Result<(), Rejection> {
        self.made.deposit = None;
        let prepays = self.made.accounts[sold.account].credit_days == 30;
        let day = self.workday(sold.day, 0, 2);
        let Some(first) = sold.wanted.first().filter(|_| prepays) else { return Ok(()) };
        let minor = self.value(first) * 3 / 10 / 10_000 * 10_000;
        if !self.draw.chance(50) || minor <= 0 || day >= self.today {
            return Ok(());
        }
        let values = [
            (AdvancePayment::NUMBER, Some(self.number("YF", day))),
            of(AdvancePayment::ACCOUNT, self.made.accounts[sold.account].id),
            of(AdvancePayment::ORDER, order),
            of(AdvancePayment::OWNER, self.made.people[sold.owner].id),
            on(AdvancePayment::RECEIVED_ON, day),
            (AdvancePayment::AMOUNT, Some(self.money(minor))),
            text(AdvancePayment::METHOD, "transfer"),
        ];
        let id = self.make::<AdvancePayment>(&values)?;
        self.made.deposit = Some((id, minor));
        Ok(())
    }

    /// Who is credited: the salesperson, sometimes with a colleague of the same area.
    pub(super) fn shares(&mut self, owner: usize) -> Vec<Share> {
        let (me, area) = (self.made.people[owner].id, self.made.people[owner].area);
        let others: Vec<Id> = self
            .made
            .people
            .iter()
            .filter(|staff| staff.sells && staff.area == area && staff.id != me)
            .map(|staff| staff.id)
            .collect();
        let other = if self.draw.chance(15) { self.draw.one(&others).copied() } else { None };
        match other {
            Some(other) => {
                sorted(vec![Share { of: me, part: BasisPoints(7_000) }, Share { of: other, part: BasisPoints(3_000) }])
            }
            None => vec![Share { of: me, part: BasisPoints::WHOLE }],
        }
    }

    fn line(&mut self, order: Id, wanted: &Wanted, amount: i64, rank: String) -> Result<Id, Rejection> {
        let ware = &self.made.goods[wanted.ware];
        let values = [
            of(OrderLine::ORDER, order),
            of(OrderLine::PRODUCT, ware.id),
            count(OrderLine::QUANTITY, wanted.quantity),
            (OrderLine::PRICE, Some(self.money(ware.price))),
            percent(OrderLine::DISCOUNT, wanted.discount),
            (OrderLine::AMOUNT, Some(self.money(amount))),
            percent(OrderLine::TAX_RATE, self.text.tax()),
            text(OrderLine::RANK, rank),
        ];
        self.make::<OrderLine>(&values)
    }

    /// Goods of a line leave on a day, are invoiced, and paid for; a few come back.
    fn sent(
        &mut self,
        sold: &Sold,
        order: Id,
        line: &Line,
        (day, quantity, amount): (Day, i64, i64),
    ) -> Result<(), Rejection> {
        debug_assert!(amount <= line.amount, "a part is no more than the whole");
        if day >= self.today {
            return Ok(());
        }
        let ware = line.wanted.ware;
        let costs = &self.made.goods[ware].costs;
        let cost = costs.iter().rev().find(|(from, _)| *from <= day).map_or(0, |(_, cost)| *cost);
        let delivered = day.plus(self.draw.between(1, 4));
        let mut values = vec![
            (Shipment::NUMBER, Some(self.number("FH", day))),
            of(Shipment::LINE, line.id),
            on(Shipment::SHIPPED_ON, day),
            count(Shipment::QUANTITY, quantity),
            (Shipment::AMOUNT, Some(self.money(amount))),
            percent(Shipment::TAX_RATE, self.text.tax()),
            (Shipment::UNIT_COST, Some(self.money(cost))),
            text(Shipment::CARRIER, self.word("carriers")),
        ];
        if delivered < self.today {
            values.push(on(Shipment::DELIVERED_ON, delivered));
        }
        let shipment = self.make::<Shipment>(&values)?;
        for share in &sold.shares {
            self.made.credited.push((share.of, day.month(), weigh(amount, share.part)));
        }
        let sent = Sent { line: line.id, order, ware, quantity, amount, day };
        if quantity >= 10 && self.draw.chance(2) {
            self.came_back(&sent, shipment, cost)?;
        }
        self.invoiced(sold, &sent)
    }

    fn came_back(&mut self, sent: &Sent, shipment: Id, cost: i64) -> Result<(), Rejection> {
        let day = self.workday(sent.day, 4, 18);
        if day >= self.today {
            return Ok(());
        }
        let quantity = sent.quantity / 10;
        let reasons = self.text.list_of("reasons", "incident");
        let reason = self.draw.one(reasons).cloned().unwrap_or_default();
        let values = [
            (GoodsReturn::NUMBER, Some(self.number("TH", day))),
            of(GoodsReturn::LINE, sent.line),
            on(GoodsReturn::RETURNED_ON, day),
            count(GoodsReturn::QUANTITY, quantity),
            (GoodsReturn::AMOUNT, Some(self.money(part_of(sent.amount, quantity, sent.quantity)))),
            percent(GoodsReturn::TAX_RATE, self.text.tax()),
            of(GoodsReturn::SHIPMENT, shipment),
            (GoodsReturn::UNIT_COST, Some(self.money(cost))),
            text(GoodsReturn::REASON, reason),
        ];
        self.make::<GoodsReturn>(&values).map(drop)
    }

    fn invoiced(&mut self, sold: &Sold, sent: &Sent) -> Result<(), Rejection> {
        let day = self.workday(sent.day, 0, 5);
        if day >= self.today {
            return Ok(());
        }
        debug_assert!(sent.ware < self.made.goods.len(), "what was sent is a product");
        let values = [
            (Invoice::NUMBER, Some(self.number("FP", day))),
            of(Invoice::LINE, sent.line),
            on(Invoice::ISSUED_ON, day),
            count(Invoice::QUANTITY, sent.quantity),
            (Invoice::AMOUNT, Some(self.money(sent.amount))),
            percent(Invoice::TAX_RATE, self.text.tax()),
        ];
        let invoice = self.make::<Invoice>(&values)?;
        if self.made.accounts[sold.account].is_dealer && self.draw.chance(6) {
            self.rebate(sent, invoice, day)?;
        }
        let owed = sent.amount + weigh(sent.amount, BasisPoints(self.text.tax()));
        let customer = &self.made.accounts[sold.account];
        let due = day.plus(customer.credit_days);
        let (account, owner) = (customer.id, self.made.people[sold.owner].id);
        let values = [
            (Receivable::NUMBER, Some(self.number("YS", day))),
            of(Receivable::ACCOUNT, account),
            of(Receivable::ORDER, sent.order),
            of(Receivable::INVOICE, invoice),
            of(Receivable::OWNER, owner),
            (Receivable::AMOUNT, Some(self.money(owed))),
            on(Receivable::POSTED_ON, day),
            on(Receivable::DUE_ON, due),
        ];
        let receivable = self.make::<Receivable>(&values)?;
        // What was paid in advance is used up first.
        if let Some((advance, minor)) = self.made.deposit.take_if(|(_, minor)| *minor <= owed) {
            let values = [
                of(Allocation::ADVANCE_PAYMENT, advance),
                of(Allocation::RECEIVABLE, receivable),
                (Allocation::AMOUNT, Some(self.money(minor))),
                on(Allocation::ALLOCATED_ON, day),
            ];
            self.make::<Allocation>(&values)?;
            return self.paid(sold, receivable, owed - minor, due);
        }
        self.paid(sold, receivable, owed, due)
    }

    /// What a dealer is given back of an invoice at the end of the quarter.
    fn rebate(&mut self, sent: &Sent, invoice: Id, issued: Day) -> Result<(), Rejection> {
        let month = issued.month().0;
        let quarter = Month(month - month.rem_euclid(3) + 3).first_day();
        let day = self.calendar.plus(quarter.plus(4), 0);
        let minor = sent.amount * 2 / 10_000 * 100;
        if day >= self.today || minor <= 0 {
            return Ok(());
        }
        let values = [
            (CreditNote::NUMBER, Some(self.number("ZR", day))),
            of(CreditNote::LINE, sent.line),
            on(CreditNote::POSTED_ON, day),
            (CreditNote::AMOUNT, Some(self.money(minor))),
            percent(CreditNote::TAX_RATE, self.text.tax()),
            of(CreditNote::INVOICE, invoice),
            text(CreditNote::REASON, self.text.one("rebate")),
        ];
        self.make::<CreditNote>(&values).map(drop)
    }

    /// The customer pays as it uses to, in one part or two.
    fn paid(&mut self, sold: &Sold, receivable: Id, owed: i64, due: Day) -> Result<(), Rejection> {
        let lateness = self.made.accounts[sold.account].lateness + self.draw.between(-4, 8);
        let day = self.calendar.plus(due.plus(lateness), 0);
        if self.draw.chance(14) {
            let first = owed * i64::from(self.draw.between(3, 7)) / 10;
            let later = day.plus(self.draw.between(10, 40));
            self.receipt(sold, receivable, first, day)?;
            return self.receipt(sold, receivable, owed - first, self.calendar.plus(later, 0));
        }
        self.receipt(sold, receivable, owed, day)
    }

    fn receipt(&mut self, sold: &Sold, receivable: Id, minor: i64, day: Day) -> Result<(), Rejection> {
        if day >= self.today || minor <= 0 {
            return Ok(());
        }
        let methods = ["transfer", "transfer", "transfer", "acceptance", "cheque", "online"];
        let method = methods[self.draw.place(methods.len())];
        let mut values = vec![
            (Receipt::NUMBER, Some(self.number("SK", day))),
            of(Receipt::ACCOUNT, self.made.accounts[sold.account].id),
            of(Receipt::OWNER, self.made.people[sold.owner].id),
            text(Receipt::KIND, "payment"),
            on(Receipt::RECEIVED_ON, day),
            (Receipt::AMOUNT, Some(self.money(minor))),
            text(Receipt::METHOD, method),
        ];
        if method == "acceptance" {
            values.push(on(Receipt::MATURES_ON, day.plus(180)));
        }
        let receipt = self.make::<Receipt>(&values)?;
        let values = [
            of(Allocation::RECEIPT, receipt),
            of(Allocation::RECEIVABLE, receivable),
            (Allocation::AMOUNT, Some(self.money(minor))),
            on(Allocation::ALLOCATED_ON, day),
        ];
        self.make::<Allocation>(&values).map(drop)
    }
}

/// The part of an amount that a part of a quantity comes to; the rest goes to the other part.
fn part_of(amount: i64, quantity: i64, whole: i64) -> i64 {
    if quantity >= whole { amount } else { amount * quantity / whole.max(1) }
}
