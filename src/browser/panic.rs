//! The screen for a panic. After it the program stands still, so the screen needs nothing of it:
//! the way out is a plain link to the same address.

use std::cell::RefCell;
use std::panic::PanicHookInfo;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlTemplateElement};

use crate::model::messages::Catalogue;

/// What the screen says.
#[derive(Clone, Debug)]
pub struct PanicText {
    /// What happened.
    pub title: String,
    /// What was kept and what to do.
    pub body: String,
    /// The way out.
    pub reload: String,
    /// The way to a backup.
    pub rescue: String,
}

impl PanicText {
    /// The texts from a catalogue.
    pub fn of(messages: &Catalogue) -> Self {
        Self {
            title: messages.text("panic-title", &[]),
            body: messages.text("panic-body", &[]),
            reload: messages.text("panic-reload", &[]),
            rescue: messages.text("panic-rescue", &[]),
        }
    }
}

thread_local! {
    static TEXT: RefCell<Option<PanicText>> = const { RefCell::new(None) };
}

/// Shows a screen with these texts from now on, should the program panic. To be called again
/// when the language changes.
pub fn set_text(text: PanicText) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        // Without it only those stops go untold that are no panics.
        set_out(&document, &text).unwrap_or_default();
    }
    let first = TEXT.with(|slot| slot.replace(Some(text)).is_none());
    if first {
        std::panic::set_hook(Box::new(hook));
    }
}

/// Sets the screen out of sight, for `boot.js`: where the machine itself stops the program (its stack or
/// memory is used up) no hook runs, and no code of the program should.
fn set_out(document: &Document, text: &PanicText) -> Result<(), JsValue> {
    if let Some(before) = document.get_element_by_id("stopped") {
        before.remove();
    }
    let template: HtmlTemplateElement = document.create_element("template")?.unchecked_into();
    template.set_id("stopped");
    template.content().append_child(&*screen(document, text, "", "")?)?;
    if let Some(head) = document.head() {
        head.append_child(&template)?;
    }
    Ok(())
}

fn hook(info: &PanicHookInfo<'_>) {
    console_error_panic_hook::hook(info);
    // A panic while this very text is written must not panic again.
    let text = TEXT.with(|slot| slot.try_borrow().ok().and_then(|text| text.clone()));
    if let (Some(text), Some(document)) = (text, web_sys::window().and_then(|window| window.document())) {
        let location = document.location();
        // Without its fragment, or the browser would stay where it is.
        let here = location.and_then(|location| Some(location.pathname().ok()? + &location.search().ok()?));
        // The console has the message already: there is nothing better to do.
        show(&document, &text, &info.to_string(), &here.unwrap_or_default()).unwrap_or_default();
    }
}

/// Puts the screen in place of everything in a document; `reload` is where its way out leads.
pub fn show(document: &Document, text: &PanicText, details: &str, reload: &str) -> Result<(), JsValue> {
    // A second panic adds nothing to the first.
    let Some(body) = document.body().filter(|_| document.get_element_by_id("panic").is_none()) else { return Ok(()) };
    // The style sheet is linked in the body, and stays.
    let before = body.query_selector_all(":scope > :not(link)")?;
    for at in 0..before.length() {
        if let Some(child) = before.item(at).and_then(|child| child.dyn_into::<Element>().ok()) {
            child.remove();
        }
    }
    body.append_child(&*screen(document, text, details, reload)?)?;
    Ok(())
}

/// The screen itself.
fn screen(document: &Document, text: &PanicText, details: &str, reload: &str) -> Result<Element, JsValue> {
    let add = |parent: &Element, name: &str, content: &str| -> Result<Element, JsValue> {
        let element = document.create_element(name)?;
        element.set_text_content(Some(content));
        parent.append_child(&element)?;
        Ok(element)
    };
    let screen = document.create_element("main")?;
    screen.set_attribute("id", "panic")?;
    screen.set_attribute("class", "panic")?;
    add(&screen, "h1", &text.title)?;
    add(&screen, "p", &text.body)?.set_attribute("role", "alert")?;
    for (text, href, class) in [(&text.reload, reload, "button button-primary"), (&text.rescue, "./?rescue", "button")]
    {
        let way_out = add(&screen, "a", text)?;
        // The target tells a router to keep its hands off.
        for (name, value) in [("href", href), ("target", "_self"), ("class", class)] {
            way_out.set_attribute(name, value)?;
        }
    }
    add(&screen, "pre", details)?;
    Ok(screen)
}
