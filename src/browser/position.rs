//! Where the device is, from the browser's geolocation.

use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{PositionError as Refusal, PositionOptions};

use crate::model::Point;
use crate::ports::{Fix, Position, PositionError, Task};

/// How long to wait for a fix, in milliseconds: a cold receiver indoors takes long.
const PATIENCE: u32 = 20_000;

/// The browser's geolocation.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserPosition;

impl Position for BrowserPosition {
    fn find(&self) -> Task<'_, Result<Fix, PositionError>> {
        Box::pin(async {
            let found = web_sys::window().and_then(|window| window.navigator().geolocation().ok());
            let geolocation = found.ok_or(PositionError::Unknown)?;
            let options = PositionOptions::new();
            options.set_enable_high_accuracy(true);
            options.set_timeout(PATIENCE);
            options.set_maximum_age(0);
            let asked = Promise::new(&mut |resolve, reject| {
                if geolocation
                    .get_current_position_with_error_callback_and_options(&resolve, Some(&reject), &options)
                    .is_err()
                {
                    // Nothing was asked: say so to the one who waits.
                    drop(reject.call0(&wasm_bindgen::JsValue::UNDEFINED));
                }
            });
            match JsFuture::from(asked).await {
                Ok(position) => fix(&position.unchecked_into()),
                Err(error) => Err(why(&error.unchecked_into())),
            }
        })
    }
}

fn fix(position: &web_sys::Position) -> Result<Fix, PositionError> {
    let coordinates = position.coords();
    let point = Point::of_degrees(coordinates.latitude(), coordinates.longitude()).ok_or(PositionError::Unknown)?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped before")]
    let metres = coordinates.accuracy().clamp(0.0, 1e9).ceil() as u32;
    Ok(Fix { point, metres })
}

fn why(error: &Refusal) -> PositionError {
    if error.is_undefined() {
        return PositionError::Unknown;
    }
    match error.code() {
        Refusal::PERMISSION_DENIED => PositionError::Denied,
        Refusal::TIMEOUT => PositionError::Late,
        _ => PositionError::Unknown,
    }
}
