//! What is done to `dist/` after Trunk.

use std::fs;
use std::path::{Path, PathBuf};

use super::digest::{integrity, short};
use super::shrink::plain;
use super::{Options, early, site, split, worker};
use crate::setup::BuildTools;
use crate::{Result, fail};

/// Files of `dist/` that the service worker must not keep: itself, and what only hosts read.
const NOT_KEPT: &[&str] = &["sw.js", "index.html", "404.html", "_headers", "_redirects"];

/// Finishes a fresh `dist/`.
pub(super) fn finish(tools: &BuildTools, dist: &Path, options: &Options, chunks: bool) -> Result<()> {
    let index = dist.join("index.html");
    let (page, sheets) = join_sheets(dist, &options.base, &fs::read_to_string(&index)?)?;
    let page = tidy(&site::narrow(&page, &options.connect, &options.tiles)?);
    let boot = dist.join("boot.js");
    let mut page = early::boot(&early::paint(&page, &sheets)?, &plain(&fs::read_to_string(&boot)?))?;
    fs::remove_file(boot)?;
    if chunks {
        split::finish(tools, dist, &mut page)?;
    }
    worker::finish(dist, &mut page)?;
    // The sheet comes first over a narrow line: the shell can be painted as soon as the code is there.
    page = page.replace(
        " as=\"fetch\" type=\"application/wasm\"",
        " as=\"fetch\" fetchpriority=\"low\" type=\"application/wasm\"",
    );
    fs::write(&index, &page)?;
    // Hosts without rewrite rules answer unknown addresses with this file, and the page finds
    // out which address it is.
    fs::write(dist.join("404.html"), &page)?;
    let start = dist.join("start.js");
    fs::write(&start, plain(&fs::read_to_string(&start)?))?;
    let files = files(dist)?;
    write_host_files(dist, &options.base, &page, &files)?;
    write_worker(dist, &page, &files)
}

/// What stands in the page between the sheets of the first screen and those of later pages.
const LATER: &str = "<!-- The build joins those below into another one: what no first screen has. -->";

/// Joins the style sheets into two, of the first screen and of later pages: order is kept, and one request
/// replaces many. Returns the page that links to the first and names the other, and the first.
fn join_sheets(dist: &Path, base: &str, page: &str) -> Result<(String, String)> {
    let Some((first, later)) = page.split_once(LATER) else { fail!("index.html lacks `{LATER}`") };
    let (before, sheets) = without_sheets(dist, base, first)?;
    let (after, others) = without_sheets(dist, base, later)?;
    if !after.contains(LOADER) {
        fail!("index.html lacks `{LOADER}`");
    }
    let (name, sum) = write_sheet(dist, "style", &sheets)?;
    let link = format!("<link rel=\"stylesheet\" href=\"{base}{name}\" integrity=\"{sum}\">\n");
    let (name, sum) = write_sheet(dist, "later", &others)?;
    let loader = format!(" data-sheet=\"{base}{name}\" data-sheet-sum=\"{sum}\"{LOADER}");
    Ok((before + &link + &after.replacen(LOADER, &loader, 1), sheets))
}

/// How the names of the code begin in the element that loads it.
const LOADER: &str = " data-js=";

/// Takes the sheets that a part of a page links to out of it and out of `dist`; returns the part and them.
fn without_sheets(dist: &Path, base: &str, page: &str) -> Result<(String, String)> {
    let (mut sheets, mut out, mut rest) = (String::new(), String::new(), page);
    while let Some(start) = rest.find("<link rel=\"stylesheet\"") {
        let Some(end) = rest[start..].find('>') else { fail!("index.html: a link without end") };
        let tag = &rest[start..=start + end];
        let href = attribute(tag, "href")?;
        let name = href.strip_prefix(base).unwrap_or(href);
        sheets.push_str(&plain_sheet(&fs::read_to_string(dist.join(name))?));
        fs::remove_file(dist.join(name))?;
        out.push_str(&rest[..start]);
        rest = &rest[start + end + 1..];
    }
    out.push_str(rest);
    Ok((out, sheets))
}

/// Writes a joined sheet; returns its name and its digest.
fn write_sheet(dist: &Path, kind: &str, sheets: &str) -> Result<(String, String)> {
    let dense = dense(sheets);
    let name = format!("{kind}-{}.css", short(dense.as_bytes()));
    fs::write(dist.join(&name), &dense)?;
    Ok((name, integrity(dense.as_bytes())))
}

/// Removes comments and indentation from a style sheet.
pub(super) fn plain_sheet(text: &str) -> String {
    let text = without(text, "/*", "*/");
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// Removes what a plain sheet has only for people: line ends behind a mark, spaces before braces and values.
fn dense(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len());
    for line in plain.lines() {
        match line.strip_suffix(" {") {
            Some(rule) => out.extend([rule, "{"]),
            None if line.ends_with(';') => out.push_str(&line.replacen(": ", ":", 1)),
            None => out.push_str(line),
        }
        if !line.ends_with(['{', '}', ';', ',']) {
            out.push('\n');
        }
    }
    out
}

/// Removes what stands between two marks, with the marks.
fn without(text: &str, start: &str, end: &str) -> String {
    let mut out = text.to_owned();
    while let Some(from) = out.find(start) {
        let until = out[from..].find(end).map_or(out.len(), |at| from + at + end.len());
        out.replace_range(from..until, "");
    }
    out
}

/// Returns the value of an attribute of a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Result<&'a str> {
    let start = format!("{name}=\"");
    let value = tag.split_once(&start).and_then(|(_, rest)| rest.split_once('"'));
    let Some((value, _)) = value else { fail!("index.html: `{tag}` has no {name}") };
    Ok(value)
}

/// Removes comments, indentation and empty lines from a page.
fn tidy(page: &str) -> String {
    let text = without(page, "<!--", "-->");
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// Lists the files below a folder, by their path from it, sorted.
pub fn files(dist: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for entry in dist.join(&folder).read_dir()? {
            let entry = entry?;
            let path = folder.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else {
                found.push(path.to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Says whether a file's name carries a digest of its content.
pub fn is_hashed(name: &str) -> bool {
    let stem = name.rsplit('/').next().unwrap_or(name).split('.').next().unwrap_or(name);
    let digest = stem.trim_end_matches("_bg").rsplit('-').next().unwrap_or("");
    digest.len() >= 12 && digest.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn write_host_files(dist: &Path, base: &str, page: &str, files: &[String]) -> Result<()> {
    let Some(policy) = site::policy_of(page) else { fail!("index.html has no policy") };
    let hashed: Vec<String> = files.iter().filter(|name| is_hashed(name)).cloned().collect();
    let headers = dist.join("_headers");
    let text = site::headers(&fs::read_to_string(&headers)?, policy, base, &hashed);
    fs::write(&headers, text)?;
    let redirects = dist.join("_redirects");
    let text = site::redirects(&fs::read_to_string(&redirects)?, base);
    fs::write(&redirects, text)?;
    Ok(())
}

/// Fills the build's name and its files into the service worker.
fn write_worker(dist: &Path, page: &str, files: &[String]) -> Result<()> {
    // The page is kept under the scope itself: hosts redirect `index.html` there.
    let mut list = serde_json::Map::new();
    list.insert(String::new(), integrity(page.as_bytes()).into());
    for name in files {
        if !NOT_KEPT.contains(&name.as_str()) {
            list.insert(name.clone(), integrity(&fs::read(dist.join(name))?).into());
        }
    }
    let list = serde_json::Value::Object(list).to_string();
    let path = dist.join("sw.js");
    let script = fs::read_to_string(&path)?;
    let build = format!("const BUILD = \"{}\";", short((list.clone() + &script).as_bytes()));
    let filled = script.replacen("const BUILD = \"\";", &build, 1).replacen(
        "const FILES = {};",
        &format!("const FILES = {list};"),
        1,
    );
    if !filled.contains(&build) || !filled.contains(&list) {
        fail!("public/sw.js lacks `const BUILD = \"\";` or `const FILES = {{}};`");
    }
    fs::write(&path, filled)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{LATER, dense, is_hashed, join_sheets, tidy};

    #[test]
    fn hashed_names_are_told_from_plain_ones() {
        assert!(is_hashed("fieldbook-0123456789abcdef.js"));
        assert!(is_hashed("fieldbook-0123456789abcdef_bg.wasm"));
        assert!(is_hashed("snippets/leptos-0123456789abcdef.js"));
        assert!(!is_hashed("boot.js"));
        assert!(!is_hashed("icons/apple-touch-icon.png"));
    }

    #[test]
    fn pages_lose_comments_and_blank_lines() {
        assert_eq!(tidy("<a>\n  <!-- x\n y -->\n\n  <b>\n"), "<a>\n<b>\n");
    }
    #[test]
    fn a_dense_sheet_says_the_same() {
        let sheet = "@media (width < 48rem) {\n.a > b,\n.c::before {\ncontent: \": {\";\nfont-family: x,\n\"Y Z\";\nwidth: calc(1rem\n+ 2px);\n}\n}\n";
        let wanted = "@media (width < 48rem){.a > b,.c::before{content:\": {\";font-family: x,\"Y Z\";width: calc(1rem\n+ 2px);}}";
        assert_eq!(dense(sheet), wanted);
    }
    #[test]
    fn sheets_of_later_pages_are_one_of_their_own() -> crate::Result<()> {
        let dist = std::env::temp_dir().join(format!("fieldbook-sheets-{}", std::process::id()));
        fs::create_dir_all(&dist)?;
        for (name, text) in
            [("a.css", "a {\n  top: 0;\n}\n"), ("b.css", "b {\n  top: 1px;\n}\n"), ("c.css", "c {\n}\n")]
        {
            fs::write(dist.join(name), text)?;
        }
        let link = |name: &str| format!("<link rel=\"stylesheet\" href=\"/x/{name}\">\n");
        let page =
            [&link("a.css"), &link("b.css"), LATER, "\n", &link("c.css"), "<script data-js=\"/x/f.js\">"].concat();
        let (page, first) = join_sheets(&dist, "/x/", &page)?;
        assert_eq!(first, "a {\ntop: 0;\n}\nb {\ntop: 1px;\n}\n");
        let mut written: Vec<String> = Vec::new();
        for file in dist.read_dir()? {
            written.push(file?.file_name().to_string_lossy().into_owned());
        }
        written.sort();
        let [later, style] = written.as_slice() else { panic!("two sheets, not {written:?}") };
        assert_eq!(fs::read_to_string(dist.join(later))?, "c{}");
        assert_eq!(fs::read_to_string(dist.join(style))?, "a{top:0;}b{top:1px;}");
        assert!(page.contains(&format!("<link rel=\"stylesheet\" href=\"/x/{style}\" integrity=\"sha")));
        assert!(page.contains(&format!("<script data-sheet=\"/x/{later}\" data-sheet-sum=\"sha")));
        Ok(fs::remove_dir_all(dist)?)
    }
}
