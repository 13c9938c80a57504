//! The colours that a picture is painted in, and whether the system's change meanwhile.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Hears of a change of the system's colours as long as it is kept.
pub(in crate::ui) struct Theme(Option<web_sys::MediaQueryList>, Closure<dyn Fn()>);

impl Theme {
    /// Does something at each change.
    pub(in crate::ui) fn listen(then: impl Fn() + 'static) -> Self {
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

/// A property of an element as it is shown.
pub(in crate::ui) fn computed(element: &web_sys::Element, name: &str) -> Option<String> {
    window().get_computed_style(element).ok()??.get_property_value(name).ok()
}
