//! The wasm32 target without rustup's download: Debian's toolchain with a standard library built
//! from Debian's own sources.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::toolchain::{LINKED, WASM, has_target};
use super::{debian, say};
use crate::{Result, fail, project, run};

/// Installs Debian's toolchain, builds the standard library for wasm32 into it, and links it into
/// rustup where there is one.
pub(super) fn install(rustup: bool) -> Result<()> {
    say("the wasm32 target", "Debian's rustc-web and a standard library built here", "2 minutes");
    debian::install(
        &["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy"],
        "a Rust toolchain that can build for wasm32",
    )?;
    let llvm = llvm_major()?;
    debian::install(&[&format!("lld-{llvm}")], "the linker for wasm32")?;
    if !has_target(Path::new("/usr")) {
        build_std(&llvm)?;
    }
    if rustup {
        run::quiet(Command::new("rustup").args(["toolchain", "link", LINKED, "/usr"]))?;
    }
    Ok(())
}

/// Returns the LLVM version of Debian's rustc: the linker must be of the same.
fn llvm_major() -> Result<String> {
    let about = run::output(Command::new("/usr/bin/rustc").arg("-vV"))?;
    let version = about.lines().find_map(|line| line.strip_prefix("LLVM version: "));
    let major = version.and_then(|version| version.split('.').next());
    match major {
        Some(major) => Ok(major.trim().to_owned()),
        None => fail!("/usr/bin/rustc does not say which LLVM it is built with:\n{about}"),
    }
}

fn build_std(llvm: &str) -> Result<()> {
    let work = project::tools().join("../wasm-std");
    fs::create_dir_all(work.join("src"))?;
    fs::write(work.join("src/lib.rs"), "")?;
    fs::write(
        work.join("Cargo.toml"),
        "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[workspace]\n",
    )?;
    let target = work.join("target");
    if target.exists() {
        // What an older compiler left there must not be copied along.
        fs::remove_dir_all(&target)?;
    }
    // Without embedded bitcode link-time optimisation fails; without `test`, wasm tests do not
    // link.
    run::quiet(
        Command::new("/usr/bin/cargo")
            .args(["build", "--release", "-Z", "build-std=std,panic_abort,test", "--target", WASM])
            .current_dir(&work)
            .env("CARGO_TARGET_DIR", &target)
            .env("RUSTC", "/usr/bin/rustc")
            .env("RUSTC_BOOTSTRAP", "1")
            .env("RUSTFLAGS", "-C embed-bitcode=yes")
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", format!("wasm-ld-{llvm}"))
            .env_remove("RUSTUP_TOOLCHAIN"),
    )?;
    let lib = Path::new("/usr/lib/rustlib").join(WASM).join("lib");
    run::quiet(debian::as_root("mkdir")?.arg("-p").arg(&lib))?;
    let built = target.join(WASM).join("release/deps");
    let mut copy = debian::as_root("cp")?;
    for entry in built.read_dir()? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with("lib")
            && path.extension().is_some_and(|kind| kind == "rlib")
            && !name.starts_with("libempty-")
        {
            copy.arg(&path);
        }
    }
    run::output(copy.arg(&lib))?;
    link_lld(llvm)
}

/// Gives rustc its `rust-lld`: Debian's package leaves it out.
fn link_lld(llvm: &str) -> Result<()> {
    let bin = Path::new("/usr/lib/rustlib/x86_64-unknown-linux-gnu/bin");
    run::quiet(debian::as_root("mkdir")?.arg("-p").arg(bin))?;
    let lld = format!("/usr/lib/llvm-{llvm}/bin/lld");
    run::quiet(debian::as_root("ln")?.args(["-sfn", &lld]).arg(bin.join("rust-lld")))
}
