//! The journal read from the store, for the book as it was recorded.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::{Reading, Times};
use crate::book::Batch;
use crate::book::recorded::Recorded;
use crate::book::seal::{Unlocked, open_batch};
use crate::ui::parts::pause::{pause, slice};

/// Entries read at once.
const PAGE: usize = 64;

/// Reads the journal once, in slices.
pub(super) fn read(times: Times) {
    if !matches!(times.reading.get_untracked(), Reading::Not | Reading::Failed) {
        return;
    }
    times.reading.set(Reading::Under(0, 0));
    spawn_local(async move {
        let done = recorded(times).await;
        // The page may be gone by now.
        let done = match done {
            Some(recorded) => {
                times.recorded.try_update_value(|slot| *slot = Some(recorded));
                Reading::Done
            }
            None => Reading::Failed,
        };
        times.reading.try_set(done);
    });
}

/// The book as it was recorded; `None` where the store fails or the page was left.
async fn recorded(times: Times) -> Option<Recorded> {
    let app = times.app;
    let (store, total) = app.peek(|desk| (desk.ports.store.clone(), desk.book().history().len()));
    let mut batches: Vec<Batch> = Vec::new();
    let mut after = 0;
    loop {
        let page = store.entries(after, PAGE).await.ok()?;
        let Some((last, _)) = page.last() else { break };
        after = *last;
        // A damaged entry is passed over, as it was when the book was opened.
        batches.extend(page.into_iter().filter_map(|(_, bytes)| open_batch(bytes, &Unlocked).ok()));
        times.reading.try_set(Reading::Under(batches.len() / 2, total)).is_none().then_some(())?;
        pause().await;
    }
    // Books merge in any order; what was recorded first is to come first.
    crate::model::order::by_key(&mut batches, |batch| batch.head.time);
    let mut recorded = Recorded::default();
    let mut until = app.now().0 + slice();
    let read = batches.len();
    for (at, batch) in batches.into_iter().enumerate() {
        recorded.add(&batch);
        if app.now().0 > until {
            times.reading.try_set(Reading::Under(read.midpoint(at), total)).is_none().then_some(())?;
            pause().await;
            until = app.now().0 + slice();
        }
    }
    recorded.advance(app.now());
    recorded.finish();
    Some(recorded)
}
