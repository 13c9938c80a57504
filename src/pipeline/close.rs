//! The end of a deal's way, and back from it: won with its order, lost, put on hold, reopened.

use super::commands::open_to;
use super::gate::{self, Brought};
use crate::book::command::{Change, Editor};
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::model::permission::Verb;
use crate::model::records::{Account, CloseReason, Deal, DealId, Order, OrderId, Stage, StageId};
use crate::model::validate::Problem;
use crate::model::{BasisPoints, Day, Id, Instant, Key, Money, Record, Share, Value, share};
use crate::query::title;

/// How a deal ends: what kind of end it is follows from the stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Closing {
    /// The stage that it ends in.
    pub to: StageId,
    /// Why.
    pub reason: Option<Id>,
    /// Who got it, or was after it.
    pub competitor: Option<Id>,
    /// What to remember; it is added to the deal's note.
    pub note: Option<String>,
    /// What it was signed for, where this is not its amount.
    pub amount: Option<Money>,
}

impl Closing {
    /// In a stage, with nothing said of it.
    pub fn in_stage(to: StageId) -> Self {
        Self { to, reason: None, competitor: None, note: None, amount: None }
    }

    /// The stage, which must be one that ends something.
    pub(super) fn stage(&self, book: &Book) -> Result<Stage, Rejection> {
        let stage = open_to(book, self.to)?;
        let kind = stage.kind.as_deref().unwrap_or("open");
        if kind == "open" {
            let name = stage.name.unwrap_or_default();
            return Err(Rejection::Against(Label::new("refused-not-closing").with("stage", name)));
        }
        // A reason of the other kind would tell a lie in every figure about reasons.
        let fits = |reason: Id| book.get::<CloseReason>(reason.into()).is_some_and(|known| known.kind == stage.kind);
        if self.reason.is_some_and(|reason| !fits(reason)) {
            return Err(invalid(Deal::COLLECTION.fields[Deal::REASON].key.clone(), Problem::WrongKind));
        }
        Ok(stage)
    }

    /// What it writes on a deal, with what else was brought.
    pub fn brought(&self, deal: &Deal, brought: &Brought) -> Brought {
        let mut all = brought.clone();
        all.values.extend(self.reason.map(|reason| (Deal::REASON, Some(reason.into()))));
        all.values.extend(self.competitor.map(|competitor| (Deal::COMPETITOR, Some(competitor.into()))));
        all.values.extend(self.amount.map(|amount| (Deal::AMOUNT, Some(amount.into()))));
        let note = self.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
        all.values.extend(note.map(|note| {
            let before = deal.note.as_deref().map(|before| format!("{before}\n")).unwrap_or_default();
            (Deal::NOTE, Some(Value::Text(format!("{before}{note}"))))
        }));
        all
    }

    /// Ends a deal that the acting person may change.
    pub(super) fn write(
        &self,
        edit: &mut Editor<'_>,
        book: &Book,
        context: &Context<'_>,
        deal: &Deal,
        (brought, effective): (&Brought, Option<Instant>),
    ) -> Result<(), Rejection> {
        let brought = self.brought(deal, brought);
        gate::pass(book, &context.actor, deal.id, self.to, &brought)?;
        gate::enter(edit, book, deal.id, self.to, &brought, effective)?;
        edit.set(Deal::COLLECTION.key, deal.id.into(), (Deal::RANK, None), None)
    }
}

/// The order of a won deal.
#[derive(Clone, Debug, PartialEq)]
pub enum OrderOf {
    /// A new one.
    New {
        /// Its id.
        id: OrderId,
        /// The number people use for it.
        number: Option<String>,
        /// Who is credited; whoever is in charge where nobody is named.
        shares: Vec<Share>,
    },
    /// One that is there.
    Known {
        /// Its id.
        id: OrderId,
        /// Who is credited; as it is where nobody is named.
        shares: Vec<Share>,
    },
}

/// Ends a deal, with its order where it is won.
#[derive(Clone, Debug)]
pub struct Close {
    /// The deal.
    pub deal: DealId,
    /// How it ends.
    pub closing: Closing,
    /// Its order.
    pub order: Option<OrderOf>,
    /// What the gate of the stage asked for.
    pub brought: Brought,
    /// From when it holds; now where `None`.
    pub effective: Option<Instant>,
}

impl Command for Close {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let stage = self.closing.stage(book)?;
        let is_won = stage.kind.as_deref() == Some("won");
        if self.order.is_some() && !is_won {
            return Err(Rejection::Against(Label::new("refused-order-not-won")));
        }
        let name = named(book, self.deal);
        let label = match stage.kind.as_deref() {
            Some("won") => Label::new("did-close-won").with("deal", name),
            Some("lost") => Label::new("did-close-lost").with("deal", name),
            _ => Label::new("did-close-hold").with("deal", name),
        };
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        let deal = changeable(&edit, book, context, self.deal)?;
        self.closing.write(&mut edit, book, context, &deal, (&self.brought, self.effective))?;
        match &self.order {
            Some(OrderOf::New { id, number, shares }) => {
                // Another tab, another device or an accepted quote may have written it already.
                if let Some(there) = order_of(book, self.deal) {
                    return Err(there_is(book, self.deal, there));
                }
                let signed = signed(&deal, &self.closing.brought(&deal, &self.brought));
                let day = context.zone.day_of(self.effective.unwrap_or(context.now));
                let values = order_values(book, day, &signed, number.as_deref(), shares);
                book.permit_new(&context.actor, Order::COLLECTION.key, &values)?;
                edit.create(Order::COLLECTION.key, (*id).into(), &values, &[])?;
            }
            Some(OrderOf::Known { id, shares }) => self.link(&mut edit, book, context, *id, shares)?,
            None => {}
        }
        edit.finish()
    }
}

impl Close {
    fn link(
        &self,
        edit: &mut Editor<'_>,
        book: &Book,
        context: &Context<'_>,
        id: OrderId,
        shares: &[Share],
    ) -> Result<(), Rejection> {
        let (table, row) = edit.live(Order::COLLECTION.key, id.into())?;
        book.permit(&context.actor, Verb::Change, Order::COLLECTION.key, Some(row))?;
        let other = table.value(row, Order::DEAL).and_then(|value| value.as_reference());
        if let Some(other) = other.filter(|other| book.resolve(*other) != book.resolve(self.deal.into())) {
            return Err(Rejection::Against(
                Label::new("refused-order-linked").with("deal", named(book, DealId(other))),
            ));
        }
        let deal = (Order::DEAL, Some(Id::from(self.deal).into()));
        edit.set(Order::COLLECTION.key, id.into(), deal, None)?;
        match credit(shares.to_vec()) {
            None => Ok(()),
            shares => edit.set(Order::COLLECTION.key, id.into(), (Order::SHARES, shares), None),
        }
    }
}

/// What the order of a won deal says.
fn order_values(book: &Book, day: Day, deal: &Deal, number: Option<&str>, shares: &[Share]) -> Vec<Change> {
    let shares = match deal.owner {
        Some(owner) if shares.is_empty() => vec![Share { of: owner, part: BasisPoints::WHOLE }],
        _ => shares.to_vec(),
    };
    let area = deal.account.and_then(|account| book.get::<Account>(account.into())).and_then(|known| known.area);
    let number = number.map(str::trim).filter(|number| !number.is_empty());
    vec![
        (Order::NUMBER, number.map(Value::from)),
        (Order::ACCOUNT, deal.account.map(Value::Reference)),
        (Order::DEAL, Some(Id::from(deal.id).into())),
        (Order::OWNER, deal.owner.map(Value::Reference)),
        (Order::SHARES, credit(shares)),
        (Order::AREA, area.map(Value::Reference)),
        (Order::ORDERED_ON, Some(Value::Date(day))),
        (Order::AMOUNT, deal.amount.map(Value::Money)),
        (Order::STATUS, Some("confirmed".into())),
    ]
}

/// Writes the order of a deal that was won without one: from the day on which it was won.
#[derive(Clone, Debug)]
pub struct WriteOrder {
    /// The deal.
    pub deal: DealId,
    /// The id of the order.
    pub order: OrderId,
}

impl Command for WriteOrder {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let label = Label::new("did-write-order").with("deal", named(book, self.deal));
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        let deal = changeable(&edit, book, context, self.deal)?;
        if kind(book, &deal).as_deref() != Some("won") {
            return Err(Rejection::Against(Label::new("refused-order-not-won")));
        }
        if let Some(there) = order_of(book, self.deal) {
            return Err(there_is(book, self.deal, there));
        }
        let (table, row) = edit.live(Deal::COLLECTION.key, self.deal.into())?;
        let since = table.column(Deal::STAGE).and_then(|column| column.since().get(row).copied());
        let won = since.filter(|since| *since != Instant::ALWAYS).unwrap_or(context.now);
        let values = order_values(book, context.zone.day_of(won), &deal, None, &[]);
        book.permit_new(&context.actor, Order::COLLECTION.key, &values)?;
        edit.create(Order::COLLECTION.key, self.order.into(), &values, &[])?;
        edit.finish()
    }
}

/// What a deal and its orders do not agree on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amiss {
    /// It was won, and has no order.
    Unwritten,
    /// It is not won (any more), and its order counts.
    Counts(OrderId),
}

/// What a deal and its orders do not agree on, where they do not.
pub fn amiss(book: &Book, deal: DealId) -> Option<Amiss> {
    let found = book.get::<Deal>(deal)?;
    let won = kind(book, &found)? == "won";
    match order_of(book, deal) {
        None if won => Some(Amiss::Unwritten),
        Some(order) if !won => {
            let status = book.get::<Order>(order).and_then(|order| order.status);
            (status.as_deref() != Some("draft")).then_some(Amiss::Counts(order))
        }
        _ => None,
    }
}

/// The kind of the stage that a deal is in.
fn kind(book: &Book, deal: &Deal) -> Option<String> {
    book.get::<Stage>(deal.stage?.into())?.kind
}

/// Takes a deal that had ended up again, in a stage of its pipeline where work goes on.
#[derive(Clone, Debug)]
pub struct Reopen {
    /// The deal.
    pub deal: DealId,
    /// The stage.
    pub to: StageId,
}

impl Command for Reopen {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let stage = open_to(book, self.to)?;
        let name = stage.name.clone().unwrap_or_default();
        let label = Label::new("did-reopen").with("deal", named(book, self.deal)).with("stage", name.as_str());
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        let deal = changeable(&edit, book, context, self.deal)?;
        let is_open = |stage: &Stage| stage.kind.as_deref().unwrap_or("open") == "open";
        let from = deal.stage.and_then(|from| book.get::<Stage>(from.into()));
        if from.as_ref().is_none_or(is_open) {
            return Err(Rejection::Against(Label::new("refused-not-closed")));
        }
        if !is_open(&stage) || from.is_some_and(|from| from.pipeline != stage.pipeline) {
            return Err(Rejection::Against(Label::new("refused-not-reopening").with("stage", name)));
        }
        gate::pass(book, &context.actor, deal.id, self.to, &Brought::default())?;
        let id = Id::from(deal.id);
        edit.set(Deal::COLLECTION.key, id, (Deal::STAGE, Some(Id::from(self.to).into())), None)?;
        for field in [Deal::REASON, Deal::RANK] {
            edit.set(Deal::COLLECTION.key, id, (field, None), None)?;
        }
        edit.finish()
    }
}

/// The order of a deal that was not cancelled.
pub fn order_of(book: &Book, deal: DealId) -> Option<OrderId> {
    let (table, deal) = (book.of::<Order>(), book.resolve(deal.into()));
    let is_cancelled =
        |row: usize| table.value(row, Order::STATUS).as_ref().and_then(Value::as_text) == Some("cancelled");
    let is_of = |row: usize| {
        let of = table.value(row, Order::DEAL).and_then(|value| value.as_reference());
        of.is_some_and(|of| book.resolve(of) == deal)
    };
    let row = (0..table.len()).find(|row| table.is_live(*row) && is_of(*row) && !is_cancelled(*row))?;
    table.id(row).map(OrderId)
}

/// Why a deal gets no second order.
pub(super) fn there_is(book: &Book, deal: DealId, order: OrderId) -> Rejection {
    let order = title::of(book, Order::COLLECTION.key, order.into()).unwrap_or_default();
    Rejection::Against(Label::new("refused-order-there").with("deal", named(book, deal)).with("order", order))
}

/// A deal that the acting person may change.
pub(super) fn changeable(
    edit: &Editor<'_>,
    book: &Book,
    context: &Context<'_>,
    deal: DealId,
) -> Result<Deal, Rejection> {
    let (table, row) = edit.live(Deal::COLLECTION.key, deal.into())?;
    book.permit(&context.actor, Verb::Change, Deal::COLLECTION.key, Some(row))?;
    let gone = || Rejection::Gone { collection: table.key().clone(), id: deal.into() };
    book.get::<Deal>(deal).ok_or_else(gone)
}

/// A deal with what its order is made of as it was brought along.
fn signed(deal: &Deal, brought: &Brought) -> Deal {
    let mut signed = deal.clone();
    for (at, value) in &brought.values {
        let reference = || value.as_ref().and_then(Value::as_reference);
        match *at {
            Deal::AMOUNT => signed.amount = value.as_ref().and_then(Value::as_money),
            Deal::ACCOUNT => signed.account = reference(),
            Deal::OWNER => signed.owner = reference(),
            _ => {}
        }
    }
    signed
}

fn credit(shares: Vec<Share>) -> Option<Value> {
    (!shares.is_empty()).then(|| Value::Shares(share::sorted(shares)))
}

fn named(book: &Book, deal: DealId) -> String {
    title::of(book, Deal::COLLECTION.key, deal.into()).unwrap_or_default()
}

fn invalid(field: Key, problem: Problem) -> Rejection {
    Rejection::Invalid { field, problem }
}
