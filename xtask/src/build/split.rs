//! Later pages in wasm files of their own.
//!
//! Functions marked `#[lazy]` become chunks that are loaded on the first visit of their page.
//! Trunk has no step for that, but takes `wasm-bindgen` from PATH: `prepare` puts a wrapper
//! there that splits first (`command`), and `finish` brings the chunks into `dist/`. Only the
//! site is split (feature `split`): in a test the functions stay where they are.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::digest::short;
use super::shrink::{plain, shrink};
use super::worker;
use crate::setup::BuildTools;
use crate::{Failure, Result, fail, project, run};

/// The module that loads the chunks; the names of the files stand in it.
const LOADER: &str = "__wasm_split.js";

/// How the splitter's loader asks for a chunk, around the chunk's name. It starts when a page wants the chunk.
const ON_DEMAND: [&str; 2] = [
    "const src = fetch(new URL(\"",
    "\", import.meta.url));\nsrc.catch(() => {});\nreturn async (imports) => (WebAssembly.instantiateStreaming(src, imports));",
];

/// The same, begun as soon as the loader runs where this browser keeps a book (see `public/boot.js`):
/// then some page wants it in any case. A beginning that failed is forgotten, and asked for again.
const AHEAD: [&str; 3] = [
    "const url = new URL(\"",
    "\", import.meta.url);\nreturn async (imports) => ahead.has(url.href) ? WebAssembly.instantiate(await ahead.get(url.href), \
     imports) : WebAssembly.instantiateStreaming(fetch(url), imports);",
    "const ahead = new Map();\nif (document.documentElement.dataset.kept) {\nconst { href } = new URL(\"CHUNK\", import.meta.url);\n\
     const module = WebAssembly.compileStreaming(fetch(href));\nmodule.catch(() => ahead.delete(href));\n\
     ahead.set(href, module);\n}\n",
];

/// What wasm-opt may take for granted in a chunk; the same stands in index.html.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-simd",
    "--low-memory-unused",
];

/// Smaller chunks stay as they are: a start of wasm-opt takes longer than they ever will.
const WORTHWHILE: usize = 4096;

/// Where the wrapper leaves the chunks.
fn folder() -> PathBuf {
    project::cargo_target().join("split")
}

/// Says whether the application has pages to split off.
pub(super) fn wanted() -> Result<bool> {
    let manifest = fs::read_to_string(project::root().join("Cargo.toml"))?;
    Ok(manifest.lines().any(|line| line.starts_with("split = [")))
}

/// Puts the wrapper in front of `wasm-bindgen` on the PATH of a command.
pub(super) fn prepare(trunk: &mut Command, tools: &BuildTools) -> Result<()> {
    let bin = project::cargo_target().join("split-bin");
    fs::create_dir_all(&bin)?;
    let wrapper = bin.join("wasm-bindgen");
    let own = std::env::current_exe()?;
    fs::write(&wrapper, format!("#!/bin/sh\nexec '{}' split-bindgen \"$@\"\n", own.display()))?;
    fs::set_permissions(&wrapper, fs::Permissions::from_mode(0o755))?;
    let mut path = vec![bin];
    path.extend(tools.toolchain.path_first(&tools.path));
    trunk
        .env("PATH", run::path_with(&path)?)
        .env("FIELDBOOK_CHUNKS", folder())
        .env("FIELDBOOK_BINDGEN", tools.command("wasm-bindgen")?.get_program())
        .env("FIELDBOOK_SPLIT", tools.command("wasm-split-cli")?.get_program());
    Ok(())
}

/// Stands in for `wasm-bindgen`: splits, then calls the real one on the main part.
pub fn command(words: &[String]) -> Result<()> {
    let tool =
        |name: &str| std::env::var_os(name).ok_or_else(|| Failure::new("`split-bindgen` is only for Trunk to call"));
    let mut bindgen = Command::new(tool("FIELDBOOK_BINDGEN")?);
    let Some(input) = words.iter().find(|word| !word.starts_with("--")) else {
        print!("{}", run::output(bindgen.args(words))?);
        return Ok(());
    };
    let Some(name) = words.iter().find_map(|word| word.strip_prefix("--out-name=")) else {
        fail!("wasm-bindgen is called without --out-name");
    };
    let Some(out) = words.iter().find_map(|word| word.strip_prefix("--out-dir=")) else {
        fail!("wasm-bindgen is called without --out-dir");
    };
    let out = Path::new(out);
    if name == worker::NAME {
        return worker::bind(bindgen, words, input, out);
    }
    let folder = PathBuf::from(tool("FIELDBOOK_CHUNKS")?);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let mut split = Command::new(tool("FIELDBOOK_SPLIT")?);
    split.arg(input).arg(&folder).args(["--target", "web", "--out-name", name]);
    run::output(&mut split)?;
    let main = folder.join(format!("{name}.wasm"));
    bindgen.args(words.iter().filter(|word| *word != input)).args(["--keep-lld-exports", "--no-demangle"]).arg(&main);
    run::output(&mut bindgen)?;
    fs::remove_file(main)?;
    let loader = fs::read_to_string(folder.join(LOADER)).unwrap_or_default();
    shrink(&out.join(format!("{name}.js")), &out.join(format!("{name}_bg.wasm")), &loader)
}

/// Brings the chunks into `dist/`, optimised and with hashed names, and tells the loader these.
pub(super) fn finish(tools: &BuildTools, dist: &Path, page: &mut String) -> Result<()> {
    let folder = folder();
    let Some(script) = data_attribute(page, "js") else { fail!("index.html names no script") };
    let main = script.rsplit('/').next().unwrap_or(&script).to_owned();
    if !fs::read_to_string(dist.join(&main))?.contains(LOADER) {
        return Ok(());
    }
    let mut loader = fs::read_to_string(folder.join(LOADER))?;
    for entry in folder.read_dir()? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(stem) = name.strip_suffix(".wasm") else { continue };
        let mut bytes = fs::read(&path)?;
        if bytes.len() > WORTHWHILE {
            let small = folder.join("small");
            let mut optimise = tools.command("wasm-opt")?;
            optimise.arg(&path).args(FEATURES).arg("-Oz").arg("-o").arg(&small);
            run::output(&mut optimise)?;
            bytes = fs::read(&small)?;
        }
        let hashed = format!("{stem}-{}.wasm", short(&bytes));
        fs::write(dist.join(&hashed), bytes)?;
        loader = loader.replace(&format!("\"./{name}\""), &format!("\"./{hashed}\""));
    }
    let from = loader.find("from \"./").map(|at| at + "from \"./".len());
    let until = from.and_then(|from| loader[from..].find('"').map(|length| from + length));
    let (Some(from), Some(until)) = (from, until) else { fail!("{LOADER} imports no main module") };
    loader.replace_range(from..until, &main);
    fs::write(dist.join(LOADER), with_head_start(&plain(&loader))?)?;
    // The main script asks for the loader: fetched beside it, not after it.
    let base = script.trim_end_matches(main.as_str());
    *page = page.replacen("</head>", &format!("<link rel=\"modulepreload\" href=\"{base}{LOADER}\"></head>"), 1);
    Ok(())
}

/// Lets the loader compile its chunk before a page asks for it.
fn with_head_start(loader: &str) -> Result<String> {
    let chunk = loader.split_once(ON_DEMAND[0]).and_then(|(_, rest)| rest.split_once(ON_DEMAND[1]));
    let Some((chunk, _)) = chunk else { fail!("{LOADER} loads its chunks in another way than known") };
    let (on_demand, ahead) = (ON_DEMAND.join(chunk), AHEAD[..2].join(chunk));
    // The statements of the module's head run after its imports, wherever they stand.
    Ok(format!("{}{}", loader.replacen(&on_demand, &ahead, 1), AHEAD[2].replace("CHUNK", chunk)))
}

/// Returns a data attribute of the element that starts the application.
fn data_attribute(page: &str, name: &str) -> Option<String> {
    let (_, rest) = page.split_once(&format!("data-{name}=\""))?;
    rest.split_once('"').map(|(value, _)| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{ON_DEMAND, with_head_start};

    #[test]
    fn the_loader_compiles_ahead() -> crate::Result<()> {
        let loader = format!("export const load = () => {{\n{}\n}};\n", ON_DEMAND.join("./later-1.wasm"));
        let ahead = with_head_start(&loader)?;
        assert!(ahead.contains("compileStreaming(fetch(href))") && ahead.matches("./later-1.wasm").count() == 2);
        assert!(!ahead.contains("CHUNK") && ahead.starts_with("export const load"));
        assert!(with_head_start("fetch(other)").is_err());
        Ok(())
    }
}
