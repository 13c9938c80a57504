//! Where names stand on a map: beside what they name, on the right, else on the left; none covers another.

/// Height of a line of letters, in pixels.
const HIGH: f64 = 15.0;
/// Between a mark and its name.
const GAP: f64 = 5.0;
/// Names are left off that would be too many to read.
const MOST: usize = 60;

/// A box: left, top, right, bottom.
type Box = (f64, f64, f64, f64);

/// What is taken already.
pub(super) struct Names {
    area: (f64, f64),
    taken: Vec<Box>,
    count: usize,
}

impl Names {
    /// On a window of a size.
    pub(super) fn new(area: (f64, f64)) -> Self {
        Self { area, taken: Vec::new(), count: 0 }
    }

    /// Keeps the place of a mark free.
    pub(super) fn take(&mut self, (x, y): (f64, f64), radius: f64) {
        self.taken.push((x - radius, y - radius, x + radius, y + radius));
    }

    /// Where a name of a width begins that stands beside a mark; `None` where there is no room.
    pub(super) fn place(&mut self, (x, y): (f64, f64), radius: f64, width: f64) -> Option<(f64, f64)> {
        if self.count >= MOST {
            return None;
        }
        let off = radius + GAP;
        let found = [x + off, x - off - width].into_iter().find(|left| self.is_free(*left, y, width))?;
        self.taken.push((found, y - HIGH / 2.0, found + width, y + HIGH / 2.0));
        self.count += 1;
        Some((found, y))
    }

    fn is_free(&self, left: f64, y: f64, width: f64) -> bool {
        let (top, right, bottom) = (y - HIGH / 2.0, left + width, y + HIGH / 2.0);
        let is_inside = left >= 0.0 && right <= self.area.0 && top >= 0.0 && bottom <= self.area.1;
        let covers = |taken: &Box| left < taken.2 && taken.0 < right && top < taken.3 && taken.1 < bottom;
        is_inside && !self.taken.iter().any(covers)
    }
}
