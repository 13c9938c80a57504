//! Several tabs of one device on one store, each with a book of its own.

use fieldbook::book::chain;
use fieldbook::ports::Random;
use fieldbook::ports::memory::{MemoryStore, SeededRandom};

use crate::world::{Ground, Tab, batches, replay};

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
