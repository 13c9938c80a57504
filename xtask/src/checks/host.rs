//! Formatting, lints, host tests and documentation.

use std::process::Command;

use super::tally::Tally;
use crate::{Result, project, run, setup};

/// Runs everything that needs no browser.
pub(super) fn run(tally: &mut Tally) -> Result<()> {
    let tools = setup::for_build()?;
    if let Err(error) = setup::for_formatting() {
        tally.skip("formatting", &format!("rustfmt is not to be had: {error}"));
    } else {
        tally.step("formatting", || run::loud(cargo().args(["fmt", "--all", "--check"])));
    }
    if let Err(error) = setup::for_lints() {
        tally.skip("lints", &format!("clippy is not to be had: {error}"));
    } else {
        tally.step("lints for the host", || {
            run::loud(cargo().args(["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
            // `--all-targets` leaves out what a plain `cargo test` does not run.
            run::loud(cargo().args([
                "clippy",
                "--quiet",
                "--package",
                "xtask",
                "--test",
                "journeys",
                "--",
                "-D",
                "warnings",
            ]))
        });
        tally.step("lints for wasm32", || {
            let mut command = tools.toolchain.cargo();
            command.args(["clippy", "--quiet", "--package", "fieldbook", "--all-targets", "--features", "bench"]);
            command.args(["--target", "wasm32-unknown-unknown", "--", "-D", "warnings"]);
            super::browser::development(&mut command);
            run::loud(&mut command)
        });
    }
    let mut tests = cargo();
    tests.args(["test", "--quiet", "--workspace", "--no-fail-fast"]);
    match setup::python() {
        Ok(python) => drop(tests.env(setup::PYTHON, python)),
        Err(error) => tally.skip("workbooks against openpyxl", &error.to_string()),
    }
    match setup::corpora() {
        Ok(folders) => drop(tests.envs(folders)),
        Err(error) => tally.skip("files and texts that others wrote", &error.to_string()),
    }
    tally.runner("host tests", &mut tests);
    tally.step("documentation", || {
        run::loud(cargo().args(["doc", "--quiet", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))
    });
    Ok(())
}

fn cargo() -> Command {
    let mut command = Command::new(setup::own_cargo());
    command.current_dir(project::root());
    command
}
