//! Scales and ticks: where marks stand. Across in percent of the width, down in pixels.

/// Where the axis ends and the marks begin, in percent of the width.
pub const LEFT: f64 = 12.0;
/// Top of the scale, in pixels.
pub const TOP: f64 = 24.0;
/// Height of the scale, in pixels.
pub const HEIGHT: f64 = 200.0;
/// Where zero stands, in pixels.
pub const BASE: f64 = TOP + HEIGHT;
/// The share of its slot that a column fills.
const FILL: f64 = 0.68;

/// One column of a drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// Left edge and width of its slot.
    pub slot: (f64, f64),
    /// Left edge and width of its shape.
    pub shape: (f64, f64),
    /// The middle of both.
    pub middle: f64,
    /// Top and height of its shape.
    pub rise: (f64, f64),
}

/// The height above which a value ends, on a scale from zero to `most`.
pub fn at(size: f64, most: f64) -> f64 {
    if most > 0.0 { BASE - (size.max(0.0) / most).min(1.0) * HEIGHT } else { BASE }
}

/// The columns of values on a scale from zero to `most`. A value above zero is at least visible.
pub fn columns(sizes: &[f64], most: f64) -> Vec<Column> {
    let slots = u32::try_from(sizes.len().max(1)).unwrap_or(u32::MAX);
    let width = (100.0 - LEFT) / f64::from(slots);
    let column = |(place, size): (u32, &f64)| {
        let left = LEFT + f64::from(place) * width;
        let top = if *size > 0.0 { at(*size, most).min(BASE - 1.0) } else { BASE };
        Column {
            slot: (left, width),
            shape: (left + width * (1.0 - FILL) / 2.0, width * FILL),
            middle: left + width / 2.0,
            rise: (top, BASE - top),
        }
    };
    (0..slots).zip(sizes).map(column).collect()
}

/// Round tick values from zero to at least `max`, about `count` of them.
///
/// Steps are 1, 2, 2.5 or 5 times a power of ten (after Heckbert, "Nice Numbers for Graph Labels",
/// 1990); 2.5 only above one, so that counts keep whole ticks.
pub fn ticks(max: f64, count: u32) -> Vec<f64> {
    if !max.is_finite() || max <= 0.0 {
        return vec![0.0];
    }
    let raw = max / f64::from(count.max(1));
    let power = 10_f64.powf(raw.log10().floor());
    let factors: &[f64] = if power > 5.0 { &[1.0, 2.0, 2.5, 5.0, 10.0] } else { &[1.0, 2.0, 5.0, 10.0] };
    let step =
        factors.iter().map(|factor| factor * power).find(|step| *step >= raw * 0.999_999).unwrap_or(power * 10.0);
    let mut ticks = vec![0.0];
    for at in 1_u32.. {
        let tick = f64::from(at) * step;
        ticks.push(tick);
        if tick >= max * 0.999_999 {
            break;
        }
    }
    ticks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_cover_the_greatest_value() {
        for (max, want) in [
            (0.0, vec![0.0]),
            (7.3, vec![0.0, 2.0, 4.0, 6.0, 8.0]),
            (100.0, vec![0.0, 20.0, 40.0, 60.0, 80.0, 100.0]),
            (1_134_672.0, vec![0.0, 500_000.0, 1_000_000.0, 1_500_000.0]),
            (90_000.0, vec![0.0, 25_000.0, 50_000.0, 75_000.0, 100_000.0]),
            (0.04, vec![0.0, 0.01, 0.02, 0.03, 0.04]),
        ] {
            let got = ticks(max, if max > 1000.0 { 4 } else { 5 });
            assert_eq!(got.len(), want.len(), "{max}: {got:?}");
            assert!(got.iter().zip(&want).all(|(a, b)| (a - b).abs() < 1e-9), "{max}: {got:?}");
        }
    }

    #[test]
    fn columns_start_at_zero_and_stay_inside() {
        let drawn = columns(&[0.0, 50.0, 100.0, 0.001], 100.0);
        let same = |a: f64, b: f64| (a - b).abs() < 1e-9;
        for column in &drawn {
            assert!(same(column.rise.0 + column.rise.1, BASE), "{column:?}");
            assert!(
                column.slot.0 <= column.shape.0 && column.shape.0 + column.shape.1 <= column.slot.0 + column.slot.1
            );
        }
        assert!(same(drawn[3].slot.0 + drawn[3].slot.1, 100.0) && same(drawn[0].slot.0, LEFT));
        assert!(same(drawn[0].rise.1, 0.0) && same(drawn[1].rise.1, 100.0) && same(drawn[2].rise.0, TOP));
        assert!(same(drawn[3].rise.1, 1.0), "a small value can be seen");
        assert!(columns(&[], 1.0).is_empty());
    }
}
