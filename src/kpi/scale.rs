//! Scales and ticks: where marks stand.

/// Round tick values from zero to at least `max`, about `count` of them.
///
/// Steps are 1, 2 or 5 times a power of ten (Heckbert, "Nice Numbers for Graph Labels", 1990).
pub fn ticks(max: f64, count: u32) -> Vec<f64> {
    if !max.is_finite() || max <= 0.0 {
        return vec![0.0];
    }
    let raw = max / f64::from(count.max(1));
    let power = 10_f64.powf(raw.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|factor| factor * power).find(|step| *step >= raw * 0.999_999);
    let step = step.unwrap_or(power * 10.0);
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
            (0.04, vec![0.0, 0.01, 0.02, 0.03, 0.04]),
        ] {
            let got = ticks(max, if max > 1000.0 { 4 } else { 5 });
            assert_eq!(got.len(), want.len(), "{max}: {got:?}");
            assert!(got.iter().zip(&want).all(|(a, b)| (a - b).abs() < 1e-9), "{max}: {got:?}");
        }
    }
}
