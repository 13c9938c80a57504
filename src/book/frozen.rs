//! What a delivery freezes: the cost of one unit on its day, as the product's dated cost says then.

use super::Book;
use super::command::Change;
use super::versions::Entry;
use crate::model::{Day, Id, Instant, Kind, Role, Value, Zone};

/// The frozen cost that a new record gets where nobody states one: that of the delivery it refers
/// to, else that of its product on its day. `None` where the collection freezes none, where one is
/// given, and where the product has none.
pub fn cost(book: &Book, zone: &Zone, collection: &str, values: &[Change]) -> Option<Change> {
    let table = book.table(collection)?;
    let at = table.role(Role::FrozenCost)?;
    let given = |field: usize| values.iter().find(|(at, _)| *at == field)?.1.as_ref();
    if given(at).is_some() {
        return None;
    }
    let referred = |field: usize| {
        let Kind::Reference(to) = &table.column(field)?.field().kind else { return None };
        let to = book.table(to)?;
        Some((to, to.row(given(field)?.as_reference()?)?))
    };
    let frozen_before = (0..table.columns().len()).find_map(|field| {
        let (delivery, row) = referred(field)?;
        delivery.value(row, delivery.role(Role::FrozenCost)?)
    });
    let of_product = || {
        let (line, row) = referred(table.role(Role::Parent)?)?;
        let product = line.value(row, line.role(Role::Product)?)?.as_reference()?;
        let Some(Value::Date(day)) = given(table.role(Role::Starts)?) else { return None };
        cost_on(book, zone, product, *day)
    };
    frozen_before.or_else(of_product).map(|cost| (at, Some(cost)))
}

/// What one unit of a product costs on a day: what holds at the day's last instant.
fn cost_on(book: &Book, zone: &Zone, product: Id, day: Day) -> Option<Value> {
    let (table, row) = book.tables().iter().find_map(|table| {
        table.role(Role::Cost)?;
        Some((table, table.row(product)?))
    })?;
    let column = table.column(table.role(Role::Cost)?)?;
    let end = Instant(zone.start_of(Day(day.0 + 1)).0 - 1);
    let version = column.versions()?.at(row, end).filter(|version| version.entry == Entry::Value)?;
    column.decode(version.cell)
}
