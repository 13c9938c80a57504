//! What was said, put into a text as typing would have put it.

use super::messages::Language;

/// The tag of the language that is listened for.
pub fn heard_as(language: Language) -> &'static str {
    match language {
        Language::En => "en-US",
        Language::ZhHans => "zh-CN",
        Language::ZhHant => "zh-TW",
    }
}

/// Words that were said in the place of what is selected of a text, from and to in units of UTF-16 as browsers
/// count; the text then, and where the caret stands behind them. `None` where nothing was said.
///
/// Where letters or digits of an alphabet would touch, a space goes between; Chinese takes none.
pub fn inserted(text: &str, (from, to): (u32, u32), words: &str) -> Option<(String, u32)> {
    let words = words.trim();
    if words.is_empty() {
        return None;
    }
    let (from, to) = (position(text, from.min(to)), position(text, to.max(from)));
    let (before, after) = (&text[..from], &text[to..]);
    let mut out = before.to_owned();
    if before.chars().next_back().zip(words.chars().next()).is_some_and(|(left, right)| parts(left, right)) {
        out.push(' ');
    }
    out.push_str(words);
    let caret = out.encode_utf16().count();
    if words.chars().next_back().zip(after.chars().next()).is_some_and(|(left, right)| parts(left, right)) {
        out.push(' ');
    }
    out.push_str(after);
    Some((out, u32::try_from(caret).unwrap_or(u32::MAX)))
}

/// Whether two signs that would touch want a space between them: words of an alphabet, also behind a mark that ends
/// or parts a sentence.
fn parts(left: char, right: char) -> bool {
    let spelt = |char: char| char.is_alphanumeric() && !is_wide(char);
    let ends = matches!(left, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '%' | '"');
    spelt(right) && (spelt(left) || ends)
}

/// Whether a sign is of a script that is written without spaces: ideographs, kana and their marks.
fn is_wide(char: char) -> bool {
    matches!(char, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// The byte of a text at so many units of UTF-16; its end where there are fewer.
fn position(text: &str, units: u32) -> usize {
    let mut seen = 0;
    let found = text.char_indices().find(|(_, char)| {
        let here = seen >= units as usize;
        seen += char.len_utf16();
        here
    });
    found.map_or(text.len(), |(at, _)| at)
}
