//! Passphrases that can be told over the phone, in any language: words of five letters, consonants and vowels in
//! turn, 16 bits each. They are proquints (Wilkerson 2009, arXiv:0901.4016), with a hyphen between two.

/// The consonants, in the order of what they stand for: four bits each.
const CONSONANTS: [char; 16] = ['b', 'd', 'f', 'g', 'h', 'j', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'z'];
/// The vowels: two bits each.
const VOWELS: [char; 4] = ['a', 'i', 'o', 'u'];
/// Bytes of a proposal: four words.
const BYTES: usize = 8;
/// Characters of the shortest passphrase that is taken.
const LEAST: usize = 12;

/// A passphrase of four words, 64 bits, of random bytes.
pub fn propose(seed: &[u8; 32]) -> String {
    words(&seed[..BYTES])
}

/// Bytes as words, two a word; one that is left over is not written.
pub fn words(bytes: &[u8]) -> String {
    let words: Vec<String> =
        bytes.as_chunks().0.iter().map(|pair: &[u8; 2]| word(u16::from_be_bytes(*pair)).iter().collect()).collect();
    words.join("-")
}

fn word(bits: u16) -> [char; 5] {
    let consonant = |at: u16| CONSONANTS[usize::from(bits >> at & 15)];
    let vowel = |at: u16| VOWELS[usize::from(bits >> at & 3)];
    [consonant(12), vowel(10), consonant(6), vowel(4), consonant(0)]
}

/// What was typed, as it is taken on both sides: without regard to capitals, to full-width letters of a Chinese
/// keyboard, and to how words are parted.
pub fn tidy(typed: &str) -> String {
    let plain = |char: char| match char {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(char) - 0xfee0).unwrap_or(char),
        other => other,
    };
    let lower = typed.chars().map(plain).flat_map(char::to_lowercase).collect::<String>();
    let is_gap = |char: char| char.is_whitespace() || matches!(char, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}');
    let words: Vec<&str> = lower.split(is_gap).filter(|word| !word.is_empty()).collect();
    words.join("-")
}

/// Whether a passphrase is long enough to keep a file closed.
pub fn is_long_enough(typed: &str) -> bool {
    tidy(typed).chars().count() >= LEAST
}
