//! Which batch an undo or a redo takes next: this person's, on this device, across restarts.

use fieldbook::book::seal::{decode, encode};
use fieldbook::book::writer::Writer;
use fieldbook::book::{Cause, Draft, Label};
use fieldbook::model::permission::{Actor, Layer};
use fieldbook::model::records::Area;
use fieldbook::model::{Id, Key, Record};

use super::world::{World, restored};

const AREAS: Key = Key::Borrowed(Area::COLLECTION.key);

fn create(world: &mut World, device: usize, id: u128) -> Id {
    world.wait(1_000);
    world.draft(device, |_, draft| draft.create(&AREAS, Id(id))).head.id
}

fn next(world: &World, device: usize) -> (Option<Id>, Option<Id>) {
    let own = &world.devices[device];
    let (undo, redo) =
        (own.book.next_undo(own.writer.device, &world.actor), own.book.next_redo(own.writer.device, &world.actor));
    (undo.map(|head| head.id), redo.map(|head| head.id))
}

/// Stores and reopens everything a device keeps.
fn restart(world: &mut World, device: usize) {
    let own = &mut world.devices[device];
    own.book = restored(&own.book);
    let bytes = encode(&own.writer).expect("has bytes");
    own.writer = decode::<Writer>(&bytes).expect("reads back");
}

#[test]
fn undo_and_redo_are_a_stack_that_a_restart_does_not_change() {
    let mut world = World::new(1);
    assert_eq!(next(&world, 0), (None, None));
    let (a, b) = (create(&mut world, 0, 1), create(&mut world, 0, 2));
    assert_eq!(next(&world, 0), (Some(b), None));
    restart(&mut world, 0);
    assert_eq!(next(&world, 0), (Some(b), None));
    world.undo(0);
    let undid_b = world.log.last().map(|batch| batch.head.id);
    assert_eq!(next(&world, 0), (Some(a), undid_b));
    world.undo(0);
    let undid_a = world.log.last().map(|batch| batch.head.id);
    restart(&mut world, 0);
    assert_eq!(next(&world, 0), (None, undid_a));
    world.redo(0);
    let redid_a = world.log.last().map(|batch| batch.head.id);
    assert_eq!(next(&world, 0), (redid_a, undid_b));
    // A fresh act takes what could be redone away.
    let c = create(&mut world, 0, 3);
    assert_eq!(next(&world, 0), (Some(c), None));
    restart(&mut world, 0);
    assert_eq!(next(&world, 0), (Some(c), None));
    world.undo(0);
    assert_eq!(next(&world, 0).0, redid_a);
    // Sequence and chain went on over the restarts.
    let sequences: Vec<u64> = world.log.iter().map(|batch| batch.head.sequence).collect();
    assert_eq!(sequences, (1..=world.log.len() as u64).collect::<Vec<_>>());
}

#[test]
fn what_other_devices_other_people_and_servers_wrote_is_never_offered() {
    let mut world = World::new(2);
    let own = create(&mut world, 0, 1);
    create(&mut world, 1, 2);
    world.pull(0);
    assert_eq!(next(&world, 0), (Some(own), None));
    // Another person on the same device has a stack of their own.
    world.actor = Actor { person: Some(Id(50)), layer: Layer::Supervisor };
    assert_eq!(next(&world, 0), (None, None));
    let theirs = create(&mut world, 0, 3);
    assert_eq!(next(&world, 0), (Some(theirs), None));
    world.actor = Actor::FOUNDER;
    assert_eq!(next(&world, 0), (Some(own), None));
    // What came from a server or a bundle is no act of this person.
    for cause in [Cause::Synced, Cause::HandedOver] {
        world
            .act(0, |_, context| {
                let mut draft = Draft::new(Label::new("label-test"), cause);
                draft.create(&AREAS, context.ids.next_id());
                Ok(draft)
            })
            .expect("is applied");
        assert_eq!(next(&world, 0), (Some(own), None));
    }
    // Imports are.
    world
        .act(0, |_, context| {
            let mut draft = Draft::new(Label::new("label-test"), Cause::Imported);
            draft.create(&AREAS, context.ids.next_id());
            Ok(draft)
        })
        .expect("is applied");
    assert_eq!(next(&world, 0).0, world.log.last().map(|batch| batch.head.id));
}

#[test]
fn an_undo_on_one_device_is_not_redone_on_another() {
    let mut world = World::new(2);
    let own = create(&mut world, 0, 1);
    world.undo(0);
    world.pull(1);
    assert_eq!(next(&world, 1), (None, None));
    let undid = world.log.last().map(|batch| batch.head.id);
    assert_eq!(next(&world, 0), (None, undid));
    assert_ne!(Some(own), undid);
}
