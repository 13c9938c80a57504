//! What every place for files must do.

use fieldbook::model::Instant;
use fieldbook::ports::files::{FileHash, StoredFile, hash};
use fieldbook::ports::{Files, Store, Task};

/// A named demand on an empty store: its journal, and its files.
pub(crate) type FileDemand = (&'static str, for<'a> fn(&'a dyn Store, &'a dyn Files) -> Task<'a, ()>);

/// Every demand.
pub(crate) const FILE_DEMANDS: &[FileDemand] = &[
    ("a file comes back by its hash", |_, files| Box::pin(keeps(files))),
    ("a file is kept once", |_, files| Box::pin(keeps_once(files))),
    ("fresh files are settled", |_, files| Box::pin(settles(files))),
    ("a file that was chosen again is not dropped", |_, files| Box::pin(spares(files))),
    ("files go and come with the rest", |store, files| Box::pin(goes_along(store, files))),
];

fn file(byte: u8, size: usize) -> StoredFile {
    let content = vec![byte; size];
    (hash(&content), content)
}

async fn hashes(files: &dyn Files) -> Vec<FileHash> {
    files.files().await.expect("reads")
}

fn sorted(mut hashes: Vec<FileHash>) -> Vec<FileHash> {
    hashes.sort_unstable();
    hashes
}

async fn keeps(files: &dyn Files) {
    let (small, large, empty) = (file(1, 3), file(2, 3_000_000), file(3, 0));
    assert_eq!(files.file(small.0).await, Ok(None));
    for one in [&small, &large, &empty] {
        files.put_file(one.clone(), Instant(5)).await.expect("writes");
    }
    for (hash, content) in [&small, &large, &empty] {
        assert_eq!(files.file(*hash).await.expect("reads").as_ref(), Some(content));
    }
    assert_eq!(hashes(files).await, sorted(vec![small.0, large.0, empty.0]));
}

async fn keeps_once(files: &dyn Files) {
    let one = file(1, 3);
    files.put_file(one.clone(), Instant(5)).await.expect("writes");
    files.put_file((one.0, vec![9]), Instant(8)).await.expect("writes");
    assert_eq!(files.file(one.0).await, Ok(Some(one.1)));
    assert_eq!(hashes(files).await, [one.0]);
    assert_eq!(files.fresh_files().await, Ok(vec![(one.0, Instant(8))]));
}

async fn settles(files: &dyn Files) {
    let (kept, dropped, left) = (file(1, 3), file(2, 3), file(3, 3));
    for (one, since) in [(&kept, -7), (&dropped, 2), (&left, 3)] {
        files.put_file(one.clone(), Instant(since)).await.expect("writes");
    }
    files.settle_files(vec![kept.0], vec![(dropped.0, Instant(2))]).await.expect("writes");
    assert_eq!(hashes(files).await, sorted(vec![kept.0, left.0]));
    assert_eq!(files.file(dropped.0).await, Ok(None));
    assert_eq!(files.fresh_files().await, Ok(vec![(left.0, Instant(3))]));
    // What is settled stays so.
    files.put_file(kept.clone(), Instant(9)).await.expect("writes");
    assert_eq!(files.fresh_files().await, Ok(vec![(left.0, Instant(3))]));
    files.settle_files(vec![], vec![(kept.0, Instant(9))]).await.expect("writes");
    assert_eq!(hashes(files).await, sorted(vec![kept.0, left.0]));
    files.settle_files(vec![file(9, 9).0], vec![(file(8, 8).0, Instant(1))]).await.expect("unknown files are none");
}

async fn spares(files: &dyn Files) {
    let one = file(1, 3);
    files.put_file(one.clone(), Instant(5)).await.expect("writes");
    files.put_file(one.clone(), Instant(6)).await.expect("writes");
    files.settle_files(vec![], vec![(one.0, Instant(5))]).await.expect("writes");
    assert_eq!(hashes(files).await, [one.0]);
}

async fn goes_along(store: &dyn Store, files: &dyn Files) {
    let (old, new) = (file(1, 3), file(2, 3));
    files.put_file(old.clone(), Instant(5)).await.expect("writes");
    store.replace(Vec::new(), Vec::new(), vec![new.clone()]).await.expect("writes");
    assert_eq!(hashes(files).await, [new.0]);
    assert_eq!(files.file(new.0).await, Ok(Some(new.1)));
    assert_eq!(files.fresh_files().await, Ok(vec![]), "what a backup brings is referred to");
    store.wipe().await.expect("writes");
    assert_eq!(hashes(files).await, Vec::<FileHash>::new());
}
