//! What the store could not do, in words.

use crate::model::messages::Arg;
use crate::ports::StoreError;
use crate::ui::context::App;

/// The sentence for an error of the store: what happened, and what to do.
pub(in crate::ui) fn text(app: &App, error: &StoreError) -> String {
    app.text(error.key(), &[("why", Arg::from(error.why()))])
}
