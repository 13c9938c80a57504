//! Colours stand in the tokens only.

use super::files::{File, Wrong, none, tried, under};
use super::scan::code;

/// A style sheet without its comments, lines kept.
fn plain(text: &str) -> String {
    let mut rest = text;
    let mut out = String::new();
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        let (comment, after) = after.split_once("*/").unwrap_or((after, ""));
        out.extend(comment.chars().filter(|char| *char == '\n'));
        rest = after;
    }
    out + rest
}

/// Whether a text holds `#` and then 3 to 8 hexadecimal digits and nothing else of a name.
fn hex(text: &str) -> bool {
    text.match_indices('#').any(|(at, _)| {
        let name: String =
            text[at + 1..].chars().take_while(|char| char.is_alphanumeric() || matches!(char, '-' | '_')).collect();
        (3..=8).contains(&name.len()) && name.chars().all(|char| char.is_ascii_hexdigit())
    })
}

const FUNCTIONS: [&str; 7] = ["oklch(", "oklab(", "rgb(", "rgba(", "hsl(", "hsla(", "lab("];

fn colours(file: &File) -> Vec<Wrong> {
    if file.path.starts_with("style/tokens/") {
        return Vec::new();
    }
    let text = plain(&file.text);
    let (mut wrongs, mut line) = (Vec::new(), 1);
    // A piece that ends in `{` is a selector, where `#` opens a name; any other is a declaration.
    for piece in text.split_inclusive(['{', '}', ';']) {
        let first = line + piece.chars().take_while(|char| char.is_whitespace()).filter(|char| *char == '\n').count();
        line += piece.matches('\n').count();
        if piece.ends_with('{') {
            continue;
        }
        let function = FUNCTIONS.iter().find(|function| {
            piece
                .match_indices(**function)
                .any(|(at, _)| !piece[..at].ends_with(|before: char| before.is_alphanumeric() || before == '-'))
        });
        if let Some(function) = function {
            wrongs.push(Wrong::new(
                &file.path,
                first,
                format!("`{function}` outside `style/tokens/`: {}", piece.trim()),
            ));
        } else if hex(piece) {
            wrongs.push(Wrong::new(
                &file.path,
                first,
                format!("a hex colour outside `style/tokens/`: {}", piece.trim()),
            ));
        }
    }
    wrongs
}

/// Colours written in Rust.
fn written(file: &File) -> Vec<Wrong> {
    let code = code(&file.text);
    let colour = |text: &str| {
        (text.starts_with('#') && hex(text)) || FUNCTIONS.iter().any(|function| text.starts_with(function))
    };
    let found = code.literals.iter().filter(|literal| colour(&literal.text));
    found
        .map(|literal| Wrong::new(&file.path, literal.line, format!("the colour `{}`: take a token", literal.text)))
        .collect()
}

#[test]
fn colours_stand_in_the_tokens_only() {
    none(&under("style", ".css").iter().flat_map(colours).collect::<Vec<_>>());
    none(&under("src/ui", ".rs").iter().flat_map(written).collect::<Vec<_>>());
}

#[test]
fn a_colour_elsewhere_is_found() {
    let bad = [
        "a { color: #fff; }",
        "a { color: red; background: #12ab34 }",
        "a { color: oklch(0.5 0.1 260); }",
        "a { color: color-mix(in oklab, oklch(.4 0 0), white); }",
        "a { box-shadow: 0 0 2px rgb(0 0 0 / 20%); }",
    ];
    let good = [
        "#panic { color: var(--ink); }",
        "a:hover #fade { top: 0; }",
        "/* #fff */ a { mask: url(#mask-shape); }",
        "a { background: color-mix(in oklab, var(--a), var(--b)); }",
    ];
    tried(colours, "style/parts/board.css", &bad, &good);
    tried(colours, "style/tokens/color.css", &[], &bad);
    tried(
        written,
        "src/ui/kpi/mod.rs",
        &["let c = \"#12ab34\";", "let c = \"oklch(.5 0 0)\";"],
        &["let c = \"#main\";", "// #fff"],
    );
    let line = colours(&File::sample("style/a.css", "/* a\nb */\na {\n  top: 0;\n  color: #fff;\n}\n"));
    assert_eq!(line.iter().map(|wrong| wrong.line).collect::<Vec<_>>(), [5]);
}
