//! Keeping what is done: storing it, and taking in what other tabs have stored.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{App, Desk, Saving};
use crate::model::Instant;
use crate::ports::sharing::{Tab, read_others, store_waiting};
use crate::ports::{Keeper, TakenBack};
use crate::ui::pages;
use crate::ui::parts::refusal;
use crate::ui::upkeep::Upkeep;

impl App {
    /// Stores what waits. One write at a time; a refused one is kept for [`App::save`] to try again.
    pub fn save(&self) {
        let app = *self;
        if app.is_storing.get_value() {
            return;
        }
        app.is_storing.set_value(true);
        spawn_local(async move {
            let store = app.peek(|desk| desk.ports.store.clone());
            let outcome = store_waiting(&app, store.as_ref()).await;
            app.is_storing.try_set_value(false);
            match outcome {
                Ok(()) => {
                    let at_work = app.peek(|desk| desk.keeper.is_at_work());
                    app.saving.set(if at_work { Saving::Waiting(1) } else { Saving::Saved });
                    app.peek(Desk::mark);
                }
                Err(error) => app.saving.set(Saving::Failed(error, app.peek(|desk| desk.keeper.waiting()))),
            }
            if app.peek(|desk| desk.keeper.checkpoint_due()) {
                pages::upkeep(Upkeep::Checkpoint(app));
            }
        });
    }

    /// Says that something is being done in slices: who leaves the page before its end, leaves without it.
    pub fn begins_work(&self) {
        self.saving.update(|saving| {
            if *saving == Saving::Saved {
                *saving = Saving::Waiting(1);
            }
        });
    }

    /// Takes in what other tabs have written.
    pub fn catch_up(&self) {
        let app = *self;
        spawn_local(async move {
            let store = app.peek(|desk| desk.ports.store.clone());
            if let Err(error) = read_others(&app, store.as_ref()).await {
                app.saving.set(Saving::Failed(error, app.peek(|desk| desk.keeper.waiting())));
            }
        });
    }

    /// Listens to what other tabs write from now on. A tab that was frozen heard nothing: it catches
    /// up when it is looked at again.
    pub fn follow_others(&self) {
        let app = *self;
        self.peek(|desk| desk.ports.store.listen(Box::new(move || app.catch_up())));
        // The listener lives as long as the page.
        drop(window_event_listener(leptos::ev::visibilitychange, move |_| {
            if !document().hidden() {
                app.catch_up();
            }
        }));
    }
}

impl Tab for App {
    fn with(&self, act: &mut dyn FnMut(&mut Keeper)) {
        // A page that is being left has no keeper any more.
        self.desk.try_update_value(|desk| act(&mut desk.keeper));
    }

    fn now(&self) -> Instant {
        App::now(self)
    }

    fn storing(&self, waiting: usize) {
        self.saving.set(Saving::Waiting(waiting));
    }

    fn changed(&self) {
        self.desk.try_update_value(Desk::refresh_organisation);
        self.version.update(|version| *version += 1);
    }

    fn taken_back(&self, changes: Vec<TakenBack>) {
        // Its way back would lead to another act.
        self.toasts.update(|toasts| toasts.retain(|toast| !toast.undo));
        for TakenBack { label, why } in changes {
            let why = refusal::text(self, &why);
            self.toast(t!(self, "toast-taken-back", what = self.label(&label), why = why), true, false);
        }
    }
}
