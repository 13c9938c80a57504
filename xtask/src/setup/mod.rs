//! Set-up: finds what a command needs, installs what is missing, and installs nothing twice.
//!
//! Compiled tools and npm packages go to `~/.cache/fieldbook/tools/<name>-<version>/`
//! (`FIELDBOOK_TOOLS` overrides it); browsers, fonts and a missing Node.js come from Debian's
//! packages. A refusal says which package it was and what to do instead.

mod browsers;
mod corpora;
mod debian;
mod debian_wasm;
mod hosts;
mod node;
mod python;
mod rust_tools;
mod toolchain;

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::process::Command;

pub use browsers::{Chromium, Firefox, WebKit};
pub use corpora::corpora;
pub use node::{axe_script, brotli_size, node_program, pack};
pub use python::{VARIABLE as PYTHON, python, python_with};
pub use toolchain::{Toolchain, own_cargo};

use crate::{Result, project, run};

/// What a build of the site needs.
#[derive(Debug)]
pub struct BuildTools {
    /// The cargo that can build for wasm32.
    pub toolchain: Toolchain,
    /// Folders with trunk, wasm-bindgen, wasm-split-cli and wasm-opt, to stand first on PATH.
    pub path: Vec<PathBuf>,
}

impl BuildTools {
    /// Returns a command with the installed tools first on its PATH.
    pub fn command(&self, program: &str) -> Result<Command> {
        let file = self.path.iter().map(|dir| dir.join(program)).find(|file| run::is_program(file));
        let mut command = Command::new(file.unwrap_or_else(|| PathBuf::from(program)));
        self.toolchain.prepare(&mut command);
        let path = self.toolchain.path_first(&self.path);
        command.env("PATH", run::path_with(&path)?).current_dir(project::root());
        Ok(command)
    }
}

/// Finds or installs everything that builds the site.
pub fn for_build() -> Result<BuildTools> {
    let _guard = one_at_a_time()?;
    let toolchain = toolchain::find_or_install()?;
    node::find_or_install()?;
    let path = vec![
        rust_tools::trunk()?.join("bin"),
        rust_tools::wasm_bindgen()?.join("bin"),
        rust_tools::wasm_split()?.join("bin"),
        node::package("binaryen", node::BINARYEN)?.join("node_modules/.bin"),
    ];
    Ok(BuildTools { toolchain, path })
}

/// Finds or installs rustfmt.
pub fn for_formatting() -> Result<()> {
    let _guard = one_at_a_time()?;
    toolchain::component("rustfmt", "fmt")
}

/// Finds or installs clippy.
pub fn for_lints() -> Result<()> {
    let _guard = one_at_a_time()?;
    toolchain::component("clippy", "clippy")
}

/// Finds or installs Chromium, its driver, and a font for Chinese.
pub fn for_browser() -> Result<Chromium> {
    let _guard = one_at_a_time()?;
    browsers::chromium()
}

/// Finds or installs Firefox and its driver.
pub fn for_firefox() -> Result<Firefox> {
    let _guard = one_at_a_time()?;
    browsers::firefox()
}

/// Finds or installs `WebKit`'s browser and its driver.
pub fn for_webkit() -> Result<WebKit> {
    let _guard = one_at_a_time()?;
    browsers::webkit()
}

/// Returns the folder of an npm package, installed when it is not there yet.
pub fn npm_package(name: &str, version: &str) -> Result<PathBuf> {
    let _guard = one_at_a_time()?;
    node::find_or_install()?;
    Ok(node::package(name, version)?.join("node_modules").join(name))
}

/// Returns the `node_modules` of a folder with a `package.json` and its lock, installed when they
/// are not there yet.
pub fn npm_packages_of(source: &Path, name: &str) -> Result<PathBuf> {
    let _guard = one_at_a_time()?;
    node::find_or_install()?;
    node::packages_of(source, name)
}

/// Finds or installs nginx.
pub fn for_nginx() -> Result<PathBuf> {
    let _guard = one_at_a_time()?;
    hosts::nginx()
}

/// Finds or installs Caddy.
pub fn for_caddy() -> Result<PathBuf> {
    let _guard = one_at_a_time()?;
    hosts::caddy()
}

/// Keeps two set-ups from installing the same thing at once; released when dropped.
fn one_at_a_time() -> Result<File> {
    let tools = project::tools();
    fs::create_dir_all(&tools)?;
    let file = File::create(tools.join(".lock"))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            println!("Set-up: waiting for another set-up to end");
            file.lock()?;
        }
        Err(TryLockError::Error(error)) => return Err(error.into()),
    }
    Ok(file)
}

/// Says what is installed now and how long that may take.
fn say(what: &str, how: &str, time: &str) {
    println!("Set-up: installing {what} ({how}; {time})");
}
