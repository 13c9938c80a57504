//! The cost of one unit stays what it was on the day of the delivery.

use fieldbook::book::Command;
use fieldbook::book::command::{Create, Edit};
use fieldbook::model::records::{GoodsReturn, OrderLine, Product, Shipment};
use fieldbook::model::{Collection, Currency, Day, Id, Key, Money, Record, Value};

use super::world::{World, day, label};

fn create(world: &mut World, collection: &Collection, id: u128, values: Vec<(usize, Value)>) {
    let values = values.into_iter().map(|(at, value)| (at, Some(value))).collect();
    let create = Create { collection: Key::Borrowed(collection.key), id: Id(id), values, label: label() };
    world.act(0, |book, context| create.decide(book, context)).expect("is created");
}

fn cny(minor: i64) -> Money {
    Money::new(minor, Currency::CNY)
}

#[test]
fn a_shipment_freezes_the_cost_of_its_day_and_a_return_that_of_its_shipment() {
    let mut world = World::new(1);
    create(&mut world, Product::COLLECTION, 1, vec![(Product::NAME, "pump".into())]);
    // 100 from the second day on, 120 from the fifth on (days of the world, whose zone is UTC).
    for (from, cost) in [(2, 10_000), (5, 12_000)] {
        let changes = vec![(Product::COST, Some(cny(cost).into()))];
        let collection = Key::Borrowed(Product::COLLECTION.key);
        let edit = Edit { collection, id: Id(1), changes, effective: Some(day(from)), label: label() };
        world.act(0, |book, context| edit.decide(book, context)).expect("is set");
    }
    create(
        &mut world,
        OrderLine::COLLECTION,
        2,
        vec![
            (OrderLine::ORDER, Id(9).into()),
            (OrderLine::PRODUCT, Id(1).into()),
            (OrderLine::QUANTITY, Value::Number(4.0)),
        ],
    );
    let on = |n: i64| Day(i32::try_from(day(n).0.div_euclid(86_400_000)).expect("a day"));
    let shipment = |world: &mut World, id: u128, n: i64, stated: Option<Money>| {
        let mut values = vec![
            (Shipment::LINE, Id(2).into()),
            (Shipment::SHIPPED_ON, Value::Date(on(n))),
            (Shipment::QUANTITY, Value::Number(1.0)),
        ];
        values.extend(stated.map(|cost| (Shipment::UNIT_COST, cost.into())));
        create(world, Shipment::COLLECTION, id, values);
        world.devices[0].book.get::<Shipment>(Id(id).into()).and_then(|shipment| shipment.unit_cost)
    };
    assert_eq!(shipment(&mut world, 11, 1, None), None, "no cost yet: left out, and counted as such");
    assert_eq!(shipment(&mut world, 12, 4, None), Some(cny(10_000)));
    assert_eq!(shipment(&mut world, 13, 5, None), Some(cny(12_000)));
    assert_eq!(shipment(&mut world, 14, 5, Some(cny(1))), Some(cny(1)));
    create(
        &mut world,
        GoodsReturn::COLLECTION,
        21,
        vec![
            (GoodsReturn::LINE, Id(2).into()),
            (GoodsReturn::RETURNED_ON, Value::Date(on(6))),
            (GoodsReturn::QUANTITY, Value::Number(1.0)),
            (GoodsReturn::SHIPMENT, Id(12).into()),
        ],
    );
    // What the product costs later changes nothing.
    let changes = vec![(Product::COST, Some(cny(99_000).into()))];
    let edit = Edit {
        collection: Key::Borrowed(Product::COLLECTION.key),
        id: Id(1),
        changes,
        effective: Some(day(0)),
        label: label(),
    };
    world.act(0, |book, context| edit.decide(book, context)).expect("is set");
    let book = &world.devices[0].book;
    assert_eq!(book.get::<GoodsReturn>(Id(21).into()).and_then(|back| back.unit_cost), Some(cny(10_000)));
    assert_eq!(book.get::<Shipment>(Id(12).into()).and_then(|shipment| shipment.unit_cost), Some(cny(10_000)));
}
