//! The records of a stream, one after the other, each with what continues it.

/// The kind of a record that continues the one before it.
const CONTINUES: u16 = 0x003C;

/// A record.
#[derive(Debug)]
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    /// Its own bytes, then those of each record that continues it.
    pub(super) parts: Vec<&'a [u8]>,
}

impl Record<'_> {
    /// Its own bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        self.parts.first().copied().unwrap_or_default()
    }

    pub(super) fn u8(&self, at: usize) -> Option<u8> {
        self.bytes().get(at).copied()
    }

    pub(super) fn u16(&self, at: usize) -> Option<u16> {
        Some(u16::from_le_bytes(self.bytes().get(at..at + 2)?.try_into().ok()?))
    }

    pub(super) fn u32(&self, at: usize) -> Option<u32> {
        Some(u32::from_le_bytes(self.bytes().get(at..at + 4)?.try_into().ok()?))
    }

    pub(super) fn f64(&self, at: usize) -> Option<f64> {
        Some(f64::from_le_bytes(self.bytes().get(at..at + 8)?.try_into().ok()?))
    }
}

/// The records of a stream from a place on.
pub(super) struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    pub(super) fn at(stream: &'a [u8], at: usize) -> Self {
        Self { rest: stream.get(at..).unwrap_or_default() }
    }

    fn one(rest: &'a [u8]) -> Option<(u16, &'a [u8], &'a [u8])> {
        let (head, rest) = rest.split_at_checked(4)?;
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let (body, rest) = rest.split_at_checked(length)?;
        Some((u16::from_le_bytes([head[0], head[1]]), body, rest))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, body, mut rest) = Self::one(self.rest)?;
        let mut parts = vec![body];
        while let Some((CONTINUES, body, after)) = Self::one(rest) {
            parts.push(body);
            rest = after;
        }
        self.rest = rest;
        Some(Record { kind, parts })
    }
}
