//! The store in memory under the suite that every store must pass.

use fieldbook::ports::memory::MemoryStore;
use fieldbook::ports::{Store, StoreError};

use crate::conformance::{DEMANDS, FILE_DEMANDS, content, ends_others, fill, is_filled, new_entry, shares};
use crate::world::now_or_never;

#[test]
fn meets_every_demand() {
    for (demand, check) in DEMANDS {
        println!("{demand}");
        now_or_never(check(&MemoryStore::default()));
    }
}

#[test]
fn meets_every_demand_on_files() {
    for (demand, check) in FILE_DEMANDS {
        println!("{demand}");
        let store = MemoryStore::default();
        now_or_never(check(&store, &store));
    }
}

#[test]
fn clones_are_connections_to_one_place() {
    let store = MemoryStore::default();
    now_or_never(shares(&store, &store.clone()));
    let store = MemoryStore::default();
    now_or_never(ends_others(&store, &store.clone()));
}

#[test]
fn a_copy_holds_everything_and_shares_nothing() {
    let store = MemoryStore::default();
    now_or_never(fill(&store));
    let copy = store.copy();
    now_or_never(is_filled(&copy));
    assert_eq!(now_or_never(content(&store)), [1, 2]);
}

#[test]
fn a_failing_write_leaves_nothing() {
    let store = MemoryStore::default();
    now_or_never(store.append(vec![new_entry(1)])).expect("writes");
    store.fail_with(Some(StoreError::Full));
    let mut entry = new_entry(2);
    entry.meta.push(("writer".to_owned(), vec![1]));
    assert_eq!(now_or_never(store.append(vec![entry])), Err(StoreError::Full));
    assert_eq!(now_or_never(store.put_meta("key".to_owned(), vec![1])), Err(StoreError::Full));
    assert_eq!(now_or_never(store.wipe()), Err(StoreError::Full));
    store.fail_with(None);
    assert_eq!(now_or_never(content(&store)), [1]);
    assert_eq!(now_or_never(store.meta("writer".to_owned())), Ok(None));
}
