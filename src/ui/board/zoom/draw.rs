//! The squares on their canvas.

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::pipeline::heat::Heat;
use crate::pipeline::zoom::Strip;

/// Squares this large stand apart from one another.
const APART: f64 = 4.0;

/// What to draw, and how.
pub(super) struct Drawing<'a> {
    /// Where squares stand.
    pub(super) strip: &'a Strip,
    /// Their bands.
    pub(super) heat: &'a Heat,
    /// The colour of each band.
    pub(super) colours: &'a [String],
    /// How far the strip is scrolled.
    pub(super) top: f64,
    /// Width and height in sight.
    pub(super) area: (f64, f64),
    /// Pixels of the device to one of the page.
    pub(super) ratio: f64,
}

/// Draws the squares in sight; `None` where the canvas cannot be drawn on.
pub(super) fn draw(canvas: &HtmlCanvasElement, of: &Drawing<'_>) -> Option<()> {
    let ((width, height), ratio) = (of.area, of.ratio);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the size of a screen")]
    let pixels = |length: f64| (length * ratio).round().max(1.0) as u32;
    if canvas.width() != pixels(width) || canvas.height() != pixels(height) {
        canvas.set_width(pixels(width));
        canvas.set_height(pixels(height));
    }
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, -of.top * ratio).ok()?;
    context.clear_rect(0.0, of.top, width, height);
    let cell = of.strip.cell;
    let side = if cell >= APART { cell - 1.0 } else { cell };
    for (colour, at) in of.colours.iter().zip(0_u8..) {
        context.set_fill_style_str(colour);
        for (span, bands) in of.strip.spans.iter().zip(&of.heat.of) {
            let across = span.across.max(1);
            let (first, last) = in_sight(of.top, height, cell);
            let mut y = cell * number(first);
            for row in bands.chunks(across).skip(first).take(last - first) {
                line(&context, row, at, (span.left, y), (cell, side));
                y += cell;
            }
        }
    }
    Some(())
}

/// One line of squares of a band: neighbours that touch are one rectangle.
fn line(context: &CanvasRenderingContext2d, row: &[u8], band: u8, (left, y): (f64, f64), (cell, side): (f64, f64)) {
    let touch = side >= cell;
    let mut at = 0;
    while at < row.len() {
        if row[at] != band {
            at += 1;
            continue;
        }
        let from = at;
        at += 1;
        while touch && at < row.len() && row[at] == band {
            at += 1;
        }
        let width = if touch { cell * number(at - from) } else { side };
        context.fill_rect(left + cell * number(from), y, width, side);
    }
}

/// The lines of squares in sight.
fn in_sight(top: f64, height: f64, cell: f64) -> (usize, usize) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lines of squares on a screen")]
    let at = |y: f64| (y / cell).max(0.0) as usize;
    (at(top), at(top + height) + 1)
}

#[expect(clippy::cast_precision_loss, reason = "a count of squares")]
fn number(count: usize) -> f64 {
    count as f64
}
