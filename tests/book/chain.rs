//! The hash chain: what was written cannot be altered unseen, and erasing a record leaves its hash.

use fieldbook::book::batch::{Act, FieldOps, Hash, TableOps, Write};
use fieldbook::book::bits::Bits;
use fieldbook::book::packed::Packed;
use fieldbook::book::seal::{Unlocked, decode, encode, open_batch, seal_batch};
use fieldbook::book::{Batch, chain};
use fieldbook::model::{Id, Instant, Key, Storage, Value};
use proptest::prelude::*;
use sha2::{Digest, Sha256};

use super::generate::{history, play};
use super::world::{World, day, replay};
use crate::cases;

const THINGS: Key = Key::Borrowed("things");

/// A batch with every kind of operation on three records.
fn sample() -> Batch {
    let mut world = World::new(1);
    world.draft(0, |_, draft| {
        let (name, stage) = (Key::Borrowed("name"), Key::Borrowed("stage"));
        for (n, text) in [(1, "one"), (2, "two"), (3, "three")] {
            let (id, text, other) = (Id(n), Value::from(text), Value::from(Id(n + 10)));
            draft.create(&THINGS, id);
            let from = Some(Some(Value::from("before")));
            let set =
                Write { key: &name, storage: Storage::Heap, act: Act::Set, effective: None, to: Some(&text), from };
            draft.write(&THINGS, id, &set);
            let effective = Some(day(1));
            let dated = Write {
                key: &stage,
                storage: Storage::Reference,
                act: Act::SetDated,
                effective,
                to: Some(&other),
                from: None,
            };
            draft.write(&THINGS, id, &dated);
            let effective = Some(day(2));
            draft.write(&THINGS, id, &Write { act: Act::Withdraw, effective, to: None, from: Some(None), ..dated });
        }
        draft.archive(&THINGS, Id(1), true);
        draft.retract(&THINGS, Id(2), true);
        draft.join(&THINGS, Id(3), Id(4), true);
    })
}

/// The same column with one value put in place of another.
fn with(packed: &Packed, at: usize, value: Option<&Value>) -> Packed {
    let mut copy = Packed::new(packed.storage());
    for row in 0..packed.len() {
        let kept = packed.get(row);
        copy.push(if row == at { value } else { kept.as_ref() });
    }
    copy
}

type Tamper = (&'static str, fn(&mut TableOps));

const TAMPERS: &[Tamper] = &[
    ("a value", |ops| ops.fields[0].to = with(&ops.fields[0].to, 1, Some(&"forged".into()))),
    ("a value emptied", |ops| ops.fields[0].to = with(&ops.fields[0].to, 1, None)),
    ("a reference", |ops| ops.fields[1].to = with(&ops.fields[1].to, 0, Some(&Id(99).into()))),
    ("what stood before", |ops| ops.fields[0].from = with(&ops.fields[0].from, 2, Some(&"forged".into()))),
    ("whether an entry stood", |ops| ops.fields[2].stood.set(0, false)),
    ("how values are stored", |ops| {
        // The first byte of an encoded column is its storage.
        let mut bytes = encode(&ops.fields[0].to).expect("has bytes");
        bytes[1] ^= 1;
        ops.fields[0].to = decode(&bytes).expect("reads back");
    }),
    ("an effective instant", |ops| ops.fields[1].effective[2] = day(5)),
    ("the instant of a withdrawal", |ops| ops.fields[2].effective[0] = day(5)),
    ("an instant left out", |ops| ops.fields[1].effective.truncate(2)),
    ("an act", |ops| ops.fields[1].act = Act::Withdraw),
    ("the field", |ops| ops.fields[0].key = Key::Borrowed("nick")),
    ("the collection", |ops| ops.collection = Key::Borrowed("thinks")),
    ("which record a value is for", |ops| ops.fields[0].records.swap(0, 1)),
    ("an id", |ops| ops.ids[0] = Id(50)),
    ("a salt", |ops| ops.salts[1][3] ^= 1),
    ("a create left out", |ops| ops.creates.truncate(2)),
    ("an operation left out", |ops| ops.fields[0].records.truncate(2)),
    ("a field left out", |ops| drop(ops.fields.remove(1))),
    ("an archive turned", |ops| ops.archives[0].1 = false),
    ("a retract turned", |ops| ops.retracts[0].1 = false),
    ("a retract of another", |ops| ops.retracts[0].0 = 0),
    ("a join with another", |ops| ops.joins[0].1 = Id(5)),
    ("a join turned", |ops| ops.joins[0].2 = false),
    ("a record left out", |ops| {
        ops.ids.pop();
        ops.salts.pop();
    }),
];

#[test]
fn the_root_detects_every_change() {
    let batch = sample();
    assert!(chain::is_intact(&batch));
    for (what, tamper) in TAMPERS {
        let mut forged = batch.clone();
        tamper(&mut forged.body.tables[0]);
        assert!(!chain::is_intact(&forged), "{what}");
        assert!(open_batch(seal_batch(&forged, &Unlocked).expect("has bytes"), &Unlocked).is_err(), "{what}");
    }
}

#[test]
fn a_kept_hash_does_not_vouch_for_altered_content() {
    let batch = sample();
    for (what, tamper) in TAMPERS {
        let mut forged = batch.clone();
        let ops = &mut forged.body.tables[0];
        let hashes = chain::record_hashes(ops);
        tamper(ops);
        // The forger says of every record that it is not here, and keeps the hash of what it was.
        ops.absent = (0..).zip(hashes).collect();
        assert!(!chain::is_intact(&forged), "{what}");
    }
}

#[test]
fn a_root_does_not_depend_on_how_values_are_packed() {
    let batch = sample();
    let mut packed = batch.clone();
    for ops in &mut packed.body.tables[0].fields {
        // The same values with other dictionary codes and spans.
        let mut other = Packed::new(ops.to.storage());
        let filler = Some(if ops.to.storage() == Storage::Heap { Value::from("filler") } else { Id(1234).into() });
        for _ in 0..ops.to.len() {
            other.push(filler.as_ref());
        }
        for row in 0..ops.to.len() {
            other = with(&other, row, ops.to.get(row).as_ref());
        }
        ops.to = other;
    }
    assert_eq!(chain::root(&packed.body), batch.head.root);
}

/// Takes one record's operations and salt out of a collection's operations and keeps its hash.
fn erase(ops: &mut TableOps, place: u32, hash: Hash) {
    let keep = |places: &mut Vec<u32>| places.retain(|at| *at != place);
    keep(&mut ops.creates);
    ops.archives.retain(|(at, _)| *at != place);
    ops.retracts.retain(|(at, _)| *at != place);
    ops.joins.retain(|(at, _, _)| *at != place);
    for field in &mut ops.fields {
        let mut kept = FieldOps {
            records: Vec::new(),
            effective: Vec::new(),
            to: Packed::new(field.to.storage()),
            from: Packed::new(field.from.storage()),
            stood: Bits::default(),
            ..field.clone()
        };
        for (at, record) in field.records.iter().enumerate().filter(|(_, record)| **record != place) {
            kept.records.push(*record);
            kept.effective.extend(field.effective.get(at));
            kept.to.push(field.to.get(at).as_ref());
            kept.from.push(field.from.get(at).as_ref());
            kept.stood.push(field.stood.get(at));
        }
        *field = kept;
    }
    ops.salts[place as usize] = [0; 16];
    ops.absent.push((place, hash));
}

#[test]
fn an_erased_record_leaves_root_and_chain_as_they_were() {
    let batch = sample();
    let hashes = chain::record_hashes(&batch.body.tables[0]);
    for place in 0..3_u32 {
        let mut erased = batch.clone();
        erase(&mut erased.body.tables[0], place, hashes[place as usize]);
        assert!(chain::is_intact(&erased));
        assert_eq!(chain::link(&erased.head), chain::link(&batch.head));
        let read = open_batch(seal_batch(&erased, &Unlocked).expect("has bytes"), &Unlocked).expect("reads back");
        let book = replay(day(400), [&read]);
        let table = book.table("things").expect("is there");
        let gone = batch.body.tables[0].ids[place as usize];
        assert!(table.row(gone).is_none_or(|row| !table.is_live(row)));
        assert_eq!(table.live().count(), if place == 1 { 2 } else { 1 }, "the others are as they were");
        // Another hash in its place does not go unseen.
        erased.body.tables[0].absent[0].1[0] ^= 1;
        assert!(!chain::is_intact(&erased));
    }
}

/// The hash of one record, worked out from the description of the format alone: it holds one create
/// and one undated text.
#[test]
fn a_hash_is_what_the_format_says() {
    let mut world = World::new(1);
    let batch = world.draft(0, |_, draft| {
        let (key, value) = (Key::Borrowed("name"), Value::from("上海"));
        draft.create(&THINGS, Id(7));
        let write =
            Write { key: &key, storage: Storage::Heap, act: Act::Set, effective: None, to: Some(&value), from: None };
        draft.write(&THINGS, Id(7), &write);
    });
    let length = |text: &str| u64::try_from(text.len()).expect("fits").to_le_bytes();
    let mut record = Vec::new();
    record.extend(batch.body.tables[0].salts[0]);
    record.extend(length("things"));
    record.extend(b"things");
    record.extend(7_u128.to_be_bytes());
    record.extend(b"c");
    record.extend(b"s");
    record.extend(length("name"));
    record.extend(b"name");
    // One text, its length, its bytes; nothing stood before.
    record.push(1);
    record.extend(1_u64.to_le_bytes());
    record.extend(length("上海"));
    record.extend("上海".as_bytes());
    record.push(0);
    record.push(0);
    let mut root = Vec::new();
    root.extend(length("things"));
    root.extend(b"things");
    root.extend(Sha256::digest(&record));
    let root: Hash = Sha256::digest(&root).into();
    assert_eq!(batch.head.root, root);
}

proptest! {
    #![proptest_config(cases(16))]

    #[test]
    fn each_device_writes_one_unbroken_chain(turns in history(3, 1..40)) {
        let world = play(3, &turns);
        for device in &world.devices {
            let own: Vec<_> = world.log.iter().map(|batch| &batch.head).filter(|head| head.device == device.writer.device).collect();
            let (mut previous, mut sequence, mut clock) = ([0; 32], 0, fieldbook::book::stamp::Clock(0));
            for head in own {
                prop_assert_eq!(head.sequence, sequence + 1);
                prop_assert_eq!(head.previous, previous);
                prop_assert!(head.clock > clock);
                (previous, sequence, clock) = (chain::link(head), head.sequence, head.clock);
            }
            prop_assert_eq!(device.writer.sequence, sequence);
        }
        for batch in &world.log {
            prop_assert!(chain::is_intact(batch));
        }
    }
}

#[test]
fn a_link_names_everything_in_a_head() {
    use fieldbook::book::stamp::Clock;
    use fieldbook::book::{Cause, Head, Label};
    use fieldbook::model::DeviceId;
    let head = sample().head;
    let changes: [fn(&mut Head); 10] = [
        |head| head.id = Id(1),
        |head| head.actor = Some(Id(1)),
        |head| head.device = DeviceId(9),
        |head| head.sequence += 1,
        |head| head.clock = Clock(head.clock.0 + 1),
        |head| head.time = Instant(head.time.0 + 1),
        |head| head.label = Label::new("other"),
        |head| head.cause = Cause::Undone(Id(4)),
        |head| head.previous = [1; 32],
        |head| head.root = [1; 32],
    ];
    for (number, change) in changes.iter().enumerate() {
        let mut other = head.clone();
        change(&mut other);
        assert_ne!(chain::link(&other), chain::link(&head), "change {number}");
    }
}
