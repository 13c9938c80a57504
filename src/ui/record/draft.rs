//! What is typed into a form and not kept yet, in this tab's own storage: it outlives a reload, an
//! update and a tab that the phone put to sleep.

use leptos::prelude::*;

use super::entry::Entry;
use super::lines::Sheet;
use crate::model::form::{read_draft, write_draft};
use crate::ui::context::App;

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok()?
}

/// Keeps what differs from what stood there; nothing where nothing does.
pub(super) fn keep(name: &str, entries: &[Entry], lines: &[Sheet]) {
    let mut typed: Vec<(String, String, String)> = entries.iter().filter_map(Entry::typed).collect();
    typed.extend(lines.iter().flat_map(Sheet::typed));
    if typed.is_empty() {
        return forget(name);
    }
    let draft = write_draft(typed.iter().map(|(key, text, beside)| (key.as_str(), text.as_str(), beside.as_str())));
    // Where the browser refuses, typing is as safe as in any form.
    drop(storage().map(|storage| storage.set_item(name, &draft)));
}

/// Puts back what was typed before; whether there was any.
pub(super) fn bring_back(app: App, name: &str, entries: &[Entry], lines: &[Sheet]) -> bool {
    let draft = storage().and_then(|storage| storage.get_item(name).ok().flatten()).unwrap_or_default();
    let (mut found, mut added) = (false, Vec::new());
    for cell in read_draft(&draft) {
        if let Some(entry) = entries.iter().find(|entry| entry.field.key == cell.0) {
            entry.text.set(cell.1);
            entry.currency.set(cell.2);
            found = true;
        } else {
            found |= lines.iter().any(|sheet| sheet.put_back(app, &mut added, &cell));
        }
    }
    found
}

/// Forgets what was typed: it is kept now, or was given up.
pub(super) fn forget(name: &str) {
    drop(storage().map(|storage| storage.remove_item(name)));
}
