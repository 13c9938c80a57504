//! `cargo xtask build`: the static site in `dist/`.
//!
//! Trunk compiles and hashes; afterwards `finish` joins the style sheets, narrows the policy
//! and lists the files for the service worker. None of the files it changes carries one of
//! Trunk's integrity hashes. [`bytes`] then weighs the first screen.

pub mod bytes;
mod digest;
mod finish;
mod site;

use std::fs::{self, File};
use std::process::Command;

use crate::{Result, fail, project, run, setup};

pub use bytes::Weight;
pub use finish::is_hashed;
pub use site::{ROUTES, policy_of};

/// What a deployment may choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The path the site lies under, with a slash at both ends.
    pub base: String,
    /// The servers the page may talk to; none named: any.
    pub connect: Vec<String>,
    /// The servers that map tiles may come from; none named: any.
    pub tiles: Vec<String>,
}

impl Options {
    /// Returns the generic build at the root.
    pub fn generic() -> Self {
        Self { base: "/".to_owned(), connect: Vec::new(), tiles: Vec::new() }
    }

    /// Reads the options from the words after the command.
    pub fn parse(words: &[String]) -> Result<Self> {
        let mut options = Self::generic();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let Some(value) = words.next() else { fail!("`{word}` needs a value") };
            match word.as_str() {
                "--base" => options.base = site::base_path(value)?,
                "--connect" => options.connect.push(site::origin(value)?),
                "--tiles" => options.tiles.push(site::origin(value)?),
                _ => fail!("`{word}` is not known: --base /x/, --connect ORIGIN, --tiles ORIGIN"),
            }
        }
        Ok(options)
    }
}

/// Builds the release site and returns what its first screen weighs.
pub fn build(options: &Options) -> Result<Weight> {
    let tools = setup::for_build()?;
    let _guard = one_at_a_time()?;
    // Trunk builds offline, so that it never downloads a tool by itself: fetch the crates first.
    run::output(
        tools.toolchain.cargo().args(["fetch", "--target", "wasm32-unknown-unknown"]).current_dir(project::root()),
    )?;
    let mut trunk = tools.command("trunk")?;
    trunk
        .args(["build", "--release", "--offline", "--color", "never", "--public-url"])
        .arg(&options.base)
        .env("CARGO_TERM_QUIET", "true")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "-C target-feature=+simd128");
    without_cargo_leftovers(&mut trunk);
    run::loud(&mut trunk)?;
    finish::finish(&project::dist(), options)?;
    bytes::weigh(&project::dist())
}

/// Builds for a test, a look or a benchmark, unless `--no-build` is among the words.
pub fn build_unless_told(words: &[String]) -> Result<()> {
    if words.iter().any(|word| word == "--no-build") && project::dist().join("index.html").is_file() {
        println!("Using dist/ as it is (--no-build)");
        return Ok(());
    }
    build(&Options::generic()).map(drop)
}

/// Keeps two builds from writing `dist/` at once; released when dropped.
fn one_at_a_time() -> Result<File> {
    fs::create_dir_all(project::output())?;
    let file = File::create(project::output().join("build.lock"))?;
    file.lock()?;
    Ok(file)
}

/// Removes what `cargo run` sets for this program and a nested build must not see.
fn without_cargo_leftovers(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text == "CARGO_MANIFEST_DIR" || text == "NO_COLOR" {
            command.env_remove(name);
        }
    }
}
