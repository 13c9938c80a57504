//! The one search index of this tab: made at the first search, kept up to date in slices.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::query::search::{Han, Index};
use crate::ui::context::App;

/// Records read between two looks at the clock.
const STEP: usize = 200;
/// Milliseconds of a slice.
const SLICE: f64 = 8.0;

thread_local! {
    // Not a part of the context: what the first screen never uses must not be loaded with it.
    static INDEX: RefCell<Option<Index>> = const { RefCell::new(None) };
    static ASKED: Cell<bool> = const { Cell::new(false) };
}

/// Reads the index, once there is one.
pub(in crate::ui) fn with<T>(read: impl FnOnce(&Index) -> T) -> Option<T> {
    INDEX.with_borrow(|index| index.as_ref().map(read))
}

/// Brings the index up to date in slices, telling `grown` after each; `true` when all is read.
/// Loads what is known of Han characters first, once.
pub(in crate::ui) fn follow(app: App, grown: Callback<bool>) {
    if INDEX.with_borrow(Option::is_some) {
        read(app, grown);
        return;
    }
    if ASKED.replace(true) {
        // Another asked first and is being served: look again when it has come.
        set_timeout(move || follow(app, grown), Duration::from_millis(50));
        return;
    }
    spawn_local(async move {
        let locale = app.peek(|desk| desk.ports.locale.clone());
        // Without it, offline on the first visit, names are found by their characters alone.
        let han = locale.facts("han").await.ok().and_then(|text| Han::parse(&text).ok());
        let known = han.is_some();
        INDEX.set(Some(Index::new(han.unwrap_or_default())));
        read(app, grown);
        // Then the next search asks again.
        ASKED.set(known);
    });
}

fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

fn read(app: App, grown: Callback<bool>) {
    let start = now();
    let mut done = false;
    while !done && now() - start < SLICE {
        done = app.peek(|desk| {
            INDEX.with_borrow_mut(|index| index.as_mut().is_none_or(|index| index.advance(desk.book(), STEP)))
        });
    }
    // The palette may be closed by now: then nobody listens, and the index grows all the same.
    let listened = grown.try_run(done).is_some();
    if !done {
        // Slices that nobody waits for leave the page more room.
        let pause = if listened { Duration::ZERO } else { Duration::from_millis(50) };
        set_timeout(move || read(app, grown), pause);
    }
}
