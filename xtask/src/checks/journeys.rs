//! Journeys: the built application in a real browser, as a person uses it.

use std::process::Command;

use super::tally::Tally;
use crate::webdriver::Engine;
use crate::{project, setup};

/// Runs the journeys in one engine.
pub(super) fn run(tally: &mut Tally, engine: &Engine, names: &[String]) {
    let mut command = Command::new(setup::own_cargo());
    command
        .args(["test", "--quiet", "--package", "xtask", "--test", "journeys", "--"])
        .args(names)
        .current_dir(project::root())
        .env("FIELDBOOK_ENGINE", engine.name());
    tally.runner(&format!("journeys in {}", engine.name()), &mut command);
}
