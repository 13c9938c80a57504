//! Sorting through one routine for all types: every use of the library's sorts is compiled anew
//! for its type, some kilobytes each, which the first screen would have to load.

use std::cmp::Ordering;

/// The positions of `len` items in order; equal ones stay as they are.
pub fn positions(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

/// Sorts by a comparison; equal items stay as they are.
pub fn by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = positions(items.len(), &|a, b| compare(&items[a], &items[b]));
    let mut taken: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|at| taken[at].take()));
}

/// Sorts by a key; equal items stay as they are.
pub fn by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    by(items, |a, b| key(a).cmp(&key(b)));
}

/// Sorts what has an order of its own.
pub fn sort<T: Ord>(items: &mut Vec<T>) {
    by(items, T::cmp);
}

/// Bits of a digit, and how many digits there are of that many.
const DIGIT: u32 = 11;
const VALUES: usize = 1 << DIGIT;

/// Sorts by the numbers, digit by digit (radix sort, the lowest digit first): for a hundred thousand
/// and more. Equal ones stay as they are.
pub fn by_digits(mut items: Vec<(u64, u32)>) -> Vec<(u64, u32)> {
    let greatest = items.iter().map(|item| item.0).max().unwrap_or(0);
    let mut sorted = vec![(0, 0); items.len()];
    let mut shift = 0;
    while shift < u64::BITS && greatest >> shift != 0 {
        #[expect(clippy::cast_possible_truncation, reason = "only the lowest bits are wanted")]
        let digit = |item: &(u64, u32)| (item.0 >> shift) as usize & (VALUES - 1);
        let mut place = vec![0_usize; VALUES];
        for item in &items {
            place[digit(item)] += 1;
        }
        let mut before = 0;
        for count in &mut place {
            before += std::mem::replace(count, before);
        }
        for item in &items {
            let at = &mut place[digit(item)];
            sorted[*at] = *item;
            *at += 1;
        }
        std::mem::swap(&mut items, &mut sorted);
        shift += DIGIT;
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_come_in_order_and_equal_ones_stay() {
        let mut items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (0, 'd'), (1, 'e')];
        by_key(&mut items, |item| item.0);
        assert_eq!(items, [(0, 'd'), (1, 'b'), (1, 'e'), (2, 'a'), (2, 'c')]);
        let mut words = vec!["b".to_owned(), "a".to_owned()];
        sort(&mut words);
        assert_eq!(words, ["a", "b"]);
    }

    #[test]
    fn numbers_come_in_order_by_their_digits_and_equal_ones_stay() {
        let numbers = [5_u64, u64::MAX, 0, 1 << 40, 5, 2_048, 2_047, 1 << 40, 0];
        let sorted = by_digits(numbers.into_iter().zip(0..).collect());
        let want = [(0, 2), (0, 8), (5, 0), (5, 4), (2_047, 6), (2_048, 5), (1 << 40, 3), (1 << 40, 7), (u64::MAX, 1)];
        assert_eq!(sorted, want);
    }
}
