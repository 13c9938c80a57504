//! What follows from what is typed into a line: a product brings its price and its tax, a quantity
//! at a price makes the amount. What a person typed over it stays until its grounds change.

use leptos::prelude::*;

use super::super::entry::Entry;
use super::sheet::LineRow;
use crate::exchange::typed::write;
use crate::model::{BasisPoints, Id, Kind, Role, Value, line};
use crate::ui::context::App;

/// What a line was last worked out from.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Seen {
    product: Option<Id>,
    grounds: Vec<String>,
}

/// What the amount rests on.
const GROUNDS: [Role; 3] = [Role::Quantity, Role::ListPrice, Role::Discount];

fn find(entries: &[Entry], role: Role) -> Option<&Entry> {
    entries.iter().find(|entry| entry.field.role == Some(role))
}

impl Seen {
    /// What stands in the entries of a line.
    pub(super) fn of(app: App, entries: &[Entry]) -> Self {
        let said = |role: Role| find(entries, role).and_then(|entry| entry.said(app));
        let text = |role: &Role| {
            let entry = find(entries, *role)?;
            Some(format!("{} {}", entry.text.get_untracked(), entry.currency.get_untracked()))
        };
        Self {
            product: said(Role::Product).and_then(|value| value.as_reference()),
            grounds: GROUNDS.iter().filter_map(text).collect(),
        }
    }
}

impl LineRow {
    /// Puts in what follows from what has changed since last time.
    pub(super) fn follow(&self, app: App) {
        let Some(seen) = self.seen.try_get_value() else { return };
        let now = Seen::of(app, &self.entries);
        if now == seen {
            return;
        }
        if now.product.is_some() && now.product != seen.product {
            self.take_from_product(app, now.product);
        }
        let now = Seen::of(app, &self.entries);
        if now.grounds != seen.grounds {
            self.work_out(app);
        }
        self.seen.set_value(now);
    }

    /// The usual price, the tax rate, and one of it.
    fn take_from_product(&self, app: App, product: Option<Id>) {
        for role in [Role::ListPrice, Role::TaxRate] {
            if let (Some(entry), Some(value)) = (self.of(role), self.of_product(app, product, role)) {
                put(app, entry, &value);
            }
        }
        if let Some(quantity) = self.of(Role::Quantity).filter(|entry| entry.text.with_untracked(String::is_empty)) {
            quantity.text.set("1".to_owned());
        }
    }

    /// What the record of the product says in a role.
    fn of_product(&self, app: App, product: Option<Id>, role: Role) -> Option<Value> {
        let Kind::Reference(to) = &self.of(Role::Product)?.field.kind else { return None };
        app.peek(|desk| {
            let table = desk.book().table(to)?;
            table.value(table.row(product?)?, table.role(role)?)
        })
    }

    /// What the product is counted in; listens to what is typed.
    pub(super) fn unit(&self, app: App) -> Option<String> {
        let product = self.of(Role::Product)?.now(app)?.as_reference();
        self.of_product(app, product, Role::Unit)?.as_text().map(str::to_owned)
    }

    /// The amount of the quantity at the price.
    fn work_out(&self, app: App) {
        let said = |role: Role| self.of(role).and_then(|entry| entry.said(app));
        let (Some(Value::Number(quantity)), Some(Value::Money(price)), Some(entry)) =
            (said(Role::Quantity), said(Role::ListPrice), self.of(Role::Amount))
        else {
            return;
        };
        let discount = match said(Role::Discount) {
            Some(Value::Percent(discount)) => discount,
            _ => BasisPoints(0),
        };
        if let Some(amount) = line::amount(quantity, price, discount) {
            put(app, entry, &Value::Money(amount));
        }
    }
}

fn put(app: App, entry: &Entry, value: &Value) {
    entry.text.set(write(value, &app.zone()));
    if let Some(money) = value.as_money() {
        entry.currency.set(money.currency.to_string());
    }
    entry.error.set(None);
}
