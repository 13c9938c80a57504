//! Many numbers as bytes, for messages between page and worker: read at once, not one by one.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::ports::background::Bytes;

/// A list of numbers of four bytes each.
pub(super) trait Numbers: Sized {
    /// The numbers.
    fn numbers(&self) -> impl Iterator<Item = u32>;
    /// The list of some numbers.
    fn of(numbers: impl Iterator<Item = u32>) -> Self;
}

impl Numbers for Vec<u32> {
    fn numbers(&self) -> impl Iterator<Item = u32> {
        self.iter().copied()
    }

    fn of(numbers: impl Iterator<Item = u32>) -> Self {
        numbers.collect()
    }
}

impl Numbers for Vec<usize> {
    fn numbers(&self) -> impl Iterator<Item = u32> {
        // Rows are counted in 32 bits, as far as files may be long.
        self.iter().map(|number| u32::try_from(*number).unwrap_or(u32::MAX))
    }

    fn of(numbers: impl Iterator<Item = u32>) -> Self {
        numbers.map(|number| number as usize).collect()
    }
}

impl Numbers for Vec<(u32, u32)> {
    fn numbers(&self) -> impl Iterator<Item = u32> {
        self.iter().flat_map(|pair| [pair.0, pair.1])
    }

    fn of(mut numbers: impl Iterator<Item = u32>) -> Self {
        std::iter::from_fn(|| Some((numbers.next()?, numbers.next()?))).collect()
    }
}

/// Writes a list as bytes.
pub(super) fn serialize<N: Numbers, S: Serializer>(list: &N, serializer: S) -> Result<S::Ok, S::Error> {
    Bytes(list.numbers().flat_map(u32::to_le_bytes).collect()).serialize(serializer)
}

/// Reads a list from bytes.
pub(super) fn deserialize<'de, N: Numbers, D: Deserializer<'de>>(deserializer: D) -> Result<N, D::Error> {
    let bytes = Bytes::deserialize(deserializer)?.0;
    Ok(N::of(bytes.as_chunks::<4>().0.iter().map(|bytes| u32::from_le_bytes(*bytes))))
}
