//! Reading decimal numbers. The library's own reading brings a table of 10 kB that would be part of
//! the first screen; this one needs none.

/// How far from the first guess the nearest float may lie, in steps.
const STEPS: u32 = 24;

/// Reads a plain decimal number such as `-12.5`; no exponent, no grouping.
///
/// What a float's own text says is read back as that very float; of other texts with more than
/// fifteen digits the last bits may differ from the nearest.
pub fn parse(text: &str) -> Option<f64> {
    let (negative, plain) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let (mut mantissa, mut exponent) = (0_u64, 0_i32);
    for (digits, step) in [(whole, 0), (fraction, -1)] {
        for digit in digits.chars() {
            let digit = u64::from(digit.to_digit(10)?);
            if mantissa < 1_000_000_000_000_000_000 {
                mantissa = mantissa * 10 + digit;
                exponent += step;
            } else {
                exponent += 1 + step;
            }
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a first guess")]
    let guess = scaled(mantissa as f64, exponent);
    let size = if mantissa <= 1 << 53 && exponent.abs() <= 22 { guess } else { nearest(guess, plain) };
    Some(if negative { -size } else { size })
}

/// `number * 10^exponent`, in two steps where the power alone would not fit.
fn scaled(number: f64, exponent: i32) -> f64 {
    match exponent {
        0.. => number * 10_f64.powi(exponent),
        -300..0 => number / 10_f64.powi(-exponent),
        _ => number / 10_f64.powi(300) / 10_f64.powi(-exponent - 300),
    }
}

/// The float near a guess whose own text is the given one; the guess where there is none.
fn nearest(guess: f64, text: &str) -> f64 {
    let (mut up, mut down) = (guess, guess);
    for _ in 0..STEPS {
        if let Some(found) = [up, down].into_iter().find(|float| float.to_string() == text) {
            return found;
        }
        (up, down) = (up.next_up(), down.next_down());
    }
    guess
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_the_library_reads_them() {
        for text in ["0", "12.5", "-0.25", ".5", "5.", "1100.04", "8192", "0.1", "123456789012345", "0.000001"] {
            assert_eq!(parse(text), text.parse().ok(), "{text}");
        }
        for text in ["", "-", ".", "1e5", "1,5", "--1", "1.2.3", "x"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_text_of_a_float_is_that_float() {
        let mut bits = 1_u64;
        let all = [f64::MAX, f64::MIN_POSITIVE, 5e-324, 1.0 / 3.0, 1e22, 1e23, 9_007_199_254_740_993.0];
        let random = (0..2_000).map(|_| {
            bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            f64::from_bits(bits)
        });
        for number in all.into_iter().chain(random).filter(|number| number.is_finite()) {
            assert_eq!(parse(&number.to_string()), Some(number), "{number}");
        }
    }
}
