//! The hosting recipes: journeys behind real web servers, at the root and under a path.

use super::tally::Tally;
use crate::webdriver::Engine;
use crate::{build, setup};

/// Builds for a path, then runs the journeys behind each server that can be had.
pub(super) fn run(tally: &mut Tally, engine: &Engine, words: &[String]) {
    let servers = [("nginx", setup::for_nginx()), ("caddy", setup::for_caddy())];
    let mut names = Vec::new();
    for (name, server) in servers {
        match server {
            Ok(_) => names.push(format!("hosted_by_{name}")),
            Err(error) => tally.skip(&format!("journeys behind {name}"), &error.to_string()),
        }
    }
    if names.is_empty() {
        return;
    }
    let kept = words.iter().any(|word| word == "--no-build");
    let options = build::Options::under_a_path();
    if kept && options.dist().join("index.html").is_file() {
        println!("Using {} as it is (--no-build)", options.dist().display());
    } else {
        tally.step("release build for a path", || build::build(&options).map(drop));
    }
    super::journeys::run(tally, engine, &names, true);
}
