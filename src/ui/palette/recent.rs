//! Records seen lately on this device, the latest first.

use crate::model::Id;
use crate::model::records::collection;
use crate::ui::context::App;

const KEY: &str = "fieldbook.recent";
/// How many are kept.
const KEPT: usize = 20;

/// The records, the latest first.
pub(super) fn all(app: App) -> Vec<(&'static str, Id)> {
    let stored = app.peek(|desk| desk.ports.settings.get(KEY)).unwrap_or_default();
    let one = |text: &str| {
        let (key, id) = text.split_once('/')?;
        Some((collection(key)?.key, Id::parse(id)?))
    };
    stored.split(' ').filter_map(one).collect()
}

/// Notes that a record is seen.
pub(in crate::ui) fn note(app: App, key: &'static str, id: Id) {
    let mut seen = all(app);
    seen.retain(|seen| *seen != (key, id));
    seen.insert(0, (key, id));
    seen.truncate(KEPT);
    let text: Vec<String> = seen.iter().map(|(key, id)| format!("{key}/{id}")).collect();
    app.peek(|desk| desk.ports.settings.set(KEY, &text.join(" ")));
}
