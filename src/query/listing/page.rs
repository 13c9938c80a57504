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
}
