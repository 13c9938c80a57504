//! The other ports: device, clock, random numbers, settings, and the screen for a panic.

use fieldbook::browser::{panic, ports};
use fieldbook::model::Instant;
use indexed_db_futures::database::Database;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn the_device_stays_the_same_with_its_database() {
    let name = format!("test-ports-{}", js_sys::Math::random());
    let first = ports(&name, |_| {}).await.expect("opens");
    assert_eq!(first.fleeting, None);
    assert!(first.clock.now() > Instant(1_700_000_000_000));
    assert_ne!(first.random.seed(), first.random.seed());
    let again = ports(&name, |_| {}).await.expect("opens");
    assert_eq!(again.device, first.device);
    drop((first, again));
    Database::delete_by_name(&name).expect("asks").await.expect("is deleted");
    let new = ports(&name, |_| {}).await.expect("opens");
    let other = ports(&format!("{name}-other"), |_| {}).await.expect("opens");
    assert_ne!(new.device, other.device);
}

#[wasm_bindgen_test]
async fn settings_are_kept_in_the_browser() {
    let ports = ports(&format!("test-settings-{}", js_sys::Math::random()), |_| {}).await.expect("opens");
    assert_eq!(ports.settings.get("fieldbook.test"), None);
    ports.settings.set("fieldbook.test", "dark");
    assert_eq!(ports.settings.get("fieldbook.test").as_deref(), Some("dark"));
    let storage = web_sys::window().and_then(|window| window.local_storage().ok().flatten()).expect("is there");
    assert_eq!(storage.get_item("fieldbook.test").expect("reads").as_deref(), Some("dark"));
    storage.remove_item("fieldbook.test").expect("removes");
}

#[wasm_bindgen_test]
fn the_screen_for_a_panic_names_what_happened_and_offers_a_way_out() {
    let document = web_sys::window().and_then(|window| window.document()).expect("a page");
    let texts = ["Stopped", "Your data is kept.", "Load again", "Save a backup"].map(str::to_owned);
    let [title, body, reload, rescue] = texts;
    // Into a page of its own: the test runner writes its results into this one.
    let page = document.implementation().expect("makes pages").create_html_document_with_title("").expect("a page");
    panic::show(&page, &panic::PanicText { title, body, reload, rescue }, "index out of bounds", "/app/?a=b")
        .expect("shows");
    let screen = page.get_element_by_id("panic").expect("is there");
    let text = screen.text_content().unwrap_or_default();
    for part in ["Stopped", "Your data is kept.", "Load again", "Save a backup", "index out of bounds"] {
        assert!(text.contains(part), "{text}");
    }
    let way_out = screen.query_selector("a").expect("asks").expect("is there");
    assert_eq!(way_out.get_attribute("href").as_deref(), Some("/app/?a=b"));
    let rescue = screen.query_selector("a + a").expect("asks").expect("is there");
    assert_eq!(rescue.get_attribute("href").as_deref(), Some("./?rescue"));
}
