//! A growable set of row numbers.

use serde::{Deserialize, Serialize};

/// One bit a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    /// A set over `len` rows, all in or all out.
    pub fn filled(len: usize, on: bool) -> Self {
        let mut words = vec![if on { u64::MAX } else { 0 }; len.div_ceil(64)];
        if let Some(last) = words.last_mut().filter(|_| on && !len.is_multiple_of(64)) {
            *last = (1 << (len % 64)) - 1;
        }
        Self { words, len }
    }

    /// The rows of `len` for which something holds.
    #[inline]
    pub fn those(len: usize, holds: impl Fn(usize) -> bool) -> Self {
        let word = |at: usize| {
            let rows = at * 64..len.min(at * 64 + 64);
            rows.fold(0, |word, row| word | u64::from(holds(row)) << (row % 64))
        };
        Self { words: (0..len.div_ceil(64)).map(word).collect(), len }
    }

    /// Rows covered, in or out.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether no row is covered.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether the row is in; rows beyond the end are out.
    #[inline]
    pub fn get(&self, row: usize) -> bool {
        self.words.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// Puts a row in or out; grows to cover it.
    pub fn set(&mut self, row: usize, on: bool) {
        if row >= self.len {
            self.len = row + 1;
            self.words.resize(self.len.div_ceil(64), 0);
        }
        let bit = 1 << (row % 64);
        if on {
            self.words[row / 64] |= bit;
        } else {
            self.words[row / 64] &= !bit;
        }
    }

    /// Adds a row at the end.
    pub fn push(&mut self, on: bool) {
        self.set(self.len, on);
    }

    /// How many rows are in.
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Keeps the rows that are in the other, too.
    pub fn and(&mut self, other: &Self) {
        for (at, word) in self.words.iter_mut().enumerate() {
            *word &= other.words.get(at).copied().unwrap_or(0);
        }
    }

    /// Adds the rows of the other.
    pub fn or(&mut self, other: &Self) {
        if other.len > self.len {
            self.len = other.len;
            self.words.resize(other.words.len(), 0);
        }
        for (word, more) in self.words.iter_mut().zip(&other.words) {
            *word |= more;
        }
    }

    /// Turns every row over.
    pub fn flip(&mut self) {
        let len = self.len;
        for word in &mut self.words {
            *word = !*word;
        }
        if let Some(last) = self.words.last_mut().filter(|_| !len.is_multiple_of(64)) {
            *last &= (1 << (len % 64)) - 1;
        }
    }

    /// The rows that are in and for which something holds.
    #[inline]
    #[must_use]
    pub fn keep(&self, holds: impl Fn(usize) -> bool) -> Self {
        let word = |(at, word): (usize, &u64)| {
            let (mut rest, mut kept) = (*word, 0);
            while rest != 0 {
                let bit = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                kept |= u64::from(holds(at * 64 + bit)) << bit;
            }
            kept
        };
        Self { words: self.words.iter().enumerate().map(word).collect(), len: self.len }
    }

    /// Leaves out the rows of the other.
    pub fn leave_out(&mut self, other: &Self) {
        for (word, out) in self.words.iter_mut().zip(&other.words) {
            *word &= !out;
        }
    }

    /// Does something with each row that is in, in order. Faster than [`Bits::iter`] where there are many.
    #[inline]
    pub fn each(&self, mut with: impl FnMut(usize)) {
        for (at, word) in self.words.iter().enumerate() {
            let mut rest = *word;
            while rest != 0 {
                with(at * 64 + rest.trailing_zeros() as usize);
                rest &= rest - 1;
            }
        }
    }

    /// The rows that are in, in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(at, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                (rest != 0).then(|| {
                    let bit = rest.trailing_zeros() as usize;
                    rest &= rest - 1;
                    at * 64 + bit
                })
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_behave_like_sets() {
        let mut a = Bits::filled(130, true);
        assert_eq!(a.count(), 130);
        a.flip();
        assert_eq!(a.count(), 0);
        for row in [0, 63, 64, 129, 200] {
            a.set(row, true);
        }
        assert_eq!(a.iter().collect::<Vec<_>>(), [0, 63, 64, 129, 200]);
        let mut b = Bits::filled(65, true);
        b.and(&a);
        assert_eq!(b.iter().collect::<Vec<_>>(), [0, 63, 64]);
        b.or(&a);
        assert_eq!(b, a);
        assert_eq!(Bits::those(201, |row| a.get(row)), a);
        assert_eq!(Bits::those(128, |_| true), Bits::filled(128, true));
        let mut each = Vec::new();
        a.each(|row| each.push(row));
        assert_eq!(each, a.iter().collect::<Vec<_>>());
        let even = a.keep(|row| row % 2 == 0);
        assert_eq!(even.iter().collect::<Vec<_>>(), [0, 64, 200]);
        a.leave_out(&even);
        assert_eq!(a.iter().collect::<Vec<_>>(), [63, 129]);
    }
}
