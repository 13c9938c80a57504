//! Debian's packages, installed unattended.

use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::{Result, fail, run};

static UPDATED: AtomicBool = AtomicBool::new(false);

/// Installs Debian packages, or says which were refused and what to do.
pub(super) fn install(packages: &[&str], purpose: &str) -> Result<()> {
    let names = packages.join(" ");
    if run::find("apt-get").is_none() {
        fail!(
            "{purpose} is missing and this system has no apt-get. Install what Debian calls \
             `{names}` by your system's own means, so that it is on PATH, and run this again."
        );
    }
    if !UPDATED.swap(true, Ordering::Relaxed) {
        // A failed update may still leave usable lists: the installation below decides.
        if let Err(error) = run::quiet(apt()?.args(["update", "-qq"])) {
            println!("  apt-get update failed, going on with the lists there are: {error}");
        }
    }
    let mut command = apt()?;
    command.args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages);
    run::quiet(&mut command).map_err(|error| {
        error.during(format!(
            "Debian's packages `{names}` ({purpose}) were refused. Install them by hand \
             (`apt-get install {names}`) or put the programs on PATH, and run this again"
        ))
    })
}

/// Makes a command that runs as root: directly, or by `sudo` where that asks no password.
pub(super) fn as_root(program: &str) -> Result<Command> {
    if run::output(Command::new("id").arg("-u"))?.trim() == "0" {
        return Ok(Command::new(program));
    }
    let mut command = Command::new("sudo");
    command.args(["-n", program]);
    Ok(command)
}

fn apt() -> Result<Command> {
    let mut command = as_root("env")?;
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300"]);
    Ok(command)
}
