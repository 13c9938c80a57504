//! Grams: the pairs of neighbours by which records are kept out of a search without being read.
//! Every way in which a text can be matched consists of pairs that are among its own.

use super::fold::Glyph;
use super::han::{Han, is_han};

/// How many slots grams are spread over.
pub(super) const SLOTS: usize = 1024;

/// The slot of a gram.
pub(super) type Slot = u16;

const ALONE: char = '\0';
const FIRST: char = '\u{1}';
const WORD: char = '\u{2}';
const LENGTH: char = '\u{3}';

fn slot(a: char, b: char) -> Slot {
    let mixed = u32::from(a).wrapping_mul(0x9e37_79b1) ^ u32::from(b).wrapping_mul(0x85eb_ca6b).rotate_left(7);
    // The upper bits are the well mixed ones.
    (mixed.wrapping_mul(0xc2b2_ae35) >> 22) as Slot
}

/// The slot of texts that begin with a letter, or with a character read with it.
pub(super) fn first(c: char) -> Slot {
    slot(c, FIRST)
}

/// The slot of texts of a length.
pub(super) fn length(len: usize) -> Slot {
    slot(LENGTH, char::from_u32(u32::try_from(len).unwrap_or(0)).unwrap_or(ALONE))
}

/// The slots that every text with a match for a term has.
pub(super) fn of_term(term: &[char]) -> Vec<Slot> {
    let mut slots: Vec<Slot> = term.iter().filter(|c| is_han(**c)).map(|c| slot(*c, ALONE)).collect();
    // Characters beside letters may be read in many ways: such pairs keep nothing out.
    slots.extend(term.windows(2).filter(|pair| is_han(pair[0]) == is_han(pair[1])).map(|pair| slot(pair[0], pair[1])));
    if let [c] = term {
        slots.push(slot(*c, WORD));
    }
    slots
}

/// The slots of the pairs of a term that a slip at a place leaves alone; two swapped letters spoil
/// one pair more than a wrong one.
pub(super) fn around(term: &[char], slip: usize, swapped: bool) -> Vec<Slot> {
    let spoilt = if swapped { 3 } else { 2 };
    let pairs = term.windows(2).enumerate().filter(|(at, _)| *at + 1 < slip || *at + 1 >= slip + spoilt);
    pairs.map(|(_, pair)| slot(pair[0], pair[1])).collect()
}

/// Letters that a glyph's match may begin or end with.
#[derive(Default)]
struct Edges {
    firsts: Vec<char>,
    lasts: Vec<char>,
}

impl Edges {
    fn of(&mut self, glyph: Glyph, han: &Han, slots: &mut Vec<Slot>) {
        self.firsts.clear();
        self.lasts.clear();
        if glyph.set == 0 {
            self.firsts.push(glyph.c);
            self.lasts.push(glyph.c);
            return;
        }
        for reading in han.readings(glyph.set) {
            let (Some(first), Some(last)) = (reading.first(), reading.last()) else { continue };
            self.firsts.push(char::from(*first));
            self.lasts.extend([char::from(*first), char::from(*last)]);
            if reading.get(1) == Some(&b'h') {
                self.lasts.push('h');
            }
            slots.extend(reading.windows(2).map(|pair| slot(char::from(pair[0]), char::from(pair[1]))));
        }
        for edge in [&mut self.firsts, &mut self.lasts] {
            crate::model::order::sort(edge);
            edge.dedup();
        }
    }
}

/// Adds the slots of a text.
pub(super) fn of_text(glyphs: &[Glyph], han: &Han, slots: &mut Vec<Slot>) {
    let (mut before, mut here) = (Edges::default(), Edges::default());
    // As long as it is written, by initials, and by its usual readings.
    let spelled = |glyph: &Glyph| han.first_reading(glyph).map_or(1, str::len);
    slots.extend([length(glyphs.len()), length(glyphs.iter().map(spelled).sum())]);
    for (at, glyph) in glyphs.iter().enumerate() {
        here.of(*glyph, han, slots);
        if at > 0 {
            slots.push(slot(glyphs[at - 1].c, glyph.c));
            for last in &before.lasts {
                slots.extend(here.firsts.iter().map(|first| slot(*last, *first)));
            }
        } else {
            slots.push(first(glyph.c));
            slots.extend(here.firsts.iter().map(|c| first(*c)));
        }
        if glyph.start {
            slots.push(slot(glyph.c, WORD));
            slots.extend(here.firsts.iter().map(|c| slot(*c, WORD)));
        }
        if is_han(glyph.c) {
            slots.push(slot(glyph.c, ALONE));
        }
        std::mem::swap(&mut before, &mut here);
    }
}
