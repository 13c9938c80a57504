//! What is typed into a form and not kept yet, in this tab's own storage: it outlives a reload, an
//! update and a tab that the phone put to sleep.

use leptos::prelude::*;

use super::entry::Entry;
use crate::model::form::{read_draft, write_draft};

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok()?
}

/// Keeps what differs from what stood there; nothing where nothing does.
pub(super) fn keep(name: &str, entries: &[Entry]) {
    let typed: Vec<(String, String, String)> = entries.iter().filter_map(Entry::typed).collect();
    if typed.is_empty() {
        return forget(name);
    }
    let draft = write_draft(typed.iter().map(|(key, text, beside)| (key.as_str(), text.as_str(), beside.as_str())));
    // Where the browser refuses, typing is as safe as in any form.
    drop(storage().map(|storage| storage.set_item(name, &draft)));
}

/// Puts back what was typed before; whether there was any.
pub(super) fn bring_back(name: &str, entries: &[Entry]) -> bool {
    let draft = storage().and_then(|storage| storage.get_item(name).ok().flatten()).unwrap_or_default();
    let mut found = false;
    for (key, text, beside) in read_draft(&draft) {
        if let Some(entry) = entries.iter().find(|entry| entry.field.key == key) {
            entry.text.set(text);
            entry.currency.set(beside);
            found = true;
        }
    }
    found
}

/// Forgets what was typed: it is kept now, or was given up.
pub(super) fn forget(name: &str) {
    drop(storage().map(|storage| storage.remove_item(name)));
}
