//! The background worker: its script and wasm file under hashed names.
//!
//! Trunk gives a worker's files no hashes and a loader of their own; here the script starts itself,
//! and the page's `data-worker` names it. A worker is not split, so what the splitter needs of the
//! linker is taken out of its file first.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::digest::short;
use super::shrink::shrink;
use super::wasm_names;
use crate::{Result, fail, run};

/// The binary's name, and so that of its files.
pub(super) const NAME: &str = "worker";

/// What Trunk writes to load it.
const LOADER: &str = "worker_loader.js";

/// Calls wasm-bindgen on a worker's file.
pub(super) fn bind(mut bindgen: Command, words: &[String], input: &str, out: &Path) -> Result<()> {
    let plain = Path::new(input).with_extension("plain.wasm");
    fs::write(&plain, wasm_names::without_relocations(&fs::read(input)?)?)?;
    bindgen.args(words.iter().filter(|word| *word != input)).arg(&plain);
    run::output(&mut bindgen)?;
    shrink(&out.join(format!("{NAME}.js")), &out.join(format!("{NAME}_bg.wasm")), "")
}

/// Gives the worker's files in `dist/` hashed names, and tells the page.
pub(super) fn finish(dist: &Path, page: &mut String) -> Result<()> {
    let (script, wasm) = (dist.join(format!("{NAME}.js")), dist.join(format!("{NAME}_bg.wasm")));
    let bytes = fs::read(&wasm)?;
    let hashed = format!("{NAME}-{}_bg.wasm", short(&bytes));
    let plain = format!("{NAME}_bg.wasm");
    let mut text = fs::read_to_string(&script)?;
    if !text.contains(&plain) || !text.contains("function __wbg_init(") || !page.contains(LOADER) {
        fail!("the worker's script or the page is not as expected");
    }
    text = text.replace(&plain, &hashed) + "await __wbg_init();\n";
    let name = format!("{NAME}-{}.js", short(text.as_bytes()));
    fs::write(dist.join(&hashed), bytes)?;
    fs::write(dist.join(&name), text)?;
    *page = page.replace(LOADER, &name);
    for file in [script, wasm, dist.join(LOADER)] {
        fs::remove_file(file)?;
    }
    Ok(())
}
