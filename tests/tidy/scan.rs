//! Reads Rust just far enough: where comments, texts and test modules are.

/// A text in the code: where its opening quote stands, its line, and what it says, escapes as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Literal {
    pub(crate) at: usize,
    pub(crate) line: usize,
    pub(crate) text: String,
}

/// Code without comments and test modules. Byte positions are those of the file; each text is kept
/// as its two quotes with blanks between.
#[derive(Clone, Debug)]
pub(crate) struct Code {
    pub(crate) plain: String,
    pub(crate) literals: Vec<Literal>,
}

impl Code {
    /// The line of a byte position, from 1.
    pub(crate) fn line(&self, at: usize) -> usize {
        line(&self.plain, at)
    }

    /// Every place where a word stands: names before and after it end there.
    pub(crate) fn words<'a>(&'a self, word: &'a str) -> impl Iterator<Item = usize> + 'a {
        let is_name = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        self.plain.match_indices(word).map(|(at, _)| at).filter(move |at| {
            let (word, (before, after)) = (word.as_bytes(), self.plain.as_bytes().split_at(*at));
            let runs_on_before = is_name(word.first()) && is_name(before.last());
            let runs_on_after = is_name(word.last()) && is_name(after.get(word.len()));
            !runs_on_before && !runs_on_after
        })
    }

    /// The text whose opening quote is the first thing at or after a position.
    pub(crate) fn literal_after(&self, at: usize) -> Option<&Literal> {
        let rest = self.plain.get(at..)?;
        let quote = at + (rest.len() - rest.trim_start().len());
        self.literals.iter().find(|literal| literal.at == quote)
    }

    /// The last position before one that holds no blank.
    pub(crate) fn before(&self, at: usize) -> Option<usize> {
        self.plain.get(..at)?.char_indices().rev().find(|(_, char)| !char.is_whitespace()).map(|(at, _)| at)
    }

    /// The position after the bracket that closes the one at a position.
    pub(crate) fn end_of_group(&self, open: usize) -> usize {
        let mut depth = 0_usize;
        for (at, byte) in self.plain.bytes().enumerate().skip(open) {
            match byte {
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return at + 1;
                    }
                }
                _ => {}
            }
        }
        self.plain.len()
    }
}

fn line(text: &str, at: usize) -> usize {
    text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1
}

/// The code of a file without its tests.
pub(crate) fn code(text: &str) -> Code {
    without_tests(whole(text))
}

/// The code of a file, tests and all.
pub(crate) fn whole(text: &str) -> Code {
    let bytes = text.as_bytes();
    let mut plain = bytes.to_vec();
    let mut literals = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text[at..];
        let end = if rest.starts_with("//") {
            at + rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            end_of_comment(text, at)
        } else if let Some((quote, close, end)) = literal(text, at) {
            literals.push(Literal { at: quote, line: line(text, quote), text: text[quote + 1..close].to_owned() });
            blank(&mut plain, at, quote);
            blank(&mut plain, quote + 1, close);
            blank(&mut plain, close + 1, end);
            plain[quote] = b'"';
            plain[close] = b'"';
            at = end;
            continue;
        } else if let Some(end) = character(text, at) {
            end
        } else {
            // A whole name at once, so that the `r` at its end opens no raw text.
            let name = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            at += name.max(rest.chars().next().map_or(1, char::len_utf8));
            continue;
        };
        blank(&mut plain, at, end);
        at = end;
    }
    // Blanks replace whole characters byte by byte, so this is UTF-8 still.
    Code { plain: String::from_utf8_lossy(&plain).into_owned(), literals }
}

fn blank(plain: &mut [u8], from: usize, to: usize) {
    for byte in plain.iter_mut().take(to).skip(from).filter(|byte| **byte != b'\n') {
        *byte = b' ';
    }
}

fn end_of_comment(text: &str, start: usize) -> usize {
    let (mut depth, mut at) = (0, start);
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

/// Opening quote, closing quote and end of the text that starts at a position.
fn literal(text: &str, at: usize) -> Option<(usize, usize, usize)> {
    let rest = &text[at..];
    let prefix = ["br", "cr", "r", "b", "c", ""].into_iter().find(|prefix| {
        rest.strip_prefix(prefix).is_some_and(|rest| {
            rest.starts_with('"') || (prefix.ends_with('r') && rest.trim_start_matches('#').starts_with('"'))
        })
    })?;
    let opened = &rest[prefix.len()..];
    let hashes = opened.len() - opened.trim_start_matches('#').len();
    let quote = at + prefix.len() + hashes;
    if prefix.ends_with('r') {
        let closing = format!("\"{}", "#".repeat(hashes));
        let close = quote + 1 + text[quote + 1..].find(&closing)?;
        return Some((quote, close, close + closing.len()));
    }
    let mut escaped = false;
    for (offset, byte) in text.bytes().enumerate().skip(quote + 1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some((quote, offset, offset + 1)),
            _ => {}
        }
    }
    None
}

/// The end of the character that starts at a position; a lifetime is none.
fn character(text: &str, at: usize) -> Option<usize> {
    let rest = text[at..].strip_prefix('\'')?;
    let mut chars = rest.char_indices();
    let (_, first) = chars.next()?;
    if first == '\\' {
        // What is escaped may be a quote itself.
        chars.next()?;
        let (close, _) = chars.find(|(_, char)| *char == '\'')?;
        return Some(at + 1 + close + 1);
    }
    let (close, second) = chars.next()?;
    (second == '\'').then_some(at + 1 + close + 1)
}

fn without_tests(mut code: Code) -> Code {
    let mut plain = code.plain.clone().into_bytes();
    for (start, mark) in code.plain.match_indices("#[cfg(test)]") {
        let after = start + mark.len();
        let body = code.plain[after..].find(['{', ';']).map_or(code.plain.len(), |offset| after + offset);
        let end = if code.plain[body..].starts_with('{') { code.end_of_group(body) } else { body + 1 };
        blank(&mut plain, start, end.min(code.plain.len()));
        code.literals.retain(|literal| !(start..end).contains(&literal.at));
    }
    code.plain = String::from_utf8_lossy(&plain).into_owned();
    code
}

#[test]
fn comments_texts_and_tests_are_told_from_code() {
    let source = "use a; // crate::b \"no\"\n/* crate::c /* d */ \"no\" */ fn f<'a>(x: &'a str) -> char { '\"' }\n\
        const T: &str = \"crate::e \\\" // \"; const R: &str = r#\"a \" b\"#; let c = b'x'; let r = '\\'';\n\
        let for_r = bar\"t\";\n#[cfg(test)]\nmod tests { fn t() { \"gone\".unwrap(); } }\nfn last() {}\n";
    let read = code(source);
    for gone in ["crate::b", "crate::c", "crate::e", "unwrap", "mod tests"] {
        assert!(!read.plain.contains(gone), "{gone} in {}", read.plain);
    }
    for kept in ["use a;", "fn f<'a>(x: &'a str)", "fn last() {}"] {
        assert!(read.plain.contains(kept), "{kept} in {}", read.plain);
    }
    let texts: Vec<_> = read.literals.iter().map(|literal| (literal.line, literal.text.as_str())).collect();
    assert_eq!(texts, [(3, "crate::e \\\" // "), (3, "a \" b"), (4, "t")]);
    assert_eq!(read.plain.len(), source.len());
}

#[test]
fn words_end_where_names_end() {
    let read = code("rand::x(); brand::y(); a.unwrap(); a.unwrap_or(1);");
    assert_eq!(read.words("rand::").count(), 1);
    assert_eq!(read.words(".unwrap()").count(), 1);
}
