//! The store in `IndexedDB`: the conformance suite, several connections, interrupted writes.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use fieldbook::browser::idb::IdbStore;
use fieldbook::browser::idb::connect::{Lost, VERSION, connect};
use fieldbook::model::Id;
use fieldbook::ports::{NewEntry, Store, StoreError};
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::TransactionMode;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

use crate::conformance::{DEMANDS, FILE_DEMANDS, content, ends_others, fill, is_filled, new_entry, shares};

thread_local! {
    static MADE: Cell<u32> = const { Cell::new(0) };
}

/// A database name that no other test of this page uses.
fn fresh(purpose: &str) -> String {
    let number = MADE.with(|made| made.replace(made.get() + 1));
    format!("test-{purpose}-{number}-{}", js_sys::Math::random())
}

async fn open(name: &str) -> IdbStore {
    IdbStore::open(name, |_| {}).await.expect("opens")
}

async fn delete(name: &str) {
    Database::delete_by_name(name).expect("asks").await.expect("is deleted");
}

#[wasm_bindgen_test]
async fn meets_every_demand() {
    for (demand, check) in DEMANDS {
        console_log!("{demand}");
        let name = fresh("demand");
        check(&open(&name).await).await;
        delete(&name).await;
    }
}

#[wasm_bindgen_test]
async fn meets_every_demand_on_files() {
    for (demand, check) in FILE_DEMANDS {
        console_log!("{demand}");
        let name = fresh("file");
        let store = open(&name).await;
        check(&store, &store).await;
        drop(store);
        delete(&name).await;
    }
}

#[wasm_bindgen_test]
async fn two_connections_see_each_other() {
    let name = fresh("two");
    shares(&open(&name).await, &open(&name).await).await;
    delete(&name).await;
}

#[wasm_bindgen_test]
async fn a_connection_that_missed_a_wipe_is_refused() {
    let name = fresh("wiped");
    ends_others(&open(&name).await, &open(&name).await).await;
    delete(&name).await;
}

#[wasm_bindgen_test]
async fn a_new_connection_finds_everything() {
    let name = fresh("reopen");
    let first = open(&name).await;
    fill(&first).await;
    drop(first);
    is_filled(&open(&name).await).await;
    delete(&name).await;
}

#[wasm_bindgen_test]
async fn entries_of_two_writers_at_once_all_arrive() {
    let name = fresh("race");
    let (one, two) = (open(&name).await, open(&name).await);
    let writes: Vec<_> =
        (1..=40)
            .map(|number| {
                if number % 2 == 0 { one.append(vec![new_entry(number)]) } else { two.append(vec![new_entry(number)]) }
            })
            .collect();
    for write in writes {
        write.await.expect("writes");
    }
    let mut all = content(&one).await;
    all.sort_unstable();
    assert_eq!(all, (1..=40).collect::<Vec<_>>());
    drop((one, two));
    delete(&name).await;
}

#[wasm_bindgen_test]
async fn other_connections_hear_that_the_journal_has_grown() {
    let name = fresh("heard");
    let (one, two) = (open(&name).await, open(&name).await);
    let (ears, heard) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(0)));
    let (own, others) = (ears.clone(), heard.clone());
    one.listen(Box::new(move || own.set(own.get() + 1)));
    two.listen(Box::new(move || others.set(others.get() + 1)));
    one.append(vec![new_entry(1)]).await.expect("writes");
    one.append_after(1, vec![new_entry(2)]).await.expect("writes");
    assert_eq!(one.append_after(1, vec![new_entry(3)]).await, Ok(None), "writes nothing, says nothing");
    // Messages come in order: after a third one, the first two are there.
    while heard.get() < 2 {
        two.meta("turn".to_owned()).await.expect("reads");
    }
    one.append(vec![new_entry(3)]).await.expect("writes");
    while heard.get() < 3 {
        two.meta("turn".to_owned()).await.expect("reads");
    }
    assert_eq!((ears.get(), heard.get()), (0, 3));
    drop((one, two));
    delete(&name).await;
}

#[wasm_bindgen_test]
async fn a_newer_version_closes_this_connection_and_says_so() {
    let name = fresh("newer");
    let heard: Rc<RefCell<Vec<Lost>>> = Rc::default();
    let notes = heard.clone();
    let store = IdbStore::open(&name, move |why| notes.borrow_mut().push(why)).await.expect("opens");
    store.append(vec![new_entry(1)]).await.expect("writes");
    let newer = Database::open(name.as_str()).with_version(VERSION + 1).await.expect("is not blocked");
    assert_eq!(*heard.borrow(), [Lost::Newer]);
    assert_eq!(store.append(vec![new_entry(2)]).await, Err(StoreError::Newer));
    assert_eq!(store.entries(0, 9).await, Err(StoreError::Newer));
    // And this build does not open what the newer one made.
    assert_eq!(IdbStore::open(&name, |_| {}).await.err(), Some(StoreError::Newer));
    newer.close();
    drop(store);
    delete(&name).await;
}

#[wasm_bindgen_test]
async fn a_deleted_database_is_gone_not_failed() {
    let name = fresh("deleted");
    let heard: Rc<RefCell<Vec<Lost>>> = Rc::default();
    let notes = heard.clone();
    let store = IdbStore::open(&name, move |why| notes.borrow_mut().push(why)).await.expect("opens");
    delete(&name).await;
    assert_eq!(*heard.borrow(), [Lost::Gone]);
    assert!(matches!(store.meta("key".to_owned()).await, Err(StoreError::Unavailable(_))));
}

#[wasm_bindgen_test]
async fn an_old_connection_that_stays_blocks_and_is_named() {
    let name = fresh("blocked");
    // A tab of an older build that hears nothing.
    let deaf = Database::open(name.as_str()).with_version(VERSION).await.expect("opens");
    let blocked = connect(&name, VERSION + 1, Box::new(|_| {})).await;
    assert_eq!(blocked.err(), Some(StoreError::Blocked));
    deaf.close();
    connect(&name, VERSION + 1, Box::new(|_| {})).await.expect("the way is free");
    delete(&name).await;
}

#[wasm_bindgen_test]
async fn a_write_that_fails_in_the_middle_leaves_nothing() {
    let name = fresh("abort");
    let store = open(&name).await;
    store.append(vec![new_entry(1)]).await.expect("writes");
    // Something holds the outbox's second place: the third request of the transaction fails.
    let raw = Database::open(name.as_str()).await.expect("opens");
    let transaction = raw.transaction("outbox").with_mode(TransactionMode::Readwrite).build().expect("begins");
    let outbox = transaction.object_store("outbox").expect("is there");
    outbox.put("squatter").with_key(2.0_f64).primitive().expect("asks").await.expect("writes");
    transaction.commit().await.expect("commits");

    let mut entry = new_entry(2);
    entry.meta.push(("writer".to_owned(), vec![1]));
    let failed = store.append(vec![entry.clone(), new_entry(3)]).await;
    assert!(matches!(&failed, Err(StoreError::Failed(why)) if why.contains("ConstraintError")), "{failed:?}");
    assert_eq!(content(&store).await, [1]);
    assert_eq!(store.entry(new_entry(2).id).await, Ok(None));
    assert_eq!(store.meta("writer".to_owned()).await, Ok(None));

    let transaction = raw.transaction("outbox").with_mode(TransactionMode::Readwrite).build().expect("begins");
    transaction.object_store("outbox").expect("is there").delete(2.0_f64).await.expect("deletes");
    transaction.commit().await.expect("commits");
    assert_eq!(store.append(vec![entry, new_entry(3)]).await, Ok(3), "and a retry succeeds");
    assert_eq!(content(&store).await, [1, 2, 3]);
    raw.close();
    drop(store);
    delete(&name).await;
}

#[wasm_bindgen_test]
async fn a_write_that_nobody_waits_for_leaves_nothing() {
    let name = fresh("dropped");
    let store = open(&name).await;
    let mut write = store.append(vec![NewEntry { bytes: vec![1; 100_000], ..new_entry(1) }]);
    // Polled once, so that its transaction has begun, and then forgotten.
    let begun = std::future::poll_fn(|context| std::task::Poll::Ready(write.as_mut().poll(context))).await;
    assert!(begun.is_pending());
    drop(write);
    assert_eq!(content(&store).await, [0_u8; 0]);
    assert_eq!(store.append(vec![new_entry(1)]).await, Ok(1));
    drop(store);
    delete(&name).await;
}

#[wasm_bindgen_test]
async fn a_checkpoint_whose_chunk_is_gone_reads_as_damaged() {
    let name = fresh("chunk");
    let store = open(&name).await;
    fill(&store).await;
    let raw = Database::open(name.as_str()).await.expect("opens");
    let transaction = raw.transaction("chunks").with_mode(TransactionMode::Readwrite).build().expect("begins");
    transaction.object_store("chunks").expect("is there").clear().expect("asks").await.expect("clears");
    transaction.commit().await.expect("commits");
    let checkpoint = store.checkpoint(0).await.expect("reads").expect("is there");
    assert_eq!(checkpoint.parts, [("frame".to_owned(), Vec::new())], "no part is empty, so this is none");
    raw.close();
    drop(store);
    delete(&name).await;
}

#[wasm_bindgen_test]
async fn chunks_that_no_checkpoint_uses_are_removed() {
    use fieldbook::ports::NewCheckpoint;
    let name = fresh("sweep");
    let store = open(&name).await;
    for round in 0..5 {
        let parts = vec![("frame".to_owned(), vec![round]), ("deals/0".to_owned(), vec![round])];
        store.put_checkpoint(NewCheckpoint { upto: 1, parts, unchanged: None }).await.expect("writes");
    }
    let raw = Database::open(name.as_str()).await.expect("opens");
    let transaction = raw.transaction("chunks").build().expect("begins");
    let keys = transaction.object_store("chunks").expect("is there").get_all_keys::<String>().await.expect("reads");
    assert_eq!(keys.count(), 4, "two checkpoints of two parts");
    let values = transaction.object_store("chunks").expect("is there").get_all::<JsValue>().await.expect("reads");
    assert!(values.flatten().all(|value| value.is_instance_of::<js_sys::Uint8Array>()));
    drop(transaction);
    raw.close();
    drop(store);
    delete(&name).await;
}

#[wasm_bindgen_test]
async fn a_batch_of_many_entries_is_quick() {
    let name = fresh("many");
    let store = open(&name).await;
    let entries: Vec<_> = (0..2_000_u32)
        .map(|number| NewEntry { id: Id(number.into()), bytes: vec![1; 200], outbox: false, meta: Vec::new() })
        .collect();
    assert_eq!(store.append(entries).await, Ok(2_000));
    assert_eq!(store.entries(1_990, 64).await.expect("reads").len(), 10);
    drop(store);
    delete(&name).await;
}
