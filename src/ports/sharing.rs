//! Storing what waits beside other tabs: take the right to write, append behind what is known; where
//! others wrote in between, read that, decide again, and append behind it.

use super::keeper::{Keeper, OpenError};
use super::store::{Store, StoreError};
use super::waiting::TakenBack;
use crate::model::{Id, Instant};

/// Entries of others that are read at once.
const PAGE: usize = 64;

/// A tab, as storing sees it: its keeper between waits, and whom to tell.
pub trait Tab {
    /// Does something with the keeper; nothing where the tab is closing.
    fn with(&self, act: &mut dyn FnMut(&mut Keeper));
    /// The present instant.
    fn now(&self) -> Instant;
    /// So many changes are being stored.
    fn storing(&self, waiting: usize);
    /// The book holds what others wrote.
    fn changed(&self);
    /// Changes that were shown are taken back.
    fn taken_back(&self, changes: Vec<TakenBack>);
}

fn ask<T>(tab: &dyn Tab, act: impl FnOnce(&mut Keeper) -> T) -> Option<T> {
    let (mut act, mut answer) = (Some(act), None);
    tab.with(&mut |keeper| answer = act.take().map(|act| act(keeper)));
    answer
}

/// Stores everything that waits. What is refused stays in the queue.
pub async fn store_waiting(tab: &dyn Tab, store: &dyn Store) -> Result<(), StoreError> {
    loop {
        let waiting = ask(tab, |keeper| keeper.waiting()).unwrap_or(0);
        if waiting == 0 {
            return Ok(());
        }
        tab.storing(waiting);
        let _held = store.hold().await;
        if ask(tab, |keeper| keeper.is_overtaken()) == Some(true) {
            decide_again(tab, store).await?;
        }
        let next = ask(tab, |keeper| keeper.next_write().map(|entries| (entries, keeper.arrived()))).flatten();
        let Some((entries, after)) = next else {
            // Everything was taken back, or something is there that cannot be written down.
            let left = ask(tab, |keeper| keeper.waiting()).unwrap_or(0);
            let stuck = || Err(StoreError::Failed("a change cannot be written down".to_owned()));
            return if left == 0 { Ok(()) } else { stuck() };
        };
        let noted: Vec<(Id, usize)> = entries.iter().map(|entry| (entry.id, entry.bytes.len())).collect();
        let result = store.append_after(after, entries).await;
        let late = result == Ok(None);
        ask(tab, |keeper| keeper.wrote(&noted, result)).unwrap_or(Ok(()))?;
        if late {
            read_others(tab, store).await?;
        }
    }
}

/// Takes in what other tabs have written.
pub async fn read_others(tab: &dyn Tab, store: &dyn Store) -> Result<(), StoreError> {
    loop {
        let Some(arrived) = ask(tab, |keeper| keeper.arrived()) else { return Ok(()) };
        let page = store.entries(arrived, PAGE).await?;
        if page.is_empty() {
            return Ok(());
        }
        let now = tab.now();
        // What they dated to their present would lie in the future of a book that stood still.
        let receive = |keeper: &mut Keeper| {
            keeper.advance(now);
            keeper.receive(page)
        };
        ask(tab, receive).unwrap_or(Ok(())).map_err(told)?;
        tab.changed();
    }
}

/// Builds the book anew from the store, without what waits, and decides that again.
async fn decide_again(tab: &dyn Tab, store: &dyn Store) -> Result<(), StoreError> {
    let Some(device) = ask(tab, |keeper| keeper.device()) else { return Ok(()) };
    let fresh = Keeper::open(store, device, tab.now()).await.map_err(told)?;
    let taken_back = ask(tab, |keeper| keeper.decide_again(fresh)).unwrap_or_default();
    tab.changed();
    if !taken_back.is_empty() {
        tab.taken_back(taken_back);
    }
    Ok(())
}

fn told(error: OpenError) -> StoreError {
    match error {
        OpenError::Store(error) => error,
        // Passed over is what is damaged; what stops the reading is newer than this build.
        OpenError::Entry { .. } => StoreError::Newer,
    }
}
