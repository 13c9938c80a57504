//! Passphrases: told and typed.

use fieldbook::exchange::phrase::{is_long_enough, propose, tidy, words};

/// The addresses with which the proposal explains itself (arXiv:0901.4016, section 3).
const PUBLISHED: [([u8; 4], &str); 12] = [
    ([127, 0, 0, 1], "lusab-babad"),
    ([63, 84, 220, 193], "gutih-tugad"),
    ([63, 118, 7, 35], "gutuk-bisog"),
    ([140, 98, 193, 141], "mudof-sakat"),
    ([64, 255, 6, 200], "haguz-biram"),
    ([128, 30, 52, 45], "mabiv-gibot"),
    ([147, 67, 119, 2], "natag-lisaf"),
    ([212, 58, 253, 68], "tibup-zujah"),
    ([216, 35, 68, 215], "tobog-higil"),
    ([216, 68, 232, 21], "todah-vobij"),
    ([198, 81, 129, 136], "sinid-makam"),
    ([12, 110, 110, 204], "budov-kuras"),
];

#[test]
fn words_are_those_that_were_published() {
    for (bytes, said) in PUBLISHED {
        assert_eq!(words(&bytes), said);
    }
}

#[test]
fn a_proposal_is_four_words_of_its_seed() {
    let mut seed = [7; 32];
    seed[..4].copy_from_slice(&PUBLISHED[0].0);
    seed[4..8].copy_from_slice(&PUBLISHED[1].0);
    assert_eq!(propose(&seed), "lusab-babad-gutih-tugad");
    assert!(is_long_enough(&propose(&seed)));
}

#[test]
fn how_it_is_typed_makes_no_difference() {
    for typed in [
        "lusab-babad-gutih-tugad",
        "  Lusab babad\u{3000}gutih  TUGAD ",
        "ｌｕｓａｂ－ｂａｂａｄ　ｇｕｔｉｈ－ｔｕｇａｄ",
        "lusab\u{2013}babad \u{2014} gutih-tugad-",
    ] {
        assert_eq!(tidy(typed), "lusab-babad-gutih-tugad", "{typed}");
    }
    assert_eq!(tidy("老板的 密码"), "老板的-密码");
    assert_ne!(tidy("lusabbabad"), tidy("lusab-babad"));
}

#[test]
fn a_short_one_is_not_taken() {
    for (typed, taken) in [("", false), ("secret", false), ("a - b - c - d -", false), ("twelve-chars", true)] {
        assert_eq!(is_long_enough(typed), taken, "{typed}");
    }
}
