//! Shares: how a whole is parted among records, such as an order among the people credited.

use serde::{Deserialize, Serialize};

use super::id::Id;
use super::money::BasisPoints;
use super::order;

/// The part of one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Share {
    /// Whose part.
    pub of: Id,
    /// How much of the whole.
    pub part: BasisPoints,
}

/// Shares in the order in which they are kept; two parts of one record become one.
pub fn sorted(mut shares: Vec<Share>) -> Vec<Share> {
    order::by_key(&mut shares, |share| share.of);
    let mut kept: Vec<Share> = Vec::with_capacity(shares.len());
    for share in shares {
        match kept.last_mut().filter(|last| last.of == share.of) {
            Some(last) => last.part.0 = last.part.0.saturating_add(share.part.0),
            None => kept.push(share),
        }
    }
    kept
}

/// Whether shares are parts of one whole: each above nothing, one for each, all of it given away.
pub fn is_whole(shares: &[Share]) -> bool {
    let sorted = shares.windows(2).all(|pair| pair[0].of < pair[1].of);
    let within = shares.iter().all(|share| (1..=BasisPoints::WHOLE.0).contains(&share.part.0));
    sorted && within && shares.iter().map(|share| share.part.0).sum::<i64>() == BasisPoints::WHOLE.0
}

/// The parts of a text of shares while it is being typed: for each, who and how many percent, as far as
/// they are said.
pub fn parts(text: &str) -> Vec<(String, String)> {
    let part = |part: &str| {
        let part = part.trim();
        let (who, percent) = match part.split_once(' ') {
            Some((who, percent)) => (who, percent.trim()),
            None if part == NOBODY || Id::parse(part).is_some() => (part, ""),
            None => ("", part),
        };
        let who = if who == NOBODY { "" } else { who };
        (who.to_owned(), percent.to_owned())
    };
    text.split([';', '\n']).filter(|part| !part.trim().is_empty()).map(part).collect()
}

/// The text of parts, said or not.
pub fn join(parts: &[(String, String)]) -> String {
    let part = |(who, percent): &(String, String)| {
        let who = if who.is_empty() { NOBODY } else { who };
        // A mark between parts ends the part, wherever it is typed.
        format!("{who} {}", percent.replace([';', '\n'], ""))
    };
    parts.iter().map(part).collect::<Vec<_>>().join("; ")
}

/// Whether nothing is said in a text of shares.
pub fn is_blank(text: &str) -> bool {
    parts(text).iter().all(|(who, percent)| who.is_empty() && percent.is_empty())
}

/// Stands for nobody yet.
const NOBODY: &str = "-";

#[cfg(test)]
mod tests {
    use super::*;

    fn share(of: u128, part: i64) -> Share {
        Share { of: Id(of), part: BasisPoints(part) }
    }

    #[test]
    fn parts_are_typed_one_by_one() {
        let (ann, bo) = (Id(1).to_string(), Id(2).to_string());
        let said = |who: &str, percent: &str| (who.to_owned(), percent.to_owned());
        for (text, want) in [
            (format!("{ann} 60; {bo} 40"), vec![said(&ann, "60"), said(&bo, "40")]),
            (format!("{ann} ; - 40"), vec![said(&ann, ""), said("", "40")]),
            ("- ".to_owned(), vec![said("", "")]),
            (String::new(), vec![]),
        ] {
            assert_eq!(parts(&text), want, "{text}");
            assert_eq!(join(&want), text);
            assert_eq!(is_blank(&text), want.iter().all(|(who, percent)| who.is_empty() && percent.is_empty()));
        }
        assert_eq!(join(&[said(&ann, "6;0")]), format!("{ann} 60"));
        assert_eq!(parts(&ann), [said(&ann, "")]);
    }

    #[test]
    fn shares_are_whole_or_refused() {
        for (shares, whole) in [
            (vec![share(1, 10_000)], true),
            (vec![share(1, 6_000), share(2, 4_000)], true),
            (vec![share(2, 6_000), share(1, 4_000)], false),
            (vec![share(1, 6_000), share(1, 4_000)], false),
            (vec![share(1, 6_000), share(2, 3_999)], false),
            (vec![share(1, 12_000), share(2, -2_000)], false),
            (vec![share(1, 10_000), share(2, 0)], false),
            (vec![], false),
            (vec![share(1, i64::MAX), share(2, i64::MAX)], false),
        ] {
            assert_eq!(is_whole(&shares), whole, "{shares:?}");
        }
        assert_eq!(sorted(vec![share(2, 4_000), share(1, 3_500), share(2, 2_500)]), [share(1, 3_500), share(2, 6_500)]);
    }
}
