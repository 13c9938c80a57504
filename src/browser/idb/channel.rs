//! The other tabs on the same database: each tells the others that the journal has grown, and
//! nothing else. What it grew by they read for themselves.

use std::cell::RefCell;

use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// The one message there is.
const GROWN: &str = "grown";

type Listener = Closure<dyn FnMut(MessageEvent)>;

/// A channel to the other connections to a database.
#[derive(Debug)]
pub(super) struct Channel {
    /// `None` where the browser has none: other tabs then see changes when they next write.
    channel: Option<BroadcastChannel>,
    listener: RefCell<Option<Listener>>,
}

impl Channel {
    /// The channel of a database.
    pub(super) fn new(database: &str) -> Self {
        Self { channel: BroadcastChannel::new(&format!("{database}/journal")).ok(), listener: RefCell::default() }
    }

    /// Tells the others.
    pub(super) fn announce(&self) {
        if let Some(channel) = &self.channel {
            // A closed channel has no listeners left to miss it.
            channel.post_message(&JsValue::from_str(GROWN)).unwrap_or_default();
        }
    }

    /// Calls `heard` whenever another connection announces, in place of an earlier listener.
    pub(super) fn listen(&self, heard: Box<dyn Fn()>) {
        let listener = Closure::new(move |event: MessageEvent| {
            if event.data().as_string().as_deref() == Some(GROWN) {
                heard();
            }
        });
        if let Some(channel) = &self.channel {
            channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        }
        self.listener.replace(Some(listener));
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.set_onmessage(None);
            channel.close();
        }
    }
}
