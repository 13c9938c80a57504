//! What the application calls things in all its languages, for files that it reads and writes.

use std::cell::RefCell;
use std::sync::Arc;

use super::context::App;
use crate::exchange::Labels;
use crate::model::messages::Language;
use crate::ports::Texts;

thread_local! {
    /// The names, once they are there.
    static KNOWN: RefCell<Option<Arc<Labels>>> = const { RefCell::new(None) };
}

/// The names in all languages; of a language that does not come, none.
pub(super) async fn labels(app: App) -> Arc<Labels> {
    if let Some(known) = KNOWN.with_borrow(Clone::clone) {
        return known;
    }
    let locale = app.peek(|desk| desk.ports.locale.clone());
    let (mut labels, mut whole) = (Labels::none(), true);
    for (language, _) in Language::ALL {
        for part in [Texts::First, Texts::Later] {
            match locale.catalogue(language, part).await {
                Ok(source) => labels.add(&source),
                Err(_) => whole = false,
            }
        }
    }
    let labels = Arc::new(labels);
    if whole {
        KNOWN.set(Some(labels.clone()));
    }
    labels
}
