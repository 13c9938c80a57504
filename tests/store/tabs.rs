//! Several tabs of one device on one store, each with a book of its own.

use fieldbook::book::chain;
use fieldbook::model::Id;
use fieldbook::ports::memory::{MemoryStore, SeededRandom};
use fieldbook::ports::{NewEntry, Random, Store, StoreError};

use crate::world::{Ground, Tab, batches, now_or_never, replay};

#[test]
fn a_tab_reads_what_another_wrote() {
    let store = MemoryStore::default();
    let mut one = Tab::open(&store, 1);
    let ground = Ground::lay(&mut one);
    let mut two = Tab::open(&store, 2);
    assert_eq!(one.digest(), two.digest());
    two.save(&ground.deal(1));
    one.catch_up();
    assert_eq!(one.digest(), two.digest());
    one.save(&ground.move_deal(1, 1));
    two.catch_up();
    assert_eq!(one.digest(), two.digest());
}

#[test]
fn a_tab_that_missed_a_wipe_writes_nothing_more() {
    for restored in [false, true] {
        let store = MemoryStore::default();
        let mut one = Tab::open(&store, 1);
        let ground = Ground::lay(&mut one);
        let mut two = Tab::open(&store.clone(), 2);
        two.save(&ground.deal(1));
        let checkpoint = two.keeper.checkpoint().expect("everything is stored");
        // The news is lost: the second tab slept.
        let kept = now_or_never(one.store.entries(0, 1)).expect("reads");
        if restored {
            let (_, bytes) = kept.into_iter().next().expect("an entry");
            let entry = NewEntry { id: Id(1), bytes, outbox: false, meta: Vec::new() };
            now_or_never(one.store.replace(vec![entry], Vec::new(), Vec::new())).expect("writes");
        } else {
            now_or_never(one.store.wipe()).expect("writes");
        }
        let left = usize::from(restored);
        two.act(&ground.deal(2)).expect("is allowed");
        assert_eq!(two.flush(), Err(StoreError::Replaced));
        assert_eq!(two.flush(), Err(StoreError::Replaced), "again, and at once");
        assert!(now_or_never(two.keeper.catch_up(&two.store)).is_err());
        assert_eq!(now_or_never(two.store.put_checkpoint(checkpoint)), Err(StoreError::Replaced));
        // Nothing of it is in what is kept now, and whoever opens that goes on as usual.
        assert_eq!(now_or_never(one.store.entries(0, 10)).expect("reads").len(), left);
        assert_eq!(now_or_never(one.store.checkpoint(0)), Ok(None));
        let mut three = Tab::open(&one.store, 3);
        Ground::lay(&mut three);
    }
}

#[test]
fn checkpoints_of_tabs_with_different_orders_never_mix() {
    for seed in 0..10 {
        let random = SeededRandom::new(seed);
        let store = MemoryStore::default();
        let mut tabs = vec![Tab::open(&store, 1)];
        let ground = Ground::lay(&mut tabs[0]);
        tabs.push(Tab::open(&store, 2));
        tabs.push(Tab::open(&store, 3));
        for number in 0..90 {
            let [who, what, ..] = random.seed();
            let tab = &mut tabs[usize::from(who % 3)];
            match what % 8 {
                // Acting without having read: the order in this book differs from the journal's.
                0..=2 => drop(tab.act(&ground.deal(number))),
                3 => drop(tab.act(&ground.move_deal(number / 2, 1))),
                4 => tab.flush().expect("writes"),
                5 => tab.catch_up(),
                _ => {
                    if let Some(checkpoint) = tab.keeper.checkpoint() {
                        let result =
                            crate::world::now_or_never(fieldbook::ports::Store::put_checkpoint(&tab.store, checkpoint));
                        tab.keeper.checkpointed(result);
                        let fresh = Tab::open(&store.copy(), 9);
                        assert_eq!(fresh.digest(), replay(&store, fresh.now).digest().to_string(), "seed {seed}");
                    }
                }
            }
        }
        for tab in &mut tabs {
            tab.flush().expect("writes");
        }
        let want = replay(&store, tabs[0].now).digest().to_string();
        for tab in &mut tabs {
            tab.catch_up();
            assert_eq!(tab.digest(), want, "seed {seed}");
        }
        assert_eq!(Tab::open(&store, 9).digest(), want);
        let known = batches(&store).len();
        assert_eq!(tabs[0].keeper.book().history().len(), known, "nothing was skipped");
        one_chain(&store);
        // What the tabs show of the chain is what the journal holds.
        for tab in &tabs {
            let mut shown = tab.keeper.book().history().to_vec();
            shown.sort_by_key(|head| head.sequence);
            assert!(shown.iter().eq(batches(&store).iter().map(|batch| &batch.head)), "seed {seed}");
        }
    }
}

/// The tabs write one chain of one device, in the order of the journal.
pub(crate) fn one_chain(store: &MemoryStore) {
    let mut previous = [0; 32];
    for (batch, sequence) in batches(store).iter().zip(1..) {
        assert_eq!((batch.head.sequence, batch.head.previous), (sequence, previous));
        previous = chain::link(&batch.head);
    }
}

#[test]
fn a_tab_that_comes_second_reads_first_and_goes_behind() {
    let store = MemoryStore::default();
    let mut one = Tab::open(&store, 1);
    let ground = Ground::lay(&mut one);
    let mut two = Tab::open(&store, 2);
    one.act(&ground.deal(1)).expect("is allowed");
    two.act(&ground.deal(2)).expect("is allowed");
    two.act(&ground.move_deal(2, 1)).expect("is allowed");
    one.flush().expect("writes");
    two.flush().expect("writes");
    one.catch_up();
    assert_eq!(one.digest(), two.digest());
    assert_eq!(batches(&store).len(), 6);
    one_chain(&store);
    // The next of either goes on from there.
    one.save(&ground.deal(3));
    one_chain(&store);
}
