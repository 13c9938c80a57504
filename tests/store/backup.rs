//! Everything as one file, wiped, and back: the same book, on a new device with a chain of its own.

use std::collections::BTreeSet;

use fieldbook::book::command::Create;
use fieldbook::book::seal::Unlocked;
use fieldbook::exchange::backup::{About, BackupError, Check, Encoder, due, open, restore, save};
use fieldbook::model::records::{Area, Expense};
use fieldbook::model::value::FileRef;
use fieldbook::model::{Currency, Day, DeviceId, Id, Instant, Money, Value};
use fieldbook::ports::files::{self, FileHash, Swept, sweep};
use fieldbook::ports::memory::MemoryStore;
use fieldbook::ports::{Files, Keeper, Store, StoreError};
use sha2::{Digest as _, Sha256};

use crate::conformance::new_entry;
use crate::story::tell;
use crate::world::{START, Tab, batches, create, edit, now_or_never};

const MADE: Instant = Instant(START + 5_000_000);

fn about() -> About {
    About { company: "华东机械".to_owned(), made: MADE, device: DeviceId(7) }
}

/// The backup of a store.
fn saved(store: &MemoryStore) -> Vec<u8> {
    let saved = now_or_never(save((store, store), &about(), Vec::new(), &Unlocked, &|_| ())).expect("is saved");
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
    let saved = now_or_never(save((&tab.store, &tab.store), &about(), waiting, &Unlocked, &|_| ())).expect("is saved");
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
    newer[12] = 3;
    assert_eq!(open(&newer, &Unlocked).err(), Some(BackupError::Newer(3)));
}

/// A store with two files, one of which a record mentions.
fn with_files() -> (Tab, [FileHash; 2]) {
    let mut tab = tell();
    let kept = [vec![7; 40_000], b"%PDF-1.7".to_vec()].map(|content| {
        let hash = files::hash(&content);
        now_or_never(tab.store.put_file((hash, content), MADE)).expect("writes");
        hash
    });
    let receipt = FileRef { hash: kept[0], name: "hotel.jpg".to_owned(), media: "image/jpeg".to_owned(), size: 40_000 };
    let values = vec![
        (Expense::PURPOSE, Value::from("Hotel")),
        (Expense::SPENT_ON, Value::Date(Day(20_000))),
        (Expense::AMOUNT, Value::from(Money::new(48_000, Currency::CNY))),
        (Expense::RECEIPT, Value::File(receipt)),
    ];
    tab.save(&create::<Expense>(Id::derived(&["backup", "expense"]), values));
    (tab, kept)
}

#[test]
fn files_come_back_with_what_refers_to_them() {
    let (tab, mut kept) = with_files();
    let digest = tab.digest();
    let bytes = saved(&tab.store);
    // Older builds say that this is from a newer one, instead of leaving files out.
    assert_eq!(bytes[12..14], [2, 0]);
    assert_eq!(saved(&tell().store)[12..14], [1, 0], "without files they read it");
    now_or_never(tab.store.wipe()).expect("wipes");
    assert_eq!(now_or_never(tab.store.files()), Ok(vec![]));
    let summary = now_or_never(restore(&tab.store, checked(&bytes))).expect("restores");
    assert_eq!(summary.files, 2);
    let again = Tab::open(&tab.store, 9);
    assert_eq!(again.digest(), digest);
    kept.sort_unstable();
    assert_eq!(now_or_never(tab.store.files()), Ok(kept.to_vec()));
    let expense = again.keeper.book().all::<Expense>().next().and_then(|expense| expense.receipt).expect("a receipt");
    let content = now_or_never(tab.store.file(expense.hash)).expect("reads").expect("is there");
    // The hash is that of `sha256sum` over forty thousand bytes of 7.
    assert_eq!(content, vec![7; 40_000]);
    assert_eq!(<FileHash>::from(Sha256::digest(&content)), expense.hash);
}

#[test]
fn a_damaged_file_is_found_like_any_other_part() {
    let (tab, _) = with_files();
    let bytes = saved(&tab.store);
    let at = bytes.windows(64).position(|part| part == [7; 64]).expect("the file is in it");
    let mut altered = bytes.clone();
    altered[at + 1_000] ^= 1;
    assert!(matches!(open(&altered, &Unlocked), Err(BackupError::Damaged(from)) if from < at));
    let mut older = bytes;
    older[12] = 1;
    assert!(open(&older, &Unlocked).is_err());
}

#[test]
fn files_that_nothing_mentions_are_swept_after_a_week() {
    let (tab, kept) = with_files();
    let sweep_at =
        |now: i64| now_or_never(sweep(&tab.store, &tab.store, Vec::new(), &Unlocked, Instant(now))).expect("sweeps");
    let week = 7 * 86_400_000;
    assert_eq!(sweep_at(MADE.0 + week), Swept::default());
    assert_eq!(now_or_never(tab.store.files()).expect("reads").len(), 2);
    assert_eq!(sweep_at(MADE.0 + week + 1), Swept { kept: 1, dropped: 1 });
    assert_eq!(now_or_never(tab.store.files()), Ok(vec![kept[0]]));
    // What was settled is not looked for again, and chosen once more it stays settled.
    now_or_never(tab.store.put_file((kept[0], vec![7; 40_000]), MADE)).expect("writes");
    assert_eq!(now_or_never(tab.store.fresh_files()), Ok(vec![]));
}

#[test]
fn a_file_that_only_an_undo_could_bring_back_stays() {
    let (mut tab, kept) = with_files();
    tab.invert(false).expect("is undone");
    tab.flush().expect("writes");
    assert_eq!(tab.keeper.book().all::<Expense>().count(), 0);
    let far = Instant(MADE.0 + 900 * 86_400_000);
    let swept = now_or_never(sweep(&tab.store, &tab.store, Vec::new(), &Unlocked, far));
    assert_eq!(swept, Ok(Swept { kept: 1, dropped: 1 }));
    tab.invert(true).expect("is redone");
    let receipt = tab.keeper.book().all::<Expense>().next().and_then(|expense| expense.receipt).expect("a receipt");
    assert_eq!(receipt.hash, kept[0]);
    assert!(now_or_never(tab.store.file(receipt.hash)).expect("reads").is_some());
}

#[test]
fn nothing_is_swept_while_an_entry_does_not_read_or_is_not_stored() {
    let (mut tab, _) = with_files();
    let far = Instant(MADE.0 + 900 * 86_400_000);
    // An entry that waits mentions the other file.
    let other = now_or_never(tab.store.files()).expect("reads");
    let receipt = |hash| Value::File(FileRef { hash, name: "x.pdf".to_owned(), media: String::new(), size: 8 });
    for hash in other {
        let id = Id::derived(&["backup", "expense"]);
        tab.act(&edit::<Expense>(id, Expense::RECEIPT, receipt(hash))).expect("is allowed");
    }
    let waiting = tab.keeper.unsaved();
    let kept = now_or_never(sweep(&tab.store, &tab.store, waiting, &Unlocked, far));
    assert_eq!(kept, Ok(Swept { kept: 2, dropped: 0 }));
    let (tab, _) = with_files();
    now_or_never(tab.store.append(vec![new_entry(200)])).expect("writes");
    let kept = now_or_never(sweep(&tab.store, &tab.store, Vec::new(), &Unlocked, far));
    assert_eq!(kept, Ok(Swept { kept: 1, dropped: 0 }));
}

#[test]
fn a_full_store_keeps_nothing_of_a_file() {
    let store = MemoryStore::default();
    store.fail_with(Some(StoreError::Full));
    let content = vec![1; 10];
    assert_eq!(now_or_never(store.put_file((files::hash(&content), content), MADE)), Err(StoreError::Full));
    store.fail_with(None);
    assert_eq!(now_or_never(store.files()), Ok(vec![]));
    assert_eq!(now_or_never(store.fresh_files()), Ok(vec![]));
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
