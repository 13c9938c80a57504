//! Telephone numbers as they are compared: digits without country code, trunk zero and separators.

/// Country codes left out where the number says that one stands there.
const CODES: [&str; 4] = ["886", "852", "853", "86"];

/// The digits of a number that tell it from others of its country.
pub fn digits(text: &str) -> String {
    let text = text.trim();
    let mut digits: String = text.chars().filter_map(|c| half(c).filter(char::is_ascii_digit)).collect();
    let international = text.starts_with(['+', '\u{ff0b}']) || digits.starts_with("00");
    if digits.starts_with("00") {
        digits.drain(..2);
    }
    if international {
        if let Some(code) = CODES.iter().find(|code| digits.starts_with(**code)) {
            digits.drain(..code.len());
        }
    } else if digits.len() >= 12 && digits.starts_with("86") {
        digits.drain(..2);
    }
    if digits.len() > 1 && digits.starts_with('0') {
        digits.remove(0);
    }
    digits
}

/// Whether a text can only be (part of) a telephone number.
pub(super) fn is_phone(text: &str) -> bool {
    let text = text.trim();
    let count = text.chars().filter(|c| half(*c).is_some_and(|c| c.is_ascii_digit())).count();
    let only = text.chars().all(|c| half(c).is_some_and(|c| c.is_ascii_digit() || " +-().".contains(c)));
    only && (count >= 5 || (count >= 3 && text.starts_with(['+', '\u{ff0b}'])))
}

fn half(c: char) -> Option<char> {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        '\u{3000}' | '\u{a0}' => Some(' '),
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        for (text, want) in [
            ("138 0013 8000", "13800138000"),
            ("+86 138-0013-8000", "13800138000"),
            ("0086 13800138000", "13800138000"),
            ("8613800138000", "13800138000"),
            ("(010) 8888 6666", "1088886666"),
            ("+86 10 8888 6666", "1088886666"),
            ("+886 912 345 678", "912345678"),
            ("0912-345-678", "912345678"),
            ("\u{ff0b}\u{ff18}\u{ff16}13800138000", "13800138000"),
            ("86", "86"),
            ("ext.", ""),
        ] {
            assert_eq!(digits(text), want, "{text}");
        }
        for (text, want) in
            [("138 00", true), ("+86 1", true), ("1380", false), ("A1380013", false), ("2024-05-01", true)]
        {
            assert_eq!(is_phone(text), want, "{text}");
        }
    }
}
