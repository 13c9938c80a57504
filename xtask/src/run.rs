//! Running other programs: loud, quiet, or for their output.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{Failure, Result, fail};

/// Runs a program with its output on the terminal.
pub fn loud(command: &mut Command) -> Result<()> {
    println!("  $ {}", line(command));
    let status = command.status().map_err(|error| not_started(command, &error))?;
    if !status.success() {
        fail!("`{}` ended with {status}", line(command));
    }
    Ok(())
}

/// Runs a program and shows its output only when it fails.
pub fn quiet(command: &mut Command) -> Result<()> {
    println!("  $ {}", line(command));
    output(command).map(drop)
}

/// Runs a program and returns what it printed; a failure carries all it said.
pub fn output(command: &mut Command) -> Result<String> {
    let done = command.stdin(Stdio::null()).output().map_err(|error| not_started(command, &error))?;
    let text = String::from_utf8_lossy(&done.stdout).into_owned();
    if !done.status.success() {
        let errors = String::from_utf8_lossy(&done.stderr);
        fail!("`{}` ended with {}\n{text}{errors}", line(command), done.status);
    }
    Ok(text)
}

/// Finds a program on PATH.
pub fn find(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|dir| dir.join(name)).find(|file| is_program(file))
}

/// Says whether a file is there and may be executed.
pub fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

/// Returns PATH with some folders in front.
pub fn path_with(first: &[PathBuf]) -> Result<std::ffi::OsString> {
    let old = env::var_os("PATH").unwrap_or_default();
    let all = first.iter().cloned().chain(env::split_paths(&old));
    env::join_paths(all).map_err(|error| Failure::new(format!("unusable PATH: {error}")))
}

/// Writes a command as one would type it.
pub fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

fn not_started(command: &Command, error: &std::io::Error) -> Failure {
    let program = command.get_program().to_string_lossy();
    Failure::new(format!("`{program}` could not be started: {error}"))
}
