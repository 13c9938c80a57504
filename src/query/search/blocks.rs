//! Which records have which grams: one bit a record and slot, by blocks of 512 records, so that
//! meeting several slots reads one line of memory each a block.

use super::grams::{SLOTS, Slot};

/// Words of 64 records to a block.
pub(super) const WORDS: usize = 8;
/// Records to a block.
pub(super) const RECORDS: usize = WORDS * 64;

/// One bit for each record of a block.
pub(super) type Mask = [u64; WORDS];

/// The bits of all records.
#[derive(Clone, Debug, Default)]
pub(super) struct Blocks {
    blocks: Vec<Vec<Mask>>,
}

impl Blocks {
    /// How many blocks.
    pub(super) fn len(&self) -> usize {
        self.blocks.len()
    }

    /// Puts a record into slots.
    pub(super) fn add(&mut self, record: usize, slots: &[Slot]) {
        let (at, word, bit) = (record / RECORDS, record % RECORDS / 64, 1_u64 << (record % 64));
        while self.blocks.len() <= at {
            self.blocks.push(vec![[0; WORDS]; SLOTS]);
        }
        for slot in slots {
            self.blocks[at][usize::from(*slot)][word] |= bit;
        }
    }

    /// Takes a record out of every slot.
    pub(super) fn clear(&mut self, record: usize) {
        let (at, word, bit) = (record / RECORDS, record % RECORDS / 64, 1_u64 << (record % 64));
        for mask in self.blocks.get_mut(at).into_iter().flatten() {
            mask[word] &= !bit;
        }
    }

    /// The records of a block that are in all the slots.
    pub(super) fn meet(&self, block: usize, slots: &[Slot]) -> Mask {
        let mut met = [u64::MAX; WORDS];
        let Some(block) = self.blocks.get(block) else { return [0; WORDS] };
        for slot in slots {
            and(&mut met, &block[usize::from(*slot)]);
        }
        met
    }
}

/// Keeps the records that are in the other mask, too.
pub(super) fn and(mask: &mut Mask, other: &Mask) {
    for (word, other) in mask.iter_mut().zip(other) {
        *word &= other;
    }
}

/// Adds the records of the other mask.
pub(super) fn or(mask: &mut Mask, other: &Mask) {
    for (word, other) in mask.iter_mut().zip(other) {
        *word |= other;
    }
}

/// Leaves out the records of the other mask.
pub(super) fn without(mask: &mut Mask, other: &Mask) {
    for (word, other) in mask.iter_mut().zip(other) {
        *word &= !other;
    }
}
