//! A Rust toolchain that can build for wasm32.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{debian, debian_wasm, say};
use crate::{Result, run};

pub(super) const WASM: &str = "wasm32-unknown-unknown";

/// The name under which rustup knows Debian's toolchain.
pub(super) const LINKED: &str = "fieldbook-wasm";

/// Which cargo builds for wasm32. Host builds always use the cargo that runs this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Toolchain {
    /// The toolchain in use has the target.
    Own,
    /// Debian's toolchain, linked into rustup.
    Linked,
    /// Debian's toolchain in `/usr/bin`, where there is no rustup.
    Debian,
}

impl Toolchain {
    /// Returns the cargo command for wasm32.
    pub fn cargo(self) -> Command {
        let mut command = match self {
            Self::Own => Command::new(own_cargo()),
            Self::Linked => Command::new("cargo"),
            Self::Debian => Command::new("/usr/bin/cargo"),
        };
        self.prepare(&mut command);
        command
    }

    /// Sets the environment so that every cargo below the command is this one.
    pub fn prepare(self, command: &mut Command) {
        match self {
            Self::Own => {}
            Self::Linked => {
                command.env("RUSTUP_TOOLCHAIN", LINKED).env_remove("RUSTC").env_remove("CARGO");
            }
            Self::Debian => {
                command.env("CARGO", "/usr/bin/cargo").env("RUSTC", "/usr/bin/rustc");
            }
        }
    }

    /// Returns the folders that must stand first on PATH, the given ones in front.
    pub fn path_first(self, tools: &[PathBuf]) -> Vec<PathBuf> {
        let mut path = tools.to_vec();
        if self == Self::Debian {
            path.push(PathBuf::from("/usr/bin"));
        }
        path
    }
}

/// Returns the cargo that runs this program.
pub fn own_cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"))
}

/// Finds a toolchain with the wasm32 target, or installs the target.
pub(super) fn find_or_install() -> Result<Toolchain> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| OsString::from("rustc"));
    let sysroot = run::output(Command::new(rustc).args(["--print", "sysroot"]))?;
    if has_target(Path::new(sysroot.trim())) {
        return Ok(Toolchain::Own);
    }
    let rustup = run::find("rustup").is_some();
    if has_target(Path::new("/usr")) {
        if !rustup {
            return Ok(Toolchain::Debian);
        }
        let known = run::output(Command::new("rustup").args(["toolchain", "list"]))?;
        if known.lines().any(|line| line.starts_with(LINKED)) {
            return Ok(Toolchain::Linked);
        }
    }
    if rustup {
        say("the wasm32 target", "rustup", "half a minute");
        match run::quiet(Command::new("rustup").args(["target", "add", WASM])) {
            Ok(()) => return Ok(Toolchain::Own),
            Err(error) => println!("  rustup refused ({}): going Debian's way", brief(&error)),
        }
    }
    debian_wasm::install(rustup)?;
    Ok(if rustup { Toolchain::Linked } else { Toolchain::Debian })
}

/// Says whether a toolchain's folder holds the compiled core library for wasm32.
pub(super) fn has_target(sysroot: &Path) -> bool {
    let lib = sysroot.join("lib/rustlib").join(WASM).join("lib");
    let Ok(entries) = lib.read_dir() else { return false };
    entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-"))
}

/// Finds or installs a part of the toolchain that hosts this program: `rustfmt` or `clippy`.
pub(super) fn component(name: &str, subcommand: &str) -> Result<()> {
    let there = || run::output(Command::new(own_cargo()).args([subcommand, "--version"]));
    if there().is_ok() {
        return Ok(());
    }
    if run::find("rustup").is_some() {
        say(name, "rustup", "half a minute");
        return run::quiet(Command::new("rustup").args(["component", "add", name]));
    }
    let package = if name == "clippy" { "rust-web-clippy" } else { "rustfmt-web" };
    say(name, "Debian's packages", "half a minute");
    debian::install(&[package], name)?;
    there().map(drop)
}

fn brief(error: &crate::Failure) -> String {
    let text = error.to_string();
    let said = text.lines().find(|line| line.contains("error")).unwrap_or("no reason given");
    said.trim().to_owned()
}
