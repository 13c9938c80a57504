//! Where maps are shifted. The law shifts maps of mainland China; map makers there shift Hong Kong
//! and Macau too, and nobody shifts Taiwan or what lies abroad.
//!
//! Boxes of degrees, good to some kilometres along the land border: a point right beside it may be
//! taken for the wrong side.

/// South, west, north, east.
type Box = [f64; 4];

/// Boxes that together cover mainland China, Hong Kong and Macau.
const SHIFTED: [Box; 6] = [
    [42.88, 79.44, 49.22, 96.33],
    [39.37, 109.68, 54.15, 135.09],
    [29.53, 73.50, 42.88, 124.35],
    [26.72, 97.03, 29.53, 124.37],
    [20.41, 97.53, 26.72, 120.90],
    [17.87, 107.97, 20.41, 111.75],
];

/// A strip of Tibet south of the third box, between Nepal, Bhutan and Arunachal.
const SOUTH_TIBET: [Box; 4] = [
    [28.60, 83.90, 29.53, 86.00],
    [28.20, 86.00, 29.53, 88.10],
    [27.90, 88.75, 29.53, 92.00],
    [28.20, 92.00, 29.53, 97.03],
];

/// Inside the boxes but not shifted: Taiwan, northern Vietnam and Laos, Myanmar, eastern Mongolia,
/// the far side of the Amur and the Ussuri, Korea.
const NOT: [Box; 9] = [
    [21.70, 119.30, 26.40, 122.50],
    [20.00, 97.00, 22.30, 106.65],
    [20.00, 106.45, 21.52, 108.00],
    [20.00, 97.00, 24.00, 97.60],
    [49.90, 109.00, 55.90, 115.40],
    [50.33, 127.56, 55.90, 137.00],
    [44.90, 133.20, 46.80, 137.00],
    [42.45, 131.30, 44.90, 137.00],
    [44.90, 109.00, 49.90, 111.50],
];

/// Hong Kong and Macau, without the boundary rivers' north bank.
const SPECIAL: [Box; 3] =
    [[22.13, 113.82, 22.45, 114.45], [22.45, 113.96, 22.51, 114.35], [22.10, 113.535, 22.217, 113.60]];

fn within((latitude, longitude): (f64, f64), boxes: &[Box]) -> bool {
    boxes
        .iter()
        .any(|[south, west, north, east]| (*south..=*north).contains(&latitude) && (*west..=*east).contains(&longitude))
}

/// Whether Chinese maps shift this spot.
pub(super) fn is_shifted(point: (f64, f64)) -> bool {
    (within(point, &SHIFTED) || within(point, &SOUTH_TIBET)) && !within(point, &NOT)
}

/// Whether maps made elsewhere show this spot shifted: as above, without Hong Kong and Macau.
pub(super) fn is_shifted_abroad(point: (f64, f64)) -> bool {
    is_shifted(point) && !within(point, &SPECIAL)
}
