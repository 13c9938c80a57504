//! Who keeps which collection: configuration, work, and what never changes once it is written.

use fieldbook::book::command::{Create, Edit, Editor, Remove};
use fieldbook::book::{Cause, Command, Rejection};
use fieldbook::model::field::Upkeep;
use fieldbook::model::permission::{Actor, Layer, Verb};
use fieldbook::model::records::{
    Account, COLLECTIONS, Contact, Order, OrderLine, Person, Product, Shipment, Signature, Stage,
};
use fieldbook::model::{Collection, Day, Id, Instant, Key, Record, Value};

use super::world::{World, label};

const REP: Id = Id(10);
const PEER: Id = Id(11);

fn create(collection: &Collection, id: u128, values: Vec<(usize, Option<Value>)>) -> Create {
    Create { collection: Key::Borrowed(collection.key), id: Id(id), values, label: label() }
}

fn edit(collection: &Collection, id: u128, change: (usize, Option<Value>)) -> Edit {
    let collection = Key::Borrowed(collection.key);
    Edit { collection, id: Id(id), changes: vec![change], effective: None, label: label() }
}

fn said(world: &mut World, command: &dyn Command) -> Result<(), Rejection> {
    world.act(0, |book, context| command.decide(book, context)).map(drop)
}

/// Two salespeople, each with an account, and for each account a contact and an order of one line.
fn company() -> World {
    let mut world = World::new(1);
    let name = || Some(Value::from("name"));
    for person in [REP, PEER] {
        let n = person.0;
        let to = |id: u128| Some(Value::Reference(Id(id)));
        for made in [
            create(Person::COLLECTION, n, vec![(Person::NAME, name())]),
            create(Product::COLLECTION, n + 50, vec![(Product::NAME, name())]),
            create(Account::COLLECTION, n + 100, vec![(Account::NAME, name()), (Account::OWNER, to(n))]),
            create(Contact::COLLECTION, n + 200, vec![(Contact::NAME, name()), (Contact::ACCOUNT, to(n + 100))]),
            create(Order::COLLECTION, n + 300, vec![(Order::ACCOUNT, to(n + 100)), (Order::OWNER, to(n))]),
            create(OrderLine::COLLECTION, n + 400, line(n + 300, n + 50)),
        ] {
            said(&mut world, &made).expect("is created");
        }
    }
    world.actor = Actor { person: Some(REP), layer: Layer::Salesperson };
    world
}

fn line(order: u128, product: u128) -> Vec<(usize, Option<Value>)> {
    vec![
        (OrderLine::ORDER, Some(Id(order).into())),
        (OrderLine::PRODUCT, Some(Id(product).into())),
        (OrderLine::QUANTITY, Some(Value::Number(1.0))),
    ]
}

#[test]
fn only_those_who_configure_change_what_the_company_lays_down() {
    let refused = Err(Rejection::NotAllowed { verb: Verb::Configure });
    for (layer, _) in Layer::ALL {
        let mut world = company();
        let may = matches!(layer, Layer::Manager | Layer::Owner);
        world.actor = Actor { person: Some(REP), layer };
        let stage = create(
            Stage::COLLECTION,
            900,
            vec![(Stage::NAME, Some("new".into())), (Stage::PIPELINE, Some(Id(901).into()))],
        );
        let remove =
            Remove { collection: Key::Borrowed(Person::COLLECTION.key), id: PEER, archive: false, label: label() };
        let own = edit(Person::COLLECTION, REP.0, (Person::PHONE, Some("1".into())));
        for command in [&stage as &dyn Command, &own, &remove] {
            let answer = said(&mut world, command);
            assert_eq!(answer, if may { Ok(()) } else { refused.clone() }, "{layer:?}");
        }
    }
}

#[test]
fn every_collection_says_who_keeps_it() {
    let configured: Vec<&str> = COLLECTIONS
        .iter()
        .filter(|collection| collection.upkeep == Upkeep::Configured)
        .map(|collection| collection.key)
        .collect();
    for key in ["organisations", "areas", "people", "products", "pipelines", "stages", "reasons", "policies"] {
        assert!(configured.contains(&key), "{key}");
    }
    for key in ["currencies", "commission_rules", "commission_payments", "targets", "budgets", "market_totals"] {
        assert!(configured.contains(&key), "{key}");
    }
    for key in ["accounts", "contacts", "sites", "leads", "deals", "activities", "visits", "orders", "receipts"] {
        assert!(!configured.contains(&key), "{key}");
    }
}

#[test]
fn what_names_nobody_is_in_the_charge_of_its_whole_or_its_customer() {
    let mut world = company();
    let change = Rejection::NotAllowed { verb: Verb::Change };
    let renamed = |id| edit(Contact::COLLECTION, id, (Contact::NAME, Some("x".into())));
    let counted = |id| edit(OrderLine::COLLECTION, id, (OrderLine::QUANTITY, Some(Value::Number(2.0))));
    assert_eq!(said(&mut world, &renamed(210)), Ok(()));
    assert_eq!(said(&mut world, &renamed(211)), Err(change.clone()));
    assert_eq!(said(&mut world, &counted(410)), Ok(()));
    assert_eq!(said(&mut world, &counted(411)), Err(change.clone()));
    // Nor may anything be added to a whole of somebody else's.
    assert_eq!(said(&mut world, &create(OrderLine::COLLECTION, 500, line(310, 60))), Ok(()));
    assert_eq!(said(&mut world, &create(OrderLine::COLLECTION, 501, line(311, 60))), Err(change.clone()));
    let shipment = |id: u128, line: u128| {
        let values = vec![
            (Shipment::LINE, Some(Id(line).into())),
            (Shipment::SHIPPED_ON, Some(Value::Date(Day(20_000)))),
            (Shipment::QUANTITY, Some(Value::Number(1.0))),
        ];
        create(Shipment::COLLECTION, id, values)
    };
    assert_eq!(said(&mut world, &shipment(600, 410)), Ok(()));
    assert_eq!(said(&mut world, &shipment(601, 411)), Err(change));
    let tracked = |id| edit(Shipment::COLLECTION, id, (Shipment::TRACKING, Some("1".into())));
    assert_eq!(said(&mut world, &tracked(600)), Ok(()));
}

#[test]
fn signatures_never_change() {
    let mut world = company();
    let values = vec![
        (Signature::FORM, Some(Id(310).into())),
        (Signature::PERSON, Some(REP.into())),
        (Signature::SIGNED, Some(Value::Instant(Instant(0)))),
        (Signature::VERDICT, Some("approved".into())),
        (Signature::DIGEST, Some("00".into())),
    ];
    // Nobody writes one by hand; its own command does.
    let by_hand = create(Signature::COLLECTION, 700, values.clone());
    assert_eq!(said(&mut world, &by_hand), Err(Rejection::NotAllowed { verb: Verb::Change }));
    let signed = world.act(0, |book, context| {
        let mut edit = Editor::new(book, context.now, label(), Cause::Signed);
        edit.create(Signature::COLLECTION.key, Id(700), &values, &[])?;
        edit.finish()
    });
    signed.expect("is signed");
    let own = &world.devices[0];
    assert_eq!(own.book.next_undo(own.writer.device, &world.actor), None, "a signature is not undone");
    for layer in [Layer::Salesperson, Layer::Owner] {
        world.actor = Actor { person: Some(REP), layer };
        let remark = edit(Signature::COLLECTION, 700, (Signature::REMARK, Some("x".into())));
        assert_eq!(said(&mut world, &remark), Err(Rejection::NotAllowed { verb: Verb::Change }));
        for archive in [false, true] {
            let remove =
                Remove { collection: Key::Borrowed(Signature::COLLECTION.key), id: Id(700), archive, label: label() };
            assert_eq!(said(&mut world, &remove), Err(Rejection::NotAllowed { verb: Verb::Remove }));
        }
        let book = &world.devices[0].book;
        let imported = book.permit(&world.actor, Verb::Import, Signature::COLLECTION.key, None);
        assert_eq!(imported, Err(Rejection::NotAllowed { verb: Verb::Import }));
    }
}
