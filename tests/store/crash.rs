//! The tab or the machine dies at any moment: what was acknowledged is there, whole; what was not
//! is not there by halves.

use fieldbook::model::Id;
use fieldbook::model::records::Deal;
use fieldbook::ports::memory::{MemoryStore, SeededRandom};
use fieldbook::ports::{Random, Store, StoreError};

use crate::world::{Ground, Tab, batches, deal_id, now_or_never, remove, replay};

/// Ids of the batches in a store.
fn ids(store: &MemoryStore) -> Vec<Id> {
    batches(store).iter().map(|batch| batch.head.id).collect()
}

#[test]
fn after_every_acknowledged_write_a_crash_leaves_exactly_the_acknowledged_batches() {
    let mut tab = Tab::open(&MemoryStore::default(), 1);
    let ground = Ground::lay(&mut tab);
    let mut acknowledged = ids(&tab.store);
    for number in 1..=30 {
        let safe = tab.digest();
        // Shown, but not written yet: the crash takes it back.
        let mut shown = vec![tab.act(&ground.deal(number)).expect("is allowed").head.id];
        if number % 3 == 0 {
            shown.push(tab.act(&ground.move_deal(number, 1)).expect("is allowed").head.id);
        }
        let crashed = Tab::open(&tab.store.copy(), 9);
        assert_eq!((crashed.digest(), ids(&crashed.store)), (safe, acknowledged.clone()));
        // Given to the disk, which refuses: the same.
        tab.store.fail_with(Some(StoreError::Full));
        assert!(tab.flush().is_err());
        tab.store.fail_with(None);
        assert_eq!(ids(&tab.store), acknowledged);
        // Acknowledged: the crash leaves it.
        tab.flush().expect("writes");
        acknowledged.extend(shown);
        let crashed = Tab::open(&tab.store.copy(), 9);
        assert_eq!((crashed.digest(), ids(&crashed.store)), (tab.digest(), acknowledged.clone()));
        assert_eq!(crashed.keeper.device(), tab.keeper.device());
        // With the checkpoint stored or not, it is all the same.
        if number % 7 == 0 {
            let checkpoint = tab.keeper.checkpoint().expect("everything is stored");
            assert_eq!(Tab::open(&tab.store.copy(), 9).digest(), tab.digest());
            let result = now_or_never(tab.store.put_checkpoint(checkpoint));
            assert_eq!(Tab::open(&tab.store.copy(), 9).digest(), tab.digest());
            tab.keeper.checkpointed(result);
        }
    }
}

/// One random act on a tab; refusals are part of life.
fn act(tab: &mut Tab, ground: &Ground, choice: u8, number: usize) {
    let acted = match choice % 6 {
        0 | 1 => tab.act(&ground.deal(number)).is_ok(),
        2 => tab.act(&ground.move_deal(number, 1)).is_ok(),
        3 => tab.act(&remove::<Deal>(deal_id(number), choice > 128)).is_ok(),
        4 => tab.invert(false).is_some(),
        _ => tab.invert(true).is_some(),
    };
    // Whatever it came to, the book must say the same as the journal in the end.
    let _: bool = acted;
}

#[test]
fn random_lives_with_crashes_refusals_and_checkpoints_end_as_the_journal_says() {
    for seed in 0..12 {
        let random = SeededRandom::new(seed);
        let mut tab = Tab::open(&MemoryStore::default(), seed + 1);
        let ground = Ground::lay(&mut tab);
        for _ in 0..120 {
            let [choice, act_choice, number, ..] = random.seed();
            match choice % 16 {
                0 => tab.store.fail_with(Some(StoreError::Full)),
                1..=3 => tab.store.fail_with(None),
                4 | 5 => {
                    // A crash: what waits is gone, the rest is as the journal says.
                    tab = tab.reload();
                    assert_eq!(tab.digest(), replay(&tab.store, tab.now).digest().to_string(), "seed {seed}");
                }
                6..=8 => {
                    if let Some(checkpoint) = tab.keeper.checkpoint() {
                        let result = now_or_never(tab.store.put_checkpoint(checkpoint));
                        tab.keeper.checkpointed(result);
                    }
                }
                9..=11 => drop(tab.flush()),
                _ => act(&mut tab, &ground, act_choice, usize::from(number % 8)),
            }
        }
        tab.store.fail_with(None);
        tab.flush().expect("writes");
        let digest = tab.digest();
        assert_eq!(digest, replay(&tab.store, tab.now).digest().to_string(), "seed {seed}");
        assert_eq!(tab.reload().digest(), digest, "seed {seed}");
    }
}
