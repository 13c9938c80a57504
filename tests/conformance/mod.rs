//! What every store must do, asked of each of them alike: in memory on the host, `IndexedDB` in a
//! real browser.

mod files;

pub(crate) use files::FILE_DEMANDS;

use fieldbook::model::Id;
use fieldbook::ports::store::{NewCheckpoint, Unchanged};
use fieldbook::ports::{NewEntry, Store, StoreError};

/// A named demand on an empty store.
pub(crate) type Demand = (&'static str, for<'a> fn(&'a dyn Store) -> fieldbook::ports::Task<'a, ()>);

/// Every demand that needs one connection.
pub(crate) const DEMANDS: &[Demand] = &[
    ("entries come back in the order of appending", |store| Box::pin(keeps_order(store))),
    ("a repeated entry is not written twice", |store| Box::pin(ignores_repeats(store))),
    ("an append after an arrival comes in time or not at all", |store| Box::pin(comes_in_time(store))),
    ("pages end where the limit says", |store| Box::pin(pages(store))),
    ("entries are found by id", |store| Box::pin(finds_by_id(store))),
    ("outbox marks and settings come with their entries", |store| Box::pin(writes_together(store))),
    ("two checkpoints are kept and share parts", |store| Box::pin(keeps_two_checkpoints(store))),
    ("parts that are gone cannot be shared", |store| Box::pin(refuses_stale_parts(store))),
    ("settings are replaced", |store| Box::pin(replaces_settings(store))),
    ("other content takes the place of everything", |store| Box::pin(is_replaced(store))),
    ("a wiped store is as new", |store| Box::pin(wipes(store))),
    ("large entries come back whole", |store| Box::pin(keeps_large_entries(store))),
];

/// An entry with recognisable bytes.
pub(crate) fn new_entry(number: u8) -> NewEntry {
    NewEntry { id: Id(u128::from(number) << 64 | 7), bytes: vec![number; 3], outbox: true, meta: Vec::new() }
}

/// All entries of a store, as their first bytes.
pub(crate) async fn content(store: &dyn Store) -> Vec<u8> {
    let entries = store.entries(0, 1_000).await.expect("reads");
    for ((arrival, _), want) in entries.iter().zip(1..) {
        assert_eq!(*arrival, want, "arrivals are numbered from 1 without gaps");
    }
    entries.into_iter().map(|(_, bytes)| bytes[0]).collect()
}

async fn keeps_order(store: &dyn Store) {
    assert_eq!(content(store).await, [0_u8; 0]);
    assert_eq!(store.append(vec![new_entry(3), new_entry(1)]).await, Ok(2));
    assert_eq!(store.append(vec![new_entry(2)]).await, Ok(3));
    assert_eq!(store.append(Vec::new()).await, Ok(3));
    assert_eq!(content(store).await, [3, 1, 2]);
}

async fn ignores_repeats(store: &dyn Store) {
    assert_eq!(store.append(vec![new_entry(1), new_entry(2)]).await, Ok(2));
    let mut again = new_entry(1);
    again.bytes = vec![9];
    assert_eq!(store.append(vec![again, new_entry(2), new_entry(3)]).await, Ok(3));
    assert_eq!(content(store).await, [1, 2, 3]);
    assert_eq!(store.outbox().await.expect("reads").len(), 3);
    // Its settings are written all the same: they are the newest.
    let mut once_more = new_entry(3);
    once_more.meta.push(("writer".to_owned(), vec![5]));
    assert_eq!(store.append(vec![once_more]).await, Ok(3));
    assert_eq!(store.meta("writer".to_owned()).await, Ok(Some(vec![5])));
    // A mark that was taken off does not come back with a repeat.
    store.sent(new_entry(2).id).await.expect("writes");
    assert_eq!(store.append(vec![new_entry(2)]).await, Ok(3));
    assert_eq!(store.outbox().await, Ok(vec![new_entry(1).id, new_entry(3).id]));
}

async fn comes_in_time(store: &dyn Store) {
    assert_eq!(store.append_after(1, vec![new_entry(1)]).await, Ok(None));
    assert_eq!(store.append_after(0, vec![new_entry(1), new_entry(2)]).await, Ok(Some(2)));
    let mut late = new_entry(3);
    late.meta.push(("writer".to_owned(), vec![1]));
    assert_eq!(store.append_after(1, vec![late]).await, Ok(None));
    assert_eq!(store.meta("writer".to_owned()).await, Ok(None), "late means nothing at all");
    assert_eq!(store.outbox().await.expect("reads").len(), 2);
    assert_eq!(store.append_after(2, vec![new_entry(3)]).await, Ok(Some(3)));
    assert_eq!(content(store).await, [1, 2, 3]);
}

async fn pages(store: &dyn Store) {
    store.append((1..=10).map(new_entry).collect()).await.expect("writes");
    let page = async |after, limit| -> Vec<u64> {
        store.entries(after, limit).await.expect("reads").into_iter().map(|(arrival, _)| arrival).collect()
    };
    assert_eq!(page(0, 4).await, [1, 2, 3, 4]);
    assert_eq!(page(4, 4).await, [5, 6, 7, 8]);
    assert_eq!(page(8, 4).await, [9, 10]);
    assert_eq!(page(10, 4).await, [0; 0]);
    assert_eq!(page(99, 4).await, [0; 0]);
}

async fn finds_by_id(store: &dyn Store) {
    store.append(vec![new_entry(4), new_entry(5)]).await.expect("writes");
    assert_eq!(store.entry(new_entry(5).id).await, Ok(Some(vec![5; 3])));
    assert_eq!(store.entry(new_entry(6).id).await, Ok(None));
}

async fn writes_together(store: &dyn Store) {
    let (mut first, mut second) = (new_entry(1), new_entry(2));
    first.outbox = false;
    first.meta = vec![("a".to_owned(), vec![1]), ("b".to_owned(), vec![1])];
    second.meta = vec![("b".to_owned(), vec![2]), ("c".to_owned(), Vec::new())];
    store.append(vec![first, second, new_entry(3)]).await.expect("writes");
    assert_eq!(store.outbox().await, Ok(vec![new_entry(2).id, new_entry(3).id]));
    for (key, want) in [("a", Some(vec![1])), ("b", Some(vec![2])), ("c", Some(Vec::new())), ("d", None)] {
        assert_eq!(store.meta(key.to_owned()).await, Ok(want), "{key}");
    }
    store.sent(new_entry(2).id).await.expect("writes");
    store.sent(new_entry(9).id).await.expect("an unknown mark is no mark");
    assert_eq!(store.outbox().await, Ok(vec![new_entry(3).id]));
}

async fn keeps_two_checkpoints(store: &dyn Store) {
    let part = |name: &str, byte: u8| (name.to_owned(), vec![byte; 4]);
    let new = |upto, parts, unchanged| NewCheckpoint { upto, parts, unchanged };
    assert_eq!(store.checkpoint(0).await, Ok(None));
    let first = store.put_checkpoint(new(5, vec![part("frame", 1), part("deals/0", 1)], None)).await.expect("writes");
    assert_eq!(store.checkpoint(1).await, Ok(None));
    let shared =
        |of, names: &[&str]| Some(Unchanged { of, names: names.iter().map(|&name| name.to_owned()).collect() });
    let second = new(9, vec![part("frame", 2), part("deals/1", 2)], shared(first, &["deals/0"]));
    let second = store.put_checkpoint(second).await.expect("writes");
    assert!(second > first);

    let newest = store.checkpoint(0).await.expect("reads").expect("is there");
    assert_eq!((newest.number, newest.upto), (second, 9));
    assert_eq!(newest.parts, [part("deals/0", 1), part("deals/1", 2), part("frame", 2)]);
    let older = store.checkpoint(1).await.expect("reads").expect("is there");
    assert_eq!((older.number, older.upto), (first, 5));
    assert_eq!(older.parts, [part("deals/0", 1), part("frame", 1)]);

    // The first one goes; what it shared stays, what it alone used does not.
    let third = new(12, vec![part("frame", 3)], shared(second, &["deals/0", "deals/1"]));
    let third = store.put_checkpoint(third).await.expect("writes");
    let newest = store.checkpoint(0).await.expect("reads").expect("is there");
    assert_eq!((newest.number, newest.upto), (third, 12));
    assert_eq!(newest.parts, [part("deals/0", 1), part("deals/1", 2), part("frame", 3)]);
    assert_eq!(store.checkpoint(1).await.expect("reads").expect("is there").number, second);
    assert_eq!(store.checkpoint(2).await, Ok(None));
}

async fn refuses_stale_parts(store: &dyn Store) {
    let new = |name: &str, unchanged| NewCheckpoint { upto: 1, parts: vec![(name.to_owned(), vec![1])], unchanged };
    let shared = |of, name: &str| Some(Unchanged { of, names: vec![name.to_owned()] });
    assert_eq!(store.put_checkpoint(new("frame", shared(1, "deals/0"))).await, Err(StoreError::Stale));
    let first = store.put_checkpoint(new("deals/0", None)).await.expect("writes");
    assert_eq!(store.put_checkpoint(new("frame", shared(first, "deals/1"))).await, Err(StoreError::Stale));
    store.put_checkpoint(new("deals/0", None)).await.expect("writes");
    store.put_checkpoint(new("deals/0", None)).await.expect("writes");
    assert_eq!(store.put_checkpoint(new("frame", shared(first, "deals/0"))).await, Err(StoreError::Stale));
    let newest = store.checkpoint(0).await.expect("reads").expect("is there");
    assert_eq!(newest.parts, [("deals/0".to_owned(), vec![1])], "a refused checkpoint leaves nothing");
}

async fn replaces_settings(store: &dyn Store) {
    for value in [vec![1], vec![2, 3], Vec::new()] {
        store.put_meta("key".to_owned(), value.clone()).await.expect("writes");
        assert_eq!(store.meta("key".to_owned()).await, Ok(Some(value)));
    }
}

async fn is_replaced(store: &dyn Store) {
    fill(store).await;
    assert!(!store.metas().await.expect("reads").is_empty());
    let mut other = new_entry(9);
    other.outbox = false;
    let settings = vec![("kept".to_owned(), vec![7])];
    assert_eq!(store.replace(vec![new_entry(8), other], settings.clone(), Vec::new()).await, Ok(()));
    assert_eq!(content(store).await, [8, 9]);
    assert_eq!(store.outbox().await, Ok(vec![new_entry(8).id]));
    assert_eq!(store.metas().await, Ok(settings));
    assert_eq!(store.checkpoint(0).await, Ok(None));
    assert_eq!(store.append(vec![new_entry(1)]).await, Ok(3));
}

async fn wipes(store: &dyn Store) {
    let mut entry = new_entry(1);
    entry.meta.push(("writer".to_owned(), vec![1]));
    store.append(vec![entry, new_entry(2)]).await.expect("writes");
    let checkpoint = NewCheckpoint { upto: 2, parts: vec![("frame".to_owned(), vec![1])], unchanged: None };
    store.put_checkpoint(checkpoint).await.expect("writes");
    store.wipe().await.expect("writes");
    assert_eq!(content(store).await, [0_u8; 0]);
    assert_eq!(store.outbox().await, Ok(Vec::new()));
    assert_eq!(store.meta("writer".to_owned()).await, Ok(None));
    assert_eq!(store.checkpoint(0).await, Ok(None));
    assert_eq!(store.entry(new_entry(1).id).await, Ok(None));
    assert_eq!(store.append(vec![new_entry(2), new_entry(3)]).await, Ok(2));
    assert_eq!(content(store).await, [2, 3]);
}

async fn keeps_large_entries(store: &dyn Store) {
    let bytes: Vec<u8> = (0..3_000_000_u32).map(|at| u8::try_from(at % 251).unwrap_or(0)).collect();
    let entry = NewEntry { bytes: bytes.clone(), ..new_entry(1) };
    store.append(vec![entry]).await.expect("writes");
    assert_eq!(store.entry(new_entry(1).id).await.expect("reads").as_deref(), Some(bytes.as_slice()));
}

/// Demands on two connections to one place: `other` sees at once what `store` wrote, both ways.
pub(crate) async fn shares(store: &dyn Store, other: &dyn Store) {
    store.append(vec![new_entry(1)]).await.expect("writes");
    assert_eq!(content(other).await, [1]);
    assert_eq!(other.append(vec![new_entry(2)]).await, Ok(2));
    assert_eq!(store.append(vec![new_entry(3), new_entry(2)]).await, Ok(3));
    assert_eq!(content(store).await, [1, 2, 3]);
    assert_eq!(content(other).await, [1, 2, 3]);
    other.put_meta("key".to_owned(), vec![1]).await.expect("writes");
    assert_eq!(store.meta("key".to_owned()).await, Ok(Some(vec![1])));
}

/// Demands on two connections to one place: once one has wiped it, the other, which looked before, is
/// refused whatever would mix what it knows with what is there now.
pub(crate) async fn ends_others(store: &dyn Store, other: &dyn Store) {
    store.append(vec![new_entry(1)]).await.expect("writes");
    assert_eq!(content(other).await, [1]);
    store.wipe().await.expect("writes");
    let replaced = Err(StoreError::Replaced);
    assert_eq!(other.append(vec![new_entry(2)]).await, replaced);
    assert_eq!(other.append_after(0, vec![new_entry(2)]).await, Err(StoreError::Replaced));
    assert_eq!(other.entries(0, 1).await, Err(StoreError::Replaced));
    let checkpoint = NewCheckpoint { upto: 1, parts: Vec::new(), unchanged: None };
    assert_eq!(other.put_checkpoint(checkpoint).await, replaced);
    assert_eq!(store.append(vec![new_entry(3)]).await, Ok(1));
    assert_eq!(content(store).await, [3]);
    assert_eq!(store.checkpoint(0).await, Ok(None));
}

/// Fills a store so that [`is_filled`] knows it again after reopening.
pub(crate) async fn fill(store: &dyn Store) {
    let mut last = new_entry(2);
    last.meta.push(("writer".to_owned(), vec![8]));
    store.append(vec![new_entry(1), last]).await.expect("writes");
    store.sent(new_entry(1).id).await.expect("writes");
    let checkpoint = NewCheckpoint { upto: 1, parts: vec![("frame".to_owned(), vec![4])], unchanged: None };
    store.put_checkpoint(checkpoint).await.expect("writes");
}

/// Finds everything that [`fill`] wrote.
pub(crate) async fn is_filled(store: &dyn Store) {
    assert_eq!(content(store).await, [1, 2]);
    assert_eq!(store.outbox().await, Ok(vec![new_entry(2).id]));
    assert_eq!(store.meta("writer".to_owned()).await, Ok(Some(vec![8])));
    let checkpoint = store.checkpoint(0).await.expect("reads").expect("is there");
    assert_eq!((checkpoint.upto, checkpoint.parts), (1, vec![("frame".to_owned(), vec![4])]));
    assert_eq!(store.append(vec![new_entry(2), new_entry(3)]).await, Ok(3));
}
