//! Fractional ranks: texts that sort, with room between any two.
//!
//! Digits 0-9A-Za-z in ASCII order, read as a fraction in base 62 (Figma's "fractional indexing").
//! A rank never ends in the digit 0, so there is always room below it.

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

fn digit(byte: u8) -> usize {
    DIGITS.iter().position(|have| *have == byte).unwrap_or(0)
}

/// A rank between two, `None` for the open ends. Where `below` does not sort before `above`
/// (ties, foreign data) the outcome sorts after `below`.
pub fn between(below: Option<&str>, above: Option<&str>) -> String {
    let below = below.unwrap_or("").as_bytes();
    let above = above.map(str::as_bytes).filter(|above| below < *above);
    let mut rank = Vec::new();
    let mut bounded = above.is_some();
    for at in 0.. {
        let low = below.get(at).map_or(0, |byte| digit(*byte));
        let high = match above {
            Some(above) if bounded => above.get(at).map_or(0, |byte| digit(*byte)),
            _ => DIGITS.len(),
        };
        if high > low + 1 {
            rank.push(DIGITS[usize::midpoint(low, high)]);
            break;
        }
        rank.push(DIGITS[low]);
        // One digit lower than the upper bound: whatever follows stays below it.
        bounded = bounded && high == low;
    }
    String::from_utf8_lossy(&rank).into_owned()
}

/// Ranks for `count` siblings in order.
pub fn series(count: usize) -> Vec<String> {
    let mut width = 1;
    while DIGITS.len().pow(width) <= count + 1 {
        width += 1;
    }
    let space = DIGITS.len().pow(width);
    let of = |at: usize| {
        let mut value = (at + 1) * space / (count + 1);
        let mut text = vec![b'0'; width as usize];
        for slot in text.iter_mut().rev() {
            *slot = DIGITS[value % DIGITS.len()];
            value /= DIGITS.len();
        }
        while text.last() == Some(&b'0') {
            text.pop();
        }
        String::from_utf8_lossy(&text).into_owned()
    };
    (0..count).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_always_room_between_two_ranks() {
        // Insert at the front, the back and in the middle, many times over.
        let mut ranks = series(3);
        for turn in 0..300 {
            let at = [0, ranks.len(), ranks.len() / 2, 1][turn % 4];
            let below = at.checked_sub(1).map(|i| ranks[i].clone());
            let new = between(below.as_deref(), ranks.get(at).map(String::as_str));
            ranks.insert(at, new);
        }
        assert!(ranks.windows(2).all(|pair| pair[0] < pair[1]), "{ranks:?}");
        assert!(ranks.iter().all(|rank| !rank.ends_with('0')));
    }

    #[test]
    fn a_series_is_in_order() {
        for count in [1, 5, 61, 62, 5_000] {
            let ranks = series(count);
            assert_eq!(ranks.len(), count);
            assert!(ranks.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
