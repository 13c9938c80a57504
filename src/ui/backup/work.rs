//! The work of a backup: saving, reading, restoring, and when it was done last.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlInputElement};

use crate::book::seal::Unlocked;
use crate::exchange::backup::{self, About, BackupError, Check, SaveError};
use crate::model::Instant;
use crate::model::records::Organisation;
use crate::ui::context::App;
use crate::ui::parts::count::counted;
use crate::ui::parts::download::{download, file_name};
use crate::ui::parts::pause::{pause, slice};
use crate::ui::parts::trouble;

/// Setting of this device: when its last backup was made and how many changes it held.
const LAST: &str = "fieldbook.backup";
/// The ending of a backup's name.
const ENDING: &str = "fieldbook";
/// Entries between two looks at the clock.
const ENTRIES: usize = 4;

/// A backup that was chosen and looked through.
#[derive(Clone)]
pub(super) struct Found {
    /// What it holds.
    pub(super) check: Arc<Check>,
}

/// When the last backup was made, and how many changes it held.
pub(super) fn last(app: App) -> Option<(Instant, u64)> {
    let kept = app.peek(|desk| desk.ports.settings.get(LAST))?;
    let (made, changes) = kept.split_once(' ')?;
    Some((Instant(made.parse().ok()?), changes.parse().ok()?))
}

/// Forgets the last backup: what is on the device now is something else.
pub(in crate::ui) fn forget(app: App) {
    app.peek(|desk| desk.ports.settings.set(LAST, ""));
}

/// Saves a backup and hands it out.
pub(super) fn save(
    app: App,
    saving: RwSignal<Option<usize>>,
    saved: RwSignal<Option<(Instant, u64)>>,
    refused: RwSignal<Option<String>>,
) {
    refused.set(None);
    saving.set(Some(0));
    spawn_local(async move {
        let made = app.now();
        let (store, files, about, waiting) = app.peek(|desk| {
            let company = desk.book().all::<Organisation>().next().and_then(|company| company.name);
            let about = About { company: company.unwrap_or_default(), made, device: desk.keeper.device() };
            (desk.ports.store.clone(), desk.ports.files.clone(), about, desk.keeper.unsaved())
        });
        let tell = move |entries: u64| {
            saving.try_set(Some(usize::try_from(entries).unwrap_or(0)));
        };
        let outcome = backup::save((&*store, &*files), &about, waiting, &Unlocked, &tell).await;
        saving.try_set(None);
        match outcome {
            Ok(backup) => {
                let day = app.zone().day_of(made);
                let name = file_name(&format!("Fieldbook-{}-{day}", about.company).replace("--", "-"), ENDING);
                if download(&name, "application/octet-stream", backup.pieces.iter().map(Vec::as_slice)).is_err() {
                    refused.try_set(Some(t!(app, "list-export-failed")));
                    return;
                }
                app.peek(|desk| desk.ports.settings.set(LAST, &format!("{} {}", made.0, backup.entries)));
                saved.try_set(Some((made, backup.entries)));
            }
            Err(SaveError::Store(error)) => {
                refused.try_set(Some(trouble::text(&app, &error)));
            }
            Err(error) => {
                refused.try_set(Some(t!(app, "backup-save-refused", why = error.to_string())));
            }
        }
    });
}

/// Reads the chosen file and looks through it.
pub(super) fn take(
    app: App,
    event: &leptos::ev::Event,
    found: RwSignal<Option<Found>>,
    refused: RwSignal<Option<String>>,
) {
    let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
    let file = input.files().and_then(|files| files.item(0));
    // The same file may be chosen again.
    input.set_value("");
    let Some(file) = file else { return };
    refused.set(None);
    spawn_local(async move {
        match read(app, &file).await {
            Ok(check) => {
                found.try_set(Some(Found { check: Arc::new(check) }));
            }
            Err(why) => {
                refused.try_set(Some(t!(app, "backup-refused", file = file.name(), why = why)));
            }
        }
    });
}

async fn read(app: App, file: &File) -> Result<Check, String> {
    let unreadable = || t!(app, "backup-unreadable");
    let buffer = JsFuture::from(file.array_buffer()).await.ok().ok_or_else(unreadable)?;
    let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
    let backup = backup::open(&bytes, &Unlocked).map_err(|error| match error {
        BackupError::Foreign => t!(app, "backup-foreign"),
        BackupError::Newer(_) => t!(app, "backup-newer"),
        BackupError::Truncated(at) => t!(app, "backup-truncated", at = counted(&app, at)),
        BackupError::Damaged(at) => t!(app, "backup-damaged", at = counted(&app, at)),
        BackupError::Unreadable(_) => unreadable(),
    })?;
    let mut check = Check::new(&backup);
    let mut started = app.now();
    while check.step(&backup, ENTRIES, &Unlocked) > 0 {
        if app.now().0 - started.0 >= slice() {
            pause().await;
            started = app.now();
        }
    }
    Ok(check)
}

/// Puts a backup in the place of everything, then starts anew.
pub(super) fn restore(app: App, check: Check, refused: RwSignal<Option<String>>) {
    spawn_local(async move {
        let store = app.peek(|desk| desk.ports.store.clone());
        match backup::restore(&*store, check).await {
            Ok(_) => {
                forget(app);
                // The page is left, so that nothing of what was shown stays.
                drop(window().location().set_href("./"));
            }
            Err(error) => {
                refused.try_set(Some(trouble::text(&app, &error)));
            }
        }
    });
}
