//! Quotes: made from a deal, priced line by line beside what the customer paid last and what is left
//! over, followed by versions, and accepted into an order.

use std::collections::{HashMap, HashSet};

use super::close;
use crate::book::command::{Change, Editor};
use crate::book::{Book, Cause, Command, Context, Draft, Label, Moment, Rejection, Table, whole};
use crate::model::permission::Verb;
use crate::model::records::{
    Deal, DealId, Order, OrderId, OrderLine, OrderLineId, Organisation, Product, Quote, QuoteId, QuoteLine,
};
use crate::model::{BasisPoints, Collection, Day, Id, Money, Record, Role, Value, Zone, line, rank};
use crate::query::measure::MoneyBag;
use crate::query::rates::Rates;

/// Days that a new quote holds.
const VALID: i32 = 30;

/// What a line of a quote and one of an order have in common.
const SHARED: [Role; 6] = [Role::Product, Role::Quantity, Role::ListPrice, Role::Discount, Role::Amount, Role::TaxRate];

/// The price that a customer paid last for a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Last {
    /// Of one unit, less the discount, without tax.
    pub price: Money,
    /// When it was ordered.
    pub on: Day,
}

/// A line of a quote with what there is to know of its price.
#[derive(Clone, Debug, PartialEq)]
pub struct Priced {
    /// The product.
    pub product: Id,
    /// How much.
    pub quantity: f64,
    /// Price of one unit without tax.
    pub price: Option<Money>,
    /// Taken off it.
    pub discount: BasisPoints,
    /// What the line is worth without tax.
    pub worth: Option<Money>,
    /// Tax on it.
    pub rate: Option<BasisPoints>,
    /// What the customer paid last.
    pub last: Option<Last>,
    /// What is left over of what it is worth; `None` where the cost is not known.
    pub margin: Option<BasisPoints>,
    /// What shall be left over at least: of the product, else of the company.
    pub floor: Option<BasisPoints>,
    /// Whether the cost is known but in a currency that there is no rate for.
    pub no_rate: bool,
}

impl Priced {
    /// Whether less is left over than shall be, or nobody can tell for want of a rate.
    pub fn is_below(&self) -> bool {
        self.floor.is_some_and(|floor| self.no_rate || self.margin.is_some_and(|margin| margin < floor))
    }

    /// The price of one unit with tax.
    pub fn with_tax(&self) -> Option<Money> {
        let rate = self.rate.unwrap_or(BasisPoints(0));
        Some(self.price?.weighted(BasisPoints(BasisPoints::WHOLE.0 + rate.0)))
    }

    /// What the line is worth with its tax, rounded as the sums are.
    pub fn worth_with_tax(&self) -> Option<Money> {
        let worth = self.worth?;
        let tax = worth.weighted(self.rate.unwrap_or(BasisPoints(0)));
        Some(Money::new(worth.minor.checked_add(tax.minor)?, worth.currency))
    }
}

/// The lines of a quote in order.
pub fn priced(book: &Book, quote: QuoteId) -> Vec<Priced> {
    let Some(account) = book.get::<Quote>(quote).and_then(|quote| quote.account) else { return Vec::new() };
    let table = book.of::<QuoteLine>();
    let floor = book.all::<Organisation>().next().and_then(|organisation| organisation.margin_floor);
    // Days are not asked for here, so that any zone will do.
    let rates = Rates::at(book, &Zone::default(), Moment::Now);
    let rows = whole::of(book, table, quote.into());
    let products: Vec<Id> =
        rows.iter().filter_map(|row| table.value(*row, QuoteLine::PRODUCT)?.as_reference()).collect();
    let last = last_prices(book, account, &products);
    let one = |row: usize| {
        let line = QuoteLine::read(table.id(row)?, &table.at(row));
        let product = book.get::<Product>(line.product?.into());
        let worth = line::worth(|role| table.value(row, table.role(role)?));
        let quantity = line.quantity.unwrap_or(0.0);
        let cost = product.as_ref().and_then(|product| product.cost);
        let cost = cost.and_then(|cost| line::amount(quantity, cost, BasisPoints(0)));
        let both = worth.zip(cost);
        let margin = both.and_then(|(worth, cost)| margin_by(&rates, worth, cost));
        Some(Priced {
            no_rate: margin.is_none() && both.is_some_and(|(worth, cost)| worth.currency != cost.currency),
            product: line.product?,
            quantity,
            price: line.price,
            discount: line.discount.unwrap_or(BasisPoints(0)),
            rate: line.tax_rate,
            last: last.get(&book.of::<Product>().resolve(line.product?)).copied(),
            margin,
            floor: product.and_then(|product| product.margin_floor).or(floor),
            worth,
        })
    };
    rows.into_iter().filter_map(one).collect()
}

/// What is left over of a worth, in hundredths of a percent, rounded down; of nothing, as little as can be.
pub fn margin(worth: Money, cost: Money) -> Option<BasisPoints> {
    if worth.currency != cost.currency {
        return None;
    }
    if worth.minor <= 0 {
        return (cost.minor > 0).then_some(BasisPoints(i64::MIN));
    }
    let left = i128::from(worth.minor) - i128::from(cost.minor);
    i64::try_from((left * i128::from(BasisPoints::WHOLE.0)).div_euclid(worth.minor.into())).ok().map(BasisPoints)
}

/// The same where the cost may be in another currency, by the rates.
fn margin_by(rates: &Rates, worth: Money, cost: Money) -> Option<BasisPoints> {
    if worth.currency == cost.currency {
        return margin(worth, cost);
    }
    let own = |money: Money| {
        let mut bag = MoneyBag::default();
        bag.add_money(money);
        let own = rates.convert(&bag).filter(|own| own.left.sums().is_empty())?;
        Some(Money::new(i64::try_from(own.minor).ok()?, own.base))
    };
    margin(own(worth)?, own(cost)?)
}

/// What a customer paid last for one unit of a product: the latest order that was not cancelled.
pub fn last_price(book: &Book, account: Id, product: Id) -> Option<Last> {
    last_prices(book, account, &[product]).remove(&book.of::<Product>().resolve(product))
}

/// What a customer paid last for each of these products, by what stands for the product. All lines of
/// orders are gone through once, and an order is read only where the product is asked for.
fn last_prices(book: &Book, account: Id, products: &[Id]) -> HashMap<Id, Last> {
    let (table, known) = (book.of::<OrderLine>(), book.of::<Product>());
    let asked: HashSet<Id> = products.iter().map(|product| known.resolve(*product)).collect();
    let account = book.resolve(account);
    let paid = |row: usize| {
        let product = known.resolve(table.value(row, OrderLine::PRODUCT)?.as_reference()?);
        asked.contains(&product).then_some(())?;
        let line = OrderLine::read(table.id(row)?, &table.at(row));
        let order = book.get::<Order>(line.order?.into())?;
        let counts = order.account.map(|of| book.resolve(of)) == Some(account)
            && !matches!(order.status.as_deref(), Some("cancelled" | "draft"));
        counts.then_some(())?;
        let kept = BasisPoints(BasisPoints::WHOLE.0 - line.discount.unwrap_or(BasisPoints(0)).0);
        Some((product, (order.ordered_on?, line.id), line.price?.weighted(kept)))
    };
    let mut last: HashMap<Id, ((Day, OrderLineId), Money)> = HashMap::new();
    for (product, when, price) in table.live().iter().filter_map(paid) {
        let known = last.entry(product).or_insert((when, price));
        if known.0 < when {
            *known = (when, price);
        }
    }
    last.into_iter().map(|(product, ((on, _), price))| (product, Last { price, on })).collect()
}

/// Makes a quote from the lines of a deal; where it has none, from its product and amount.
#[derive(Clone, Debug)]
pub struct MakeQuote {
    /// The id of the quote.
    pub id: QuoteId,
    /// The deal.
    pub deal: DealId,
}

impl Command for MakeQuote {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let gone = || Rejection::Gone { collection: Deal::COLLECTION.key.into(), id: self.deal.into() };
        let deal = book.get::<Deal>(self.deal).ok_or_else(gone)?;
        let title = deal.title.clone().unwrap_or_default();
        let Some(account) = deal.account else {
            return Err(Rejection::Against(Label::new("refused-quote-nobody").with("deal", title)));
        };
        let row = book.of::<Deal>().row(self.deal.into());
        book.permit(&context.actor, Verb::Change, Deal::COLLECTION.key, row)?;
        let today = context.zone.day_of(context.now);
        let number = next_number(book, today);
        let label = Label::new("did-quote").with("number", number.as_str()).with("deal", title);
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        let mut values: Vec<Change> = vec![
            (Quote::NUMBER, Some(Value::Text(number))),
            (Quote::ACCOUNT, Some(account.into())),
            (Quote::DEAL, Some(Id::from(self.deal).into())),
            (Quote::QUOTED_ON, Some(Value::Date(today))),
            (Quote::VALID_UNTIL, Some(Value::Date(Day(today.0 + VALID)))),
        ];
        let owner = deal.owner.or(context.actor.person);
        values.extend(owner.map(|owner| (Quote::OWNER, Some(owner.into()))));
        edit.create(Quote::COLLECTION.key, self.id.into(), &values, &[])?;
        let lines = lines_of(book, &deal);
        write_lines(&mut edit, context, QuoteLine::COLLECTION, self.id.into(), &lines)?;
        edit.finish()
    }
}

/// The number of the next quote of a day.
fn next_number(book: &Book, today: Day) -> String {
    let stem = format!("Q{}-", today.to_string().replace('-', ""));
    let last = |quote: Quote| {
        let number = quote.number?;
        number.strip_prefix(&stem)?.split('/').next()?.parse::<u32>().ok()
    };
    let last = book.all::<Quote>().filter_map(last).max().unwrap_or(0);
    format!("{stem}{}", last + 1)
}

/// A line by what its values mean.
type Shared = Vec<(Role, Value)>;

/// What the lines of a deal say; of one without lines, its product at its amount.
fn lines_of(book: &Book, deal: &Deal) -> Vec<Shared> {
    let tables = Deal::COLLECTION.lines().filter_map(|key| book.table(key));
    let table =
        tables.into_iter().find(|table| table.role(Role::Product).is_some() && table.role(Role::Quantity).is_some());
    if let Some(table) = table {
        let lines = shared(book, table, deal.id.into());
        if !lines.is_empty() {
            return lines;
        }
    }
    let Some(product) = deal.product.and_then(|product| book.get::<Product>(product.into())) else { return Vec::new() };
    let mut line = vec![(Role::Product, Value::Reference(product.id.into())), (Role::Quantity, Value::Number(1.0))];
    let price = deal.amount.or(product.list_price);
    line.extend(price.map(|price| (Role::ListPrice, Value::Money(price))));
    line.extend(price.map(|price| (Role::Amount, Value::Money(price))));
    line.extend(product.tax_rate.map(|rate| (Role::TaxRate, Value::Percent(rate))));
    vec![line]
}

/// What the lines of a record say that other lines can say, too.
fn shared(book: &Book, table: &Table, whole: Id) -> Vec<Shared> {
    let one = |row: usize| {
        let said = |role: Role| Some((role, table.value(row, table.role(role)?)?));
        SHARED.into_iter().filter_map(said).collect()
    };
    whole::of(book, table, whole).into_iter().map(one).collect()
}

fn write_lines(
    edit: &mut Editor<'_>,
    context: &Context<'_>,
    collection: &'static Collection,
    whole: Id,
    lines: &[Shared],
) -> Result<(), Rejection> {
    for (line, rank) in lines.iter().zip(rank::series(lines.len())) {
        let said = line.iter().filter_map(|(role, value)| Some((collection.role(*role)?, Some(value.clone()))));
        let mut values: Vec<Change> = said.collect();
        values.extend(collection.role(Role::Parent).map(|at| (at, Some(Value::Reference(whole)))));
        values.extend(collection.role(Role::Rank).map(|at| (at, Some(Value::Text(rank)))));
        edit.create(collection.key, context.ids.next_id(), &values, &[])?;
    }
    Ok(())
}

/// The number of a quote without its version, which only a later one has: a slash may be its own.
fn stem(quote: &Quote) -> &str {
    let number = quote.number.as_deref().unwrap_or_default();
    let versioned = number.rsplit_once('/').filter(|_| quote.previous.is_some());
    versioned.map_or(number, |(stem, _)| stem)
}

/// Starts another version of a quote: the one before it is kept as it was, and replaced.
#[derive(Clone, Debug)]
pub struct NextVersion {
    /// The quote.
    pub quote: QuoteId,
    /// The id of its next version.
    pub id: QuoteId,
}

impl Command for NextVersion {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let (quote, row) = find(book, context, self.quote)?;
        let table = book.of::<Quote>();
        let today = context.zone.day_of(context.now);
        let stem = stem(&quote);
        let same = |other: &Quote| self::stem(other) == stem;
        let version =
            super::shape::whole(book.all::<Quote>().filter(same).filter_map(|other| other.version).reduce(f64::max));
        let version = version.unwrap_or(1) + 1;
        let number = format!("{stem}/{version}");
        let label = Label::new("did-quote-again").with("number", number.as_str());
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        let left_out = [Quote::STATUS, Quote::SENT_ON, Quote::DECIDED_ON];
        let fields = (0..table.columns().len()).filter(|at| !left_out.contains(at));
        let mut values: Vec<Change> = fields.filter_map(|at| Some((at, Some(table.value(row, at)?)))).collect();
        let anew = [
            (Quote::NUMBER, Value::Text(number)),
            (Quote::VERSION, Value::Number(version.into())),
            (Quote::PREVIOUS, Value::Reference(self.quote.into())),
            (Quote::QUOTED_ON, Value::Date(today)),
            (Quote::VALID_UNTIL, Value::Date(Day(today.0 + VALID))),
        ];
        for (at, value) in anew {
            values.retain(|(field, _)| *field != at);
            values.push((at, Some(value)));
        }
        edit.create(Quote::COLLECTION.key, self.id.into(), &values, &[])?;
        let lines = shared(book, book.of::<QuoteLine>(), self.quote.into());
        write_lines(&mut edit, context, QuoteLine::COLLECTION, self.id.into(), &lines)?;
        // What the customer said of the version before stands.
        if matches!(quote.status.as_deref(), None | Some("draft" | "sent")) {
            edit.set(Quote::COLLECTION.key, self.quote.into(), (Quote::STATUS, Some("replaced".into())), None)?;
        }
        edit.finish()
    }
}

/// The customer said yes or no. A yes makes the order and writes the value to the deal.
#[derive(Clone, Debug)]
pub struct Decide {
    /// The quote.
    pub quote: QuoteId,
    /// The id of the order that an accepted one becomes, where its deal has none that lacks its
    /// lines; declined where `None`.
    pub order: Option<OrderId>,
}

impl Command for Decide {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let (quote, _) = find(book, context, self.quote)?;
        let number = quote.number.clone().unwrap_or_default();
        // Only what the customer has seen is accepted or declined.
        if quote.status.as_deref() != Some("sent") {
            return Err(Rejection::Against(Label::new("refused-quote-not-sent").with("number", number)));
        }
        let today = context.zone.day_of(context.now);
        let key = if self.order.is_some() { "accepted" } else { "declined" };
        let label = match self.order {
            Some(_) => Label::new("did-accept").with("number", number),
            None => Label::new("did-decline").with("number", number),
        };
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        let of = Quote::COLLECTION.key;
        edit.set(of, self.quote.into(), (Quote::STATUS, Some(key.into())), None)?;
        edit.set(of, self.quote.into(), (Quote::DECIDED_ON, Some(Value::Date(today))), None)?;
        if let Some(order) = self.order {
            self.order(book, context, &mut edit, &quote, order)?;
        }
        edit.finish()
    }
}

impl Decide {
    fn order(
        &self,
        book: &Book,
        context: &Context<'_>,
        edit: &mut Editor<'_>,
        quote: &Quote,
        order: OrderId,
    ) -> Result<(), Rejection> {
        let today = context.zone.day_of(context.now);
        let mut values: Vec<Change> =
            vec![(Order::ORDERED_ON, Some(Value::Date(today))), (Order::STATUS, Some("confirmed".into()))];
        // A deal that is gone holds up no order.
        let deals = book.of::<Deal>();
        let deal = quote.deal.filter(|deal| deals.row(*deal).is_some_and(|row| deals.is_live(row)));
        let references = [
            (Order::ACCOUNT, quote.account),
            (Order::DEAL, deal),
            (Order::CONTACT, quote.contact),
            (Order::OWNER, quote.owner),
        ];
        values.extend(references.into_iter().filter_map(|(at, id)| Some((at, Some(id?.into())))));
        values.extend(quote.payment.as_deref().map(|payment| (Order::PAYMENT, Some(payment.into()))));
        let there = deal.and_then(|deal| close::order_of(book, DealId(deal)).map(|there| (DealId(deal), there)));
        let order = match there {
            // The order that its deal was won with has no lines yet: it gets those of the quote.
            Some((_, there)) if whole::of(book, book.of::<OrderLine>(), there.into()).is_empty() => {
                let row = book.of::<Order>().row(there.into());
                book.permit(&context.actor, Verb::Change, Order::COLLECTION.key, row)?;
                there
            }
            Some((deal, there)) => return Err(close::there_is(book, deal, there)),
            None => {
                book.permit_new(&context.actor, Order::COLLECTION.key, &values)?;
                edit.create(Order::COLLECTION.key, order.into(), &values, &[])?;
                order
            }
        };
        let lines = shared(book, book.of::<QuoteLine>(), self.quote.into());
        write_lines(edit, context, OrderLine::COLLECTION, order.into(), &lines)?;
        let worth = priced(book, self.quote).into_iter().filter_map(|line| Some((line.worth?, line.rate)));
        // A deal has one amount: lines of several currencies do not make one.
        let may = |deal: &Id| book.permit(&context.actor, Verb::Change, Deal::COLLECTION.key, deals.row(*deal)).is_ok();
        if let (Some(deal), [total]) = (deal.filter(may), line::totals(worth).as_slice())
            && let Ok(minor) = i64::try_from(total.net)
        {
            let (amount, deals) = (Money::new(minor, total.currency), Deal::COLLECTION.key);
            edit.set(deals, deal, (Deal::AMOUNT, Some(amount.into())), None)?;
            edit.set(deals, deal, (Deal::BASIS, Some("stated".into())), None)?;
        }
        Ok(())
    }
}

/// A quote that the acting person may change, with its row.
pub fn find(book: &Book, context: &Context<'_>, id: QuoteId) -> Result<(Quote, usize), Rejection> {
    let gone = || Rejection::Gone { collection: Quote::COLLECTION.key.into(), id: id.into() };
    let quote = book.get::<Quote>(id).ok_or_else(gone)?;
    let row = book.of::<Quote>().row(id.into()).ok_or_else(gone)?;
    book.permit(&context.actor, Verb::Change, Quote::COLLECTION.key, Some(row))?;
    Ok((quote, row))
}
