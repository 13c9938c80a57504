//! The order of a won deal in the dialog that closes it: a new one, one that is there, or none yet.

use leptos::prelude::*;

use crate::model::records::{Deal, DealId, Order, OrderId};
use crate::model::{BasisPoints, Id, Record, Share, Value};
use crate::pipeline::close::{OrderOf, order_of};
use crate::query::title;
use crate::ui::context::App;
use crate::ui::parts::choose::Choose;
use crate::ui::parts::field;
use crate::ui::record::cell::Cell;

/// What shall be done about the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    New,
    Known,
    None,
}

/// What has been said of the order so far.
#[derive(Clone)]
pub(super) struct OrderPart {
    app: App,
    which: RwSignal<Which>,
    number: RwSignal<String>,
    known: RwSignal<String>,
    orders: Vec<(String, String)>,
    /// Whether it has an order already, and whether it has a customer to order.
    has: (bool, bool),
    shares: Option<Cell>,
    other_shares: Option<Cell>,
}

impl OrderPart {
    /// Of a deal, which may be given its customer beside it.
    pub(super) fn new(app: App, deal: DealId, orders_beside: bool) -> Self {
        let (orders, linked, owner, account) = app.peek(|desk| {
            let (book, table) = (desk.book(), desk.book().of::<Order>());
            let found = book.get::<Deal>(deal);
            let account = found.as_ref().and_then(|deal| deal.account).map(|account| book.resolve(account));
            let of = |order: &Order| order.deal.map(|other| book.resolve(other));
            let mine = Some(book.resolve(deal.into()));
            let all: Vec<Order> = book.all::<Order>().collect();
            let linked = order_of(book, deal).is_some();
            let fits = |order: &&Order| {
                let same = order.account.map(|account| book.resolve(account)) == account && account.is_some();
                same && (of(order).is_none() || of(order) == mine)
            };
            let named = |order: &Order| {
                let row = table.row(order.id.into())?;
                let amount = order.amount.map(|amount| {
                    field::text(&app, table.key(), &Order::COLLECTION.fields[Order::AMOUNT], &amount.into())
                });
                let day = order.ordered_on.map(|day| desk.format.day(day));
                let parts = [Some(title::named(book, table, row)), day, amount];
                let name: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
                Some((Id::from(order.id).to_string(), name.join(" · ")))
            };
            let orders: Vec<_> = all.iter().filter(fits).filter_map(named).collect();
            (orders, linked, found.and_then(|deal| deal.owner), account)
        });
        let shares = |value: Option<Value>, scope: &str| {
            Cell::over(app, Order::COLLECTION.key, Order::SHARES, value).map(|cell| cell.scoped(scope))
        };
        let whole = owner.map(|owner| Value::Shares(vec![Share { of: owner, part: BasisPoints::WHOLE }]));
        let ordering = account.is_some() || orders_beside;
        let which = if linked || !ordering { Which::None } else { Which::New };
        Self {
            app,
            which: RwSignal::new(which),
            number: RwSignal::new(String::new()),
            known: RwSignal::new(orders.first().map(|(id, _)| id.clone()).unwrap_or_default()),
            orders,
            has: (linked, ordering),
            shares: shares(whole, "close-"),
            other_shares: shares(None, "close-known-"),
        }
    }

    /// The controls.
    pub(super) fn view(&self) -> AnyView {
        let app = self.app;
        let which = self.which;
        let (linked, ordering) = self.has;
        let choice = |value: Which, text: String, able: bool| {
            view! {
                <label class="check">
                    <input type="radio" name="close-order" disabled=!able prop:checked=move || which.get() == value on:change=move |_| which.set(value)/>
                    <span>{text}</span>
                </label>
            }
        };
        let hint = if linked {
            Some(t!(app, "close-order-has"))
        } else {
            (!ordering).then(|| t!(app, "close-order-no-account"))
        };
        let none = if linked { t!(app, "close-order-keep") } else { t!(app, "close-order-none") };
        let part = self.clone();
        let more = move || match which.get() {
            Which::New => part.new_view(),
            Which::Known => part.known_view(),
            Which::None => ().into_any(),
        };
        view! {
            <fieldset class="field">
                <legend class="field-label">{app.text(&format!("record-{}", Order::COLLECTION.key), &[])}</legend>
                {hint.map(|hint| view! { <p class="field-hint">{hint}</p> })}
                {choice(Which::New, t!(app, "close-order-new"), ordering && !linked)}
                {choice(Which::Known, t!(app, "close-order-known"), !self.orders.is_empty())}
                {choice(Which::None, none, true)}
            </fieldset>
            {more}
        }
        .into_any()
    }

    fn new_view(&self) -> AnyView {
        let (app, number) = (self.app, self.number);
        view! {
            <div class="field">
                <label class="field-label" for="close-number">{t!(app, "field-orders-number")}</label>
                <input class="input" id="close-number" type="text" autocomplete="off" prop:value=move || number.get() on:input=move |event| number.set(event_target_value(&event))/>
            </div>
            {self.shares.as_ref().map(|cell| cell.field(app))}
        }
        .into_any()
    }

    fn known_view(&self) -> AnyView {
        let (app, known) = (self.app, self.known);
        view! {
            <div class="field">
                <label class="field-label" for="close-known">{t!(app, "close-order-which")}</label>
                <Choose id="close-known" options=Signal::stored(self.orders.clone()) value=known on_pick=Callback::new(move |id| known.set(id))/>
            </div>
            {self.other_shares.as_ref().map(|cell| cell.field(app))}
            <p class="field-hint">{t!(app, "close-shares-keep")}</p>
        }
        .into_any()
    }

    /// What was said; `Err` where it cannot be read, which says so itself.
    pub(super) fn read(&self) -> Result<Option<OrderOf>, ()> {
        let shares = |cell: &Option<Cell>| match cell.as_ref().map(|cell| cell.read(self.app)) {
            Some(None) => Err(()),
            Some(Some((_, Some(Value::Shares(shares))))) => Ok(shares),
            _ => Ok(Vec::new()),
        };
        match self.which.get_untracked() {
            Which::None => Ok(None),
            Which::New => {
                let (id, number) = (OrderId(self.app.new_id()), Some(self.number.get_untracked()));
                Ok(Some(OrderOf::New { id, number, shares: shares(&self.shares)? }))
            }
            Which::Known => {
                let id = self.known.with_untracked(|id| Id::parse(id)).ok_or(())?;
                Ok(Some(OrderOf::Known { id: OrderId(id), shares: shares(&self.other_shares)? }))
            }
        }
    }
}
