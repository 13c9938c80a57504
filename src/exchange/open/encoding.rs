//! Bytes to text: which encoding they are in, and where they are not.

use std::borrow::Cow;

use encoding_rs::{BIG5, DecoderResult, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use serde::{Deserialize, Serialize};

use super::super::csv::{ReadError, ReadErrorKind};
use super::common;

/// How the letters of a text file are written as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// GB18030, with which GBK and GB2312 are read as well.
    Gb18030,
    /// Big5 with its usual extensions.
    Big5,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// Windows-1252, for the languages of Western Europe.
    Western,
}

/// From so many common signs of a hundred on, an encoding of Chinese is taken as found.
const SURE: usize = 25;

impl Encoding {
    /// Every encoding.
    pub const ALL: [Self; 6] = [Self::Utf8, Self::Gb18030, Self::Big5, Self::Utf16Le, Self::Utf16Be, Self::Western];

    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Utf8 => "import-encoding-utf8",
            Self::Gb18030 => "import-encoding-gb18030",
            Self::Big5 => "import-encoding-big5",
            Self::Utf16Le => "import-encoding-utf16le",
            Self::Utf16Be => "import-encoding-utf16be",
            Self::Western => "import-encoding-western",
        }
    }

    fn decoder(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Gb18030 => GB18030,
            Self::Big5 => BIG5,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Western => WINDOWS_1252,
        }
    }

    /// The text of bytes in this encoding, if they all are.
    fn whole(self, bytes: &[u8]) -> Option<Cow<'_, str>> {
        self.decoder().decode_without_bom_handling_and_without_replacement(bytes)
    }
}

/// The text of bytes, and the encoding that they are in: the one asked for, or the one found.
pub(in super::super) fn decode(bytes: &[u8], asked: Option<Encoding>) -> Result<(Cow<'_, str>, Encoding), ReadError> {
    let encoding = asked.unwrap_or_else(|| detect(bytes));
    let marks: &[&[u8]] = match encoding {
        Encoding::Utf8 => &[b"\xEF\xBB\xBF"],
        Encoding::Gb18030 => &[b"\x84\x31\x95\x33"],
        Encoding::Utf16Le => &[b"\xFF\xFE"],
        Encoding::Utf16Be => &[b"\xFE\xFF"],
        Encoding::Big5 | Encoding::Western => &[],
    };
    let bytes = marks.iter().find_map(|mark| bytes.strip_prefix(*mark)).unwrap_or(bytes);
    match encoding.whole(bytes) {
        Some(text) => Ok((text, encoding)),
        None => Err(fault(bytes, encoding)),
    }
}

/// Where bytes are not in an encoding.
fn fault(bytes: &[u8], encoding: Encoding) -> ReadError {
    let mut decoder = encoding.decoder().new_decoder_without_bom_handling();
    let mut good = String::with_capacity(bytes.len().saturating_mul(3).saturating_add(16));
    let (outcome, _) = decoder.decode_to_string_without_replacement(bytes, &mut good, true);
    debug_assert!(!matches!(outcome, DecoderResult::OutputFull), "three bytes are enough for each");
    let clip = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let lines = good.replace("\r\n", "\n").chars().filter(|c| matches!(c, '\n' | '\r')).count();
    let last = good.rsplit(['\n', '\r']).next().unwrap_or("");
    ReadError {
        sheet: String::new(),
        line: clip(lines + 1),
        column: clip(last.chars().count() + 1),
        kind: ReadErrorKind::NotText,
    }
}

/// The encoding that bytes most likely are in.
fn detect(bytes: &[u8]) -> Encoding {
    let marks: [(&[u8], Encoding); 4] = [
        (b"\xEF\xBB\xBF", Encoding::Utf8),
        (b"\xFF\xFE", Encoding::Utf16Le),
        (b"\xFE\xFF", Encoding::Utf16Be),
        (b"\x84\x31\x95\x33", Encoding::Gb18030),
    ];
    if let Some((_, encoding)) = marks.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return *encoding;
    }
    // Text of the other encodings holds no NUL: the halves of UTF-16 do.
    if bytes.contains(&0) {
        let zeros = |parity: usize| bytes.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
        let likely = if zeros(1) >= zeros(0) { Encoding::Utf16Le } else { Encoding::Utf16Be };
        return if reads_well(bytes, likely) { likely } else { Encoding::Utf8 };
    }
    if is_mostly_utf8(bytes) {
        return Encoding::Utf8;
    }
    chinese_or_western(bytes)
}

/// Whether text in UTF-16 makes sense: letters and signs that people use.
fn reads_well(bytes: &[u8], encoding: Encoding) -> bool {
    let Some(text) = encoding.whole(bytes) else { return false };
    let usual = |c: char| matches!(c, ' '..='~' | '\t' | '\r' | '\n');
    let (count, plain) =
        text.chars().fold((0_usize, 0_usize), |(all, plain), c| (all + 1, plain + usize::from(usual(c))));
    let odd = text.chars().any(|c| c.is_control() && !usual(c));
    let common = common::share(&text).unwrap_or(0);
    !odd && (plain * 2 >= count || (plain * 50 >= count && common >= SURE))
}

/// Whether bytes are UTF-8, or were before something broke them.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    let (mut good, mut bad, mut cut) = (0_usize, 0_usize, false);
    while let Err(error) = std::str::from_utf8(rest) {
        let (valid, broken) = rest.split_at(error.valid_up_to());
        good += valid.iter().filter(|byte| **byte >= 0xC0).count();
        bad += 1;
        cut = error.error_len().is_none();
        // Other encodings show themselves soon.
        if bad > 50 {
            return false;
        }
        rest = broken.get(error.error_len().unwrap_or(broken.len())..).unwrap_or_default();
    }
    good += rest.iter().filter(|byte| **byte >= 0xC0).count();
    bad == 0 || good > bad * 10 || (cut && bad == 1 && good > 1)
}

/// What bytes that are no UTF-8 are in; UTF-8 where nothing fits, so that the fault is told.
fn chinese_or_western(bytes: &[u8]) -> Encoding {
    // A cut in the middle of a sign at the end of the sample must not count against it.
    let sample = bytes
        .get(..64 * 1024)
        .map_or(bytes, |sample| sample.iter().rposition(|byte| *byte == b'\n').map_or(sample, |end| &sample[..=end]));
    let score = |encoding: Encoding| {
        let text = encoding.whole(sample)?;
        Some(common::share(&text).unwrap_or(0))
    };
    let (simplified, traditional) = (score(Encoding::Gb18030), score(Encoding::Big5));
    let best = if traditional > simplified { (Encoding::Big5, traditional) } else { (Encoding::Gb18030, simplified) };
    match best.1 {
        Some(share) if share >= SURE => best.0,
        _ if is_western(sample) => Encoding::Western,
        Some(share) if share > 0 => best.0,
        _ if is_gb2312(sample) => Encoding::Gb18030,
        _ => Encoding::Utf8,
    }
}

/// Whether the letters beyond ASCII stand alone or in twos within words of ASCII letters.
fn is_western(bytes: &[u8]) -> bool {
    let (mut runs, mut within) = (0_usize, 0_usize);
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] < 0x80 {
            at += 1;
            continue;
        }
        let length = bytes[at..].iter().take_while(|byte| **byte >= 0x80).count();
        let is_letter = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphabetic);
        let beside = is_letter(at.checked_sub(1)) || is_letter(Some(at + length));
        let letters = bytes[at..at + length].iter().all(|byte| *byte >= 0xC0 && !matches!(*byte, 0xD7 | 0xF7));
        // Signs such as those of the euro and of degrees stand alone.
        let signs = length == 1 && matches!(bytes[at], 0x80 | 0x91..=0x97 | 0xA0 | 0xA3 | 0xA7 | 0xB0 | 0xB2 | 0xB3);
        runs += 1;
        within += usize::from((letters && length <= 2 && beside) || signs);
        at += length;
    }
    runs > 0 && within * 10 >= runs * 8
}

/// Whether every sign beyond ASCII is one of the 6,763 of GB2312.
fn is_gb2312(bytes: &[u8]) -> bool {
    let mut at = 0;
    while let Some(&lead) = bytes.get(at) {
        if lead < 0x80 {
            at += 1;
            continue;
        }
        let trail = bytes.get(at + 1).copied().unwrap_or(0);
        if !(0xA1..=0xF7).contains(&lead) || !(0xA1..=0xFE).contains(&trail) {
            return false;
        }
        at += 2;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(text: &str, encoding: Encoding) -> Vec<u8> {
        match encoding {
            Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            other => other.decoder().encode(text).0.into_owned(),
        }
    }

    #[test]
    fn an_encoding_is_found_by_what_it_says() {
        use Encoding::{Big5, Gb18030, Utf8, Utf16Be, Utf16Le, Western};
        let simplified = "客户名称,电话,地址\n深圳市华为技术有限公司,0755-28780808,深圳市龙岗区坂田\n";
        let traditional = "客戶名稱,電話,地址\n台灣積體電路製造股份有限公司,03-5636688,新竹科學園區力行六路\n";
        for (text, encodings) in [
            (simplified, &[Utf8, Gb18030, Utf16Le, Utf16Be][..]),
            (traditional, &[Utf8, Big5, Gb18030, Utf16Le, Utf16Be]),
            ("姓名,电话\n王伟,138\n", &[Utf8, Gb18030, Utf16Le, Utf16Be]),
            ("姓名,電話\n陳怡君,0912\n", &[Utf8, Big5, Gb18030, Utf16Le, Utf16Be]),
            ("Kunde;Größe;Straße\nMüller & Söhne;12,5 €;Königsallee 7\n", &[Utf8, Western, Utf16Le, Utf16Be]),
            ("société,ville\nCafé Crème,Orléans\n", &[Utf8, Western, Utf16Le]),
            ("plain,ascii\n1,2\n", &[Utf8, Utf16Le, Utf16Be]),
        ] {
            for encoding in encodings {
                let bytes = bytes(text, *encoding);
                let (found, by) = decode(&bytes, None).expect("text");
                assert_eq!((found.as_ref(), by), (text, *encoding));
                assert_eq!(decode(&bytes, Some(*encoding)).expect("text").0, text);
            }
        }
    }

    #[test]
    fn bytes_of_no_encoding_are_told_with_their_place() {
        for (bytes, asked, line, column) in [
            (&b"a,b\n1,\xFF\n"[..], None, 2, 3),
            (b"a,b\r\n1,\x80\r\n", Some(Encoding::Big5), 2, 3),
            ("客户\n深圳".as_bytes().split_at(9).0, None, 2, 1),
            (b"\xFF\xFEa\0b", None, 1, 2),
        ] {
            let error = decode(bytes, asked).expect_err("no text");
            assert_eq!((error.line, error.column, error.kind), (line, column, ReadErrorKind::NotText), "{bytes:?}");
        }
    }
}
