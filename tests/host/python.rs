//! Python with openpyxl or xlwt, where the tests were given one.

use std::path::PathBuf;
use std::process::Command;

/// Runs a script with arguments; `None`, said on the terminal, where there is no Python for tests.
pub(crate) fn python(script: &str, args: &[&str]) -> Option<String> {
    python_with("openpyxl", "FIELDBOOK_PYTHON", script, args)
}

/// The same for a Python with another package, which a variable names.
pub(crate) fn python_with(package: &str, variable: &str, script: &str, args: &[&str]) -> Option<String> {
    let Some(program) = std::env::var_os(variable).map(PathBuf::from).or_else(|| kept(package)) else {
        println!("no Python with {package} (`cargo xtask test host` installs one): not compared");
        return None;
    };
    let done = Command::new(program).arg("-c").arg(script).args(args).output().expect("Python starts");
    let (text, errors) = (String::from_utf8(done.stdout).expect("UTF-8"), String::from_utf8_lossy(&done.stderr));
    assert!(done.status.success(), "{text}{errors}");
    Some(text)
}

/// Where the set-up puts it, for tests that are run without the set-up.
fn kept(package: &str) -> Option<PathBuf> {
    let home = std::env::var_os("HOME")?;
    let tools = PathBuf::from(home).join(".cache/fieldbook/tools");
    let folder = tools.read_dir().ok()?.flatten().map(|entry| entry.path()).find(|path| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&format!("python-{package}-")))
            && path.join("ready").is_file()
    })?;
    Some(folder.join("bin/python"))
}
