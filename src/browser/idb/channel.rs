//! The other tabs on the same database: each tells the others how long the journal has become, and
//! nothing else. What it grew by they read for themselves.

use std::cell::RefCell;
use std::rc::Rc;

use indexed_db_futures::primitive::TryToJs;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

use super::transact::Key;
use crate::ports::Arrival;

/// What is said when the content was replaced or removed.
const OTHER: &str = "other";

type Listener = Closure<dyn FnMut(MessageEvent)>;

/// A channel to the other connections to a database.
pub(super) struct Channel {
    /// `None` where the browser has none: other tabs then see changes when they next write.
    line: Option<BroadcastChannel>,
    listener: RefCell<Option<Listener>>,
    heard: RefCell<Option<Rc<dyn Fn()>>>,
}

impl Channel {
    /// The channel of a database.
    pub(super) fn new(database: &str) -> Self {
        Self {
            line: BroadcastChannel::new(&format!("{database}/journal")).ok(),
            listener: RefCell::default(),
            heard: RefCell::default(),
        }
    }

    /// Tells the others where the journal ends now.
    pub(super) fn announce(&self, end: Arrival) {
        if let Some(channel) = &self.line {
            // A closed channel has no listeners left to miss it.
            let message = Key(end).try_to_js().unwrap_or(JsValue::NULL);
            channel.post_message(&message).unwrap_or_default();
        }
    }

    /// Tells the others that the store holds something else now: what they show is gone, and they
    /// start anew.
    pub(super) fn announce_other(&self) {
        if let Some(channel) = &self.line {
            channel.post_message(&JsValue::from_str(OTHER)).unwrap_or_default();
        }
    }

    /// Calls `heard` whenever another connection announces, in place of an earlier listener.
    pub(super) fn listen(&self, heard: Box<dyn Fn()>) {
        let heard: Rc<dyn Fn()> = heard.into();
        self.heard.replace(Some(heard.clone()));
        let listener = Closure::new(move |event: MessageEvent| {
            if event.data().as_f64().is_some() {
                heard();
            } else if event.data().as_string().as_deref() == Some(OTHER)
                && let Some(window) = web_sys::window()
            {
                // A page that cannot be loaded anew says by itself that its storage fails.
                window.location().reload().unwrap_or_default();
            }
        });
        if let Some(channel) = &self.line {
            channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        }
        self.listener.replace(Some(listener));
    }

    /// Makes whoever listens look at the store: it says what became of it.
    pub(super) fn stir(&self) {
        let heard = self.heard.borrow().clone();
        if let Some(heard) = heard {
            heard();
        }
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        if let Some(channel) = &self.line {
            channel.set_onmessage(None);
            channel.close();
        }
    }
}
