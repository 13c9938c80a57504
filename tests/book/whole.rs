//! A record and its lines are kept, deleted and brought back as one act with one undo.

use fieldbook::book::command::{Create, Remove};
use fieldbook::book::mend::Restore;
use fieldbook::book::whole::{self, KeepWhole, Line, Lines, Whole};
use fieldbook::book::{Book, Command, Rejection};
use fieldbook::model::permission::{Actor, Layer, Verb};
use fieldbook::model::records::{Account, Order, OrderLine, Person, Product};
use fieldbook::model::validate::Problem;
use fieldbook::model::{Collection, Id, Key, Record, Value};

use super::world::{World, label};

const ORDERS: &str = Order::COLLECTION.key;
const LINES: &str = OrderLine::COLLECTION.key;
const ORDER: Id = Id(100);

fn act(world: &mut World, command: &dyn Command) -> Result<(), Rejection> {
    world.act(0, |book, context| command.decide(book, context)).map(drop)
}

fn create(world: &mut World, collection: &Collection, id: u128, values: Vec<(usize, Value)>) {
    let values = values.into_iter().map(|(at, value)| (at, Some(value))).collect();
    let create = Create { collection: Key::Borrowed(collection.key), id: Id(id), values, label: label() };
    act(world, &create).expect("is created");
}

/// A company with an account of a salesperson, and two products.
fn company() -> World {
    let mut world = World::new(1);
    create(&mut world, Person::COLLECTION, 1, vec![(Person::NAME, "Ann".into())]);
    create(&mut world, Person::COLLECTION, 2, vec![(Person::NAME, "Bo".into())]);
    create(&mut world, Account::COLLECTION, 5, vec![(Account::NAME, "Acme".into()), (Account::OWNER, Id(1).into())]);
    create(&mut world, Product::COLLECTION, 10, vec![(Product::NAME, "pump".into())]);
    create(&mut world, Product::COLLECTION, 11, vec![(Product::NAME, "valve".into())]);
    world
}

fn line(id: Option<u128>, product: u128, quantity: f64) -> Line {
    let values =
        vec![(OrderLine::PRODUCT, Some(Id(product).into())), (OrderLine::QUANTITY, Some(Value::Number(quantity)))];
    Line { id: id.map(Id), values }
}

fn keep(whole: Whole, lines: Vec<Line>, removed: Vec<Id>) -> KeepWhole {
    let lines = vec![Lines { collection: Key::Borrowed(LINES), lines, removed }];
    KeepWhole { collection: Key::Borrowed(ORDERS), id: ORDER, whole, lines, label: label() }
}

fn new_order() -> Whole {
    Whole::New(vec![(Order::ACCOUNT, Some(Id(5).into())), (Order::OWNER, Some(Id(1).into()))])
}

/// The lines in order: id, product, quantity.
fn lines(book: &Book) -> Vec<(Id, u128, f64)> {
    let table = book.of::<OrderLine>();
    let said = |row: usize| {
        let line = book.get::<OrderLine>(table.id(row)?.into())?;
        Some((line.id.into(), line.product?.0, line.quantity?))
    };
    whole::of(book, table, ORDER).into_iter().filter_map(said).collect()
}

fn shown(world: &World) -> Vec<(u128, f64)> {
    lines(&world.devices[0].book).into_iter().map(|(_, product, quantity)| (product, quantity)).collect()
}

#[test]
fn a_new_order_comes_with_its_lines_and_goes_with_one_undo() {
    let mut world = company();
    let before = world.devices[0].book.digest();
    let batches = world.log.len();
    act(&mut world, &keep(new_order(), vec![line(None, 11, 2.0), line(None, 10, 5.0)], vec![])).expect("is kept");
    assert_eq!(world.log.len(), batches + 1, "one batch");
    assert_eq!(shown(&world), [(11, 2.0), (10, 5.0)], "in the order in which they were typed");
    assert_eq!(world.undo(0), Some(vec![]));
    assert_eq!(world.devices[0].book.digest(), before);
    assert_eq!(world.redo(0), Some(vec![]));
    assert_eq!(shown(&world), [(11, 2.0), (10, 5.0)]);
}

#[test]
fn lines_are_added_changed_and_removed_with_the_order_in_one_act() {
    let mut world = company();
    act(&mut world, &keep(new_order(), vec![line(None, 10, 1.0), line(None, 11, 2.0)], vec![])).expect("is kept");
    let ids: Vec<Id> = lines(&world.devices[0].book).into_iter().map(|(id, ..)| id).collect();
    let before = world.devices[0].book.digest();
    let noted = Whole::Changed(vec![(Order::NOTE, Some("urgent".into()))], None);
    let typed = vec![line(Some(ids[1].0), 11, 7.0), line(None, 10, 3.0), line(None, 11, 4.0)];
    act(&mut world, &keep(noted, typed, vec![ids[0]])).expect("is kept");
    assert_eq!(shown(&world), [(11, 7.0), (10, 3.0), (11, 4.0)]);
    let note = world.devices[0].book.get::<Order>(ORDER.into()).and_then(|order| order.note);
    assert_eq!(note.as_deref(), Some("urgent"));
    world.undo(0);
    assert_eq!(world.devices[0].book.digest(), before);
    // What changes nothing is nothing.
    let same = keep(Whole::Changed(vec![], None), vec![line(Some(ids[1].0), 11, 2.0)], vec![]);
    assert_eq!(act(&mut world, &same), Err(Rejection::Nothing));
}

#[test]
fn a_wrong_line_keeps_the_whole_from_being_written() {
    let mut world = company();
    let before = world.devices[0].book.digest();
    let wrong = Line { id: None, values: vec![(OrderLine::PRODUCT, Some(Id(10).into()))] };
    let missing = Rejection::Invalid { field: Key::Borrowed("quantity"), problem: Problem::Missing };
    assert_eq!(act(&mut world, &keep(new_order(), vec![line(None, 10, 1.0), wrong], vec![])), Err(missing));
    assert_eq!(world.devices[0].book.digest(), before);
    // A line of another order is not taken along.
    act(&mut world, &keep(new_order(), vec![], vec![])).expect("is kept");
    create(
        &mut world,
        OrderLine::COLLECTION,
        77,
        vec![
            (OrderLine::ORDER, Id(99).into()),
            (OrderLine::PRODUCT, Id(10).into()),
            (OrderLine::QUANTITY, Value::Number(1.0)),
        ],
    );
    for foreign in [
        keep(Whole::Changed(vec![], None), vec![], vec![Id(77)]),
        keep(Whole::Changed(vec![], None), vec![line(Some(77), 10, 9.0)], vec![]),
    ] {
        assert!(matches!(act(&mut world, &foreign), Err(Rejection::Gone { .. })));
    }
}

#[test]
fn who_may_change_an_order_may_remove_its_lines() {
    let mut world = company();
    act(&mut world, &keep(new_order(), vec![line(None, 10, 1.0)], vec![])).expect("is kept");
    let id = lines(&world.devices[0].book)[0].0;
    let remove = keep(Whole::Changed(vec![], None), vec![], vec![id]);
    world.actor = Actor { person: Some(Id(2)), layer: Layer::Salesperson };
    assert_eq!(act(&mut world, &remove), Err(Rejection::NotAllowed { verb: Verb::Change }));
    world.actor = Actor { person: Some(Id(1)), layer: Layer::Salesperson };
    assert_eq!(act(&mut world, &remove), Ok(()));
    assert_eq!(shown(&world), []);
}

#[test]
fn lines_without_a_position_get_one_when_others_come() {
    let mut world = company();
    act(&mut world, &keep(new_order(), vec![], vec![])).expect("is kept");
    for (id, quantity) in [(51, 1.0), (52, 2.0)] {
        let values = vec![
            (OrderLine::ORDER, ORDER.into()),
            (OrderLine::PRODUCT, Id(10).into()),
            (OrderLine::QUANTITY, Value::Number(quantity)),
        ];
        create(&mut world, OrderLine::COLLECTION, id, values);
    }
    act(&mut world, &keep(Whole::Changed(vec![], None), vec![line(None, 11, 3.0)], vec![])).expect("is kept");
    assert_eq!(shown(&world), [(10, 1.0), (10, 2.0), (11, 3.0)]);
}

#[test]
fn lines_are_deleted_and_brought_back_with_their_order() {
    let mut world = company();
    let typed = vec![line(None, 10, 1.0), line(None, 11, 2.0), line(None, 10, 3.0)];
    act(&mut world, &keep(new_order(), typed, vec![])).expect("is kept");
    let first = lines(&world.devices[0].book)[0].0;
    world.wait(1_000);
    act(&mut world, &keep(Whole::Changed(vec![], None), vec![], vec![first])).expect("is kept");
    let before = world.devices[0].book.digest();
    world.wait(1_000);
    let remove = Remove { collection: Key::Borrowed(ORDERS), id: ORDER, archive: false, label: label() };
    act(&mut world, &remove).expect("is deleted");
    assert_eq!(world.devices[0].book.all::<OrderLine>().count(), 0);
    let restore = Restore { collection: Key::Borrowed(ORDERS), id: ORDER, label: label() };
    act(&mut world, &restore).expect("comes back");
    // The line that was removed before stays so.
    assert_eq!(shown(&world), [(11, 2.0), (10, 3.0)]);
    assert_eq!(world.devices[0].book.digest(), before);
    world.undo(0);
    world.undo(0);
    assert_eq!(shown(&world), [(11, 2.0), (10, 3.0)]);
}
