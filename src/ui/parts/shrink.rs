//! Pictures made small before they are kept: so many pixels at most, stamped with a line of words.

use js_sys::{Array, Promise};
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, File, FilePropertyBag, HtmlCanvasElement, ImageBitmap};

/// Pixels of the longer side.
const MOST: f64 = 1600.0;
/// Pixels of the longer side of a thumbnail.
const THUMB: f64 = 320.0;
/// Most bytes of a thumbnail.
const THUMB_BYTES: usize = 20_000;
/// What it is written as.
const MEDIA: &str = "image/jpeg";
/// How well.
const QUALITY: f64 = 0.8;
/// How well a thumbnail is written, one after another until it is small enough.
const THUMB_QUALITIES: [f64; 3] = [0.7, 0.5, 0.3];

/// A picture made small and stamped; `None` where the browser cannot read it: it is kept as it is.
pub(in crate::ui) async fn shrunk(file: &File, stamp: &str) -> Option<Vec<u8>> {
    let (canvas, context) = drawn(file, MOST).await?;
    write(&context, (f64::from(canvas.width()), f64::from(canvas.height())), stamp);
    written(&canvas, MEDIA).await
}

/// A thumbnail of a picture; `None` where the browser cannot read it, or it stays too large.
pub(in crate::ui) async fn thumbnail(picture: &Blob) -> Option<Vec<u8>> {
    let (canvas, _) = drawn(picture, THUMB).await?;
    for quality in THUMB_QUALITIES {
        let bytes = encoded(&canvas, MEDIA, quality).await?;
        if bytes.len() <= THUMB_BYTES {
            return Some(bytes);
        }
    }
    None
}

/// A picture drawn with so many pixels at most.
async fn drawn(picture: &Blob, most: f64) -> Option<(HtmlCanvasElement, CanvasRenderingContext2d)> {
    let bitmap = JsFuture::from(window().create_image_bitmap_with_blob(picture).ok()?).await.ok()?;
    let bitmap: ImageBitmap = bitmap.dyn_into().ok()?;
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    let scale = (most / width.max(height)).min(1.0);
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most `most`")]
    let pixels = |length: f64| (length * scale).round().max(1.0) as u32;
    canvas.set_width(pixels(width));
    canvas.set_height(pixels(height));
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
    context.draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, width, height).ok()?;
    Some((canvas, context))
}

/// What is drawn as a file of a kind.
pub(super) async fn written(canvas: &HtmlCanvasElement, media: &'static str) -> Option<Vec<u8>> {
    encoded(canvas, media, QUALITY).await
}

async fn encoded(canvas: &HtmlCanvasElement, media: &'static str, quality: f64) -> Option<Vec<u8>> {
    let blob: Blob = JsFuture::from(blob(canvas, media, quality)).await.ok()?.dyn_into().ok()?;
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// Writes the stamp along the lower edge, light on dark.
fn write(context: &CanvasRenderingContext2d, (width, height): (f64, f64), stamp: &str) {
    let size = (height.min(width) / 28.0).max(12.0);
    context.set_fill_style_str("black");
    context.set_global_alpha(0.6);
    context.fill_rect(0.0, height - size * 1.8, width, size * 1.8);
    context.set_global_alpha(1.0);
    context.set_fill_style_str("white");
    context.set_font(&format!("{size}px system-ui, sans-serif"));
    // A stamp that cannot be drawn leaves a picture without one.
    drop(context.fill_text_with_max_width(stamp, size * 0.6, height - size * 0.6, width - size * 1.2));
}

fn blob(canvas: &HtmlCanvasElement, media: &'static str, quality: f64) -> Promise {
    let canvas = canvas.clone();
    Promise::new(&mut |resolve, reject| {
        let done = Closure::once_into_js(move |blob: JsValue| drop(resolve.call1(&JsValue::UNDEFINED, &blob)));
        let quality = JsValue::from_f64(quality);
        if canvas.to_blob_with_type_and_encoder_options(done.unchecked_ref(), media, &quality).is_err() {
            drop(reject.call0(&JsValue::UNDEFINED));
        }
    })
}

/// The bytes of a shrunk picture as a file of a name.
pub(in crate::ui) fn as_file(bytes: &[u8], name: &str) -> Option<File> {
    let kind = FilePropertyBag::new();
    kind.set_type(MEDIA);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let parts = Array::of1(&js_sys::Uint8Array::from(bytes));
    File::new_with_u8_array_sequence_and_options(&parts, &format!("{stem}.jpg"), &kind).ok()
}
