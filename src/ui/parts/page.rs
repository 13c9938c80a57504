//! What the page around the application knows (`boot.js`): states as data of the root element, news
//! and answers as events of the window.

use leptos::prelude::*;

/// The state that the root element's data of a name holds, kept up to date by an event.
pub(in crate::ui) fn watch(name: &'static str, event: &'static str) -> RwSignal<Option<String>> {
    let attribute = format!("data-{name}");
    let read = move || document().document_element().and_then(|root| root.get_attribute(&attribute));
    let state = RwSignal::new(read());
    let handle = window_event_listener_untyped(event, move |_| state.set(read()));
    on_cleanup(move || handle.remove());
    state
}

/// Tells the page something.
pub(in crate::ui) fn tell(event: &str) {
    if let Ok(event) = web_sys::Event::new(event) {
        // Whether anybody listens makes no difference here.
        drop(window().dispatch_event(&event));
    }
}

/// Whether the window is as a media query says.
pub(in crate::ui) fn matches(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|list| list.matches())
}

/// Sets an attribute of the document's root element.
pub(in crate::ui) fn set_root_attribute(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        // Setting a plain attribute of a live element cannot fail in a way that could be mended.
        drop(root.set_attribute(name, value));
    }
}

/// Takes an attribute off the document's root element.
pub(in crate::ui) fn clear_root_attribute(name: &str) {
    if let Some(root) = document().document_element() {
        // One that is not there is off already.
        drop(root.remove_attribute(name));
    }
}
