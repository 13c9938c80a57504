//! `cargo xtask build`: the static site in `dist/`.
//!
//! Trunk compiles and hashes; afterwards `finish` joins the style sheets, narrows the policy
//! and lists the files for the service worker. None of the files it changes carries one of
//! Trunk's integrity hashes. [`bytes`] then weighs the first screen.

pub mod bytes;
mod digest;
mod early;
mod finish;
mod shrink;
mod site;
pub mod split;
mod wasm_names;
mod worker;

use std::fs::{self, File};
use std::process::Command;

use crate::{Result, fail, project, run, setup};

pub use bytes::Weight;
pub use finish::{files, is_hashed};
pub use site::policy_of;

/// Bytes of memory that the program begins with: what a book of some ten thousand deals needs. Pages that are
/// not written to cost nothing, and where memory seldom grows, engines seldom have to move it.
const MEMORY: u32 = 64 << 20;

/// What a deployment may choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The path the site lies under, with a slash at both ends.
    pub base: String,
    /// The servers the page may talk to; none named: any.
    pub connect: Vec<String>,
    /// The servers that map tiles may come from; none named: any.
    pub tiles: Vec<String>,
    /// Whether the application's side of the benchmarks is built in.
    pub bench: bool,
    /// Whether it is put beside `dist/`, for a test.
    apart: bool,
}

/// The path of the site that [`Options::under_a_path`] builds.
pub const PATH: &str = "/x/";

impl Options {
    /// Returns the generic build at the root.
    pub fn generic() -> Self {
        Self { base: "/".to_owned(), connect: Vec::new(), tiles: Vec::new(), bench: false, apart: false }
    }

    /// Returns the generic build under the path [`PATH`], beside `dist/`.
    pub fn under_a_path() -> Self {
        Self { base: PATH.to_owned(), apart: true, ..Self::generic() }
    }

    /// Returns where the site is put.
    pub fn dist(&self) -> std::path::PathBuf {
        match self {
            Self { bench: true, .. } => project::bench_dist(),
            Self { apart: true, .. } => project::output().join("dist-under-a-path"),
            _ => project::dist(),
        }
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
        .arg("--dist")
        .arg(options.dist())
        .env("CARGO_TERM_QUIET", "true");
    let split = split::wanted()?;
    let mut features: Vec<&str> = Vec::new();
    // No SIMD: in WebKitGTK 2.50 one in some forty journeys was stopped within a long function that had it.
    let mut flags = vec!["--cfg erase_components".to_owned()];
    flags.push(format!("-C link-args=--initial-memory={MEMORY}"));
    if split {
        features.push("split");
        // The splitter follows relocations from one function to the next.
        flags.push("-C link-args=--emit-relocs".to_owned());
        split::prepare(&mut trunk, &tools)?;
    }
    if options.bench {
        features.push("bench");
    }
    if !features.is_empty() {
        trunk.args(["--features", &features.join(",")]);
    }
    // Where the crates lie on this machine is nobody's business.
    let home = std::env::var("CARGO_HOME").or_else(|_| std::env::var("HOME").map(|home| format!("{home}/.cargo")));
    if let Ok(home) = home {
        flags.push(format!("--remap-path-prefix={home}/registry/src/="));
    }
    trunk.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags.join(" "));
    without_cargo_leftovers(&mut trunk);
    run::loud(&mut trunk)?;
    finish::finish(&tools, &options.dist(), options, split)?;
    bytes::weigh(&options.dist())
}

/// Builds for a test or a look, unless `--no-build` is among the words.
pub fn build_unless_told(words: &[String]) -> Result<()> {
    unless_told(&Options::generic(), words)
}

/// Builds for the benchmarks, unless `--no-build` is among the words.
pub fn build_bench_unless_told(words: &[String]) -> Result<()> {
    unless_told(&Options { bench: true, ..Options::generic() }, words)
}

fn unless_told(options: &Options, words: &[String]) -> Result<()> {
    let dist = options.dist();
    if words.iter().any(|word| word == "--no-build") && dist.join("index.html").is_file() {
        println!("Using {} as it is (--no-build)", dist.display());
        return Ok(());
    }
    build(options).map(drop)
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
