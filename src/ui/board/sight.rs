//! Which elements are in sight or near it, told by the browser without a layout of ours.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::html::Section;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// How far beyond the edge still counts.
const MARGIN: &str = "50% 0px";

type Watched = Rc<RefCell<Vec<(Element, RwSignal<bool>)>>>;

/// One observer for all elements of a page's part.
#[derive(Clone, Copy)]
pub(super) struct Sight(StoredValue<Held, LocalStorage>);

struct Held {
    observer: Option<IntersectionObserver>,
    watched: Watched,
    // Kept as long as the observer may call it.
    _seen: Closure<dyn Fn(js_sys::Array)>,
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

impl Sight {
    /// Starts to watch; it ends with the owner.
    pub(super) fn new() -> Self {
        let watched: Watched = Rc::default();
        let known = watched.clone();
        let seen = Closure::new(move |entries: js_sys::Array| {
            for entry in entries.iter() {
                let entry: IntersectionObserverEntry = entry.unchecked_into();
                let near = known.borrow().iter().find(|(element, _)| *element == entry.target()).map(|(_, near)| *near);
                if let Some(near) = near
                    && near.try_get_untracked().is_some_and(|now| now != entry.is_intersecting())
                {
                    near.set(entry.is_intersecting());
                }
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(MARGIN);
        let function = seen.as_ref().unchecked_ref();
        let observer = IntersectionObserver::new_with_options(function, &options).ok();
        Self(StoredValue::new_local(Held { observer, watched, _seen: seen }))
    }

    /// Whether an element is in sight or near it.
    pub(super) fn watch(self, node: NodeRef<Section>) -> RwSignal<bool> {
        let near = RwSignal::new(false);
        let added = StoredValue::new_local(None::<Element>);
        request_animation_frame(move || {
            let Some(element) = node.try_get_untracked().flatten() else { return };
            let element: Element = element.into();
            let watching = self.0.try_with_value(|held| {
                held.watched.borrow_mut().push((element.clone(), near));
                held.observer.as_ref().map(|observer| observer.observe(&element))
            });
            // Without an observer everything counts as seen.
            if watching == Some(None) {
                near.set(true);
            }
            added.try_set_value(Some(element));
        });
        on_cleanup(move || {
            let gone = added.try_get_value().flatten();
            self.0.try_with_value(|held| {
                held.watched.borrow_mut().retain(|(element, _)| Some(element) != gone.as_ref());
                if let (Some(observer), Some(gone)) = (&held.observer, &gone) {
                    observer.unobserve(gone);
                }
            });
        });
        near
    }
}
