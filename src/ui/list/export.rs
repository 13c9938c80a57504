//! The button that hands a collection out as a file.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlAnchorElement, Url};

use crate::exchange::export::to_csv;
use crate::ui::context::use_app;
use crate::ui::parts::icon::Icon;

/// Hands a text to the person as a file.
fn download(name: &str, text: &str) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let url = Url::create_object_url_with_blob(&Blob::new_with_str_sequence(&parts)?)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&url)
}

/// The button: the whole collection as CSV.
#[component]
pub(super) fn Export(
    /// Key of the collection.
    collection: &'static str,
) -> impl IntoView {
    let app = use_app();
    let press = move |_| {
        let text = app.peek(|desk| to_csv(desk.book(), collection, desk.currency)).unwrap_or_default();
        let today = app.zone().day_of(app.now());
        if download(&format!("{collection}-{today}.csv"), &text).is_err() {
            app.toast(t!(app, "list-export-failed"), true, false);
        }
    };
    view! {
        <button class="button wide-only" type="button" title=t!(app, "list-export-why") on:click=press>
            <Icon name="export"/>{t!(app, "list-export")}
        </button>
    }
}
