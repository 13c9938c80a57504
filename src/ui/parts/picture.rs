//! Lines of text drawn as a picture, fit for a group chat.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::shrink::written;

/// Pixels across: what phones show without shrinking.
const WIDTH: u32 = 750;
/// Pixels around the text, and from line to line.
const EDGE: f64 = 40.0;
const STEP: f64 = 44.0;
/// The letters.
const FONT: &str = "28px system-ui, sans-serif";
const HEAD: &str = "600 32px system-ui, sans-serif";

/// The picture as PNG, the first line as its head; `None` where the browser cannot draw it.
pub(in crate::ui) async fn drawn(text: &str) -> Option<Vec<u8>> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(WIDTH);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let font = |at: usize| if at == 0 { HEAD } else { FONT };
    let most = f64::from(WIDTH) - 2.0 * EDGE;
    let mut rows: Vec<(usize, String)> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        context.set_font(font(at));
        rows.extend(wrapped(&context, line, most).into_iter().map(|row| (at, row)));
    }
    let count = u32::try_from(rows.len()).ok()?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pixels of some lines")]
    canvas.set_height((f64::from(count) * STEP + 2.0 * EDGE) as u32);
    context.set_fill_style_str("white");
    context.fill_rect(0.0, 0.0, f64::from(WIDTH), f64::from(canvas.height()));
    context.set_fill_style_str("black");
    for (place, (at, row)) in (0_u32..).zip(&rows) {
        context.set_font(font(*at));
        context.fill_text(row, EDGE, EDGE + f64::from(place) * STEP + STEP * 0.7).ok()?;
    }
    written(&canvas, "image/png").await
}

/// A line in as many rows as it takes: broken at a space where there is one, else where it is full.
fn wrapped(context: &CanvasRenderingContext2d, line: &str, most: f64) -> Vec<String> {
    let (mut rows, mut row) = (Vec::new(), String::new());
    for char in line.chars() {
        row.push(char);
        let width = context.measure_text(&row).map_or(0.0, |metrics| metrics.width());
        if width > most && row.chars().count() > 1 {
            let space = row.trim_start().rfind(' ').map(|at| at + row.len() - row.trim_start().len());
            let rest = row.split_off(space.unwrap_or(row.len() - char.len_utf8()));
            let rest = rest.trim_start().to_owned();
            rows.push(std::mem::replace(&mut row, rest));
        }
    }
    rows.push(row);
    rows
}
