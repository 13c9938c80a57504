//! Web servers for the hosting recipes: nginx and Caddy from Debian's packages.

use std::path::PathBuf;

use super::{debian, say};
use crate::{Failure, Result, run};

/// Finds nginx or installs Debian's small one.
pub(super) fn nginx() -> Result<PathBuf> {
    find_or_install("nginx", "nginx-light", "half a minute")
}

/// Finds Caddy or installs Debian's.
pub(super) fn caddy() -> Result<PathBuf> {
    find_or_install("caddy", "caddy", "half a minute")
}

fn find_or_install(program: &str, package: &str, time: &str) -> Result<PathBuf> {
    // Debian puts servers where only root's PATH looks.
    let find = || {
        run::find(program)
            .or_else(|| Some(PathBuf::from("/usr/sbin").join(program)))
            .filter(|file| run::is_program(file))
    };
    if let Some(file) = find() {
        return Ok(file);
    }
    say(program, "Debian's package", time);
    debian::install(&[package], &format!("{program}, for the hosting recipes"))?;
    find().ok_or_else(|| Failure::new(format!("Debian's {package} is installed but `{program}` is not to be found")))
}
