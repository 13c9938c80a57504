//! Which room may import which.

use super::files::{File, Wrong, none, source, tried};
use super::scan::{Code, code};

/// The rooms from the top: imports run down this list only.
pub(crate) const ROOMS: [&str; 12] =
    ["ui", "browser", "exchange", "sync", "control", "visits", "pipeline", "kpi", "query", "ports", "book", "model"];

/// The first of the rooms that are pure Rust.
const LINE: &str = "exchange";

/// Rooms of which none imports another.
const APART: [&[&str]; 3] = [&["ui", "browser"], &["exchange", "sync"], &["visits", "pipeline", "kpi"]];

/// Macros stand at the top of the crate: which room they come from.
const MACROS: [(&str, &str); 3] = [("record", "model"), ("kind", "model"), ("kind_type", "model")];

/// Whether a room is below the line: pure, built and tested on the host.
pub(crate) fn is_pure(room: &str) -> bool {
    rank(room).zip(rank(LINE)).is_some_and(|(room, line)| room >= line)
}

fn rank(room: &str) -> Option<usize> {
    ROOMS.iter().position(|known| *known == room)
}

fn may_import(from: &str, to: &str) -> bool {
    let apart = APART.iter().any(|rooms| rooms.contains(&from) && rooms.contains(&to));
    from == to || (!apart && rank(from) < rank(to))
}

/// The names that a path from the top of the crate begins with, with their positions: one, or those
/// in the braces.
fn heads(code: &Code, at: usize) -> Vec<(usize, String)> {
    let name = |at: usize| -> String {
        code.plain[at..].chars().take_while(|char| char.is_alphanumeric() || *char == '_').collect()
    };
    let skip = |at: usize| at + (code.plain[at..].len() - code.plain[at..].trim_start().len());
    let at = skip(at);
    if !code.plain[at..].starts_with('{') {
        return vec![(at, name(at))];
    }
    let (end, mut heads, mut depth, mut fresh) = (code.end_of_group(at), Vec::new(), 0, true);
    for (offset, byte) in code.plain.bytes().enumerate().take(end).skip(at) {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            b',' if depth == 1 => fresh = true,
            byte if fresh && depth == 1 && !byte.is_ascii_whitespace() => {
                heads.push((offset, name(offset)));
                fresh = false;
            }
            _ => {}
        }
    }
    heads
}

/// Every name right under the top of the crate that a file's paths begin with.
fn from_the_top(file: &File, code: &Code) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for start in ["crate::", "fieldbook::"] {
        for at in code.words(start) {
            found.extend(heads(code, at + start.len()));
        }
    }
    // `super::` climbs from the file's own module; where it reaches the top, a room follows.
    let inside = file.path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    let depth = if inside == "lib" { 0 } else { inside.split('/').count() };
    for at in code.words("super::") {
        if code.plain[..at].ends_with("super::") {
            continue;
        }
        let mut end = at;
        while code.plain[end..].starts_with("super::") {
            end += "super::".len();
        }
        if (end - at) / "super::".len() == depth {
            found.extend(heads(code, end));
        }
    }
    found
}

fn imports(file: &File) -> Vec<Wrong> {
    // What stands at the top (the code map, the entries) sees everything.
    let Some(room) = file.room().filter(|room| *room != "bin") else { return Vec::new() };
    let code = code(&file.text);
    if rank(room).is_none() {
        return vec![Wrong::new(&file.path, 1, format!("`{room}` is no room of the architecture"))];
    }
    let mut wrongs = Vec::new();
    for (at, name) in from_the_top(file, &code) {
        let to = MACROS.iter().find(|(name_of, _)| *name_of == name).map_or(name.as_str(), |(_, room)| *room);
        if rank(to).is_none() {
            wrongs.push(Wrong::new(&file.path, code.line(at), format!("`crate::{name}` is no room")));
        } else if !may_import(room, to) {
            wrongs.push(Wrong::new(&file.path, code.line(at), format!("`{room}` may not import `{to}`")));
        }
    }
    wrongs
}

#[test]
fn imports_run_down_only() {
    none(&source().iter().flat_map(imports).collect::<Vec<_>>());
}

#[test]
fn imports_upward_and_sideways_are_found() {
    let upward = ["use crate::book::Book;", "fn f() { crate::query::run() }", "use crate::{model::Id, book::Batch};"];
    tried(imports, "src/model/money.rs", &upward, &["use crate::model::Id;", "// crate::book", "\"crate::book\""]);
    let sideways =
        ["use crate::kpi::Chart;", "use super::kpi;", "use super::super::kpi::{a, b};", "use super::{kpi, book};"];
    tried(imports, "src/pipeline/mod.rs", &sideways[..2], &["use super::book;", "use super::{query, model};"]);
    tried(imports, "src/pipeline/board.rs", &sideways[2..3], &["use super::super::query;", "use super::kpi;"]);
    tried(imports, "src/pipeline/mod.rs", &sideways[3..], &[]);
    tried(
        imports,
        "src/ui/app.rs",
        &["use crate::browser::idb;"],
        &["use crate::{book::Book, ports};", "use crate::exchange;"],
    );
    tried(imports, "src/browser/idb/mod.rs", &["use crate::ui::app;"], &["use crate::ports::Store;"]);
    tried(imports, "src/exchange/plan.rs", &["use crate::sync;", "use crate::browser;"], &["use crate::book::Book;"]);
    tried(
        imports,
        "src/book/mod.rs",
        &["use crate::ports::{self, Keeper};", "pub use fieldbook::ui;"],
        &["crate::record! {}"],
    );
    tried(imports, "src/util/mod.rs", &["fn f() {}"], &[]);
    tried(
        imports,
        "src/model/a.rs",
        &["use crate::helpers::x;", "#[cfg(test)] use std::a; use crate::ui;"],
        &["#[cfg(test)] mod tests { use crate::ui; }"],
    );
}

#[test]
fn the_top_sees_everything() {
    none(&imports(&File::sample("src/main.rs", "use fieldbook::{ui, browser};")));
    none(&imports(&File::sample("src/lib.rs", "pub mod book; use crate::ui;")));
    none(&imports(&File::sample("src/bin/worker.rs", "use fieldbook::browser;")));
    assert!(is_pure("exchange") && is_pure("model") && !is_pure("browser") && !is_pure("ui"));
}
