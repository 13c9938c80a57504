//! `cargo xtask facts [names...]`: facts about the world, written from published packages into
//! files under `public/`, each with its source and licence in its first lines.
//!
//! Run by hand when a package has a newer version; the files are kept with the project, so that a
//! build needs none of the packages.

mod calendars;
mod han;

use crate::{Result, fail};

/// A file of facts: its name, and what writes it.
type Fact = (&'static str, fn() -> Result<()>);

const FACTS: &[Fact] = &[("han", han::write), ("calendars", calendars::write)];

/// Writes the facts named, or all.
pub fn command(names: &[String]) -> Result<()> {
    for name in names {
        if !FACTS.iter().any(|(known, _)| known == name) {
            let known: Vec<&str> = FACTS.iter().map(|(known, _)| *known).collect();
            fail!("`{name}` is not a file of facts: {}", known.join(" "));
        }
    }
    for (name, write) in FACTS {
        if names.is_empty() || names.iter().any(|wanted| wanted == name) {
            write()?;
        }
    }
    Ok(())
}
