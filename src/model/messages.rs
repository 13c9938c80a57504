//! Message catalogues: a subset of Fluent, read at run time, with the plural rules of our languages.
//!
//! A message is `key = text with { $name }`; a variant list is
//! `{ $n -> [one] text *[other] text }` on one line or over indented lines. Values are given as
//! text that the browser has already formatted; a plural choice reads the number beside it.

use std::collections::HashMap;

/// The languages people can choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    En,
    /// Simplified Chinese.
    ZhHans,
    /// Traditional Chinese as used in Taiwan.
    ZhHant,
}

impl Language {
    /// Every language with its BCP 47 tag.
    pub const ALL: [(Self, &'static str); 3] = [(Self::En, "en"), (Self::ZhHans, "zh-Hans"), (Self::ZhHant, "zh-Hant")];

    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        Self::ALL.iter().find(|(language, _)| *language == self).map_or("en", |(_, tag)| tag)
    }

    /// The language of a tag such as `zh-TW` or `en-GB`; English where it is none of ours.
    pub fn of(tag: &str) -> Self {
        let tag = tag.to_ascii_lowercase();
        if !tag.starts_with("zh") {
            Self::En
        } else if ["hant", "tw", "hk", "mo"].iter().any(|part| tag.split('-').any(|have| have == *part)) {
            Self::ZhHant
        } else {
            Self::ZhHans
        }
    }

    /// The plural category of a count (CLDR): English has one and other, Chinese only other.
    fn plural(self, count: f64) -> &'static str {
        if self == Self::En && (count - 1.0).abs() < f64::EPSILON { "one" } else { "other" }
    }
}

/// A value put into a message.
#[derive(Clone, Debug)]
pub struct Arg {
    /// The formatted text.
    pub text: String,
    /// The number behind it, for plural choice.
    pub number: Option<f64>,
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), number: None }
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self { text, number: None }
    }
}

impl From<usize> for Arg {
    #[expect(clippy::cast_precision_loss, reason = "only whether it is one matters")]
    fn from(count: usize) -> Self {
        Self { text: count.to_string(), number: Some(count as f64) }
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Part {
    Text(String),
    Value(String),
    Choice { name: String, variants: Vec<(String, Vec<Part>)>, other: usize },
}

/// What is wrong with a catalogue, and on which line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct CatalogueError {
    /// Line, from 1.
    pub line: usize,
    /// What was expected.
    pub what: &'static str,
}

/// The messages of one language.
#[derive(Clone, Debug)]
pub struct Catalogue {
    language: Language,
    messages: HashMap<String, Vec<Part>>,
}

impl Catalogue {
    /// A catalogue without messages: every key shows as itself.
    pub fn empty(language: Language) -> Self {
        Self { language, messages: HashMap::new() }
    }

    /// Reads a catalogue.
    pub fn parse(language: Language, source: &str) -> Result<Self, CatalogueError> {
        let mut catalogue = Self::empty(language);
        catalogue.add(source)?;
        Ok(catalogue)
    }

    /// Reads more messages into a catalogue.
    pub fn add(&mut self, source: &str) -> Result<(), CatalogueError> {
        let mut lines = source.lines().enumerate().peekable();
        while let Some((number, line)) = lines.next() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let fail = |what| CatalogueError { line: number + 1, what };
            let (key, text) = line.split_once('=').ok_or_else(|| fail("expected `key = text`"))?;
            let mut text = text.trim().to_owned();
            while let Some((_, more)) = lines.peek().filter(|(_, next)| next.starts_with(' ')) {
                if !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(more.trim());
                lines.next();
            }
            let mut rest = text.as_str();
            let parts = parse_parts(&mut rest, false).map_err(fail)?;
            if self.messages.insert(key.trim().to_owned(), parts).is_some() {
                return Err(fail("the key stands twice"));
            }
        }
        Ok(())
    }

    /// Its language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The text of a message; the key itself where it is missing, so that the lack shows.
    pub fn text(&self, key: &str, args: &[(&str, Arg)]) -> String {
        let mut out = String::new();
        match self.messages.get(key) {
            Some(parts) => self.write(parts, args, &mut out),
            None => out.push_str(key),
        }
        out
    }

    /// Whether there is a message for the key.
    pub fn has(&self, key: &str) -> bool {
        self.messages.contains_key(key)
    }

    /// Every key with the sorted names of its values.
    pub fn keys(&self) -> Vec<(&str, Vec<&str>)> {
        let mut keys: Vec<_> = self
            .messages
            .iter()
            .map(|(key, parts)| {
                let mut names = Vec::new();
                collect_names(parts, &mut names);
                super::order::sort(&mut names);
                names.dedup();
                (key.as_str(), names)
            })
            .collect();
        super::order::sort(&mut keys);
        keys
    }

    fn write(&self, parts: &[Part], args: &[(&str, Arg)], out: &mut String) {
        let find = |name: &str| args.iter().find(|(have, _)| *have == name).map(|(_, arg)| arg);
        for part in parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Value(name) => out.push_str(find(name).map_or("", |arg| arg.text.as_str())),
                Part::Choice { name, variants, other } => {
                    let arg = find(name);
                    let category = arg.and_then(|arg| arg.number).map(|n| self.language.plural(n));
                    let chosen = variants
                        .iter()
                        .find(|(label, _)| arg.is_some_and(|arg| arg.text == *label))
                        .or_else(|| variants.iter().find(|(label, _)| Some(label.as_str()) == category))
                        .or_else(|| variants.get(*other));
                    if let Some((_, parts)) = chosen {
                        self.write(parts, args, out);
                    }
                }
            }
        }
    }
}

fn collect_names<'a>(parts: &'a [Part], names: &mut Vec<&'a str>) {
    for part in parts {
        match part {
            Part::Text(_) => {}
            Part::Value(name) => names.push(name),
            Part::Choice { name, variants, .. } => {
                names.push(name);
                for (_, parts) in variants {
                    collect_names(parts, names);
                }
            }
        }
    }
}

/// Parses text with placeables; inside a variant it stops before `[`, `*[` or `}`.
fn parse_parts(rest: &mut &str, inside: bool) -> Result<Vec<Part>, &'static str> {
    let mut parts = Vec::new();
    let mut text = String::new();
    while let Some(next) = rest.chars().next() {
        if inside && (matches!(next, '[' | '}') || rest.starts_with("*[")) {
            break;
        }
        if next == '{' {
            if !text.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut text)));
            }
            *rest = &rest[1..];
            parts.push(parse_placeable(rest)?);
        } else {
            text.push(next);
            *rest = &rest[next.len_utf8()..];
        }
    }
    if inside {
        text.truncate(text.trim_end().len());
    }
    if !text.is_empty() {
        parts.push(Part::Text(text));
    }
    Ok(parts)
}

fn parse_placeable(rest: &mut &str) -> Result<Part, &'static str> {
    *rest = rest.trim_start().strip_prefix('$').ok_or("expected `$name` after `{`")?;
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').ok_or("expected `}`")?;
    let name = rest[..end].to_owned();
    *rest = rest[end..].trim_start();
    if let Some(after) = rest.strip_prefix('}') {
        *rest = after;
        return Ok(Part::Value(name));
    }
    *rest = rest.strip_prefix("->").ok_or("expected `}` or `->`")?.trim_start();
    let (mut variants, mut other) = (Vec::new(), None);
    loop {
        *rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix('}') {
            *rest = after;
            let other = other.ok_or("expected a `*[other]` variant")?;
            return Ok(Part::Choice { name, variants, other });
        }
        if let Some(after) = rest.strip_prefix('*') {
            other = Some(variants.len());
            *rest = after;
        }
        let (label, after) = rest.strip_prefix('[').and_then(|r| r.split_once(']')).ok_or("expected `[variant]`")?;
        *rest = after.trim_start();
        variants.push((label.trim().to_owned(), parse_parts(rest, true)?));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "# comment\nhello = Hello { $name }!\ndeals =\n    { $n ->\n        [one] { $n } deal\n       *[other] { $n } deals\n    } in { $stage }\n";

    #[test]
    fn messages_take_values_and_plurals() {
        let en = Catalogue::parse(Language::En, SOURCE).expect("parses");
        assert_eq!(en.text("hello", &[("name", "Ada".into())]), "Hello Ada!");
        assert_eq!(en.text("deals", &[("n", 1_usize.into()), ("stage", "Won".into())]), "1 deal in Won");
        assert_eq!(en.text("deals", &[("n", 2_usize.into()), ("stage", "Won".into())]), "2 deals in Won");
        let zh = Catalogue::parse(Language::ZhHans, SOURCE).expect("parses");
        assert_eq!(zh.text("deals", &[("n", 1_usize.into()), ("stage", "Won".into())]), "1 deals in Won");
        assert_eq!(en.text("missing", &[]), "missing");
        assert_eq!(en.keys(), vec![("deals", vec!["n", "stage"]), ("hello", vec!["name"])]);
    }

    #[test]
    fn a_broken_catalogue_names_its_line() {
        for (source, line) in
            [("ok = a\nno text", 2), ("a = { $x ", 1), ("a = 1\na = 2", 2), ("a = { $n -> [one] x }", 1)]
        {
            assert_eq!(Catalogue::parse(Language::En, source).expect_err(source).line, line, "{source}");
        }
    }

    #[test]
    fn a_browser_tag_finds_its_language() {
        for (tag, want) in [
            ("zh-TW", "zh-Hant"),
            ("zh", "zh-Hans"),
            ("zh-CN", "zh-Hans"),
            ("zh-Hant-HK", "zh-Hant"),
            ("en-GB", "en"),
            ("fr", "en"),
        ] {
            assert_eq!(Language::of(tag).tag(), want, "{tag}");
        }
    }
}
