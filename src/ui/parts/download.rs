//! Files handed to the person.

use std::time::Duration;

use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

/// How long the browser has to begin with a file.
const MINUTE: Duration = Duration::from_mins(1);

/// Hands pieces of bytes to the person as one file.
pub(in crate::ui) fn download<'a>(
    name: &str,
    media: &str,
    pieces: impl IntoIterator<Item = &'a [u8]>,
) -> Result<(), JsValue> {
    let parts: Array = pieces.into_iter().map(Uint8Array::from).collect();
    let kind = BlobPropertyBag::new();
    kind.set_type(media);
    link(name, &Blob::new_with_u8_array_sequence_and_options(&parts, &kind)?)
}

/// Hands a file of the page to the person.
pub(in crate::ui) fn whole(file: &File) -> Result<(), JsValue> {
    link(&file.name(), file)
}

fn link(name: &str, content: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(content)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // An address that is no longer needed; where it stays, it goes with the page.
    set_timeout(move || Url::revoke_object_url(&url).unwrap_or_default(), MINUTE);
    Ok(())
}

/// A name that every file system takes.
pub(in crate::ui) fn file_name(name: &str, ending: &str) -> String {
    let plain = |char: char| if char.is_control() || "/\\:*?\"<>|".contains(char) { ' ' } else { char };
    let name: String = name.chars().map(plain).collect();
    let words: Vec<&str> = name.split_whitespace().collect();
    format!("{}.{ending}", words.join(" ").trim_matches('.'))
}

/// Hands bytes to the person as a file; whether the browser took them.
pub(in crate::ui) fn bytes(name: &str, bytes: &[u8]) -> bool {
    download(name, "application/octet-stream", [bytes]).is_ok()
}
