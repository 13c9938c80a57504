//! Tools compiled from crates.io: trunk, the wasm-bindgen tools, geckodriver.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use super::{say, toolchain};
use crate::{Failure, Result, fail, project, run};

const TRUNK: &str = "0.21.14";
/// Goes with the `wasm_split_helpers` that leptos brings.
const WASM_SPLIT: &str = "0.2.4";

/// Returns trunk's folder.
pub(super) fn trunk() -> Result<PathBuf> {
    cargo_install("trunk", "trunk", TRUNK, "trunk", true, "4 to 8 minutes on two cores")
}

/// Returns the folder of `wasm-bindgen` and its test runner, of exactly the locked version.
pub(super) fn wasm_bindgen() -> Result<PathBuf> {
    let version = locked("wasm-bindgen")?;
    // One dependency that its lock file names is no longer served, hence not `--locked`.
    cargo_install(
        "wasm-bindgen",
        "wasm-bindgen-cli",
        &version,
        "wasm-bindgen-test-runner",
        false,
        "2 to 4 minutes on two cores",
    )
}

/// Returns the folder of `wasm-split-cli`, which gives later pages wasm files of their own.
pub(super) fn wasm_split() -> Result<PathBuf> {
    cargo_install("wasm-split", "wasm_split_cli_support", WASM_SPLIT, "wasm-split-cli", false, "a minute")
}

/// Returns geckodriver's folder.
pub(super) fn geckodriver() -> Result<PathBuf> {
    cargo_install("geckodriver", "geckodriver", "0.36.0", "geckodriver", true, "a minute")
}

/// Reads a crate's version from Cargo.lock.
fn locked(name: &str) -> Result<String> {
    let lock = fs::read_to_string(project::root().join("Cargo.lock"))?;
    let mut lines = lock.lines();
    let wanted = format!("name = \"{name}\"");
    if lines.any(|line| line == wanted)
        && let Some(version) = lines.next().and_then(|line| line.strip_prefix("version = \""))
    {
        return Ok(version.trim_end_matches('"').to_owned());
    }
    fail!("Cargo.lock names no version of `{name}`: run `cargo fetch` and try again")
}

fn cargo_install(
    folder: &str,
    package: &str,
    version: &str,
    program: &str,
    locked: bool,
    time: &str,
) -> Result<PathBuf> {
    let tools = project::tools();
    let root = tools.join(format!("{folder}-{version}"));
    if run::is_program(&root.join("bin").join(program)) {
        return Ok(root);
    }
    say(&format!("{package} {version}"), "compiled from crates.io", time);
    let mut command = Command::new(toolchain::own_cargo());
    command
        .args(["install", "--quiet", "--force", &format!("{package}@{version}"), "--root"])
        .arg(&root)
        .arg("--target-dir")
        .arg(tools.join("../tool-build"))
        // Outside the project, so that its cargo settings do not reach in.
        .current_dir(&tools)
        // These tools wait on the disk more than they compute: a quick compile counts for more
        // than the last tenth of speed.
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    if locked {
        command.arg("--locked");
    }
    if program == "wasm-split-cli" {
        command.args(["--features", "build-binary"]);
    }
    run::quiet(&mut command).map_err(|error| refused(error, package, version))?;
    Ok(root)
}

fn refused(error: Failure, package: &str, version: &str) -> Failure {
    error.during(format!(
        "The crate {package} {version} could not be installed. Check that crates.io can be reached \
         and that a C compiler (Debian: gcc) is there, or install it by hand into {}",
        project::tools().display()
    ))
}
