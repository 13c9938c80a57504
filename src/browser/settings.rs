//! Small settings in `localStorage`, which must be known before the book is open.

use std::cell::RefCell;

use crate::ports::Settings;

/// Settings in `localStorage`, under their whole keys such as `fieldbook.theme`. Where the browser
/// refuses, they live as long as the page.
#[derive(Debug, Default)]
pub struct LocalSettings {
    refused: RefCell<Vec<(String, String)>>,
}

impl LocalSettings {
    fn storage() -> Option<web_sys::Storage> {
        web_sys::window()?.local_storage().ok()?
    }
}

impl Settings for LocalSettings {
    fn get(&self, key: &str) -> Option<String> {
        let here = self.refused.borrow().iter().find(|(have, _)| have == key).map(|(_, value)| value.clone());
        here.or_else(|| Self::storage()?.get_item(key).ok()?)
    }

    fn set(&self, key: &str, value: &str) {
        let mut refused = self.refused.borrow_mut();
        refused.retain(|(have, _)| have != key);
        if Self::storage().and_then(|storage| storage.set_item(key, value).ok()).is_none() {
            refused.push((key.to_owned(), value.to_owned()));
        }
    }
}
