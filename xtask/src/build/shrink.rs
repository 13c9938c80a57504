//! Makes what wasm-bindgen wrote smaller, before wasm-opt and the hashes.
//!
//! Its names carry digests that no compressor can shorten, and stand in the script and in the
//! wasm file: both get short ones. What is exported but named nowhere in a script is exported no
//! longer, so that wasm-opt can drop it. Comments and indentation leave the script.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::wasm_names::{self, Renames};
use crate::Result;

/// Classes of `wasm-streams` that come with every use of `web-sys` streams; only the scripts of
/// those who hand such streams out name them.
const STREAMS: &[&str] = &["IntoUnderlyingByteSource", "IntoUnderlyingSink", "IntoUnderlyingSource"];

/// Shortens a script and its wasm file; `loader` is the script that loads the chunks.
pub(super) fn shrink(script: &Path, wasm: &Path, loader: &str) -> Result<()> {
    let text = without_streams(&fs::read_to_string(script)?);
    let bytes = fs::read(wasm)?;
    let names = wasm_names::read(&bytes)?;
    let spoken: BTreeSet<&str> = words(&text).chain(words(loader)).collect();
    let fixed: BTreeSet<&str> = words(loader).collect();
    let taken = |name: &str| spoken.contains(name);
    let mut short = (0..).map(|number: u32| format!("_{number:x}")).filter(|name| !taken(name));
    let mut renames = Renames::default();
    let long =
        names.imports.iter().chain(&names.exports).filter(|name| name.len() > 12 && !fixed.contains(name.as_str()));
    for name in long {
        if spoken.contains(name.as_str())
            && !renames.names.contains_key(name)
            && let Some(next) = short.next()
        {
            renames.names.insert(name.clone(), next);
        }
    }
    renames.dropped = names.exports.iter().filter(|name| !spoken.contains(name.as_str())).cloned().collect();
    fs::write(wasm, wasm_names::rewrite(&bytes, &renames)?)?;
    fs::write(script, plain(&renamed(&text, &renames.names)))?;
    Ok(())
}

/// Returns the identifiers of a script, its strings and comments included.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !is_word(sign)).filter(|word| !word.is_empty())
}

fn is_word(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || sign == '_' || sign == '$'
}

/// Puts new names in the place of old ones, whole identifiers only.
fn renamed(text: &str, names: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_word) {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.find(|sign| !is_word(sign)).unwrap_or(rest.len());
        let word = &rest[..end];
        out.push_str(names.get(word).map_or(word, String::as_str));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// Removes lines of comment and indentation from a script without strings over several lines.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_comment = false;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        in_comment |= line.starts_with("/**");
        if !in_comment && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
        in_comment &= !line.ends_with("*/");
    }
    out
}

/// Removes the stream classes, unless something makes one of them.
fn without_streams(text: &str) -> String {
    if STREAMS.iter().any(|class| text.contains(&format!("{class}.__wrap"))) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    // What a block at the start of a line ends with.
    let mut until: Option<&str> = None;
    for line in text.lines() {
        if let Some(end) = until {
            if line == end || (end == ";" && line.ends_with(';')) {
                until = None;
            }
            continue;
        }
        let about = |start: &str| {
            STREAMS.iter().any(|class| line.strip_prefix(start).is_some_and(|rest| rest.starts_with(class)))
        };
        if about("export class ") {
            until = Some("}");
        } else if about("const ") {
            until = Some(";");
        } else if !about("if (Symbol.dispose) ") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{plain, renamed, without_streams};

    #[test]
    fn only_whole_names_are_replaced() {
        let names = [("__wbg_a".to_owned(), "_0".to_owned())].into();
        assert_eq!(renamed("__wbg_a(__wbg_ab, x.__wbg_a)", &names), "_0(__wbg_ab, x._0)");
    }

    #[test]
    fn comments_and_indentation_go() {
        assert_eq!(plain("/**\n * x\n */\nf(\n    // y\n    1);\n"), "f(\n1);\n");
    }

    #[test]
    fn unused_stream_classes_go() {
        let text = "a\nexport class IntoUnderlyingSink {\n    x() {\n    }\n}\n\
            if (Symbol.dispose) IntoUnderlyingSink.x = 1;\nconst IntoUnderlyingSinkFinalization = (1)\n    ? 2;\nb\n";
        assert_eq!(without_streams(text), "a\nb\n");
        let used = "export class IntoUnderlyingSink {\n}\nIntoUnderlyingSink.__wrap(1);\n";
        assert_eq!(without_streams(used), used);
    }
}
