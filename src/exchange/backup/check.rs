//! What a backup holds, found out entry by entry so that a screen stays alive.

use std::collections::HashSet;

use super::file::{About, Backup};
use crate::book::Head;
use crate::book::seal::{Sealer, Unreadable, open_batch};
use crate::model::{DeviceId, Id, Instant};
use crate::ports::NewEntry;
use crate::ports::files::{self, StoredFile};
use crate::ports::store::Setting;

/// An entry that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Its number in the backup, from 1.
    pub entry: usize,
    /// What is wrong with it.
    pub why: Unreadable,
}

/// The devices that wrote a journal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Devices(Vec<DeviceId>);

impl Devices {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    fn note(&mut self, device: DeviceId) {
        if !self.0.contains(&device) {
            self.0.push(device);
        }
    }
}

/// What a restore would bring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// What the backup is of.
    pub about: About,
    /// Changes that read.
    pub changes: usize,
    /// Who wrote them.
    pub devices: Devices,
    /// When the first of them was recorded.
    pub first: Option<Instant>,
    /// When the last of them was recorded.
    pub last: Option<Instant>,
    /// Changes that do not read, and would not be restored.
    pub damaged: Vec<Damage>,
    /// Files.
    pub files: usize,
}

impl Summary {
    fn note(&mut self, head: &Head) {
        self.changes += 1;
        self.devices.note(head.device);
        self.first = Some(self.first.map_or(head.time, |first| first.min(head.time)));
        self.last = self.last.max(Some(head.time));
    }
}

/// A backup while it is looked through.
#[derive(Clone, Debug)]
pub struct Check {
    summary: Summary,
    entries: Vec<NewEntry>,
    marks: HashSet<Id>,
    settings: Vec<Setting>,
    files: Vec<StoredFile>,
    at: usize,
    file_at: usize,
}

impl Check {
    /// Begins.
    pub fn new(backup: &Backup<'_>) -> Self {
        let about = backup.about.clone();
        let (devices, damaged) = (Devices::default(), Vec::new());
        Self {
            summary: Summary { about, changes: 0, devices, first: None, last: None, damaged, files: 0 },
            entries: Vec::with_capacity(backup.entries.len()),
            marks: backup.marks.iter().copied().collect(),
            settings: backup.settings.clone(),
            files: Vec::with_capacity(backup.files.len()),
            at: 0,
            file_at: 0,
        }
    }

    /// Looks at so many more entries; says how many are left.
    pub fn step(&mut self, backup: &Backup<'_>, most: usize, sealer: &dyn Sealer) -> usize {
        for sealed in backup.entries.iter().skip(self.at).take(most) {
            self.at += 1;
            match open_batch(sealed.to_vec(), sealer) {
                Ok(batch) => {
                    self.summary.note(&batch.head);
                    let id = batch.head.id;
                    let outbox = self.marks.contains(&id);
                    self.entries.push(NewEntry { id, bytes: sealed.to_vec(), outbox, meta: Vec::new() });
                }
                Err(why) => self.summary.damaged.push(Damage { entry: self.at, why }),
            }
        }
        // Files come after all entries, one at a time: each is hashed to know what it is.
        if self.at >= backup.entries.len()
            && let Some(sealed) = backup.files.get(self.file_at)
        {
            self.file_at += 1;
            if let Ok(content) = sealer.open(sealed.to_vec()) {
                self.files.push((files::hash(&content), sealed.to_vec()));
                self.summary.files += 1;
            }
        }
        backup.entries.len().saturating_sub(self.at) + backup.files.len().saturating_sub(self.file_at)
    }

    /// What it found so far.
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// What goes into the store: entries, settings and files.
    pub(super) fn contents(self) -> (Vec<NewEntry>, Vec<Setting>, Vec<StoredFile>) {
        (self.entries, self.settings, self.files)
    }
}
