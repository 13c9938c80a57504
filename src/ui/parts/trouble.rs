//! What the store could not do, in words.

use crate::ports::StoreError;
use crate::ui::context::App;

/// The sentence for an error of the store: what happened, and what to do.
pub(in crate::ui) fn text(app: &App, error: &StoreError) -> String {
    match error {
        StoreError::Unavailable(_) => t!(app, "store-unavailable"),
        StoreError::Full => t!(app, "store-full"),
        StoreError::Blocked => t!(app, "store-blocked"),
        StoreError::Newer => t!(app, "store-newer"),
        StoreError::Stale => t!(app, "store-stale"),
        StoreError::Failed(why) => t!(app, "store-failed", why = why.as_str()),
    }
}
