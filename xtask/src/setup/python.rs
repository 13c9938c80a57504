//! Python with one package each: openpyxl, which reads and writes the workbooks that tests compare
//! ours with, and those that facts are taken from.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use super::{debian, one_at_a_time, say};
use crate::{Failure, Result, fail, project, run};

const OPENPYXL: &str = "3.1.5";

/// The environment variable by which host tests find the program.
pub const VARIABLE: &str = "FIELDBOOK_PYTHON";

/// Returns a Python that knows openpyxl, installed when it is not there yet.
pub fn python() -> Result<PathBuf> {
    python_with("openpyxl", OPENPYXL)
}

/// Returns a Python that knows a package, installed when it is not there yet.
pub fn python_with(package: &str, version: &str) -> Result<PathBuf> {
    let _guard = one_at_a_time()?;
    let folder = project::tools().join(format!("python-{package}-{version}"));
    let program = folder.join("bin/python");
    if folder.join("ready").is_file() && run::is_program(&program) {
        return Ok(program);
    }
    say(&format!("{package} {version}"), "PyPI, in a virtual environment", "half a minute");
    if run::find("python3").is_none() {
        debian::install(&["python3", "python3-venv"], "Python")?;
    }
    let make = || {
        let mut command = Command::new(run::find("python3").unwrap_or_else(|| PathBuf::from("python3")));
        command.args(["-m", "venv", "--clear"]).arg(&folder);
        run::quiet(&mut command)
    };
    // Debian keeps the maker of environments in a package of its own.
    if make().is_err() {
        debian::install(&["python3-venv"], "Python's virtual environments")?;
        make()?;
    }
    let mut pip = Command::new(&program);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]);
    run::quiet(pip.arg(format!("{package}=={version}"))).map_err(|error| refused(package, version, error))?;
    if !run::is_program(&program) {
        fail!("{} is not there although it was made", program.display());
    }
    fs::write(folder.join("ready"), "")?;
    Ok(program)
}

fn refused(package: &str, version: &str, error: Failure) -> Failure {
    error.during(format!("The package {package} {version} was refused: check that PyPI can be reached"))
}
