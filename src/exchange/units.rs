//! Units in which a whole column is written, such as 万元 in its heading.

use serde::{Deserialize, Serialize};

/// What the numbers of a column are multiplied by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// They stand for themselves.
    #[default]
    One,
    /// Thousands, 千.
    Thousand,
    /// Ten thousands, 万.
    TenThousand,
    /// Millions, 百万.
    Million,
    /// Hundred millions, 亿.
    HundredMillion,
}

/// Words for units, longer ones before those that they end with.
const WORDS: [(&str, Unit); 18] = [
    ("百万", Unit::Million),
    ("百萬", Unit::Million),
    ("十万", Unit::One),
    ("十萬", Unit::One),
    ("千万", Unit::One),
    ("千萬", Unit::One),
    ("万", Unit::TenThousand),
    ("萬", Unit::TenThousand),
    ("亿", Unit::HundredMillion),
    ("億", Unit::HundredMillion),
    ("千", Unit::Thousand),
    ("in millions", Unit::Million),
    ("in thousands", Unit::Thousand),
    ("millions", Unit::Million),
    ("thousands", Unit::Thousand),
    ("000s", Unit::Thousand),
    ("000", Unit::Thousand),
    ("k", Unit::Thousand),
];

impl Unit {
    /// Every unit.
    pub const ALL: [Self; 5] = [Self::One, Self::Thousand, Self::TenThousand, Self::Million, Self::HundredMillion];

    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::One => "import-unit-one",
            Self::Thousand => "import-unit-thousand",
            Self::TenThousand => "import-unit-ten-thousand",
            Self::Million => "import-unit-million",
            Self::HundredMillion => "import-unit-hundred-million",
        }
    }

    /// How many places the point moves to the right.
    pub(super) fn shift(self) -> usize {
        match self {
            Self::One => 0,
            Self::Thousand => 3,
            Self::TenThousand => 4,
            Self::Million => 6,
            Self::HundredMillion => 8,
        }
    }

    /// The unit that a heading names: in brackets, behind a stroke or colon, or at its end.
    pub(super) fn of_heading(heading: &str) -> Self {
        let folded = super::fold::fold(heading);
        let parts = folded.split(['(', ')', '[', ']', '/', ',', ':', '【', '】', '，', '：', '、']).map(str::trim);
        // What stands before all these is the name of the column, unless 元 follows the unit.
        let named = parts.enumerate().filter(|(at, part)| *at > 0 || part.ends_with('元'));
        let unit = |part: &str| {
            let bare = ["人民币", "人民幣", "元", "圆", "圓", "rmb", "cny", "usd", "us$", "$", "¥"];
            let mut part = part.trim_start_matches("单位").trim_start_matches("單位").trim();
            let mut before = usize::MAX;
            while part.len() < before {
                before = part.len();
                for word in bare {
                    part = part.strip_suffix(word).or_else(|| part.strip_prefix(word)).unwrap_or(part).trim();
                }
            }
            let at_end =
                |word: &str| part == word || (heading.ends_with('元') && !word.is_ascii() && part.ends_with(word));
            WORDS.iter().find(|(word, _)| at_end(word)).map(|(_, unit)| *unit)
        };
        named.map(|(_, part)| part).find_map(unit).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_name_their_unit() {
        for (heading, want) in [
            ("金额(万元)", Unit::TenThousand),
            ("金额（万元）", Unit::TenThousand),
            ("合同额/万元", Unit::TenThousand),
            ("单位：万元", Unit::TenThousand),
            ("(单位:人民币亿元)", Unit::HundredMillion),
            ("成交金额万元", Unit::TenThousand),
            ("營收（百萬元）", Unit::Million),
            ("金额(千元)", Unit::Thousand),
            ("Revenue ($ in thousands)", Unit::Thousand),
            ("Revenue (in thousands)", Unit::Thousand),
            ("Amount (k)", Unit::Thousand),
            ("Amount (USD millions)", Unit::Million),
            ("金额(元)", Unit::One),
            ("金额", Unit::One),
            ("万科金额", Unit::One),
            ("客户(万科)", Unit::One),
            ("Stock", Unit::One),
        ] {
            assert_eq!(Unit::of_heading(heading), want, "{heading}");
        }
    }
}
