//! Everything as one file, wiped, and back: the same book, on a new device with a chain of its own.

use std::collections::BTreeSet;

use fieldbook::book::command::Create;
use fieldbook::book::seal::Unlocked;
use fieldbook::exchange::backup::{About, BackupError, Check, Encoder, due, open, restore, save};
use fieldbook::model::records::Area;
use fieldbook::model::{DeviceId, Id, Instant, Value};
use fieldbook::ports::memory::MemoryStore;
use fieldbook::ports::{Keeper, Store, StoreError};

use crate::conformance::new_entry;
use crate::story::tell;
use crate::world::{START, Tab, batches, create, now_or_never};

const MADE: Instant = Instant(START + 5_000_000);

fn about() -> About {
    About { company: "华东机械".to_owned(), made: MADE, device: DeviceId(7) }
}

/// The backup of a store.
fn saved(store: &MemoryStore) -> Vec<u8> {
    let saved = now_or_never(save(store, &about(), Vec::new(), &Unlocked, &|_| ())).expect("is saved");
    saved.pieces.concat()
}

/// A backup that was looked through to its end.
fn checked(bytes: &[u8]) -> Check {
    let backup = open(bytes, &Unlocked).expect("is whole");
    let mut check = Check::new(&backup);
    while check.step(&backup, 2, &Unlocked) > 0 {}
    check
}

/// One change more.
fn more() -> Create {
    create::<Area>(Id::derived(&["backup", "area"]), vec![(Area::NAME, Value::from("West"))])
}

#[test]
fn backup_wipe_and_restore_give_the_same_book() {
    let tab = tell();
    let (digest, before) = (tab.digest(), batches(&tab.store));
    let devices: BTreeSet<u64> = before.iter().map(|batch| batch.head.device.0).collect();
    let bytes = saved(&tab.store);
    now_or_never(tab.store.wipe()).expect("wipes");
    assert_ne!(
        now_or_never(Keeper::open(&tab.store, DeviceId(9), MADE)).expect("opens").book().digest().to_string(),
        digest
    );

    let summary = now_or_never(restore(&tab.store, checked(&bytes))).expect("restores");
    assert_eq!((&summary.about, summary.changes, summary.devices.count()), (&about(), before.len(), devices.len()));
    assert_eq!(summary.last, before.last().map(|batch| batch.head.time));
    assert_eq!(summary.damaged, []);

    let mut again = Tab::open(&tab.store, 9);
    assert_eq!(again.digest(), digest);
    // What is written now is of a new device, from its first number on.
    assert_eq!(again.keeper.device(), DeviceId(9));
    let head = again.save(&more()).head;
    assert_eq!((head.device, head.sequence, head.previous), (DeviceId(9), 1, [0; 32]));
    let reopened = again.reload();
    assert_eq!(batches(&reopened.store).len(), before.len() + 1);
}

#[test]
fn a_restore_takes_the_place_of_what_was_there() {
    let (tab, other) = (tell(), tell());
    let bytes = saved(&tab.store);
    let other_only = new_entry(200);
    now_or_never(other.store.append(vec![other_only.clone()])).expect("writes");
    now_or_never(restore(&other.store, checked(&bytes))).expect("restores");
    assert_eq!(now_or_never(other.store.entry(other_only.id)), Ok(None));
    assert_eq!(Tab::open(&other.store, 3).digest(), tab.digest());
    assert_eq!(now_or_never(other.store.outbox()), now_or_never(tab.store.outbox()));
}

#[test]
fn a_refused_restore_leaves_everything_as_it_was() {
    let (tab, other) = (tell(), MemoryStore::default());
    now_or_never(other.append(vec![new_entry(1)])).expect("writes");
    other.fail_with(Some(StoreError::Full));
    assert_eq!(now_or_never(restore(&other, checked(&saved(&tab.store)))), Err(StoreError::Full));
    other.fail_with(None);
    assert_eq!(now_or_never(crate::conformance::content(&other)), [1]);
}

#[test]
fn settings_go_along_but_for_those_of_the_device() {
    let tab = tell();
    now_or_never(tab.store.put_meta("views".to_owned(), vec![1, 2])).expect("writes");
    now_or_never(tab.store.put_meta("device".to_owned(), vec![3])).expect("writes");
    let store = MemoryStore::default();
    now_or_never(restore(&store, checked(&saved(&tab.store)))).expect("restores");
    assert_eq!(now_or_never(store.meta("views".to_owned())), Ok(Some(vec![1, 2])));
    for own in ["device", "writer"] {
        assert_eq!(now_or_never(store.meta(own.to_owned())), Ok(None));
    }
}

#[test]
fn what_could_not_be_stored_is_saved_with_the_rest() {
    let mut tab = tell();
    tab.store.fail_with(Some(StoreError::Full));
    tab.act(&more()).expect("is allowed");
    let waiting = tab.keeper.unsaved();
    assert_eq!(waiting.len(), 1);
    let saved = now_or_never(save(&tab.store, &about(), waiting, &Unlocked, &|_| ())).expect("is saved");
    let store = MemoryStore::default();
    now_or_never(restore(&store, checked(&saved.pieces.concat()))).expect("restores");
    assert_eq!(Tab::open(&store, 3).digest(), tab.digest());
}

#[test]
fn a_damaged_entry_is_named_and_left_out() {
    let store = tell().store.copy();
    now_or_never(store.append(vec![new_entry(200)])).expect("writes");
    let count = batches(&tell().store).len();
    let check = checked(&saved(&store));
    assert_eq!(check.summary().changes, count);
    let damaged: Vec<usize> = check.summary().damaged.iter().map(|damage| damage.entry).collect();
    assert_eq!(damaged, [count + 1]);
}

#[test]
fn every_altered_byte_and_every_cut_is_found() {
    let (mut encoder, mut bytes) = Encoder::start(&about(), &Unlocked).expect("starts");
    let first = bytes.len();
    bytes.extend(encoder.entry(b"one"));
    let second = bytes.len();
    bytes.extend(encoder.setting("key", b"value", &Unlocked).expect("is written"));
    bytes.extend(encoder.mark(Id(5), &Unlocked).expect("is written"));
    bytes.extend(encoder.finish());
    let whole = open(&bytes, &Unlocked).expect("is whole");
    assert_eq!((whole.about, whole.entries), (about(), vec![b"one".as_slice()]));
    assert_eq!((whole.settings, whole.marks), (vec![("key".to_owned(), b"value".to_vec())], vec![Id(5)]));
    for end in 0..bytes.len() {
        let cut = open(&bytes[..end], &Unlocked).expect_err("is cut");
        assert_eq!(cut, if end == 0 { BackupError::Foreign } else { BackupError::Truncated(end) });
    }
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut altered = bytes.clone();
            altered[at] ^= 1 << bit;
            assert!(open(&altered, &Unlocked).is_err(), "byte {at} bit {bit}");
        }
    }
    // Damage is found where it is: in the content of the entry, not at the end of the file.
    let mut altered = bytes.clone();
    altered[first + 6] ^= 1;
    assert_eq!(open(&altered, &Unlocked).err(), Some(BackupError::Damaged(first)));
    altered = bytes.clone();
    altered[second + 6] ^= 1;
    assert_eq!(open(&altered, &Unlocked).err(), Some(BackupError::Damaged(second)));
    // Bytes behind the end are not passed over either.
    altered = bytes.clone();
    altered.push(0);
    assert_eq!(open(&altered, &Unlocked).err(), Some(BackupError::Damaged(bytes.len())));
}

#[test]
fn other_files_and_newer_backups_are_told_apart() {
    assert_eq!(open(b"name,phone\r\n", &Unlocked).err(), Some(BackupError::Foreign));
    let mut newer = saved(&MemoryStore::default());
    newer[12] = 2;
    assert_eq!(open(&newer, &Unlocked).err(), Some(BackupError::Newer(2)));
}

#[test]
fn a_backup_is_due_after_a_week_with_enough_changes() {
    const DAY: i64 = 86_400_000;
    let now = Instant(100 * DAY);
    let days = |days: i64| Instant(now.0 - days * DAY);
    assert_eq!(due(None, None, now, 0), None);
    assert_eq!(due(None, Some(days(30)), now, 20), Some(30));
    assert_eq!(due(None, Some(days(30)), now, 19), None);
    assert_eq!(due(Some((days(6), 0)), Some(days(30)), now, 500), None);
    assert_eq!(due(Some((days(7), 480)), Some(days(30)), now, 500), Some(7));
    assert_eq!(due(Some((days(9), 481)), Some(days(30)), now, 500), None);
}
