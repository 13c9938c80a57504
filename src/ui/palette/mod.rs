//! The command palette: every record, page and command behind one field, for keys and fingers.

mod commands;
mod dialog;
pub(super) mod index;
mod keys;
pub(super) mod recent;
mod row;

use leptos::prelude::*;

use super::context::{Over, use_app};
use dialog::Palette;
use keys::KeysDialog;

/// What lies over the page.
pub(super) fn over(over: Over) -> AnyView {
    let app = use_app();
    let close = Callback::new(move |()| app.over.set(None));
    match over {
        Over::Palette => view! { <Palette on_close=close/> }.into_any(),
        Over::Keys => view! { <KeysDialog on_close=close/> }.into_any(),
    }
}
