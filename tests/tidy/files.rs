//! The project's files, and what a check says of them.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// A file: its path from the top, with `/` between folders, and its text.
#[derive(Clone, Debug)]
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl File {
    /// A file that a check is tried on.
    pub(crate) fn sample(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// The room that the file belongs to: its folder under `src`.
    pub(crate) fn room(&self) -> Option<&str> {
        self.path.strip_prefix("src/")?.split_once('/').map(|(room, _)| room)
    }
}

/// Something that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Wrong {
    pub(crate) path: String,
    pub(crate) line: usize,
    pub(crate) what: String,
}

impl Wrong {
    pub(crate) fn new(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, what: what.into() }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// The folder of the project.
pub(crate) fn top() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file of the source but the modules of tests (`tests.rs`), sorted by path.
pub(crate) fn source() -> Vec<File> {
    let mut files = under("src", ".rs");
    files.retain(|file| !file.path.ends_with("/tests.rs"));
    files
}

/// Every file under a folder whose name ends so, sorted by path. A folder that is not there is empty.
pub(crate) fn under(folder: &str, ending: &str) -> Vec<File> {
    let mut files = Vec::new();
    let mut folders = vec![top().join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                files.extend(read(&path));
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// The file at a path from the top, where it is there.
pub(crate) fn file(path: &str) -> Option<File> {
    read(&top().join(path))
}

fn read(path: &Path) -> Option<File> {
    let text = fs::read_to_string(path).ok()?;
    let name = path.strip_prefix(top()).ok()?.to_string_lossy().replace('\\', "/");
    Some(File { path: name, text })
}

/// Fails with everything that is wrong, one a line.
#[track_caller]
pub(crate) fn none(wrongs: &[Wrong]) {
    let lines: Vec<String> = wrongs.iter().map(ToString::to_string).collect();
    assert!(lines.is_empty(), "{} to mend:\n{}\n", lines.len(), lines.join("\n"));
}

/// Fails unless the check finds something in each bad sample and nothing in each good one.
#[track_caller]
pub(crate) fn tried(check: impl Fn(&File) -> Vec<Wrong>, path: &str, bad: &[&str], good: &[&str]) {
    for sample in bad {
        assert!(!check(&File::sample(path, sample)).is_empty(), "went unseen: {sample}");
    }
    for sample in good {
        none(&check(&File::sample(path, sample)));
    }
}
