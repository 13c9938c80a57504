//! What stands at the top of the project.

use std::collections::BTreeSet;
use std::process::Command;

use super::files::{Wrong, none, top};

const ALLOWED: [&str; 20] = [
    ".cargo",
    ".ci",
    ".docs",
    ".gitattributes",
    ".gitignore",
    ".rustfmt.toml",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "Trunk.toml",
    "backends",
    "index.html",
    "public",
    "src",
    "style",
    "tests",
    "xtask",
];

fn strangers(tracked: &str) -> Vec<Wrong> {
    let names: BTreeSet<&str> = tracked.lines().filter_map(|path| path.split('/').next()).collect();
    let strange = names.into_iter().filter(|name| !name.is_empty() && !ALLOWED.contains(name));
    strange.map(|name| Wrong::new(name, 0, "does not belong at the top of the project")).collect()
}

#[test]
fn only_known_names_stand_at_the_top() {
    let listed = Command::new("git").args(["ls-files"]).current_dir(top()).output();
    match listed {
        Ok(listed) if listed.status.success() => none(&strangers(&String::from_utf8_lossy(&listed.stdout))),
        _ => println!("this is no git checkout: what stands at the top was not checked"),
    }
}

#[test]
fn a_stranger_at_the_top_is_found() {
    none(&strangers("src/lib.rs\nCargo.toml\n.ci/run\n"));
    assert_eq!(strangers("src/lib.rs\nnotes.txt\ntmp/a\n").len(), 2);
}
