//! What is known of Han characters: how they are read in pinyin, and their simplified forms.
//!
//! Comes from a file of facts that is loaded when something is first searched; without it names are
//! found by their characters alone.

use std::collections::HashMap;

use super::fold::Glyph;

/// The main block of Han characters.
const FIRST: u32 = 0x4e00;
const COUNT: usize = 0x5200;

/// Readings and simplified forms.
#[derive(Clone, Debug, Default)]
pub struct Han {
    /// The set of readings of each character of the block; 0 is none.
    sets: Vec<u16>,
    /// Sets of numbers of syllables.
    readings: Vec<Vec<u16>>,
    syllables: Vec<String>,
    /// The simplified form of each character of the block; 0 is itself.
    simple: Vec<u16>,
}

/// A line of the file that is neither readings nor pairs.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the Han characters cannot be read")]
pub struct Unreadable {
    /// Its number, from 1.
    pub line: usize,
}

fn place(c: char) -> Option<usize> {
    let at = usize::try_from(u32::from(c).checked_sub(FIRST)?).ok()?;
    (at < COUNT).then_some(at)
}

impl Han {
    /// Reads the file: lines `reading characters`, lines `= pairs` of a form and its simplified
    /// one, and comments behind `#`.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        let mut han = Self { simple: vec![0; COUNT], ..Self::default() };
        let mut read: Vec<Vec<u16>> = vec![Vec::new(); COUNT];
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let wrong = || Unreadable { line: at + 1 };
            let (head, characters) = line.split_once(' ').ok_or_else(wrong)?;
            if head == "=" {
                han.pairs(characters).ok_or_else(wrong)?;
                continue;
            }
            if head.is_empty() || !head.bytes().all(|byte| byte.is_ascii_lowercase()) {
                return Err(wrong());
            }
            // Where the keyboard says v, many type u.
            let spellings = [Some(head.to_owned()), head.contains('v').then(|| head.replace('v', "u"))];
            for spelling in spellings.into_iter().flatten() {
                let syllable = han.syllable(spelling).ok_or_else(wrong)?;
                for c in characters.chars() {
                    let readings = &mut read[place(c).ok_or_else(wrong)?];
                    if !readings.contains(&syllable) {
                        readings.push(syllable);
                    }
                }
            }
        }
        han.gather(read);
        Ok(han)
    }

    fn pairs(&mut self, characters: &str) -> Option<()> {
        let mut characters = characters.chars();
        while let Some(from) = characters.next() {
            let to = characters.next().filter(|to| place(*to).is_some())?;
            self.simple[place(from)?] = u16::try_from(u32::from(to)).ok()?;
        }
        Some(())
    }

    fn syllable(&mut self, spelling: String) -> Option<u16> {
        let at = self.syllables.iter().position(|known| *known == spelling).unwrap_or_else(|| {
            self.syllables.push(spelling);
            self.syllables.len() - 1
        });
        u16::try_from(at).ok()
    }

    /// Keeps each set of readings once: most characters share theirs.
    fn gather(&mut self, read: Vec<Vec<u16>>) {
        let mut known: HashMap<Vec<u16>, u16> = HashMap::new();
        self.readings.push(Vec::new());
        known.insert(Vec::new(), 0);
        self.sets = Vec::with_capacity(read.len());
        for readings in read {
            let set = *known.entry(readings).or_insert_with_key(|readings| {
                self.readings.push(readings.clone());
                u16::try_from(self.readings.len() - 1).unwrap_or(0)
            });
            self.sets.push(set);
        }
    }

    /// The simplified form of a character; itself where it has none.
    pub fn simplified(&self, c: char) -> char {
        let simple = place(c).and_then(|at| self.simple.get(at)).copied().unwrap_or(0);
        if simple == 0 { c } else { char::from_u32(simple.into()).unwrap_or(c) }
    }

    /// The number of a character's set of readings; 0 where none is known.
    pub(super) fn set(&self, c: char) -> u16 {
        place(c).and_then(|at| self.sets.get(at)).copied().unwrap_or(0)
    }

    /// The first reading of a glyph, in letters.
    pub fn first_reading(&self, glyph: &Glyph) -> Option<&str> {
        let syllable = *self.readings.get(usize::from(glyph.set))?.first()?;
        self.syllables.get(usize::from(syllable)).map(String::as_str)
    }

    /// The readings of a set, in letters.
    pub(super) fn readings(&self, set: u16) -> impl Iterator<Item = &[u8]> {
        let readings = self.readings.get(usize::from(set)).map_or(&[][..], Vec::as_slice);
        readings.iter().filter_map(|syllable| self.syllables.get(usize::from(*syllable))).map(String::as_bytes)
    }
}

/// Whether a character is Han, in whatever block.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '\u{3007}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_and_forms_are_read() {
        let han = Han::parse("# a comment\nchong 重\nzhong 重中\nlv 绿\n\n= 慶庆綠绿\n").expect("facts");
        let read = |c: char| {
            han.readings(han.set(c)).map(|letters| String::from_utf8_lossy(letters).into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(read('重'), ["chong", "zhong"]);
        assert_eq!(read('中'), ["zhong"]);
        assert_eq!(read('绿'), ["lv", "lu"]);
        assert_eq!(read('a'), [""; 0]);
        assert_eq!((han.simplified('慶'), han.simplified('庆'), han.simplified('a')), ('庆', '庆', 'a'));
    }

    #[test]
    fn what_is_no_such_file_is_refused() {
        for (text, line) in [("<html>", 1), ("a 阿\n= 慶", 2), ("A 阿", 1), ("a b", 1)] {
            assert_eq!(Han::parse(text).err(), Some(Unreadable { line }), "{text}");
        }
    }
}
