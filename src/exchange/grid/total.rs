//! Rows that only sum up others.

use super::super::fold::{fold, squeeze};
use super::super::forms::is_nothing;
use super::super::numbers::NumberForm;
use super::super::words::{TOTAL_ENDS, TOTALS, each};
use super::Grid;

impl Grid {
    /// Whether a row sums up others: it begins with a word for it, and beside that holds numbers.
    pub(super) fn is_total(&self, row: usize) -> bool {
        let mut cells = self.row(row).filter(|cell| !cell.is_empty());
        let Some(first) = cells.next() else { return false };
        // The longest such word, and what it sums up, is short.
        if first.len() > 80 || !says_total(first) {
            return false;
        }
        let mut numbers = 0;
        for cell in cells {
            let is_number = || NumberForm::ALL.iter().any(|form| form.parse(cell).is_some());
            if !is_nothing(cell) && !is_number() && !says_total(cell) {
                return false;
            }
            numbers += 1;
        }
        // A sum of something named needs a number, else it may be the name of a record.
        numbers > 0 || is_word(first)
    }
}

fn is_word(text: &str) -> bool {
    let word = squeeze(text);
    !word.is_empty() && each(TOTALS).any(|known| squeeze(known) == word)
}

fn says_total(text: &str) -> bool {
    // Most cells say nothing of the kind: the first look must be cheap.
    let may = |part: &[u8]| part.eq_ignore_ascii_case(b"otal") || part.eq_ignore_ascii_case(b"sum");
    if !text.contains(['计', '計', '和']) && ![4, 3].iter().any(|size| text.as_bytes().windows(*size).any(may)) {
        return false;
    }
    if is_word(text) {
        return true;
    }
    let folded = fold(text);
    let bare = folded.trim_end_matches([':', '\u{ff1a}', ' ']);
    TOTAL_ENDS.iter().any(|end| bare.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_known_from_records() {
        for (row, want) in [
            (&["合计", "", "1,234"][..], true),
            (&["合 计：", "5"], true),
            (&["", "总计", "¥5.00"], true),
            (&["华东小计", "12"], true),
            (&["Grand Total", "12", "n/a"], true),
            (&["Total:", "12"], true),
            (&["East Total", "12"], true),
            (&["合计"], true),
            (&["Total", "Paris"], false),
            (&["East Total"], false),
            (&["Totalfina", "12"], false),
            (&["合计科技", "12"], false),
            (&["", ""], false),
        ] {
            let mut grid = Grid::default();
            grid.begin_row(1);
            for cell in row {
                grid.put(cell);
            }
            grid.end_row();
            assert_eq!(grid.is_total(0), want, "{row:?}");
        }
    }
}
