//! What a line drawn by hand encloses.

use super::hull::turn;
use crate::model::place::Point;

/// Whether a point lies within a closed line, by the even-odd rule: what the line goes round twice is outside. In
/// whole units of degrees, so exactly. Of points on the line itself, those on its west and south edges are within.
pub fn encloses(line: &[Point], point: Point) -> bool {
    let ends = line.iter().zip(line.iter().cycle().skip(1));
    // A ray to the east crosses an edge that has one end above it, and the point on its left seen from below.
    let crossed = ends.filter(|(a, b)| {
        let (low, high) = if a.latitude <= b.latitude { (**a, **b) } else { (**b, **a) };
        (low.latitude..high.latitude).contains(&point.latitude) && turn(low, high, point) > 0
    });
    crossed.count() % 2 == 1
}
