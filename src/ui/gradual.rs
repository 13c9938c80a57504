//! Large changes in slices, so that the page stays alive: what an import made, the undo of one, a
//! checkpoint. Nothing of a change is shown before all of it is there.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::context::App;
use super::parts::pause::{pause, slice};
use crate::book::each::{Deciding, Each};
use crate::book::pieces::Opening;
use crate::book::seal::{Sealer, Unlocked, Unreadable};
use crate::book::{Batch, Book, Command, Context, Draft, Head, Rejection};
use crate::ports::NewCheckpoint;
use crate::ports::keeper::{Acted, Keeper};
use crate::ports::slices::{Step, Ticket};

/// Operations between two looks at the clock.
const MOST: usize = 256;
/// How often a checkpoint is begun anew when the book changes under it.
const TRIES: usize = 3;
/// Records up to which the same is done to all of them at once.
const AT_ONCE: usize = 300;
/// Records that are decided of between two looks at the clock.
const PIECE: usize = 16;

/// Takes a draft that was decided against the book as it is, and says so with a way back. Where
/// `goes_on` says no before the end, nothing has happened.
pub(super) async fn take(app: App, draft: Draft, goes_on: impl Fn() -> bool) -> Result<Head, Rejection> {
    let ticket = app.decide(|keeper, context| keeper.begin(draft, context));
    let outcome = finish(app, ticket, goes_on).await;
    app.say(outcome)
}

/// Does the same to many records, and something afterwards once it was done and the page is still there.
/// Few are done at once; of more `busy` is told as long as it takes. Whether it was done, or is being done.
pub(super) fn each<E: Each + Command + 'static>(
    app: App,
    busy: RwSignal<bool>,
    each: E,
    after: impl FnOnce() + 'static,
) -> bool {
    if busy.get_untracked() {
        return false;
    }
    if each.count() <= AT_ONCE {
        let done = app.act(&each).is_ok();
        if done {
            after();
        }
        return done;
    }
    busy.set(true);
    app.begins_work();
    spawn_local(async move {
        let taken = match decided(app, each).await {
            Ok(draft) => take(app, draft, || true).await,
            Err(rejection) => {
                app.save();
                app.say(Err(rejection))
            }
        };
        // The page may have been left meanwhile.
        let is_there = busy.try_set(false).is_none();
        if taken.is_ok() && is_there {
            after();
        }
    });
    true
}

async fn decided<E: Each>(app: App, each: E) -> Result<Draft, Rejection> {
    let mut deciding = app.with_context(|book, context| Deciding::begin(each, book, context))?;
    let step = || match app.with_context(|book, context| deciding.step(book, context, PIECE)) {
        Ok(true) => Step::Done(Ok(())),
        Ok(false) => Step::Working,
        Err(why) => Step::Done(Err(why)),
    };
    in_slices(app, step).await?;
    app.with_context(|book, _| deciding.finish(book))
}

/// Asks something of many records, so many at a time, and gathers what comes of it.
pub(super) async fn asked<T: Copy, U>(app: App, of: &[T], ask: impl Fn(&[T], &Book, &Context<'_>) -> Vec<U>) -> Vec<U> {
    let (mut pieces, mut all) = (of.chunks(PIECE), Vec::new());
    let step = || match pieces.next() {
        Some(piece) => {
            all.extend(app.with_context(|book, context| ask(piece, book, context)));
            Step::Working
        }
        None => Step::Done(()),
    };
    in_slices(app, step).await;
    all
}

/// Undoes a batch, or redoes what it undid.
pub(super) async fn invert(app: App, batch: Batch) -> Result<Acted, Rejection> {
    let ticket = app.decide(|keeper, context| keeper.begin_invert(Rc::new(batch), context));
    finish(app, ticket, || true).await
}

async fn finish(app: App, ticket: Option<Ticket>, goes_on: impl Fn() -> bool) -> Result<Acted, Rejection> {
    let Some(ticket) = ticket else { return Err(Rejection::Nothing) };
    app.begins_work();
    let outcome = in_slices(app, || {
        if !goes_on() {
            app.keep(|keeper| keeper.give_up(ticket));
        }
        app.keep(|keeper| keeper.go_on(ticket, MOST)).unwrap_or(Step::Done(Err(Rejection::Nothing)))
    });
    let outcome = outcome.await;
    match outcome {
        Ok(_) => app.shown(),
        // Nothing happened: the status says again what is stored.
        Err(_) => app.save(),
    }
    outcome
}

/// Opens the bytes of a batch and checks that its content is what its root says.
pub(super) async fn open(app: App, bytes: Vec<u8>) -> Result<Batch, Unreadable> {
    let mut opening = Opening::of(Unlocked.open(bytes)?)?;
    let step = || match opening.step(MOST) {
        Ok(None) => Step::Working,
        Ok(Some(batch)) => Step::Done(Ok(batch)),
        Err(error) => Step::Done(Err(error)),
    };
    in_slices(app, step).await
}

/// A checkpoint of the book as it is stored; `None` where there is to be none now.
pub(super) async fn checkpoint(app: App) -> Option<NewCheckpoint> {
    for _ in 0..TRIES {
        app.keep(Keeper::begin_checkpoint)?;
        let step = || match app.keep(Keeper::go_on_checkpoint).flatten() {
            Some(Step::Working) => Step::Working,
            Some(Step::Done(checkpoint)) => Step::Done(Some(checkpoint)),
            None => Step::Done(None),
        };
        let made = in_slices(app, step).await;
        if made.is_some() || app.keep(|keeper| keeper.checkpoint_due()) != Some(true) {
            return made;
        }
        pause().await;
    }
    None
}

/// Takes steps until something comes of them, and lets the browser do what else there is to do.
async fn in_slices<T>(app: App, mut step: impl FnMut() -> Step<T>) -> T {
    loop {
        let (started, slice) = (app.now(), slice());
        loop {
            if let Step::Done(done) = step() {
                return done;
            }
            if app.now().0 - started.0 >= slice {
                break;
            }
        }
        pause().await;
    }
}
