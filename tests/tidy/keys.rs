//! Every message key that the source names is in every catalogue, with the same values, and every
//! message is used.
//!
//! A key is named by `t!(app, "key")`, `.text("key", ..)`, `Label::new("key")`, in a `fn key`, or as a
//! text of a table in the interface: any text like `family-rest` whose family some message has, unless
//! it is the value of an attribute or the argument of a function. Keys made of others are the families
//! of [`DERIVED`].

use std::collections::{BTreeMap, BTreeSet};

use fieldbook::model::Kind;
use fieldbook::model::messages::{Catalogue, Language};
use fieldbook::model::records::COLLECTIONS;

use super::excuse::{Excuse, judge};
use super::files::{File, Wrong, file, none, source};
use super::scan::{Code, Literal, code};
use super::view::{HEARD, attribute, blocks};

/// Texts that look like keys and are none.
const NO_KEYS: &[Excuse] = &[];

/// Messages that nothing in the source names, and who uses them.
const USED_ELSEWHERE: &[(&str, &str)] = &[];

/// What the keys of a family begin with, and all of them.
type Derived = (&'static str, fn() -> Vec<String>);

/// Families of keys made at run time, with the keys that they may come to.
const DERIVED: [Derived; 7] = [
    ("collection-", || by_collection("collection")),
    ("record-", || by_collection("record")),
    ("counted-", || by_collection("counted")),
    ("new-", || by_collection("new")),
    ("field-", field_keys),
    ("choice-", choice_keys),
    ("language-", || Language::ALL.iter().map(|(_, tag)| format!("language-{tag}")).collect()),
];

/// Derived keys that no screen comes to.
const NEVER_DERIVED: [(&str, &str); 3] = [
    ("record-organisations", "a book has one organisation, which no import asks about"),
    ("counted-organisations", "a book has one organisation, which is not listed"),
    ("new-organisations", "a book has one organisation"),
];

fn by_collection(family: &str) -> Vec<String> {
    COLLECTIONS.iter().map(|collection| format!("{family}-{}", collection.key)).collect()
}

fn field_keys() -> Vec<String> {
    let fields = COLLECTIONS
        .iter()
        .flat_map(|collection| collection.fields.iter().map(|field| format!("field-{}-{}", collection.key, field.key)));
    fields.collect()
}

fn choice_keys() -> Vec<String> {
    let mut keys = Vec::new();
    for collection in COLLECTIONS {
        for field in collection.fields {
            if let Kind::Choice(codes) | Kind::Choices(codes) = &field.kind {
                keys.extend(codes.iter().map(|code| format!("choice-{}-{}-{code}", collection.key, field.key)));
            }
        }
    }
    keys
}

/// Key to the names of its values, of one language.
type Messages = BTreeMap<String, BTreeSet<String>>;

fn messages(language: Language, path: &str, text: &str) -> Result<Messages, Wrong> {
    let catalogue = Catalogue::parse(language, text).map_err(|error| Wrong::new(path, error.line, error.what))?;
    let owned = |(key, names): (&str, Vec<&str>)| (key.to_owned(), names.into_iter().map(str::to_owned).collect());
    Ok(catalogue.keys().into_iter().map(owned).collect())
}

/// The catalogues that are there, by path.
fn catalogues() -> Result<Vec<(String, Messages)>, Wrong> {
    let mut found = Vec::new();
    for (language, tag) in Language::ALL {
        let path = format!("public/locales/{tag}.ftl");
        let later = file(&format!("public/locales/{tag}-later.ftl"));
        match file(&path) {
            Some(first) => {
                // Two files so that the first screen loads one; to the source they are one catalogue.
                let whole = [first.text.as_str(), later.as_ref().map_or("", |later| &later.text)].join("\n");
                found.push((path.clone(), messages(language, &path, &whole)?));
            }
            None => println!("{path} is not there: its messages were not checked"),
        }
    }
    Ok(found)
}

/// A key that the source names for certain: where, and the values given, where they can be told.
struct Named {
    key: String,
    line: usize,
    given: Option<BTreeSet<String>>,
}

/// The parts of a call's arguments, from its opening bracket: positions where each begins.
fn arguments(code: &Code, open: usize) -> Vec<usize> {
    let end = code.end_of_group(open);
    let (mut starts, mut depth) = (vec![open + 1], 0);
    for (at, byte) in code.plain.bytes().enumerate().take(end).skip(open) {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth -= 1,
            b',' if depth == 1 => starts.push(at + 1),
            _ => {}
        }
    }
    starts
}

fn name_at(code: &Code, at: usize) -> String {
    let rest = code.plain[at..].trim_start();
    rest.chars().take_while(|char| char.is_alphanumeric() || *char == '_').collect()
}

fn named(code: &Code) -> Vec<Named> {
    let mut found = Vec::new();
    for at in code.words("t!(") {
        let arguments = arguments(code, at + 2);
        let Some(literal) = arguments.get(1).and_then(|at| code.literal_after(*at)) else { continue };
        let given = arguments.iter().skip(2).map(|at| name_at(code, *at)).filter(|name| !name.is_empty()).collect();
        found.push(Named { key: literal.text.clone(), line: literal.line, given: Some(given) });
    }
    for at in code.words("Label::new(") {
        let open = at + "Label::new(".len();
        let Some(literal) = code.literal_after(open) else { continue };
        let end = code.plain[open..].find(';').map_or(code.plain.len(), |offset| open + offset);
        let with = code.words(".with(").filter(|at| (open..end).contains(at));
        let given =
            with.filter_map(|at| code.literal_after(at + ".with(".len())).map(|name| name.text.clone()).collect();
        found.push(Named { key: literal.text.clone(), line: literal.line, given: Some(given) });
    }
    for at in code.words(".text(") {
        let literal = code.literal_after(at + ".text(".len());
        found.extend(literal.map(|literal| Named { key: literal.text.clone(), line: literal.line, given: None }));
    }
    for at in code.words("fn key(") {
        let Some(open) = code.plain[at..].find('{').map(|offset| at + offset) else { continue };
        let inside = code.literals.iter().filter(|literal| (open..code.end_of_group(open)).contains(&literal.at));
        let keys = inside.filter(|literal| is_key(&literal.text));
        found.extend(keys.map(|literal| Named { key: literal.text.clone(), line: literal.line, given: None }));
    }
    found
}

/// Whether a text is like a key: small words with hyphens between.
fn is_key(text: &str) -> bool {
    let word = |word: &str| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    };
    text.contains('-') && text.split('-').all(word)
}

fn family(key: &str) -> &str {
    key.split('-').next().unwrap_or(key)
}

/// Whether a text is the first argument of a function (not of a variant or a struct).
fn is_argument(code: &Code, literal: &Literal) -> bool {
    let Some(open) = code.before(literal.at).filter(|at| code.plain[*at..].starts_with('(')) else { return false };
    let before = &code.plain[..open];
    let name = before.rsplit(|char: char| !char.is_alphanumeric() && char != '_').next().unwrap_or("");
    name.starts_with(|char: char| char.is_lowercase())
}

/// Texts of tables: like a key of a family that messages have, neither value of an attribute nor
/// argument of a function.
fn tabled<'a>(code: &'a Code, families: &'a BTreeSet<&str>) -> impl Iterator<Item = &'a Literal> {
    let blocks = blocks(code);
    code.literals.iter().filter(move |literal| {
        let markup = blocks.iter().any(|(open, close)| (*open..*close).contains(&literal.at));
        let value = markup && attribute(code, literal.at).is_some_and(|name| !HEARD.contains(&name));
        let like = is_key(&literal.text) && families.contains(family(&literal.text));
        like && !value && !is_argument(code, literal)
    })
}

/// What is wrong with the keys that a file names, given one catalogue.
fn check_file(file: &File, catalogue: &str, messages: &Messages) -> Vec<Wrong> {
    let code = code(&file.text);
    let mut wrongs = Vec::new();
    let mut missing =
        |key: &str, line| wrongs.push(Wrong::new(&file.path, line, format!("`{key}` is not in {catalogue}")));
    let families: BTreeSet<&str> = messages.keys().map(|key| family(key)).collect();
    if file.room() == Some("ui") {
        for literal in tabled(&code, &families).filter(|literal| !messages.contains_key(&literal.text)) {
            missing(&literal.text, literal.line);
        }
    }
    let mut lacks = Vec::new();
    // An empty key names nothing yet.
    for named in named(&code).into_iter().filter(|named| !named.key.is_empty()) {
        let Some(values) = messages.get(&named.key) else {
            missing(&named.key, named.line);
            continue;
        };
        let given = named.given.as_ref();
        for value in values.iter().filter(|value| given.is_some_and(|given| !given.contains(*value))) {
            let what = format!("`{}` in {catalogue} takes `{value}`, which is not given here", named.key);
            lacks.push(Wrong::new(&file.path, named.line, what));
        }
    }
    for at in code.words("format!(") {
        let Some(literal) = code.literal_after(at + "format!(".len()) else { continue };
        let before = code.plain[..at].trim_end().trim_end_matches('&').trim_end();
        let asked =
            before.ends_with(".text(") || before.rfind("t!(").is_some_and(|call| code.end_of_group(call + 2) > at);
        let prefix = literal.text.split('{').next().unwrap_or("");
        if asked && is_key(&format!("{prefix}x")) && !DERIVED.iter().any(|(family, _)| *family == prefix) {
            let what = format!("`{prefix}..` is a family of keys that the table of derived keys does not name");
            lacks.push(Wrong::new(&file.path, literal.line, what));
        }
    }
    wrongs.extend(lacks);
    wrongs.sort();
    wrongs.dedup();
    wrongs
}

/// Keys that are in one catalogue and not in another, and values that differ.
fn differences(catalogues: &[(String, Messages)]) -> Vec<Wrong> {
    let mut wrongs = Vec::new();
    let Some(((first, messages), others)) = catalogues.split_first() else { return wrongs };
    for (path, other) in others {
        for (key, values) in messages {
            match other.get(key) {
                None => wrongs.push(Wrong::new(path, 0, format!("`{key}` of {first} is missing"))),
                Some(own) if own != values => {
                    wrongs.push(Wrong::new(path, 0, format!("`{key}` takes {own:?}, in {first} {values:?}")));
                }
                Some(_) => {}
            }
        }
        for key in other.keys().filter(|key| !messages.contains_key(*key)) {
            wrongs.push(Wrong::new(path, 0, format!("`{key}` is not in {first}")));
        }
    }
    wrongs
}

/// Derived keys that a catalogue lacks.
fn underived(path: &str, messages: &Messages) -> Vec<Wrong> {
    let derived = DERIVED.iter().flat_map(|(_, keys)| keys());
    let needed = derived.filter(|key| !NEVER_DERIVED.iter().any(|(never, _)| never == key));
    let lacking = needed.filter(|key| !messages.contains_key(key));
    lacking.map(|key| Wrong::new(path, 0, format!("the derived key `{key}` is missing"))).collect()
}

/// Messages that nothing names.
fn unused(path: &str, messages: &Messages, source: &[File], elsewhere: &[(&str, &str)]) -> Vec<Wrong> {
    let mut used: BTreeSet<String> = DERIVED.iter().flat_map(|(_, keys)| keys()).collect();
    used.extend(source.iter().flat_map(|file| code(&file.text).literals).map(|literal| literal.text));
    let left = messages.keys().filter(|key| !used.contains(*key) && !elsewhere.iter().any(|(known, _)| known == key));
    left.map(|key| Wrong::new(path, 0, format!("nothing uses `{key}`"))).collect()
}

/// Lines of a catalogue that say a number which stands beside them already: `counted-deals` is `deals`, not `3 deals`.
fn numbered(path: &str, text: &str) -> Vec<Wrong> {
    let says = |line: &str| line.starts_with("counted-") && line.contains("{ $n }");
    let found = text.lines().enumerate().filter(|(_, line)| says(line));
    found.map(|(at, _)| Wrong::new(path, at + 1, "the number is said twice".to_owned())).collect()
}

#[test]
fn what_is_counted_is_said_without_its_number() {
    assert_eq!(numbered("x.ftl", "counted-deals = { $n } deals\ncounted-a = { $n -> [one] a *[other] as }").len(), 1);
    let later = Language::ALL.into_iter().filter_map(|(_, tag)| file(&format!("public/locales/{tag}-later.ftl")));
    none(&later.flat_map(|file| numbered(&file.path, &file.text)).collect::<Vec<_>>());
}

#[test]
fn catalogues_read_and_agree_in_keys_and_values() {
    match catalogues() {
        Ok(catalogues) => none(&differences(&catalogues)),
        Err(wrong) => none(&[wrong]),
    }
}

#[test]
fn every_key_that_the_source_names_is_in_every_catalogue() {
    // The others have the same keys: that is another check.
    let catalogues = catalogues().unwrap_or_default();
    let Some((path, messages)) = catalogues.first() else { return };
    let mut wrongs: Vec<Wrong> = source().iter().flat_map(|file| check_file(file, path, messages)).collect();
    wrongs.extend(underived(path, messages));
    none(&judge(wrongs, NO_KEYS));
}

#[test]
fn every_message_is_used() {
    let catalogues = catalogues().unwrap_or_default();
    let Some((path, messages)) = catalogues.first() else { return };
    let mut wrongs = unused(path, messages, &source(), USED_ELSEWHERE);
    for (key, _) in USED_ELSEWHERE.iter().filter(|(key, _)| !messages.contains_key(*key)) {
        wrongs.push(Wrong::new(path, 0, format!("`{key}` is excused but is not there")));
    }
    none(&wrongs);
}

fn read(text: &str) -> Messages {
    messages(Language::En, "x.ftl", text).expect("parses")
}

#[test]
fn a_key_that_is_missing_or_lacks_a_value_is_found() {
    let messages = read("nav-home = Home\nlabel-move = Moved { $deal }\nimport-date-ymd = Year first\n");
    let check = |text: &str| check_file(&File::sample("src/ui/home.rs", text), "x.ftl", &messages);
    for bad in [
        "t!(app, \"nope\")",
        "t!(self.app(), \"nope\", n = 3)",
        "t!(app, \"label-move\")",
        "t!(app, \"label-move\", name = deal.title(1, 2))",
        "Label::new(\"label-nope\")",
        "let x = Label::new(\"label-move\").with(\"name\", x);",
        "app.text(\"nope\", &[])",
        "vec![Entry(\"nav-nowhere\")]",
        "const NAV: &[(&str, &str)] = &[(\"home\", \"nav-nowhere\")];",
        "fn key(self) -> &'static str { match self { A => \"other-key\" } }",
        "app.text(&format!(\"colour-{name}\"), &[])",
        "t!(app, &format!(\"colour-{name}\"))",
        "view! { <p aria-label=\"nav-nowhere\"/> }",
    ] {
        assert!(!check(bad).is_empty(), "went unseen: {bad}");
    }
    for good in [
        "t!(app, \"nav-home\")",
        "t!(app, \"label-move\", deal = f(1, 2), more = x)",
        "let x = Label::new(\"label-move\").with(\"deal\", x);",
        "view! { <p class=\"nav-list\" id=\"nav-rest\">{t!(app, \"nav-home\")}</p> }",
        "app.text(&format!(\"field-{collection}-{}\", key), &[])",
        "let id = format!(\"stage-{id}\");",
        "class_list().contains(\"nav-link\"); hide(\"nav-rest\")",
        "let x = \"nav list\"; let y = \"colour-blue\"; // t!(app, \"nope\")",
        "#[cfg(test)]\nmod tests { fn t() { t!(app, \"nope\"); } }",
    ] {
        none(&check(good));
    }
}

#[test]
fn catalogues_that_differ_are_found() {
    let catalogue = |path: &str, text: &str| (path.to_owned(), read(text));
    let en = catalogue("en", "a = A\nb = B { $n }\n");
    assert_eq!(differences(&[en.clone(), en.clone()]), []);
    for other in ["a = A\n", "a = A\nb = B\n", "a = A\nb = B { $m }\n", "a = A\nb = B { $n }\nc = C\n"] {
        assert!(!differences(&[en.clone(), catalogue("zh", other)]).is_empty(), "went unseen: {other}");
    }
    assert!(messages(Language::En, "x", "no text").is_err());
    assert!(!underived("x", &en.1).is_empty());
}

#[test]
fn a_message_that_nothing_uses_is_found() {
    let messages = read("a-b = A\nfield-deals-title = Title\n");
    let source = [File::sample("src/a.rs", "t!(app, \"a-b\")")];
    assert_eq!(unused("x", &messages, &source, &[]), []);
    assert_eq!(unused("x", &messages, &[File::sample("src/a.rs", "// \"a-b\"")], &[]).len(), 1);
    assert_eq!(unused("x", &messages, &[], &[("a-b", "the start page")]), []);
}
