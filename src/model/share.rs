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

#[cfg(test)]
mod tests {
    use super::*;

    fn share(of: u128, part: i64) -> Share {
        Share { of: Id(of), part: BasisPoints(part) }
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
