//! The order of cards that have no place of their own: the latest to enter the stage first. Boards
//! hold a hundred thousand, so they are put in order digit by digit, not by comparing them.

use crate::model::{Id, Instant};

/// Rows up to which comparing them is as fast.
const FEW: usize = 256;

/// Rows by the instant since which something holds, the latest first, then by id. What always was
/// stands last.
pub(super) fn latest_first(rows: Vec<u32>, since: &[Instant], id: impl Fn(u32) -> Option<Id>) -> Vec<u32> {
    let since = |row: u32| since.get(row as usize).copied().unwrap_or(Instant::ALWAYS);
    if rows.len() <= FEW {
        let mut keyed: Vec<_> = rows.into_iter().map(|row| (std::cmp::Reverse(since(row)), id(row), row)).collect();
        crate::model::order::sort(&mut keyed);
        return keyed.into_iter().map(|(_, _, row)| row).collect();
    }
    let (mut always, mut dated) = (Vec::new(), Vec::with_capacity(rows.len()));
    let last = rows.iter().map(|row| since(*row)).max().unwrap_or(Instant::ALWAYS);
    for row in rows {
        match since(row) {
            Instant::ALWAYS => always.push(row),
            // How long before the last it was: never less than nothing, so it fits without a sign.
            at => dated.push((last.0.wrapping_sub(at.0).cast_unsigned(), row)),
        }
    }
    let mut dated = crate::model::order::by_digits(dated);
    by_id(&mut dated, |one, other| one.0 == other.0, |one| id(one.1));
    by_id(&mut always, |_, _| true, |row| id(*row));
    dated.into_iter().map(|(_, row)| row).chain(always).collect()
}

/// Which of two rows comes first.
pub(super) fn later_first(
    (one, other): (u32, u32),
    since: &[Instant],
    id: impl Fn(u32) -> Option<Id>,
) -> std::cmp::Ordering {
    let since = |row: u32| since.get(row as usize).copied().unwrap_or(Instant::ALWAYS);
    since(other).cmp(&since(one)).then_with(|| id(one).cmp(&id(other)))
}

/// Puts items that are alike, which stand side by side, in the order of their ids. Mostly they are in
/// it: rows come as they were made.
fn by_id<T: Copy>(items: &mut [T], alike: impl Fn(&T, &T) -> bool, id: impl Fn(&T) -> Option<Id>) {
    let mut from = 0;
    while from < items.len() {
        let alike = |item: &&T| alike(&items[from], item);
        let to = from + items[from..].iter().take_while(alike).count();
        let some = &mut items[from..to];
        if !some.is_sorted_by(|one, other| id(one) <= id(other)) {
            // The library's own sort: these are most of the comparisons of a board.
            let mut keyed: Vec<(Option<Id>, T)> = some.iter().map(|item| (id(item), *item)).collect();
            keyed.sort_unstable_by_key(|keyed| keyed.0);
            for (place, (_, item)) in some.iter_mut().zip(keyed) {
                *place = item;
            }
        }
        from = to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_rows_come_in_the_order_in_which_few_do() {
        let mut state = 7_u64;
        let mut draw = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        let whole = [Instant(i64::MAX), Instant(i64::MIN + 1), Instant(-5), Instant(0), Instant::ALWAYS];
        let since: Vec<Instant> = (0..4_000)
            .map(|_| match draw(10) {
                0 => whole[usize::try_from(draw(5)).expect("small")],
                1 => Instant(i64::try_from(draw(1 << 30)).expect("small") << 12),
                _ => Instant(i64::try_from(draw(300)).expect("small") * 86_400_000),
            })
            .collect();
        let ids: Vec<Option<Id>> = (0..4_000).map(|at| (at % 97 != 0).then(|| Id(u128::from(draw(1 << 30))))).collect();
        let id = |row: u32| ids[row as usize];
        let rows: Vec<u32> = (0..4_000).filter(|row| row % 7 != 3).collect();
        let mut want = rows.clone();
        want.sort_by_key(|row| (std::cmp::Reverse(since[*row as usize]), id(*row)));
        assert_eq!(latest_first(rows.clone(), &since, id), want);
        let few: Vec<u32> = rows[..200].to_vec();
        want = few.clone();
        want.sort_by_key(|row| (std::cmp::Reverse(since[*row as usize]), id(*row)));
        assert_eq!(latest_first(few, &since, id), want);
    }
}
