//! No text for people and no inline style in the markup of the interface.

use super::excuse::{Excuse, judge};
use super::files::{File, Wrong, none, tried, under};
use super::scan::{Code, Literal, code};

/// Attributes that people read or hear.
pub(crate) const HEARD: [&str; 10] = [
    "aria-label",
    "aria-description",
    "aria-roledescription",
    "aria-valuetext",
    "title",
    "placeholder",
    "alt",
    "label",
    "summary",
    "content",
];

const EXCUSES: &[Excuse] = &[];

/// Where the `view!` blocks of a file begin and end.
pub(crate) fn blocks(code: &Code) -> Vec<(usize, usize)> {
    let opens = code.words("view! {").map(|at| at + "view! ".len());
    opens.map(|open| (open, code.end_of_group(open))).collect()
}

/// The name of the attribute whose value begins at a position.
pub(crate) fn attribute(code: &Code, value: usize) -> Option<&str> {
    let equals = code.before(value).filter(|at| code.plain[*at..].starts_with('='))?;
    let name = code.plain[..equals].trim_end();
    let start =
        name.rfind(|char: char| !char.is_alphanumeric() && !matches!(char, '-' | '_' | ':')).map_or(0, |at| at + 1);
    Some(&name[start..])
}

/// Whether what begins at a position stands between tags: after a tag, after another text, after an
/// expression in braces, or first in the block.
fn between_tags(code: &Code, at: usize, block: usize) -> bool {
    let Some(before) = code.before(at) else { return false };
    let last = code.plain.as_bytes()[before];
    let arrow = last == b'>' && code.plain[..before].ends_with(['=', '-']);
    before == block || (matches!(last, b'>' | b'}' | b'"') && !arrow)
}

/// Whether a text is shown to people as it stands.
fn is_shown(code: &Code, literal: &Literal, block: usize) -> bool {
    if let Some(name) = attribute(code, literal.at) {
        return HEARD.contains(&name);
    }
    if between_tags(code, literal.at, block) {
        return true;
    }
    // `{"text"}` between tags.
    let close = code.plain[literal.at + 1..].find('"').map(|offset| literal.at + 1 + offset + 1);
    let alone = close.is_some_and(|close| code.plain[close..].trim_start().starts_with('}'));
    let open = code.before(literal.at).filter(|at| code.plain[*at..].starts_with('{'));
    alone && open.is_some_and(|open| between_tags(code, open, block))
}

fn texts(file: &File) -> Vec<Wrong> {
    let code = code(&file.text);
    let mut wrongs = Vec::new();
    for (open, close) in blocks(&code) {
        let inside = code.literals.iter().filter(|literal| (open..close).contains(&literal.at));
        for literal in inside.filter(|literal| literal.text.chars().any(char::is_alphabetic)) {
            if is_shown(&code, literal, open) {
                let what = format!("the text \"{}\" belongs into the catalogues", literal.text);
                wrongs.push(Wrong::new(&file.path, literal.line, what));
            }
        }
        for at in code.words("style=").filter(|at| (open..close).contains(at)) {
            // A pair names one property, which is set without parsing an inline style.
            let pair = code.plain[at + "style=".len()..].trim_start().starts_with('(');
            if !pair && !code.plain[..at].ends_with(['-', ':']) {
                wrongs.push(Wrong::new(&file.path, code.line(at), "`style=` is an inline style: use `style:name=`"));
            }
        }
    }
    wrongs.sort();
    // Blocks in blocks are read twice.
    wrongs.dedup();
    wrongs
}

/// How the place is read so that the reader runs again.
const HEARS: [&str; 4] = ["app.place.get()", "app.place.with(", "app.place.read()", "app.place.track()"];

/// Whether a position stands in what only a memo listens to.
fn in_memo(code: &Code, at: usize) -> bool {
    let opens = ["Memo::new(", ".of_place("].map(|open| code.words(open).map(move |found| found + open.len() - 1));
    opens.into_iter().flatten().any(|open| (open..code.end_of_group(open)).contains(&at))
}

/// The place changes before the page it leaves is gone: a view that listens to it runs once more, with
/// what is no longer there.
fn hearers(file: &File) -> Vec<Wrong> {
    let code = code(&file.text);
    let heard = HEARS.iter().flat_map(|how| code.words(how));
    let wrong = heard.filter(|at| !in_memo(&code, *at)).map(|at| {
        let what = "listens to the place itself: let it listen to `app.of_place`";
        Wrong::new(&file.path, code.line(at), what)
    });
    let mut wrongs: Vec<Wrong> = wrong.collect();
    wrongs.sort();
    wrongs
}

#[test]
fn views_do_not_listen_to_the_place_itself() {
    none(&judge(under("src/ui", ".rs").iter().flat_map(hearers).collect(), EXCUSES));
}

#[test]
fn views_that_listen_to_the_place_are_found() {
    let bad =
        ["let f = move || app.place.with(|place| place.query.len());", "move || app.place.get()", "app.place.track();"];
    let good = [
        "let f = Memo::new(move |_| app.place.with(|place| place.query.len()));",
        "app.place.with_untracked(|place| place.query.len()); app.place.get_untracked();",
        "app.of_place(|place| place.query.len())",
    ];
    tried(hearers, "src/ui/home.rs", &bad, &good);
}

#[test]
fn markup_holds_no_text_and_no_inline_style() {
    none(&judge(under("src/ui", ".rs").iter().flat_map(texts).collect(), EXCUSES));
}

#[test]
fn text_and_style_in_markup_are_found() {
    let bad = [
        "view! { <p>\"Hello\"</p> }",
        "view! { \"Hello\" }",
        "view! { <p>{\"Hello\"}</p> }",
        "view! { <p>{count} \"deals\"</p> }",
        "view! { <p>\"1\" \"客户\"</p> }",
        "view! { <button aria-label=\"Close\"/> }",
        "view! { <input placeholder=\"Name\"/> }",
        "view! { <Dialog title=\"Move\"/> }",
        "view! { <p style=\"color: red\"/> }",
        "view! { <p style=move || x/> }",
        "view! { <ul>{rows.map(|row| view! { <li>\"Row\"</li> })}</ul> }",
    ];
    let good = [
        "view! { <p class=\"a b\" id=\"x\">{t!(app, \"hello\")}</p> }",
        "view! { <p aria-label=t!(app, \"close\") aria-hidden=\"true\">\" · \" \"12 %\"</p> }",
        "view! { <p class=if on { \"is-on\" } else { \"is-off\" } class:is-on=on/> }",
        "view! { <p style:top=move || x style=(\"--n\", n)/> }",
        "view! { <p class=move || match x { A => \"a\", B => \"b\" }/> }",
        "view! { <Icon name=\"plus\"/> <Show when=move || x == \"y\"><i/></Show> }",
        "let x = \"Hello\"; f(\"style=\");",
        "view! { <p>{move || if x { \"…\" } else { \"\" }}</p> }",
    ];
    tried(texts, "src/ui/home.rs", &bad, &good);
}
