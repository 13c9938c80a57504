//! Work on the journal that no first screen needs: undoing an entry, writing a checkpoint. Its code
//! comes with the later pages.

use leptos::prelude::Update;

use super::context::App;
use super::gradual;
use crate::book::Cause;
use crate::book::seal::Unlocked;
use crate::model::Id;
use crate::ports::files::sweep;

/// What is to be done.
#[derive(Clone)]
pub(super) enum Upkeep {
    /// Undo or redo an entry; where there is nothing to do, this text says so.
    Invert(App, Id, &'static str),
    /// Store a checkpoint of the book.
    Checkpoint(App),
}

/// Does it.
pub(super) async fn run(what: Upkeep) {
    match what {
        Upkeep::Invert(app, id, nothing) => invert(app, id, nothing).await,
        Upkeep::Checkpoint(app) => checkpoint(app).await,
    }
}

async fn invert(app: App, id: Id, nothing: &'static str) {
    let queued = app.peek(|desk| desk.keeper.queued(id).cloned());
    let batch = if let Some(batch) = queued {
        Ok(batch)
    } else {
        let store = app.peek(|desk| desk.ports.store.clone());
        match store.entry(id).await {
            Ok(Some(bytes)) => gradual::open(app, bytes).await.map_err(|error| error.to_string()),
            Ok(None) => Err(id.to_string()),
            Err(error) => Err(error.to_string()),
        }
    };
    match batch {
        Ok(batch) => match gradual::invert(app, batch).await {
            Ok(acted) => {
                let what = app.label(&acted.head.label);
                let key = if matches!(acted.head.cause, Cause::Redone(_)) { "toast-redone" } else { "toast-undone" };
                let mut text = t!(app, key, what = what);
                if !acted.kept.is_empty() {
                    text.push(' ');
                    text.push_str(&t!(app, "toast-kept", n = acted.kept.len()));
                }
                // The way back that a note offered would now lead to another act.
                app.toasts.update(|toasts| toasts.retain(|toast| !toast.undo));
                app.toast(text, false, false);
            }
            Err(_) => app.toast(app.text(nothing, &[]), false, false),
        },
        Err(why) => app.toast(t!(app, "toast-undo-failed", why = why), true, false),
    }
}

async fn checkpoint(app: App) {
    let Some(checkpoint) = gradual::checkpoint(app).await else { return };
    let store = app.peek(|desk| desk.ports.store.clone());
    // Only a cache: where it fails the journal is whole, the next start just takes longer.
    let result = store.put_checkpoint(checkpoint).await;
    app.keep(|keeper| keeper.checkpointed(result));
    let (files, waiting, now) =
        app.peek(|desk| (desk.ports.files.clone(), desk.keeper.unsaved(), desk.ports.clock.now()));
    // Where it fails it is tried again another time.
    drop(sweep(&*files, &*store, waiting, &Unlocked, now).await);
}
