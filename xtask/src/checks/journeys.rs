//! Journeys: the built application in a real browser, as a person uses it.

use std::process::Command;

use super::tally::Tally;
use crate::webdriver::Engine;
use crate::{project, setup};

/// Runs the journeys in one engine; as a whole also what the routine run looks at in part.
pub(super) fn run(tally: &mut Tally, engine: &Engine, names: &[String], whole: bool) {
    let mut command = Command::new(setup::own_cargo());
    command
        .args(["test", "--quiet", "--package", "xtask", "--test", "journeys", "--"])
        .args(names)
        .current_dir(project::root())
        .env("FIELDBOOK_ENGINE", engine.name());
    if whole {
        command.env("FIELDBOOK_WHOLE", "1");
    }
    tally.runner(&format!("journeys in {}", engine.name()), &mut command);
}
