//! Files for other people's devices, through the share sheet of this one. It is no port: what stands among the ports
//! is part of the first screen, and this comes with the pages that need it.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, File, FilePropertyBag, Navigator};

/// Chromium's sheet takes files of a few kinds only; plain text is one of them, and all others take it.
const KIND: &str = "text/plain";
/// The ending that goes with it.
const ENDING: &str = ".txt";

/// A file to be handed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ui) struct Outgoing {
    /// Its name, with its ending.
    pub(in crate::ui) name: String,
    /// What is in it.
    pub(in crate::ui) bytes: Vec<u8>,
}

/// What came of offering files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Offered {
    /// Somebody said where they go. Whether they arrived nobody knows.
    Shared,
    /// The sheet was closed and nothing was given.
    Cancelled,
    /// This device has no share sheet, or none that takes files.
    Unable,
    /// The press was too long ago for the device to open its sheet: it takes another one.
    Late,
}

/// Whether the device has a share sheet that takes files.
pub(in crate::ui) fn is_there() -> bool {
    Reflect::has(&window().navigator(), &"canShare".into()).unwrap_or(false)
}

/// Offers files to the share sheet. Has to follow from a press.
pub(in crate::ui) async fn share(files: &[Outgoing]) -> Offered {
    let asked = match ask(files) {
        Ok(asked) => asked,
        Err(offered) => return offered,
    };
    match JsFuture::from(asked).await {
        Ok(_) => Offered::Shared,
        Err(error) if named(&error, "AbortError") => Offered::Cancelled,
        Err(_) => Offered::Unable,
    }
}

/// Opens the sheet; `Err` where it does not open.
fn ask(files: &[Outgoing]) -> Result<Promise, Offered> {
    let unable = |_: JsValue| Offered::Unable;
    let navigator = window().navigator();
    let list = Array::new();
    for file in files {
        list.push(native(file).map_err(unable)?.as_ref());
    }
    let data = Object::new();
    Reflect::set(&data, &"files".into(), &list).map_err(unable)?;
    if !call(&navigator, "canShare", &data).is_ok_and(|may| may.is_truthy()) {
        return Err(Offered::Unable);
    }
    if is_idle(&navigator) {
        return Err(Offered::Late);
    }
    call(&navigator, "share", &data).and_then(JsCast::dyn_into).map_err(unable)
}

fn native(file: &Outgoing) -> Result<File, JsValue> {
    let kind = FilePropertyBag::new();
    kind.set_type(KIND);
    let parts = Array::of1(&Uint8Array::from(file.bytes.as_slice()));
    File::new_with_u8_array_sequence_and_options(&parts, &[&file.name, ENDING].concat(), &kind)
}

/// Calls a method that not every browser has.
fn call(navigator: &Navigator, name: &str, data: &JsValue) -> Result<JsValue, JsValue> {
    Reflect::get(navigator, &name.into())?.dyn_into::<Function>()?.call1(navigator, data)
}

/// Whether the browser says that nobody has just pressed anything.
fn is_idle(navigator: &Navigator) -> bool {
    let activation = Reflect::get(navigator, &"userActivation".into());
    let active = activation.and_then(|activation| Reflect::get(&activation, &"isActive".into()));
    active.is_ok_and(|active| active == JsValue::FALSE)
}

fn named(error: &JsValue, name: &str) -> bool {
    error.dyn_ref::<DomException>().is_some_and(|error| error.name() == name)
}
