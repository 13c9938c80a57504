//! The hash chain of a device over restarts, refused writes and checkpoints, computed anew here
//! from the words of the format.

use fieldbook::book::batch::FieldOps;
use fieldbook::book::bits::Bits;
use fieldbook::book::packed::Packed;
use fieldbook::book::{Batch, Cause, Head, chain};
use fieldbook::ports::StoreError;
use fieldbook::ports::memory::MemoryStore;
use sha2::{Digest, Sha256};

use crate::world::{Ground, Tab, batches};

/// A device's journal with undo, restarts, refusals and checkpoints in it.
fn journal() -> Vec<Batch> {
    let mut tab = Tab::open(&MemoryStore::default(), 1);
    let ground = Ground::lay(&mut tab);
    for number in 1..=8 {
        tab.store.fail_with((number % 3 == 0).then_some(StoreError::Full));
        tab.act(&ground.deal(number)).expect("is allowed");
        tab.act(&ground.move_deal(number, 1)).expect("is allowed");
        drop(tab.flush());
        tab.store.fail_with(None);
        tab.flush().expect("writes");
        if number % 2 == 0 {
            tab.invert(false).expect("there is something to undo");
            tab.flush().expect("writes");
        }
        if number % 4 == 0 {
            tab.checkpoint();
        }
        tab = tab.reload();
    }
    batches(&tab.store)
}

/// The link of a batch as the format says it.
fn naive_link(head: &Head) -> [u8; 32] {
    let mut bytes = Vec::new();
    let text = |bytes: &mut Vec<u8>, text: &str| {
        bytes.extend((text.len() as u64).to_le_bytes());
        bytes.extend(text.as_bytes());
    };
    bytes.extend(head.id.0.to_be_bytes());
    bytes.extend(head.actor.map_or([0; 16], |actor| actor.0.to_be_bytes()));
    for number in [head.device.0, head.sequence, head.clock.0] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend(head.time.0.to_le_bytes());
    text(&mut bytes, &head.label.key);
    for (name, value) in &head.label.args {
        text(&mut bytes, name);
        text(&mut bytes, value);
    }
    let cause = match head.cause {
        Cause::Typed => "Typed".to_owned(),
        Cause::Undone(id) => format!("Undone({id})"),
        other => panic!("{other:?} is not in this story"),
    };
    bytes.extend(cause.as_bytes());
    bytes.extend(head.previous);
    bytes.extend(head.root);
    Sha256::digest(&bytes).into()
}

#[test]
fn every_batch_names_the_one_before_it() {
    let journal = journal();
    assert_eq!(journal.len(), 3 + 16 + 4);
    let (mut previous, mut clock) = ([0; 32], 0);
    for (batch, sequence) in journal.iter().zip(1..) {
        assert_eq!((batch.head.sequence, batch.head.device), (sequence, journal[0].head.device));
        assert_eq!(batch.head.previous, previous, "batch {sequence}");
        assert!(batch.head.clock.0 > clock, "the clock only moves on");
        (previous, clock) = (naive_link(&batch.head), batch.head.clock.0);
    }
}

#[test]
fn an_erased_record_leaves_the_chain_whole() {
    let journal = journal();
    for batch in &journal {
        for (at, table) in batch.body.tables.iter().enumerate() {
            let hashes = chain::record_hashes(table);
            for place in 0..u32::try_from(table.ids.len()).expect("few") {
                let mut erased = batch.clone();
                let ops = &mut erased.body.tables[at];
                ops.salts[place as usize] = [0; 16];
                ops.creates.retain(|other| *other != place);
                ops.archives.retain(|(other, _)| *other != place);
                ops.retracts.retain(|(other, _)| *other != place);
                ops.fields.iter_mut().for_each(|field| *field = without(field, place));
                assert!(!chain::is_intact(&erased), "what is gone shows");
                erased.body.tables[at].absent.push((place, hashes[place as usize]));
                assert!(chain::is_intact(&erased), "unless its hash stays");
                assert_eq!(naive_link(&erased.head), naive_link(&batch.head));
            }
        }
    }
}

/// A field's operations but for those on one record.
fn without(ops: &FieldOps, place: u32) -> FieldOps {
    let storage = ops.to.storage();
    let mut rest = FieldOps {
        records: Vec::new(),
        effective: Vec::new(),
        to: Packed::new(storage),
        from: Packed::new(storage),
        stood: Bits::default(),
        ..ops.clone()
    };
    for (at, record) in ops.records.iter().enumerate().filter(|(_, record)| **record != place) {
        rest.records.push(*record);
        rest.effective.extend(ops.effective.get(at));
        rest.to.push(ops.to.get(at).as_ref());
        rest.from.push(ops.from.get(at).as_ref());
        rest.stood.push(ops.stood.get(at));
    }
    rest
}
