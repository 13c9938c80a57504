//! Texts as they are compared: letters without case, width, accents and separators; Han characters
//! in their simplified form, with their readings.

use super::han::{Han, is_han};

/// One letter, digit or character of a folded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// Folded.
    pub c: char,
    /// Number of its set of readings; 0 for what is not read in pinyin.
    pub(super) set: u16,
    /// Whether a word begins here: every Han character begins one.
    pub start: bool,
}

/// Letters with marks, by the letter below.
const MARKED: [(&str, &str); 24] = [
    ("àáâãäåāăą", "a"),
    ("çćĉċč", "c"),
    ("ďđð", "d"),
    ("èéêëēĕėęě", "e"),
    ("ĝğġģ", "g"),
    ("ĥħ", "h"),
    ("ìíîïĩīĭįı", "i"),
    ("ĵ", "j"),
    ("ķ", "k"),
    ("ĺļľŀł", "l"),
    ("ñńņň", "n"),
    ("òóôõöøōŏő", "o"),
    ("ŕŗř", "r"),
    ("śŝşšș", "s"),
    ("ţťŧț", "t"),
    ("ùúûüũūŭůűų", "u"),
    ("ŵ", "w"),
    ("ýÿŷ", "y"),
    ("źżž", "z"),
    ("æ", "ae"),
    ("œ", "oe"),
    ("ß", "ss"),
    ("þ", "th"),
    ("ŋ", "n"),
];

/// A full-width form as its usual character.
fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    }
}

/// What kind of character a word is made of: a change begins a new word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Run {
    Break,
    Letters,
    Digits,
    Han,
}

/// Folds a text into glyphs, in a buffer that is emptied first.
pub(super) fn fold_into(text: &str, han: &Han, out: &mut Vec<Glyph>) {
    out.clear();
    let mut run = Run::Break;
    for c in text.chars() {
        if c.is_ascii() {
            ascii(c, &mut run, out);
            continue;
        }
        let c = half_width(c);
        if c.is_ascii() {
            ascii(c, &mut run, out);
        } else if is_han(c) {
            let set = match han.set(c) {
                0 => han.set(han.simplified(c)),
                set => set,
            };
            out.push(Glyph { c: han.simplified(c), set, start: true });
            run = Run::Han;
        } else if c.is_alphanumeric() {
            for c in c.to_lowercase() {
                let below = MARKED.iter().find(|(marked, _)| marked.contains(c)).map(|(_, below)| *below);
                match below {
                    Some(below) => below.chars().for_each(|c| push(c, Run::Letters, &mut run, out)),
                    None => push(c, Run::Letters, &mut run, out),
                }
            }
        } else if !is_mark(c) {
            run = Run::Break;
        }
    }
}

fn ascii(c: char, run: &mut Run, out: &mut Vec<Glyph>) {
    match c {
        'a'..='z' => push(c, Run::Letters, run, out),
        'A'..='Z' => push(c.to_ascii_lowercase(), Run::Letters, run, out),
        '0'..='9' => push(c, Run::Digits, run, out),
        // Within a word: O'Neil, xi'an.
        '\'' => {}
        _ => *run = Run::Break,
    }
}

/// Marks that stand over the letter before, and the curly apostrophe.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{2019}')
}

fn push(c: char, kind: Run, run: &mut Run, out: &mut Vec<Glyph>) {
    out.push(Glyph { c, set: 0, start: *run != kind });
    *run = kind;
}

/// Folds a text into glyphs.
pub fn fold(text: &str, han: &Han) -> Vec<Glyph> {
    let mut glyphs = Vec::new();
    fold_into(text, han, &mut glyphs);
    glyphs
}

/// The folded letters alone.
pub fn letters(text: &str, han: &Han) -> Vec<char> {
    fold(text, han).into_iter().map(|glyph| glyph.c).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        let han = Han::parse("qing 庆\n= 慶庆").expect("facts");
        let mut words = String::new();
        for glyph in fold(text, &han) {
            if glyph.start && !words.is_empty() {
                words.push(' ');
            }
            words.push(glyph.c);
        }
        words
    }

    #[test]
    fn case_width_marks_and_script_fold() {
        for (text, want) in [
            ("ACME Corp.", "acme corp"),
            ("\u{ff27}\u{ff34}\u{ff38}\u{3000}Pro", "gtx pro"),
            ("GTX500-b", "gtx 500 b"),
            ("重慶\u{ff08}A股\u{ff09}", "重 庆 a 股"),
            ("O'Neil \u{2019}s", "oneil s"),
            ("Łódź Straße Nguye\u{302}\u{303}n", "lodz strasse nguyen"),
            ("Москва", "москва"),
            (" \n—", ""),
        ] {
            assert_eq!(words(text), want, "{text:?}");
        }
    }
}
