//! `Intl` as this room uses it: constructors that fail instead of throwing, and parts as pairs.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `Intl.NumberFormat`.
    #[wasm_bindgen(js_namespace = Intl)]
    #[derive(Clone, Debug)]
    pub(super) type NumberFormat;

    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(locale: &str, options: &Object) -> Result<NumberFormat, JsValue>;

    /// Formats a number given as text, so that no digit of a large one is lost.
    #[wasm_bindgen(method, js_name = format)]
    pub(super) fn text(this: &NumberFormat, number: &str) -> String;

    #[wasm_bindgen(method, js_name = formatToParts)]
    fn parts(this: &NumberFormat, number: &str) -> Array;

    /// `Intl.DateTimeFormat`.
    #[wasm_bindgen(js_namespace = Intl)]
    #[derive(Clone, Debug)]
    pub(super) type DateTimeFormat;

    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(locale: &str, options: &Object) -> Result<DateTimeFormat, JsValue>;

    /// Formats milliseconds since 1970.
    #[wasm_bindgen(method, js_name = format)]
    pub(super) fn text(this: &DateTimeFormat, millis: f64) -> String;

    #[wasm_bindgen(method, js_name = resolvedOptions)]
    fn resolved(this: &DateTimeFormat) -> Object;
}

/// An option and its value.
pub(super) type Choice<'a> = (&'a str, JsValue);

fn options(choices: &[Choice<'_>]) -> Object {
    let options = Object::new();
    for (name, value) in choices {
        // A plain new object takes every property.
        let taken = Reflect::set(&options, &JsValue::from_str(name), value);
        debug_assert!(taken.is_ok(), "{name}");
    }
    options
}

impl NumberFormat {
    /// A number format; `None` where the browser does not know the locale or an option.
    pub(super) fn with(locale: &str, choices: &[Choice<'_>]) -> Option<Self> {
        Self::new(locale, &options(choices)).ok()
    }

    /// The part of a kind, such as `compact`.
    pub(super) fn part(&self, number: &str, kind: &str) -> Option<String> {
        let get = |part: &JsValue, key: &str| Reflect::get(part, &JsValue::from_str(key)).ok()?.as_string();
        self.parts(number)
            .iter()
            .find(|part| get(part, "type").as_deref() == Some(kind))
            .and_then(|part| get(&part, "value"))
    }
}

impl DateTimeFormat {
    /// A date format; `None` where the browser does not know the locale or an option.
    pub(super) fn with(locale: &str, choices: &[Choice<'_>]) -> Option<Self> {
        Self::new(locale, &options(choices)).ok()
    }

    /// A resolved option, such as `timeZone`.
    pub(super) fn option(&self, name: &str) -> Option<String> {
        Reflect::get(&self.resolved(), &JsValue::from_str(name)).ok()?.as_string()
    }
}
