//! What stands nowhere, or nowhere below the line.

use fieldbook::model::records::COLLECTIONS;

use super::excuse::{Excuse, judge};
use super::files::{File, Wrong, none, source, tried, under};
use super::rooms::is_pure;
use super::scan::{code, whole};

/// Words that the pure rooms do not hold: clocks, chance, the browser.
const IMPURE: [&str; 17] = [
    "Utc::now",
    "Local::now",
    "now_v7",
    "now_v4",
    "new_v4",
    "thread_rng",
    "rand::",
    "getrandom",
    "SystemTime",
    "std::time",
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "gloo_net",
    "indexed_db_futures",
    "leptos",
    "std::net",
];

/// Words that no room holds.
const NOWHERE: [(&str, &str); 5] = [
    ("inner_html", "text is always text: `inner_html` would be markup"),
    ("set_inner_html", "text is always text: `set_inner_html` would be markup"),
    (".unwrap()", "`.unwrap()` panics on the way of data"),
    (".expect(", "`.expect(` panics on the way of data"),
    ("set_outer_html", "text is always text: `set_outer_html` would be markup"),
];

const EXCUSES: &[Excuse] = &[];

/// Rooms that know records by field tables and roles only.
const BLIND: [&str; 2] = ["exchange", "sync"];

const BLIND_EXCUSES: &[Excuse] = &[
    (
        "src/exchange/words.rs",
        "names the collection",
        "which words in a heading mean which collection and field is data about collections, kept in this one table",
    ),
    (
        "src/exchange/presets.rs",
        "names the collection",
        "what the exports of other systems hold is data about collections, kept in this one table",
    ),
];

fn banned(file: &File) -> Vec<Wrong> {
    let code = code(&file.text);
    let at = |at: usize, what: String| Wrong::new(&file.path, code.line(at), what);
    let mut wrongs = Vec::new();
    for (word, why) in NOWHERE {
        wrongs.extend(code.words(word).map(|place| at(place, why.to_owned())));
    }
    if let Some(room) = file.room().filter(|room| is_pure(room)) {
        for word in IMPURE {
            wrongs.extend(
                code.words(word).map(|place| at(place, format!("`{word}` in `{room}`, which is below the line"))),
            );
        }
    }
    if file.path != "src/ui/route.rs" {
        for place in code.words("format!(") {
            let path = code.literal_after(place + "format!(".len()).filter(|text| text.text.starts_with('/'));
            wrongs.extend(path.map(|text| {
                at(text.at, format!("`format!(\"{}\"` is an address: `ui/route.rs` makes them", text.text))
            }));
        }
    }
    wrongs
}

/// The types that the records' declarations yield.
fn record_types(declarations: &[File]) -> Vec<String> {
    let mut types = Vec::new();
    for file in declarations {
        let code = whole(&file.text);
        for at in code.words("record! {") {
            let body = &code.plain[at + "record! {".len()..];
            let names = body.trim_start().split(',').take(2).map(|name| name.trim().to_owned());
            types.extend(names);
        }
    }
    types
}

fn names_records(file: &File, types: &[String]) -> Vec<Wrong> {
    if !file.room().is_some_and(|room| BLIND.contains(&room)) {
        return Vec::new();
    }
    let code = code(&file.text);
    let mut wrongs = Vec::new();
    for name in types {
        let what = format!("names the record type `{name}`: this room knows records by field tables only");
        // `Role::Stage` names a role.
        let named = code.words(name).filter(|at| {
            let before = &code.plain[..*at];
            !before.ends_with("::") || before.ends_with("records::")
        });
        wrongs.extend(named.map(|at| Wrong::new(&file.path, code.line(at), what.clone())));
    }
    for literal in &code.literals {
        if COLLECTIONS.iter().any(|collection| collection.key == literal.text) {
            let what =
                format!("names the collection \"{}\": this room knows records by field tables only", literal.text);
            wrongs.push(Wrong::new(&file.path, literal.line, what));
        }
    }
    wrongs
}

#[test]
fn nothing_banned_stands_in_the_source() {
    none(&judge(source().iter().flat_map(banned).collect(), EXCUSES));
}

#[test]
fn exchange_and_sync_know_no_collection_by_name() {
    let types = record_types(&under("src/model/records", ".rs"));
    assert!(types.len() == COLLECTIONS.len() * 2, "{types:?}");
    let wrongs = source().iter().flat_map(|file| names_records(file, &types)).collect();
    none(&judge(wrongs, BLIND_EXCUSES));
}

#[test]
fn what_is_banned_is_found() {
    let bad = [
        "let now = chrono::Utc::now();",
        "let now = Local::now();",
        "let id = Uuid::now_v7();",
        "let x = rand::thread_rng();",
        "use std::time::SystemTime;",
        "use std::time::Instant;",
        "use std::{time::SystemTime, fmt};",
        "fn f(e: web_sys::Element) {}",
        "use js_sys::Date;",
        "use leptos::prelude::*;",
        "let x = y.unwrap();",
        "let x = y\n    .expect(\"why\");",
        "let url = format!(\"/deals/{id}\");",
    ];
    let good = [
        "use super::time::Instant;",
        "use crate::model::time;",
        "// Utc::now\nlet x = \"Utc::now\";",
        "let x = y.unwrap_or(1); let z = y.expect_err(2);",
        "#[cfg(test)]\nmod tests { fn t() { x.unwrap(); } }",
        "let share = format!(\"{a}/{b}\");",
        "let brand_new = 1;",
    ];
    tried(banned, "src/book/apply.rs", &bad, &good);
    let bad =
        ["view! { <p inner_html=x/> }", "element.set_inner_html(x);", "let x = format!(\n    \"/kpi\");", "x.unwrap()"];
    tried(banned, "src/ui/app.rs", &bad, &["use leptos::prelude::*;", "let x = web_sys::window();"]);
    tried(banned, "src/ui/route.rs", &[], &["format!(\"/deals/{id}\")"]);
}

#[test]
fn a_record_named_in_exchange_is_found() {
    let declared = File::sample("x", "record! {\n    /// A deal.\n    Deal, DealId, \"deals\" {\n    }\n}\n");
    let types = record_types(&[declared]);
    assert_eq!(types, ["Deal", "DealId"]);
    let check = |file: &File| names_records(file, &types);
    let bad = [
        "use crate::model::records::Deal;",
        "use crate::model::records::{self, Deal};",
        "fn f(id: DealId) {}",
        "book.table(\"deals\")",
    ];
    tried(
        check,
        "src/exchange/plan.rs",
        &bad,
        &["let Dealer = 1;", "// Deal", "table.role(Role::Deal)", "\"deals of\""],
    );
    tried(check, "src/pipeline/board.rs", &[], &bad);
}
