//! What this device remembers of hand-overs, as the page shows it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::exchange::handover::{Ledger, LedgerError};
use crate::ui::context::App;
use crate::ui::parts::trouble;

/// The ledger, once it was read.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Kept(RwSignal<Option<Arc<Ledger>>>);

impl Kept {
    /// Reads it.
    pub(in crate::ui) fn new(app: App) -> Self {
        let kept = Self(RwSignal::new(None));
        kept.refresh(app);
        kept
    }

    /// Reads it anew, after something was handed over.
    pub(super) fn refresh(self, app: App) {
        spawn_local(async move {
            match load(app).await {
                Ok(ledger) => drop(self.0.try_set(Some(Arc::new(ledger)))),
                Err(error) => app.toast(said(app, &error), true, false),
            }
        });
    }

    /// The ledger; what reads it runs again when it changes.
    pub(super) fn read<T>(self, read: impl FnOnce(&Ledger) -> T) -> Option<T> {
        self.0.with(|ledger| ledger.as_deref().map(read))
    }
}

/// Reads the ledger from the store.
pub(super) async fn load(app: App) -> Result<Ledger, LedgerError> {
    let (store, device) = app.peek(|desk| (desk.ports.store.clone(), desk.keeper.device()));
    Ledger::load(&*store, device).await
}

/// Why it cannot be read, in words.
pub(super) fn said(app: App, error: &LedgerError) -> String {
    match error {
        LedgerError::Store(error) => trouble::text(&app, error),
        LedgerError::Unreadable(_) => t!(app, "handover-ledger"),
    }
}
