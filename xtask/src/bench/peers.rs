//! The peers of the board: two React libraries from npm, on the floor's data, with the same parts.
//!
//! Their pages are written in `tests/bench/peers/`, with their versions in a lock; esbuild bundles
//! them for production into cargo's target folder, beside what they share with the floor.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::{Result, project, run, setup};

/// The peers: the name of the page, and what the lines call it.
pub(super) const PEERS: [(&str, &str); 2] = [("pangea", "@hello-pangea/dnd"), ("dnd-kit", "@dnd-kit")];

/// Bundles the peers; returns the folder of their pages.
pub(super) fn pages() -> Result<PathBuf> {
    let source = project::root().join("tests/bench");
    let modules = setup::npm_packages_of(&source.join("peers"), "board-peers")?;
    let folder = project::cargo_target().join("bench-peers");
    fs::create_dir_all(&folder)?;
    let folder = fs::canonicalize(folder)?;
    fs::copy(source.join("board.css"), folder.join("board.css"))?;
    let mut esbuild = Command::new(modules.join(".bin/esbuild"));
    for (page, _) in PEERS {
        let name = format!("{page}.html");
        fs::copy(source.join("peers").join(&name), folder.join(&name))?;
        esbuild.arg(format!("{page}.jsx"));
    }
    esbuild
        .args(["--bundle", "--minify", "--format=esm", "--jsx=automatic", "--log-level=warning"])
        .arg("--define:process.env.NODE_ENV=\"production\"")
        .arg(format!("--outdir={}", folder.display()))
        .env("NODE_PATH", &modules)
        .current_dir(source.join("peers"));
    run::output(&mut esbuild)?;
    Ok(folder)
}
