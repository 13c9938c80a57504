//! The style sheet of later pages, which the first screen does without.

use std::cell::RefCell;

use js_sys::Promise;
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

thread_local! {
    /// Its coming, once it has been asked for.
    static COMING: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

/// Asks for the sheet, where nobody has yet; resolves when it is there.
pub(in crate::ui) fn sheet() -> impl Future<Output = ()> {
    let coming = COMING.with_borrow_mut(|coming| coming.get_or_insert_with(load).clone());
    async move { drop(JsFuture::from(coming).await) }
}

/// Links to the sheet that the build names, behind the first one: of equal rules the later one holds.
fn load() -> Promise {
    let there = || Promise::resolve(&JsValue::NULL);
    let page = document();
    let find = |what: &str| page.query_selector(what).ok().flatten();
    // A build for development links to all of its sheets at once.
    let (Some(loader), Some(first)) = (find("script[data-sheet]"), find("link[rel=stylesheet]")) else {
        return there();
    };
    let Ok(link) = page.create_element("link") else { return there() };
    for (name, from) in [("href", "data-sheet"), ("integrity", "data-sheet-sum")] {
        drop(link.set_attribute(name, &loader.get_attribute(from).unwrap_or_default()));
    }
    drop(link.set_attribute("rel", "stylesheet"));
    Promise::new(&mut |resolve, _| {
        // Where it does not come, pages say the same, less neatly.
        for event in ["load", "error"] {
            drop(link.add_event_listener_with_callback(event, resolve.unchecked_ref()));
        }
        if first.insert_adjacent_element("afterend", &link).is_err() {
            drop(resolve.call0(&JsValue::NULL));
        }
    })
}
