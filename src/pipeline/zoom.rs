//! From cards to rows to a strip in which every deal is one square: what a step of the zoom shows, and
//! where each square stands. Pure, so that a hundred thousand of them are placed and found by counting.

/// The zoom of full cards.
pub const CARDS: u8 = 100;
/// The least zoom at which deals are cards.
const LEAST_CARDS: u8 = 70;
/// The least zoom at which deals are rows.
pub const LEAST_ROWS: u8 = 40;
/// The height of rows in pixels, least and most.
const ROWS: (f64, f64) = (20.0, 36.0);
/// The side of the largest square.
const LARGEST: f64 = 22.0;
/// The side of the smallest square.
const SMALLEST: f64 = 1.0;
/// The least width of a column of the strip.
const NARROWEST: f64 = 56.0;
/// How much of an even part of the width each column has at least, whatever it holds.
const SHARES: [f64; 4] = [0.4, 0.2, 0.1, 0.05];
/// The most room between columns.
const GAP: f64 = 12.0;

/// What a board shows at a zoom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Level {
    /// Cards, at a scale.
    Cards(f64),
    /// One line a deal, of a height in pixels.
    Rows(f64),
    /// One square a deal: from 0, all of them in sight, to 1, large ones.
    Strip(f64),
}

impl Level {
    /// The level of a zoom from 0 to 100.
    pub fn of(zoom: u8) -> Self {
        let part = |from: u8, to: u8| f64::from(zoom.saturating_sub(from)) / f64::from(to - from);
        match zoom {
            LEAST_CARDS.. => Self::Cards(0.75 + 0.25 * part(LEAST_CARDS, CARDS).min(1.0)),
            LEAST_ROWS.. => Self::Rows((ROWS.0 + (ROWS.1 - ROWS.0) * part(LEAST_ROWS, LEAST_CARDS - 1)).round()),
            _ => Self::Strip(part(0, LEAST_ROWS - 1)),
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cards(_) => "cards",
            Self::Rows(_) => "rows",
            Self::Strip(_) => "strip",
        }
    }
}

/// A zoom some steps on.
pub fn moved(zoom: u8, by: i16) -> u8 {
    u8::try_from((i16::from(zoom) + by).clamp(0, CARDS.into())).unwrap_or(CARDS)
}

/// The zoom at which two fingers are that were so far apart at another one: twice as far is half of the
/// whole way.
pub fn pinched(zoom: u8, began: f64, apart: f64) -> u8 {
    let half = f64::from(CARDS) / 2.0;
    #[expect(clippy::cast_possible_truncation, reason = "at most the whole way")]
    let by = ((apart.max(1.0) / began.max(1.0)).log2() * half).round().clamp(-100.0, 100.0) as i16;
    moved(zoom, by)
}

/// A column of the strip.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Its left edge.
    pub left: f64,
    /// Its width.
    pub width: f64,
    /// Squares side by side.
    pub across: usize,
    /// Squares in all.
    pub count: usize,
}

impl Span {
    /// How many squares stand one below the other.
    pub fn down(&self) -> usize {
        self.count.div_ceil(self.across.max(1))
    }
}

/// Where the squares stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// The side of a square with its gap.
    pub cell: f64,
    /// The columns.
    pub spans: Vec<Span>,
    /// The height of the longest column.
    pub height: f64,
}

/// A way to the next square.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// Upwards.
    Up,
    /// Downwards.
    Down,
    /// To the first of the column.
    First,
    /// To the last of the column.
    Last,
}

impl Strip {
    /// Places the squares of columns with so many deals each in an area.
    pub fn new(counts: &[usize], (width, height): (f64, f64), part: f64) -> Self {
        // Names are cut further where all squares would not be seen at once beside them.
        let low = |share: &f64| laid_out(counts, (width, *share), SMALLEST).height <= height;
        let share = SHARES.into_iter().find(low).unwrap_or(SHARES[SHARES.len() - 1]);
        let largest = largest(counts, (width, share));
        let fit = fit(counts, (width, share), height, largest);
        let cell = fit + (largest - fit).max(0.0) * part.clamp(0.0, 1.0);
        laid_out(counts, (width, share), cell)
    }

    /// The column and place in it of the square at a point.
    pub fn at(&self, x: f64, y: f64) -> Option<(usize, usize)> {
        let column =
            self.spans.iter().position(|span| x >= span.left && x < span.left + whole(span.across) * self.cell)?;
        let span = self.spans[column];
        let place = count((y / self.cell).floor())? * span.across + count(((x - span.left) / self.cell).floor())?;
        (place < span.count).then_some((column, place))
    }

    /// The left and upper edge of a square.
    pub fn corner(&self, (column, place): (usize, usize)) -> Option<(f64, f64)> {
        let span = self.spans.get(column)?;
        let (down, across) = (place / span.across.max(1), place % span.across.max(1));
        Some((span.left + whole(across) * self.cell, whole(down) * self.cell))
    }

    /// The square that a step leads to; the same one where there is none. Beyond the side of a column
    /// lies the next one that has deals.
    pub fn step(&self, (column, place): (usize, usize), step: Step) -> (usize, usize) {
        let Some(span) = self.spans.get(column).filter(|span| span.count > 0) else { return (column, place) };
        let (down, across) = (place / span.across, place % span.across);
        let last = span.count - 1;
        match step {
            Step::First => (column, 0),
            Step::Last => (column, last),
            Step::Up => (column, place.checked_sub(span.across).unwrap_or(place)),
            Step::Down if place + span.across <= last => (column, place + span.across),
            Step::Down => (column, place),
            Step::Left if across > 0 => (column, place - 1),
            Step::Right if across + 1 < span.across && place < last => (column, place + 1),
            Step::Left => {
                let next = (0..column).rev().find(|column| self.spans[*column].count > 0);
                next.map_or((column, place), |next| (next, self.beside(next, down, true)))
            }
            Step::Right => {
                let next = (column + 1..self.spans.len()).find(|column| self.spans[*column].count > 0);
                next.map_or((column, place), |next| (next, self.beside(next, down, false)))
            }
        }
    }

    /// The place in a column at the same height, at its right or left side.
    fn beside(&self, column: usize, down: usize, right: bool) -> usize {
        let span = self.spans[column];
        let first = down.min(span.down() - 1) * span.across;
        (first + if right { span.across - 1 } else { 0 }).min(span.count - 1)
    }
}

/// The largest square that is no wider than any column with deals: a wider one would cover those beside it.
fn largest(counts: &[usize], area: (f64, f64)) -> f64 {
    let spans = laid_out(counts, area, SMALLEST).spans;
    let widths = spans.iter().filter(|span| span.count > 0).map(|span| span.width);
    widths.fold(LARGEST, f64::min).max(SMALLEST)
}

/// The largest square with which all stand in the area.
fn fit(counts: &[usize], area: (f64, f64), height: f64, largest: f64) -> f64 {
    let (mut low, mut high) = (SMALLEST, largest);
    for _ in 0..24 {
        let middle = f64::midpoint(low, high);
        if laid_out(counts, area, middle).height <= height {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

/// Columns in a width, as wide as they have deals, but each at least as wide as its name needs or a share
/// of an even part.
fn laid_out(counts: &[usize], (width, share): (f64, f64), cell: f64) -> Strip {
    let all = whole(counts.iter().sum::<usize>().max(1));
    // On a phone names are cut rather than squares lost, and columns stand closer.
    let each = width / whole(counts.len().max(1));
    let gap = if each > 0.0 { GAP.min(each * 0.2) } else { GAP };
    let gaps = gap * whole(counts.len().saturating_sub(1));
    let even = (width - gaps) / whole(counts.len().max(1));
    let narrowest = if even > 0.0 { NARROWEST.min(even * share) } else { NARROWEST };
    let spare = (width - gaps - narrowest * whole(counts.len())).max(0.0);
    let (mut left, mut spans, mut height) = (0.0, Vec::with_capacity(counts.len()), 0.0_f64);
    for count_of in counts {
        let wide = narrowest + spare * whole(*count_of) / all;
        let span =
            Span { left, width: wide, across: count((wide / cell).floor()).unwrap_or(1).max(1), count: *count_of };
        height = height.max(whole(span.down()) * cell);
        spans.push(span);
        left += wide + gap;
    }
    Strip { cell, spans, height }
}

#[expect(clippy::cast_precision_loss, reason = "counts of what is on a screen")]
fn whole(count: usize) -> f64 {
    count as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be a small whole number")]
fn count(number: f64) -> Option<usize> {
    (0.0..1e9).contains(&number).then_some(number as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zoom_goes_from_cards_over_rows_to_the_strip() {
        assert_eq!(Level::of(100), Level::Cards(1.0));
        assert_eq!(Level::of(70), Level::Cards(0.75));
        assert_eq!(Level::of(69), Level::Rows(36.0));
        assert_eq!(Level::of(40), Level::Rows(20.0));
        assert_eq!(Level::of(39), Level::Strip(1.0));
        assert_eq!(Level::of(0), Level::Strip(0.0));
        // Each step is at most as large as the one before it.
        let size = |zoom: u8| match Level::of(zoom) {
            Level::Cards(scale) => 60.0 + 20.0 * scale,
            Level::Rows(height) => height,
            Level::Strip(part) => part * 10.0,
        };
        assert!((0..CARDS).all(|zoom| size(zoom) <= size(zoom + 1)));
        assert_eq!((moved(95, 10), moved(3, -10), moved(50, -10)), (100, 0, 40));
    }

    #[test]
    fn two_fingers_go_the_whole_way_in_both_directions() {
        // Apart by a finger's width more or less, from the strip to cards and back: no step is left out.
        let way = |from: u8, began: i32, to: i32| -> Vec<u8> {
            let steps: Vec<i32> = if began < to { (began..=to).collect() } else { (to..=began).rev().collect() };
            steps.into_iter().map(|apart| pinched(from, began.into(), apart.into())).collect()
        };
        let (up, down) = (way(0, 100, 400), way(CARDS, 400, 100));
        assert_eq!((up[0], up[100], up[300]), (0, 50, 100));
        assert_eq!((down[0], down[200], down[300]), (100, 50, 0));
        assert!(up.windows(2).all(|two| two[0] <= two[1] && two[1] - two[0] <= 1));
        assert!(down.windows(2).all(|two| two[0] >= two[1] && two[0] - two[1] <= 1));
        // Fingers that touch are no harm.
        assert_eq!((pinched(40, 0.0, 300.0), pinched(40, 300.0, 0.0)), (100, 0));
    }

    #[test]
    fn a_hundred_thousand_squares_are_in_sight_at_once() {
        let counts = [40_000, 25_000, 0, 20_000, 15_000];
        for area in [(1_200.0, 640.0), (360.0, 480.0)] {
            let strip = Strip::new(&counts, area, 0.0);
            assert!(strip.height <= area.1, "{area:?}");
            let last = strip.spans[4];
            assert!(last.left + last.width <= area.0 + 0.5, "{area:?}");
        }
        assert!(Strip::new(&counts, (1_200.0, 640.0), 0.0).cell >= 2.0);
        // A few deals are no larger than can be told apart as squares.
        assert!(Strip::new(&[3, 1], (1_200.0, 640.0), 0.0).cell <= LARGEST);
        assert!(Strip::new(&[], (1_200.0, 640.0), 0.5).spans.is_empty());
    }

    #[test]
    fn each_square_is_found_where_it_stands() {
        let strip = Strip::new(&[50, 0, 7, 301], (500.0, 200.0), 0.3);
        for (column, span) in strip.spans.iter().enumerate() {
            for place in 0..span.count {
                let (x, y) = strip.corner((column, place)).expect("a corner");
                assert_eq!(strip.at(x + strip.cell / 2.0, y + strip.cell / 2.0), Some((column, place)));
            }
        }
        assert_eq!(strip.at(-1.0, 3.0), None);
        assert_eq!(strip.at(3.0, 1e6), None);
    }

    #[test]
    fn steps_lead_from_square_to_square_and_over_empty_columns() {
        // 56 px wide, 22 px squares: two side by side.
        let strip = Strip::new(&[5, 0, 3], (0.0, 1_000.0), 1.0);
        assert_eq!(strip.spans[0].across, 2);
        for (from, step, to) in [
            ((0, 0), Step::Right, (0, 1)),
            ((0, 1), Step::Right, (2, 0)),
            ((0, 3), Step::Right, (2, 2)),
            ((0, 4), Step::Right, (2, 2)),
            ((2, 0), Step::Left, (0, 1)),
            ((2, 2), Step::Left, (0, 3)),
            ((0, 0), Step::Left, (0, 0)),
            ((0, 0), Step::Up, (0, 0)),
            ((0, 2), Step::Up, (0, 0)),
            ((0, 2), Step::Down, (0, 4)),
            ((0, 3), Step::Down, (0, 3)),
            ((0, 1), Step::Last, (0, 4)),
            ((2, 2), Step::First, (2, 0)),
            ((2, 2), Step::Right, (2, 2)),
        ] {
            assert_eq!(strip.step(from, step), to, "{from:?} {step:?}");
        }
    }
}
