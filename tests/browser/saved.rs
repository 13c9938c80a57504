//! A database as version 1 left it in the browser, laid out here by hand and word by word: it
//! must open in every later build, with everything in it.

use fieldbook::book::seal::{Unlocked, encode, open_batch};
use fieldbook::browser::idb::IdbStore;
use fieldbook::model::{DeviceId, Instant};
use fieldbook::ports::{Keeper, Store};
use indexed_db_futures::database::Database;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::primitive::TryToJs;
use indexed_db_futures::transaction::{Transaction, TransactionMode};
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

#[path = "../conformance/saved.rs"]
mod files;

use files::{DIGEST, ENTRIES, Saved};

/// 2026-01-05T20:00Z, in the story's time.
const NOW: Instant = Instant(1_767_571_200_000 + 20 * 3_600_000);

fn saved() -> Saved {
    let [journal, checkpoint]: [&[u8]; 2] =
        [include_bytes!("../fixtures/v1/journal.bin"), include_bytes!("../fixtures/v1/checkpoint.bin")];
    Saved::read(journal, checkpoint, include_bytes!("../fixtures/v1/writer.bin").to_vec())
}

fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

fn put(store: &ObjectStore<'_>, key: impl TryToJs, value: impl TryToJs) {
    // Through `JsValue`, whose own key type the library can read back.
    let key = key.try_to_js().expect("a key");
    store.put(value.try_to_js().expect("a value")).with_key(key).primitive().expect("asks");
}

/// Lays a version-1 database out.
async fn lay(name: &str, saved: &Saved) {
    let stores = ["batches", "arrivals", "outbox", "checkpoints", "chunks", "versions", "remote", "files", "meta"];
    let database = Database::open(name)
        .with_version(1_u32)
        .with_on_upgrade_needed(move |_, database| {
            stores.iter().try_for_each(|store| database.create_object_store(store).build().map(drop))
        })
        .await
        .expect("opens");
    let transaction = database.transaction(&stores[..]).with_mode(TransactionMode::Readwrite).build().expect("begins");
    fill(&transaction, saved);
    transaction.commit().await.expect("commits");
    database.close();
}

fn fill(transaction: &Transaction<'_>, saved: &Saved) {
    let store = |name| transaction.object_store(name).expect("is there");
    for (entry, arrival) in saved.journal.iter().zip(1_u32..) {
        let id = open_batch(entry.clone(), &Unlocked).expect("is intact").head.id.to_string();
        put(&store("batches"), arrival, bytes(entry));
        put(&store("arrivals"), id.as_str(), arrival);
        put(&store("outbox"), arrival, id.as_str());
    }
    put(&store("meta"), "journal/length", u32::try_from(saved.journal.len()).expect("few"));
    put(&store("meta"), "writer", bytes(&saved.writer));
    put(&store("meta"), "device", bytes(&20_260_105_u64.to_le_bytes()));
    let parts: Vec<(String, String)> =
        saved.parts.iter().map(|(name, _)| (name.clone(), format!("1/{name}"))).collect();
    for ((_, key), (_, part)) in parts.iter().zip(&saved.parts) {
        put(&store("chunks"), key.as_str(), bytes(part));
    }
    put(&store("checkpoints"), 1_u32, bytes(&encode(&(saved.upto, parts)).expect("encodes")));
}

#[wasm_bindgen_test]
async fn a_database_of_version_1_opens() {
    let name = format!("test-saved-{}", js_sys::Math::random());
    let saved = saved();
    lay(&name, &saved).await;
    let store = IdbStore::open(&name, |_| {}).await.expect("opens");
    let checkpoint = store.checkpoint(0).await.expect("reads").expect("is there");
    assert_eq!((checkpoint.upto, checkpoint.parts), (saved.upto, saved.parts));
    let mut keeper = Keeper::open(&store, DeviceId(0), NOW).await.expect("opens");
    assert_eq!(keeper.device(), DeviceId(20_260_105));
    assert_eq!(keeper.book().history().len(), ENTRIES);
    assert_eq!(keeper.book().digest().to_string(), DIGEST);
    assert_eq!(store.outbox().await.expect("reads").len(), ENTRIES);

    // And its next checkpoint takes over what did not change.
    let next = keeper.checkpoint().expect("everything is stored");
    assert!(next.unchanged.as_ref().is_some_and(|unchanged| !unchanged.names.is_empty()));
    assert_eq!(store.put_checkpoint(next).await, Ok(2));
    let again = Keeper::open(&store, DeviceId(0), NOW).await.expect("opens");
    assert_eq!(again.book().digest().to_string(), DIGEST);
    drop(store);
    Database::delete_by_name(&name).expect("asks").await.expect("is deleted");
}

#[wasm_bindgen_test]
async fn a_journal_brought_in_by_the_port_reads_alike() {
    let name = format!("test-saved-{}", js_sys::Math::random());
    let saved = saved();
    for with_checkpoint in [false, true] {
        let store = IdbStore::open(&name, |_| {}).await.expect("opens");
        store.wipe().await.expect("writes");
        files::fill(&store, &saved, with_checkpoint).await;
        drop(store);
        let store = IdbStore::open(&name, |_| {}).await.expect("opens");
        let keeper = Keeper::open(&store, DeviceId(0), NOW).await.expect("opens");
        assert_eq!(keeper.book().digest().to_string(), DIGEST, "checkpoint: {with_checkpoint}");
    }
    Database::delete_by_name(&name).expect("asks").await.expect("is deleted");
}
