//! Moving between places by the History API: links, back and forward, focus on the new page.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlAnchorElement, HtmlElement, Url};

use crate::ui::context::App;
use crate::ui::route::Place;

/// The base of the document, with a slash at its end.
fn base() -> String {
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    Url::new(&base).map_or_else(|_| "/".to_owned(), |url| url.pathname())
}

/// The place of the current address.
pub(in crate::ui) fn here() -> Place {
    let location = window().location();
    let (path, query) = (location.pathname().unwrap_or_default(), location.search().unwrap_or_default());
    of(&path, &query)
}

fn of(path: &str, query: &str) -> Place {
    let base = base();
    Place::parse(path.strip_prefix(base.as_str()).unwrap_or(path), query)
}

/// Goes to a place.
pub(in crate::ui) fn push(app: App, place: &Place) {
    if app.place.with_untracked(|here| here == place) {
        return;
    }
    let address = format!("{}{}", base(), place.href().trim_start_matches("./"));
    if let Ok(history) = window().history() {
        // A browser that refuses (too many calls) still shows the page; only its address stays.
        drop(history.push_state_with_url(&JsValue::NULL, "", Some(&address)));
    }
    let same_page = app.place.with_untracked(|here| here.route == place.route);
    app.place.set(place.clone());
    if !same_page {
        focus_page();
    }
}

/// Changes the query in place.
pub(in crate::ui) fn replace(app: App, place: &Place) {
    let address = format!("{}{}", base(), place.href().trim_start_matches("./"));
    if let Ok(history) = window().history() {
        drop(history.replace_state_with_url(&JsValue::NULL, "", Some(&address)));
    }
    app.place.set(place.clone());
}

/// Follows links inside the application, back and forward.
pub(in crate::ui) fn listen(app: App) {
    let back = window_event_listener(ev::popstate, move |_| {
        let (before, place) = (app.place.get_untracked(), here());
        let same_page = before.route == place.route;
        app.place.set(place);
        if !same_page {
            focus_page();
        }
    });
    let click = window_event_listener(ev::click, move |event| {
        let modified = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
        if event.default_prevented() || event.button() != 0 || modified {
            return;
        }
        let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let Some(link) = element.and_then(|element| element.closest("a[href]").ok().flatten()) else { return };
        let Ok(link) = link.dyn_into::<HtmlAnchorElement>() else { return };
        let own = Some(link.origin()) == window().location().origin().ok();
        let to_part = !link.hash().is_empty();
        let base = base();
        let inside = link.pathname().starts_with(&base) || format!("{}/", link.pathname()) == base;
        if own && inside && !to_part && link.target().is_empty() && !link.has_attribute("download") {
            event.prevent_default();
            push(app, &of(&link.pathname(), &link.search()));
        }
    });
    on_cleanup(move || {
        back.remove();
        click.remove();
    });
}

/// Moves focus to the heading of the page once it is there, as a page load would.
fn focus_page() {
    leave_heading();
    request_animation_frame(|| {
        window().scroll_to_with_x_and_y(0.0, 0.0);
        focus_heading(FRAMES);
    });
}

/// Takes the focus off the heading of the page that is left: one that goes with the focus on it makes
/// the browser lay out both pages, the old and the new.
fn leave_heading() {
    let heading = document().active_element().filter(|element| element.tag_name() == "H1");
    if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
        drop(heading.blur());
    }
}

/// Frames to wait for a page that comes in a file of its own.
const FRAMES: u32 = 120;

fn focus_heading(frames: u32) {
    let heading = document().query_selector("main h1").ok().flatten();
    match heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
        Some(heading) => {
            // A heading that refuses the attribute refuses the focus, too.
            drop(heading.set_attribute("tabindex", "-1"));
            drop(heading.focus());
        }
        None if frames > 0 => request_animation_frame(move || focus_heading(frames - 1)),
        None => {}
    }
}
