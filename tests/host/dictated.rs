//! Words that were said stand in a text as typing would have put them.

use fieldbook::model::dictated::{heard_as, inserted};
use fieldbook::model::messages::Language;

/// A text whose caret is `|`, or whose selection lies between two of them, after words were said.
fn said(text: &str, words: &str) -> String {
    let marks: Vec<usize> = text.match_indices('|').map(|(at, _)| at).collect();
    let units = |to: usize| u32::try_from(text[..to].replace('|', "").encode_utf16().count()).expect("short");
    let selected = (units(marks[0]), units(*marks.last().expect("a caret")));
    let (text, caret) = inserted(&text.replace('|', ""), selected, words).expect("something was said");
    let mut units: Vec<u16> = text.encode_utf16().collect();
    units.insert(caret as usize, u16::from(b'|'));
    String::from_utf16(&units).expect("whole characters")
}

#[test]
fn words_of_an_alphabet_are_parted_and_chinese_is_not() {
    for (before, words, after) in [
        ("|", " they like the sample ", "they like the sample|"),
        ("First.|", "second", "First. second|"),
        ("They |", "like it", "They like it|"),
        ("They|it", "like", "They like| it"),
        ("They|, maybe", "like it", "They like it|, maybe"),
        ("a line\n|", "another", "a line\nanother|"),
        ("(|)", "maybe", "(maybe|)"),
        ("客户对报价|", "没有意见", "客户对报价没有意见|"),
        ("客户说|。", "下周再谈", "客户说下周再谈|。"),
        ("型号 |", "A3", "型号 A3|"),
        ("型号|很好", "A3", "型号A3|很好"),
        ("A3|", "下周发货", "A3下周发货|"),
        ("A3|", "B4 也要", "A3 B4 也要|"),
        ("报价 5|", "10", "报价 5 10|"),
    ] {
        assert_eq!(said(before, words), after, "{before} + {words}");
    }
}

#[test]
fn what_is_selected_gives_way() {
    assert_eq!(said("They |hate| it", "like"), "They like| it");
    assert_eq!(said("|全部|", "重说"), "重说|");
    // Signs beyond the first plane are two units to a browser.
    assert_eq!(said("🚀|🚀", "好"), "🚀好|🚀");
    assert_eq!(said("🚀|𠮷|", "好"), "🚀好|");
}

#[test]
fn carets_that_lie_are_taken_as_the_end() {
    assert_eq!(inserted("ab", (9, 9), "c"), Some(("ab c".to_owned(), 4)));
    assert_eq!(inserted("ab cd", (3, 2), "x"), inserted("ab cd", (2, 3), "x"));
    assert_eq!(inserted("ab", (0, 0), "  "), None, "nothing was said");
}

#[test]
fn each_language_is_listened_for_by_its_own_tag() {
    let tags = Language::ALL.map(|(language, _)| heard_as(language));
    assert_eq!(tags, ["en-US", "zh-CN", "zh-TW"]);
    // What is heard for a language of the interface is that language.
    assert!(Language::ALL.iter().all(|(language, _)| Language::of(heard_as(*language)) == *language));
}
