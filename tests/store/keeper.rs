//! Acting, writing and reading back: nothing shown is lost, nothing refused is kept.

use fieldbook::model::records::Deal;
use fieldbook::model::{Id, Instant, Value};
use fieldbook::ports::memory::MemoryStore;
use fieldbook::ports::{Keeper, Store, StoreError};

use crate::world::{Ground, Tab, batches, deal_id, edit, journal_only, now_or_never, remove, replay};

fn tab() -> (Tab, Ground) {
    let mut tab = Tab::open(&MemoryStore::default(), 1);
    let ground = Ground::lay(&mut tab);
    (tab, ground)
}

#[test]
fn what_was_done_is_shown_at_once_and_there_after_a_reload() {
    let (mut tab, ground) = tab();
    tab.act(&ground.deal(1)).expect("is allowed");
    assert!(tab.keeper.book().get::<Deal>(deal_id(1).into()).is_some(), "shown before it is stored");
    assert_eq!(tab.keeper.waiting(), 1);
    tab.flush().expect("writes");
    assert_eq!(tab.keeper.waiting(), 0);
    let (digest, version) = (tab.digest(), tab.keeper.book().history().len());
    let tab = tab.reload();
    assert_eq!((tab.digest(), tab.keeper.book().history().len()), (digest, version));
    assert_eq!(tab.digest(), replay(&tab.store, tab.now).digest().to_string());
}

#[test]
fn everything_that_waits_goes_in_one_write_in_order() {
    let (mut tab, ground) = tab();
    for number in 1..=5 {
        tab.act(&ground.deal(number)).expect("is allowed");
    }
    let entries = tab.keeper.next_write().expect("something waits");
    assert_eq!(entries.len(), 5);
    assert!(tab.keeper.next_write().is_none(), "one write at a time");
    // What is done meanwhile waits for the next one.
    tab.act(&ground.move_deal(1, 1)).expect("is allowed");
    let sizes: Vec<(Id, usize)> = entries.iter().map(|entry| (entry.id, entry.bytes.len())).collect();
    let result = now_or_never(tab.store.append(entries));
    tab.keeper.wrote(&sizes, result).expect("is written");
    assert_eq!(tab.keeper.waiting(), 1);
    tab.flush().expect("writes");
    let digest = tab.digest();
    assert_eq!(now_or_never(tab.store.outbox()).expect("reads").len(), 9, "every entry has its mark");
    assert_eq!(tab.reload().digest(), digest);
}

#[test]
fn a_refused_write_keeps_the_batch_and_a_retry_succeeds() {
    let (mut tab, ground) = tab();
    for fault in [StoreError::Full, StoreError::Failed("x".to_owned()), StoreError::Unavailable("x".to_owned())] {
        tab.store.fail_with(Some(fault.clone()));
        let number = batches(&tab.store).len();
        tab.act(&ground.deal(number)).expect("is allowed");
        assert_eq!(tab.flush(), Err(fault));
        assert_eq!(tab.keeper.waiting(), 1, "it waits");
        assert!(tab.keeper.book().get::<Deal>(deal_id(number).into()).is_some(), "and is shown");
        assert!(tab.keeper.checkpoint().is_none(), "but in no checkpoint");
        tab.store.fail_with(None);
        tab.flush().expect("the retry writes");
        assert_eq!((tab.keeper.waiting(), batches(&tab.store).len()), (0, number + 1));
    }
    let digest = tab.digest();
    assert_eq!(tab.reload().digest(), digest);
}

#[test]
fn a_write_that_happened_though_it_seemed_to_fail_is_not_repeated() {
    let (mut tab, ground) = tab();
    tab.act(&ground.deal(1)).expect("is allowed");
    let entries = tab.keeper.next_write().expect("something waits");
    let sizes: Vec<(Id, usize)> = entries.iter().map(|entry| (entry.id, entry.bytes.len())).collect();
    now_or_never(tab.store.append(entries)).expect("writes");
    let lost = Err(StoreError::Failed("the answer was lost".to_owned()));
    assert!(tab.keeper.wrote(&sizes, lost as Result<u64, _>).is_err());
    tab.act(&ground.deal(2)).expect("is allowed");
    tab.flush().expect("writes");
    assert_eq!(batches(&tab.store).len(), 5);
    // The same, but heard of by reading before the retry.
    tab.act(&ground.deal(3)).expect("is allowed");
    let entries = tab.keeper.next_write().expect("something waits");
    now_or_never(tab.store.append(entries)).expect("writes");
    assert!(tab.keeper.wrote(&[], Err(StoreError::Full) as Result<u64, _>).is_err());
    tab.catch_up();
    assert_eq!(tab.keeper.waiting(), 0);
    let digest = tab.digest();
    assert_eq!((tab.reload().digest(), digest.len()), (digest, 64));
}

#[test]
fn a_refused_command_changes_nothing() {
    let (mut tab, ground) = tab();
    tab.save(&ground.deal(1));
    let before = (tab.digest(), batches(&tab.store).len());
    assert!(tab.act(&remove::<Deal>(deal_id(7), false)).is_err(), "no such deal");
    assert!(tab.act(&ground.move_deal(1, 0)).is_err(), "it is there already");
    let empty = edit::<Deal>(deal_id(1), Deal::TITLE, Value::from(""));
    assert!(tab.act(&empty).is_err(), "a deal needs a title");
    tab.flush().expect("writes");
    assert_eq!((tab.digest(), batches(&tab.store).len()), before);
}

#[test]
fn undo_and_redo_survive_restarts() {
    let (mut tab, ground) = tab();
    let mut digests = vec![tab.digest()];
    for number in 1..=4 {
        tab.save(&ground.deal(number));
        digests.push(tab.digest());
        tab.save(&ground.move_deal(number, 1));
        digests.push(tab.digest());
    }
    let last = digests.len() - 1;
    for back in (0..last).rev() {
        tab = tab.reload();
        if back % 3 == 0 {
            tab.checkpoint();
        }
        tab.invert(false).expect("there is something to undo");
        tab.flush().expect("writes");
        assert_eq!(tab.digest(), digests[back]);
    }
    for digest in &digests[1..] {
        tab = tab.reload();
        tab.invert(true).expect("there is something to redo");
        tab.flush().expect("writes");
        assert_eq!(tab.digest(), *digest);
    }
    tab.reload();
}

#[test]
fn an_undo_may_invert_a_batch_that_is_not_stored_yet() {
    let (mut tab, ground) = tab();
    let before = tab.digest();
    tab.store.fail_with(Some(StoreError::Full));
    tab.act(&ground.deal(1)).expect("is allowed");
    tab.invert(false).expect("there is something to undo");
    assert_eq!((tab.digest(), tab.keeper.waiting()), (before.clone(), 2));
    tab.store.fail_with(None);
    tab.flush().expect("writes");
    assert_eq!(tab.reload().digest(), before);
}

#[test]
fn checkpoints_are_due_after_enough_entries_or_bytes() {
    let (mut tab, ground) = tab();
    assert!(!tab.keeper.checkpoint_due());
    for number in 1..=61 {
        assert!(!tab.keeper.checkpoint_due());
        tab.save(&ground.deal(number));
    }
    assert!(tab.keeper.checkpoint_due(), "3 + 61 entries");
    tab.checkpoint();
    assert!(!tab.keeper.checkpoint_due());
    let note = "x".repeat(9_000);
    for number in 1..=30 {
        assert!(!tab.keeper.checkpoint_due() || number > 25, "{number} x 9 kB");
        tab.save(&edit::<Deal>(deal_id(number), Deal::NOTE, Value::from(note.as_str())));
    }
    assert!(tab.keeper.checkpoint_due(), "30 x 9 kB");
    tab.act(&ground.deal(62)).expect("is allowed");
    assert!(!tab.keeper.checkpoint_due(), "not while a batch waits");
}

#[test]
fn an_unchanged_part_is_shared_and_a_changed_one_written() {
    let (mut tab, ground) = tab();
    tab.save(&ground.deal(1));
    tab.checkpoint();
    tab.save(&ground.move_deal(1, 1));
    let second = tab.keeper.checkpoint().expect("everything is stored");
    let written: Vec<_> = second.parts.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(written, ["frame", "deals/000000"]);
    let shared = second.unchanged.clone().expect("something is as it was").names;
    assert_eq!(shared, ["pipelines/000000", "stages/000000"]);
    assert!(tab.keeper.checkpoint().is_none(), "one at a time");

    // One that could not be stored: the next one is whole.
    tab.keeper.checkpointed(Err(StoreError::Full));
    let third = tab.keeper.checkpoint().expect("everything is stored");
    assert_eq!((third.parts.len(), third.unchanged.clone()), (4, None));
    let result = now_or_never(tab.store.put_checkpoint(third));
    tab.keeper.checkpointed(result);
    let digest = tab.digest();
    assert_eq!(tab.reload().digest(), digest);
}

#[test]
fn a_dated_entry_comes_into_force_after_a_restart_as_without_one() {
    let (mut tab, ground) = tab();
    tab.save(&ground.deal(1));
    let later = Instant(tab.now + 3_600_000);
    let mut planned = ground.move_deal(1, 1);
    planned.effective = Some(later);
    tab.save(&planned);
    tab.checkpoint();
    for with_checkpoint in [true, false] {
        let store = if with_checkpoint { tab.store.copy() } else { journal_only(&tab.store) };
        let mut keeper = now_or_never(Keeper::open(&store, tab.keeper.device(), Instant(tab.now))).expect("opens");
        let stage = |keeper: &Keeper| keeper.book().get::<Deal>(deal_id(1).into()).and_then(|deal| deal.stage);
        assert_eq!(stage(&keeper), Some(ground.stages[0]));
        keeper.advance(later);
        assert_eq!(stage(&keeper), Some(ground.stages[1]));
    }
}
