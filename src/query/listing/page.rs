//! Pages of a list.

/// A page of a list: which rows it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// The first row, from 0.
    pub from: usize,
    /// Behind the last row.
    pub to: usize,
    /// The number of the page, from 1.
    pub number: usize,
    /// How many pages there are, at least 1.
    pub of: usize,
}

impl Page {
    /// Rows to a page.
    pub const SIZE: usize = 50;

    /// The page of a number, or the nearest there is.
    pub fn at(number: usize, rows: usize) -> Self {
        let of = rows.div_ceil(Self::SIZE).max(1);
        let number = number.clamp(1, of);
        let from = (number - 1) * Self::SIZE;
        Self { from, to: (from + Self::SIZE).min(rows), number, of }
    }
}

/// Where a row stands among the rows of a list, and which are beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beside {
    /// Its place, from 1.
    pub place: usize,
    /// How many rows there are.
    pub of: usize,
    /// The row before it.
    pub previous: Option<u32>,
    /// The row after it.
    pub next: Option<u32>,
}

impl Beside {
    /// Of a row of a list; `None` where the list does not hold it.
    pub fn of(rows: &[u32], row: u32) -> Option<Self> {
        let at = rows.iter().position(|have| *have == row)?;
        let previous = at.checked_sub(1).and_then(|at| rows.get(at)).copied();
        Some(Self { place: at + 1, of: rows.len(), previous, next: rows.get(at + 1).copied() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_cover_every_row_once() {
        for (number, rows, want) in
            [(1, 0, (0, 0, 1)), (1, 50, (0, 50, 1)), (2, 51, (50, 51, 2)), (9, 120, (100, 120, 3)), (0, 10, (0, 10, 1))]
        {
            let page = Page::at(number, rows);
            assert_eq!((page.from, page.to, page.number), want, "{number} of {rows}");
        }
    }

    #[test]
    fn a_row_knows_what_is_beside_it() {
        let beside = |row| Beside::of(&[7, 3, 5], row).map(|beside| (beside.place, beside.previous, beside.next));
        assert_eq!(beside(7), Some((1, None, Some(3))));
        assert_eq!(beside(3), Some((2, Some(7), Some(5))));
        assert_eq!(beside(5), Some((3, Some(3), None)));
        assert_eq!(beside(4), None);
    }
}
