//! Whether the system's colours change while a picture is painted in them.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Hears of a change of the system's colours as long as it is kept.
pub(super) struct Theme(Option<web_sys::MediaQueryList>, Closure<dyn Fn()>);

impl Theme {
    /// Does something at each change.
    pub(super) fn listen(then: impl Fn() + 'static) -> Self {
        let changed = Closure::new(then);
        let query = window().match_media("(prefers-color-scheme: dark)").ok().flatten();
        if let Some(query) = &query {
            drop(query.add_event_listener_with_callback("change", changed.as_ref().unchecked_ref()));
        }
        Self(query, changed)
    }
}

impl Drop for Theme {
    fn drop(&mut self) {
        if let Some(query) = &self.0 {
            drop(query.remove_event_listener_with_callback("change", self.1.as_ref().unchecked_ref()));
        }
    }
}
