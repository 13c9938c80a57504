//! The convex hull of points: Andrew's monotone chain (A. M. Andrew, Another efficient algorithm for convex hulls in
//! two dimensions, Information Processing Letters 9, 1979), in whole units of degrees, so exactly.

use crate::model::place::Point;

/// Twice the area of a triangle: positive where the way over the three points turns to the left, seen with north up.
pub(super) fn turn(a: Point, b: Point, c: Point) -> i128 {
    let by = |from: Point, to: Point| {
        (i128::from(to.longitude) - i128::from(from.longitude), i128::from(to.latitude) - i128::from(from.latitude))
    };
    let ((x1, y1), (x2, y2)) = (by(a, b), by(a, c));
    x1 * y2 - y1 * x2
}

/// The corners of the hull, counter-clockwise from the westernmost; points on its edges are none. One point or two
/// where all lie on one spot or line. Across the date line it goes the long way round.
pub fn hull(points: &[Point]) -> Vec<Point> {
    let mut points = points.to_vec();
    points.sort_unstable_by_key(|point| (point.longitude, point.latitude));
    points.dedup();
    if points.len() < 3 {
        return points;
    }
    let mut lower = half(points.iter());
    let mut upper = half(points.iter().rev());
    // Each half ends where the other begins.
    lower.pop();
    upper.pop();
    lower.append(&mut upper);
    lower
}

/// The half of the hull on the right of the way from the first of sorted points to the last.
fn half<'a>(points: impl Iterator<Item = &'a Point>) -> Vec<Point> {
    let mut chain: Vec<Point> = Vec::new();
    for point in points {
        while let [.., a, b] = chain[..] {
            if turn(a, b, *point) > 0 {
                break;
            }
            chain.pop();
        }
        chain.push(*point);
    }
    chain
}
