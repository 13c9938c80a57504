//! The same done to many records: one batch, one way back, and nothing that may not be done.

use fieldbook::book::bulk::{Bulk, Deed};
use fieldbook::book::command::Create;
use fieldbook::book::{Command, Context, Rejection};
use fieldbook::model::permission::{Actor, Layer, Verb};
use fieldbook::model::records::{Account, Person};
use fieldbook::model::validate::Problem;
use fieldbook::model::{Id, Key, Record};

use super::world::{World, label};

const ME: Id = Id(10);
const OTHER: Id = Id(11);

/// Two people; three accounts of mine, two of the other's.
fn company() -> World {
    let mut world = World::new(1);
    let mut create = |collection: &'static str, id: Id, values: &[(usize, Option<fieldbook::model::Value>)]| {
        let create = Create { collection: Key::Borrowed(collection), id, values: values.to_vec(), label: label() };
        world.act(0, |book, context| create.decide(book, context)).expect("is created");
    };
    for person in [ME, OTHER] {
        create(Person::COLLECTION.key, person, &[(Person::NAME, Some("person".into()))]);
    }
    for (id, owner) in [(101, ME), (102, ME), (103, ME), (104, OTHER), (105, OTHER)] {
        let values = [(Account::NAME, Some("account".into())), (Account::OWNER, Some(owner.into()))];
        create(Account::COLLECTION.key, Id(id), &values);
    }
    world
}

fn bulk(ids: &[u128], deed: Deed) -> Bulk {
    Bulk { collection: Key::Borrowed(Account::COLLECTION.key), ids: ids.iter().map(|id| Id(*id)).collect(), deed }
}

fn as_layer<'a>(context: &Context<'a>, layer: Layer) -> Context<'a> {
    Context { actor: Actor { person: Some(ME), layer }, ..*context }
}

fn sector(world: &World, id: u128) -> Option<String> {
    world.devices[0].book.get::<Account>(Id(id).into()).and_then(|account| account.sector)
}

#[test]
fn many_records_change_as_one_batch() {
    let mut world = company();
    let before = world.devices[0].book.history().len();
    let edit = bulk(&[101, 102, 105], Deed::Edit(vec![(Account::SECTOR, Some("retail".into()))], None));
    world.act(0, |book, context| edit.decide(book, context)).expect("the founder may");
    let book = &world.devices[0].book;
    assert_eq!(book.history().len(), before + 1);
    let label = &book.history()[before].label;
    assert_eq!((label.key.as_str(), label.args[0].1.as_str()), ("did-edit-many", "3"));
    let retail = Some("retail".to_owned());
    assert_eq!([101, 102, 103, 105].map(|id| sector(&world, id)), [retail.clone(), retail.clone(), None, retail]);
    // Again there is nothing to do.
    let again = world.act(0, |book, context| edit.decide(book, context));
    assert_eq!(again.err(), Some(Rejection::Nothing));
}

#[test]
fn what_may_not_be_touched_is_left_out_and_counted() {
    let mut world = company();
    let edit = bulk(&[101, 104, 105, 999], Deed::Edit(vec![(Account::SECTOR, Some("retail".into()))], None));
    let batch = world.act(0, |book, context| edit.decide(book, &as_layer(context, Layer::Salesperson)));
    batch.expect("one may");
    assert_eq!(sector(&world, 101).as_deref(), Some("retail"));
    assert_eq!([104, 105].map(|id| sector(&world, id)), [None, None]);
    let label = world.devices[0].book.history().last().expect("a batch").label.clone();
    assert_eq!(label.key, "did-edit-many-left");
    assert_eq!(label.args, [("n".to_owned(), "1".to_owned()), ("left".to_owned(), "3".to_owned())]);
    // Where nothing may be touched, the reason is said.
    let foreign = bulk(&[104, 105], Deed::Edit(vec![(Account::SECTOR, None)], None));
    let refused = world.act(0, |book, context| foreign.decide(book, &as_layer(context, Layer::Salesperson)));
    assert_eq!(refused.err(), Some(Rejection::NotAllowed { verb: Verb::Change }));
    let remove = bulk(&[101], Deed::Delete);
    let refused = world.act(0, |book, context| remove.decide(book, &as_layer(context, Layer::Salesperson)));
    assert_eq!(refused.err(), Some(Rejection::NotAllowed { verb: Verb::Remove }));
}

#[test]
fn a_value_that_may_not_stand_refuses_the_whole() {
    let mut world = company();
    let before = world.devices[0].book.digest();
    let edit = bulk(&[101, 102], Deed::Edit(vec![(Account::NAME, None)], None));
    let refused = world.act(0, |book, context| edit.decide(book, context)).err();
    assert!(matches!(refused, Some(Rejection::Invalid { problem: Problem::Missing, .. })));
    assert_eq!(world.devices[0].book.digest(), before);
}

#[test]
fn archived_and_deleted_records_come_back() {
    let mut world = company();
    let archived = |world: &World| {
        let table = world.devices[0].book.of::<Account>();
        [101, 102, 103].map(|id| table.row(Id(id)).is_some_and(|row| table.state(row).archived.on))
    };
    let act = |world: &mut World, ids: &[u128], deed: Deed| {
        world.act(0, |book, context| bulk(ids, deed.clone()).decide(book, context)).expect("the founder may");
    };
    act(&mut world, &[101, 102], Deed::Archive(true));
    assert_eq!(archived(&world), [true, true, false]);
    act(&mut world, &[101], Deed::Archive(false));
    assert_eq!(archived(&world), [false, true, false]);
    act(&mut world, &[102, 103], Deed::Delete);
    assert_eq!(world.devices[0].book.of::<Account>().live().count(), 3);
}
