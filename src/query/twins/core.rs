//! The core of a name: what is left without legal forms, so that a company is the same with them
//! and without.

use crate::query::search::{Glyph, Han, fold};

/// Endings of Chinese company names, the longest of those that end alike first.
const ENDINGS: [&str; 10] =
    ["有限责任公司", "股份有限公司", "有限公司", "总公司", "集团公司", "股份公司", "公司", "集团", "控股", "股份"];

/// Last words of company names in other languages.
const WORDS: [&str; 26] = [
    "co",
    "ltd",
    "limited",
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "company",
    "llc",
    "llp",
    "lp",
    "plc",
    "gmbh",
    "ag",
    "kg",
    "sa",
    "sas",
    "sarl",
    "srl",
    "spa",
    "bv",
    "nv",
    "pte",
    "pty",
    "kk",
    "group",
];

/// The letters of a name's core. A name of nothing but endings stays whole.
pub fn core(name: &str, han: &Han) -> Vec<Glyph> {
    let mut glyphs = fold(name, han);
    while let Some(left) = stripped(&glyphs) {
        glyphs.truncate(left);
    }
    glyphs
}

/// How long the name is without its last ending; `None` where it has none, or nothing else.
fn stripped(glyphs: &[Glyph]) -> Option<usize> {
    let ends = |ending: &str| {
        let left = glyphs.len().checked_sub(ending.chars().count())?;
        let same = ending.chars().zip(&glyphs[left..]).all(|(c, glyph)| c == glyph.c);
        // What would be left of one character is no name.
        (same && left >= 2).then_some(left)
    };
    if let Some(left) = ENDINGS.iter().find_map(|ending| ends(ending)) {
        return Some(left);
    }
    let start = glyphs.iter().rposition(|glyph| glyph.start)?;
    WORDS.iter().find_map(|word| ends(word).filter(|left| *left == start))
}

/// How a core of Han characters is read, by the first reading of each; `None` where it has fewer
/// than two, or one whose reading is not known.
pub(super) fn sound(core: &[Glyph], han: &Han) -> Option<String> {
    let mut letters = String::new();
    let mut read = 0;
    for glyph in core {
        match han.first_reading(glyph) {
            Some(reading) => {
                letters.push_str(reading);
                read += 1;
            }
            None if glyph.c.is_ascii_alphanumeric() => letters.push(glyph.c),
            None => return None,
        }
    }
    (read >= 2).then_some(letters)
}

/// Whether two cores are one slip apart: a letter wrong, missing, too many, or two swapped. Digits
/// must agree: "Plant 5" is not a slip for "Plant 6".
pub(super) fn is_near(a: &[char], b: &[char]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < LONG || long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let changed = if short.len() < long.len() {
        short[same..] == long[same + 1..]
    } else {
        let swapped = || {
            short.len() > same + 1
                && (short[same], short[same + 1]) == (long[same + 1], long[same])
                && short[same + 2..] == long[same + 2..]
        };
        short == long || short[same + 1..] == long[same + 1..] || swapped()
    };
    let digits = |text: &[char]| text.iter().filter(|c| c.is_ascii_digit()).copied().collect::<Vec<_>>();
    changed && digits(a) == digits(b)
}

/// Shorter names are told apart by every letter.
pub(super) const LONG: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    fn han() -> Han {
        Han::parse("zhang 张章\nwei 伟\ngong 公\n= 張张偉伟責责總总").expect("facts")
    }

    #[test]
    fn the_core_of_a_name_is_without_its_legal_form() {
        for (name, want) in [
            ("上海医药集团股份有限公司", "上海医药"),
            ("上海医药(集团)有限公司", "上海医药"),
            ("大昌有限責任公司", "大昌"),
            ("公司", "公司"),
            ("一公司", "一公司"),
            ("Acme Co., Ltd.", "acme"),
            ("Acme Trading Pte. Ltd", "acmetrading"),
            ("Costco", "costco"),
            ("Group", "group"),
            ("Siemens AG", "siemens"),
        ] {
            let core: String = core(name, &han()).into_iter().map(|glyph| glyph.c).collect();
            assert_eq!(core, want, "{name}");
        }
    }

    #[test]
    fn names_sound_alike_by_their_first_readings() {
        let sound = |name: &str| sound(&core(name, &han()), &han());
        assert_eq!(sound("张伟").as_deref(), Some("zhangwei"));
        assert_eq!(sound("章偉"), sound("张伟"));
        assert_eq!((sound("张"), sound("Zhang Wei"), sound("张鿿")), (None, None, None));
    }

    #[test]
    fn one_slip_apart_is_near() {
        for (a, b, want) in [
            ("acme", "acme", true),
            ("acmee", "acme", true),
            ("acmx", "acme", true),
            ("amce", "acme", true),
            ("acm", "acme", false),
            ("abmx", "acme", false),
            ("plant5", "plant6", false),
            ("上海医药", "上海医约", true),
            ("上海医", "上海药", false),
        ] {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            assert_eq!(is_near(&chars(a), &chars(b)), want, "{a} {b}");
            assert_eq!(is_near(&chars(b), &chars(a)), want, "{b} {a}");
        }
    }
}
