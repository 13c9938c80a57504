//! Batches of a clock far ahead: kept aside, let in later, and in the checkpoint all the same.

use fieldbook::model::Instant;
use fieldbook::model::records::Deal;
use fieldbook::model::time::DAY_MS;
use fieldbook::ports::Keeper;
use fieldbook::ports::memory::MemoryStore;

use crate::world::{Ground, START, Tab, deal_id, deliver, edit, journal_only, now_or_never};

#[test]
fn a_parked_batch_that_is_let_in_is_in_the_next_checkpoint() {
    let store = MemoryStore::default();
    let mut tab = Tab::open(&store, 1);
    let ground = Ground::lay(&mut tab);
    tab.save(&ground.deal(1));
    tab.checkpoint();
    // Another device, three days ahead, whose journal this store received.
    let mut ahead = Tab::open(&journal_only(&store), 2);
    ahead.now += 3 * DAY_MS;
    ahead.save(&ground.move_deal(1, 1));
    deliver(&ahead.store, &store);
    tab.catch_up();
    assert_eq!(tab.keeper.book().parked().len(), 1);
    let stage = |keeper: &Keeper| keeper.book().get::<Deal>(deal_id(1).into()).and_then(|deal| deal.stage);
    assert_eq!(stage(&tab.keeper), Some(ground.stages[0]));
    tab.checkpoint();
    let later = Instant(START + 4 * DAY_MS);
    tab.keeper.advance(later);
    assert_eq!((tab.keeper.book().parked().len(), stage(&tab.keeper)), (0, Some(ground.stages[1])));
    tab.checkpoint();
    let again = now_or_never(Keeper::open(&store, tab.keeper.device(), later)).expect("opens");
    assert_eq!(stage(&again), Some(ground.stages[1]));
    assert_eq!(again.book().digest(), tab.keeper.book().digest());
}

#[test]
fn a_clock_that_was_set_back_parks_nothing_of_its_own_device() {
    let store = MemoryStore::default();
    let mut tab = Tab::open(&store, 1);
    let ground = Ground::lay(&mut tab);
    tab.now += 10 * DAY_MS;
    tab.save(&ground.deal(1));
    // The clock is put right, and the tab opened anew.
    tab.now = START;
    let mut tab = tab.reload();
    assert!(tab.keeper.book().get::<Deal>(deal_id(1).into()).is_some());
    tab.save(&ground.deal(2));
    tab.save(&ground.move_deal(2, 1));
    let deal = tab.keeper.book().get::<Deal>(deal_id(2).into()).expect("is shown");
    assert_eq!(deal.stage, Some(ground.stages[1]));
    let digest = tab.digest();
    assert_eq!(tab.reload().digest(), digest);
}

#[test]
fn what_was_let_in_is_known_to_the_clock_of_the_next_act() {
    let store = MemoryStore::default();
    let mut tab = Tab::open(&store, 1);
    let ground = Ground::lay(&mut tab);
    tab.save(&ground.deal(1));
    let mut ahead = Tab::open(&journal_only(&store), 2);
    ahead.now += 2 * DAY_MS;
    ahead.save(&edit::<Deal>(deal_id(1), Deal::TITLE, "From ahead".into()));
    deliver(&ahead.store, &store);
    tab.catch_up();
    assert_eq!(tab.keeper.book().parked().len(), 1);
    // A day and a half later it is let in, though its clock is still ahead.
    tab.now += 3 * DAY_MS / 2;
    tab.save(&edit::<Deal>(deal_id(1), Deal::TITLE, "Seen and changed".into()));
    let title = |tab: &Tab| tab.keeper.book().get::<Deal>(deal_id(1).into()).and_then(|deal| deal.title);
    assert_eq!(title(&tab).as_deref(), Some("Seen and changed"));
    assert_eq!(title(&tab.reload()).as_deref(), Some("Seen and changed"));
}
