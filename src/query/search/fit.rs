//! How a term fits a text: as it is written, by sound, or with a slip.

use super::fold::{Glyph, fold, letters};
use super::han::Han;

/// Longer terms are cut: nobody types more to find a name.
pub(super) const LONGEST: usize = 48;
/// A slip is forgiven in words of at least so many letters.
const FORGIVEN: usize = 5;

/// How a text was met, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The text is the term.
    Exact,
    /// It begins with the term.
    Prefix,
    /// A word in it, or a character, begins the term.
    Word,
    /// It reads like the term in pinyin, in full or by initials.
    Sound,
    /// The term stands inside a word.
    Inside,
    /// A word in it is one slip away from the term.
    Near,
}

/// A fit with what tells equal fits apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Match {
    /// How.
    pub fit: Fit,
    /// Whether it begins later than the text.
    pub later: bool,
    /// How much of the text lies beyond the match.
    pub rest: u16,
}

impl Match {
    fn new(fit: Fit, at: usize, rest: usize) -> Self {
        Self { fit, later: at > 0, rest: u16::try_from(rest).unwrap_or(u16::MAX) }
    }
}

/// How a term fits a text best, without slips.
pub(super) fn fit(text: &[Glyph], term: &[char], han: &Han) -> Option<Match> {
    let written = written(text, term);
    if written.is_some_and(|found| found.fit <= Fit::Word) {
        return written;
    }
    sounds(text, term, han).or(written)
}

/// The best place where the term stands as it is written.
fn written(text: &[Glyph], term: &[char]) -> Option<Match> {
    let first = *term.first()?;
    let mut best: Option<Match> = None;
    for at in 0..=text.len().checked_sub(term.len())? {
        if text[at].c != first || !term.iter().zip(&text[at..]).all(|(c, glyph)| *c == glyph.c) {
            continue;
        }
        let rest = text.len() - term.len();
        if at == 0 {
            return Some(Match::new(if rest == 0 { Fit::Exact } else { Fit::Prefix }, 0, rest));
        }
        if text[at].start {
            return Some(Match::new(Fit::Word, at, rest));
        }
        // A match inside a word ends with it, and one letter inside a word says nothing.
        let within = text[at + 1..at + term.len()].iter().all(|glyph| !glyph.start);
        if within && term.len() > 1 && best.is_none() {
            best = Some(Match::new(Fit::Inside, at, rest));
        }
    }
    best
}

/// The first place where the term is read.
fn sounds(text: &[Glyph], term: &[char], han: &Han) -> Option<Match> {
    if !term.iter().any(char::is_ascii_lowercase) || text.iter().all(|glyph| glyph.set == 0) {
        return None;
    }
    let starts = text.iter().enumerate().filter(|(_, glyph)| glyph.start);
    starts.map(|(at, _)| at).find_map(|at| {
        let read = reads(&text[at..], term, han)?;
        Some(Match::new(Fit::Sound, at, text.len() - read))
    })
}

/// How many glyphs from the start of a text the whole term reads: each character as itself, by a
/// full reading, or by its initial; the last also by the beginning of a reading.
fn reads(text: &[Glyph], term: &[char], han: &Han) -> Option<usize> {
    let Some(first) = term.first() else { return Some(0) };
    let (glyph, rest) = text.split_first()?;
    let after = |taken: usize| reads(rest, &term[taken..], han).map(|read| read + 1);
    if *first == glyph.c {
        return after(1);
    }
    // How many letters the character may take, one bit each: several readings often agree.
    let mut takes = 0_u32;
    for reading in han.readings(glyph.set) {
        let same = reading.iter().zip(term).take_while(|(letter, c)| char::from(**letter) == **c).count();
        if same > 0 && same == term.len() {
            return Some(1);
        }
        takes |= u32::from(same > 0) << 1;
        // zh, ch and sh are initials, too.
        takes |= u32::from(same > 1 && reading.get(1) == Some(&b'h')) << 2;
        takes |= u32::from(same > 0 && same == reading.len()) << same;
    }
    (1..=8).rev().filter(|taken| takes >> taken & 1 == 1).find_map(after)
}

/// How a query fits one text best: as a whole, or word by word.
pub fn matches(text: &str, query: &str, han: &Han) -> Option<Fit> {
    let text = fold(text, han);
    let terms: Vec<Vec<char>> = query.split_whitespace().map(|term| letters(term, han)).collect();
    let whole = fit(&text, &terms.concat(), han).map(|met| met.fit);
    let each: Option<Vec<Fit>> = terms.iter().map(|term| fit(&text, term, han).map(|met| met.fit)).collect();
    let worst = each.and_then(|fits| fits.into_iter().max()).map(|fit| fit.max(Fit::Word));
    whole.into_iter().chain(worst).min()
}

/// Whether slips in a term are forgiven.
pub(super) fn is_forgiven(term: &[char]) -> bool {
    term.len() >= FORGIVEN && term.iter().all(|c| c.is_alphabetic() && !super::han::is_han(*c))
}

/// How a term fits a text where one letter is wrong, missing, too many, or swapped with the next.
pub(super) fn near(text: &[Glyph], term: &[char]) -> Option<Match> {
    let starts = text.iter().enumerate().filter(|(_, glyph)| glyph.start);
    starts.map(|(at, _)| at).find_map(|at| {
        let end = text[at + 1..].iter().position(|glyph| glyph.start).map_or(text.len(), |next| at + 1 + next);
        let word = &text[at..end];
        (word.len() + 1 >= FORGIVEN && slipped(word, term))
            .then(|| Match::new(Fit::Near, at, text.len().saturating_sub(term.len())))
    })
}

/// Whether the beginning of a word is one slip away from the term.
fn slipped(word: &[Glyph], term: &[char]) -> bool {
    let same = word.iter().zip(term).take_while(|(glyph, c)| glyph.c == **c).count();
    let begins = |word: &[Glyph], term: &[char]| {
        term.len() <= word.len() && term.iter().zip(word).all(|(c, glyph)| *c == glyph.c)
    };
    let from = |slice: usize| word.get(slice..).unwrap_or(&[]);
    let Some(left) = term.get(same + 1..) else { return true };
    let swapped = || {
        let pair = (word.get(same).map(|glyph| glyph.c), word.get(same + 1).map(|glyph| glyph.c));
        pair == (left.first().copied(), term.get(same).copied()) && begins(from(same + 2), &left[1..])
    };
    // Wrong, too many, missing, swapped.
    begins(from(same + 1), left)
        || begins(from(same), left)
        || begins(from(same + 1), &term[same..])
        || (!left.is_empty() && swapped())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn han() -> Han {
        Han::parse("shang 上尚\nhai 海\nchong 重\nzhong 重中\nqing 庆\nyi 医\nyao 药\ngu 股\nnv 女\n= 慶庆藥药醫医")
            .expect("facts")
    }

    fn best(text: &str, term: &str) -> Option<Fit> {
        let han = han();
        fit(&fold(text, &han), &letters(term, &han), &han).map(|found| found.fit)
    }

    #[test]
    fn a_term_fits_as_it_is_written() {
        for (text, term, want) in [
            ("Acme", "ACME", Some(Fit::Exact)),
            ("Acme Corp", "acm", Some(Fit::Prefix)),
            ("Acme Corp", "acmecorp", Some(Fit::Exact)),
            ("Acme Corp", "cor", Some(Fit::Word)),
            ("Acme Corp", "orp", Some(Fit::Inside)),
            ("Acme Corp", "mec", None),
            ("Acme Corp", "m", None),
            ("GTX500", "500", Some(Fit::Word)),
            ("上海医药", "医药", Some(Fit::Word)),
            ("上海醫藥", "医药", Some(Fit::Word)),
            ("上海医药", "海药", None),
        ] {
            assert_eq!(best(text, term), want, "{term} in {text}");
        }
    }

    #[test]
    fn a_term_fits_by_sound() {
        for (text, term, want) in [
            ("上海医药", "shanghai", true),
            ("上海医药", "sh", true),
            ("上海医药", "shh", true),
            ("上海医药", "shangh", true),
            ("上海医药", "shhai", true),
            ("上海医药", "yiyao", true),
            ("上海医药", "yy", true),
            ("上海医药", "上hai", true),
            ("上海医药", "shanghaiyiyaox", false),
            ("上海医药", "anghai", false),
            ("重庆", "chongqing", true),
            ("重慶", "zhongqing", true),
            ("A股", "agu", true),
            ("女", "nu", true),
            ("女", "nv", true),
            ("上海", "hs", false),
        ] {
            assert_eq!(best(text, term), want.then_some(Fit::Sound), "{term} in {text}");
        }
    }

    #[test]
    fn one_slip_is_forgiven_in_a_long_word() {
        let han = han();
        for (text, term, want) in [
            ("Technology", "tecnology", true),
            ("Technology", "technolgy", true),
            ("Technology", "technologgy", true),
            ("Technology", "techmology", true),
            ("Technology", "tehcnology", true),
            ("Technology", "tehcn", true),
            ("New Technology", "yechnology", true),
            ("Technology", "tecnoligy", false),
            ("Tech", "technics", false),
            ("Bravo", "Tango", false),
        ] {
            assert_eq!(near(&fold(text, &han), &letters(term, &han)).is_some(), want, "{term} in {text}");
        }
        assert!(!is_forgiven(&letters("acme", &han)) && is_forgiven(&letters("acmes", &han)));
    }
}
