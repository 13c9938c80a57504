//! Texts in records: in one or two bytes a letter, and broken anywhere by a record that continues.

use super::records::Record;

/// What is read of a record, letter by letter.
pub(super) struct Text<'a> {
    parts: &'a [&'a [u8]],
    part: usize,
    at: usize,
}

/// Letters are two bytes wide.
const WIDE: u8 = 1;
/// How they are pronounced follows.
const SPOKEN: u8 = 4;
/// Where fonts change follows.
const RICH: u8 = 8;

impl<'a> Text<'a> {
    /// The texts of a record from a place on.
    pub(super) fn of(record: &'a Record<'a>, at: usize) -> Self {
        Self { parts: &record.parts, part: 0, at }
    }

    /// A text whose length is one byte.
    pub(super) fn short(mut self) -> Option<String> {
        let (letters, flags) = (self.byte()?, self.byte()?);
        self.letters(usize::from(letters), flags)
    }

    /// A text whose length is two bytes.
    pub(super) fn long(mut self) -> Option<String> {
        let (letters, flags) = (self.u16()?, self.byte()?);
        self.letters(usize::from(letters), flags)
    }

    /// A text with what may follow it.
    fn rich(&mut self) -> Option<String> {
        let (letters, flags) = (self.u16()?, self.byte()?);
        let fonts = if flags & RICH == 0 { 0 } else { usize::from(self.u16()?) };
        let spoken = if flags & SPOKEN == 0 { 0 } else { usize::try_from(self.u32()?).ok()? };
        let text = self.letters(usize::from(letters), flags)?;
        self.skip(fonts.checked_mul(4)?.checked_add(spoken)?)?;
        Some(text)
    }

    fn letters(&mut self, count: usize, flags: u8) -> Option<String> {
        let mut units = Vec::with_capacity(count.min(65_536));
        let mut wide = flags & WIDE != 0;
        while units.len() < count {
            // Where a text is continued it says anew how wide its letters are.
            if self.parts.get(self.part).is_some_and(|part| self.at >= part.len()) && self.next_part().is_some() {
                wide = self.byte()? & WIDE != 0;
            }
            units.push(if wide { self.u16()? } else { u16::from(self.byte()?) });
        }
        Some(String::from_utf16_lossy(&units))
    }

    fn next_part(&mut self) -> Option<()> {
        self.parts.get(self.part + 1)?;
        (self.part, self.at) = (self.part + 1, 0);
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        while self.at >= self.parts.get(self.part)?.len() {
            self.next_part()?;
        }
        self.at += 1;
        self.parts[self.part].get(self.at - 1).copied()
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let left = self.parts.get(self.part)?.len().saturating_sub(self.at);
            if left == 0 {
                self.next_part()?;
                continue;
            }
            let step = left.min(count);
            self.at += step;
            count -= step;
        }
        Some(())
    }
}

/// The texts that cells share.
pub(super) fn shared(record: &Record<'_>) -> Option<Vec<String>> {
    let count = usize::try_from(record.u32(4)?).ok()?;
    let mut text = Text::of(record, 8);
    let mut strings = Vec::with_capacity(count.min(65_536));
    for _ in 0..count {
        strings.push(text.rich()?);
    }
    Some(strings)
}
