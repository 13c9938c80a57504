//! Node.js and the npm packages: wasm-opt, axe-core; and node's brotli for the byte budget.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};

use super::{debian, say};
use crate::{Failure, Result, project, run};

/// The version of `binaryen`, whose package ships `wasm-opt`.
pub(super) const BINARYEN: &str = "132";
const AXE: &str = "4.14.1";

/// Prints the brotli size of each file named on the command line.
const BROTLI: &str = "const fs = require('fs'), zlib = require('zlib'), k = zlib.constants;
for (const file of process.argv.slice(1)) {
  const text = fs.readFileSync(file);
  const params = { [k.BROTLI_PARAM_QUALITY]: 11, [k.BROTLI_PARAM_SIZE_HINT]: text.length,
    [k.BROTLI_PARAM_LGWIN]: 24 };
  console.log(zlib.brotliCompressSync(text, { params }).length);
}";

/// Writes each file named on the command line once more as brotli, with `.br` behind its name.
const PACK: &str = "const fs = require('fs'), zlib = require('zlib'), k = zlib.constants;
for (const file of process.argv.slice(1)) {
  const params = { [k.BROTLI_PARAM_QUALITY]: 11, [k.BROTLI_PARAM_LGWIN]: 24 };
  fs.writeFileSync(file + '.br', zlib.brotliCompressSync(fs.readFileSync(file), { params }));
}";

/// Finds node and npm, or installs Debian's; returns node.
pub(super) fn find_or_install() -> Result<PathBuf> {
    if run::find("npm").is_none() || run::find("node").is_none() {
        say("Node.js and npm", "Debian's packages", "1 to 2 minutes");
        debian::install(&["nodejs", "npm"], "Node.js with npm")?;
    }
    node_program()
}

/// Returns the node program.
pub fn node_program() -> Result<PathBuf> {
    run::find("node").ok_or_else(|| Failure::new("`node` is not on PATH (Debian: nodejs)"))
}

/// Returns the folder of an npm package, installed when it is not there yet.
pub(super) fn package(name: &str, version: &str) -> Result<PathBuf> {
    let folder = project::tools().join(format!("{name}-{version}"));
    if folder.join("node_modules").join(name).join("package.json").is_file() {
        return Ok(folder);
    }
    say(&format!("{name} {version}"), "npm", "half a minute");
    fs::create_dir_all(&folder)?;
    run::quiet(
        Command::new("npm")
            .args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"])
            .args(["--no-save", "--prefix"])
            .arg(&folder)
            .arg(format!("{name}@{version}"))
            .current_dir(&folder),
    )
    .map_err(|error| {
        error.during(format!(
            "The npm package {name}@{version} was refused. Check that the npm registry can be \
             reached, or install it by hand into {}",
            folder.display()
        ))
    })?;
    Ok(folder)
}

/// Returns the `node_modules` of a folder with a `package.json` and its lock, installed outside the
/// project when they are not there yet.
pub(super) fn packages_of(source: &Path, name: &str) -> Result<PathBuf> {
    let lock = fs::read(source.join("package-lock.json"))?;
    let digest: [u8; 4] = std::array::from_fn(|at| Sha256::digest(&lock)[at]);
    let folder = project::tools().join(format!("{name}-{:08x}", u32::from_be_bytes(digest)));
    let modules = folder.join("node_modules");
    // Written last, when all packages are there.
    if modules.join(".package-lock.json").is_file() {
        return Ok(modules);
    }
    say(name, "npm", "half a minute");
    fs::create_dir_all(&folder)?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(source.join(file), folder.join(file))?;
    }
    run::quiet(
        Command::new("npm")
            .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"])
            .current_dir(&folder),
    )
    .map_err(|error| {
        error.during(format!("The npm packages of {name} were refused. Check that the npm registry can be reached"))
    })?;
    Ok(modules)
}

/// Returns the source of axe-core, the accessibility checker.
pub fn axe_script() -> Result<String> {
    let _guard = super::one_at_a_time()?;
    find_or_install()?;
    let folder = package("axe-core", AXE)?;
    Ok(fs::read_to_string(folder.join("node_modules/axe-core/axe.min.js"))?)
}

/// Returns how many bytes each file takes with brotli at its best.
pub fn brotli_size(files: &[&Path]) -> Result<Vec<u64>> {
    let text = run::output(Command::new(node_program()?).args(["-e", BROTLI, "--"]).args(files))?;
    text.lines()
        .map(|line| line.parse().map_err(|error| Failure::new(format!("not a size from node: {line}: {error}"))))
        .collect()
}

/// Puts a file in brotli beside each file, as hosts do that pack ahead.
pub fn pack(files: &[&Path]) -> Result<()> {
    run::output(Command::new(node_program()?).args(["-e", PACK, "--"]).args(files)).map(drop)
}
