//! The browser entry: panic screen, ports, application. A stub on the host.

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(target_arch = "wasm32")]
fn main() {
    wasm_bindgen_futures::spawn_local(entry::run());
}

#[cfg(all(target_arch = "wasm32", feature = "bench"))]
mod bench;

#[cfg(target_arch = "wasm32")]
mod entry {
    use std::rc::Rc;

    use fieldbook::browser::background::Workers;
    use fieldbook::browser::idb::connect::Lost;
    use fieldbook::browser::locale::BrowserLocale;
    use fieldbook::browser::panic::{PanicText, set_text, show};
    use fieldbook::browser::position::BrowserPosition;
    use fieldbook::browser::{DATABASE, ports};
    use fieldbook::model::messages::{Arg, Catalogue};
    use fieldbook::ports::{Locale, Ports};
    use fieldbook::ui;

    /// Opens the database and starts; what stands in the way is said on the screen.
    pub(super) async fn run() {
        #[cfg(feature = "bench")]
        match super::bench::asked() {
            Some((name, rows)) if name == "store" => return super::bench::report(super::bench::store(rows).await),
            Some((name, rows)) if name == "start" => return super::bench::report(super::bench::start(rows).await),
            _ => {}
        }
        let locale = BrowserLocale::default();
        let language = locale.preferred();
        let source = locale.catalogue(language).await.unwrap_or_default();
        let messages = Catalogue::parse(language, &source).unwrap_or_else(|_| Catalogue::empty(language));
        set_text(PanicText::of(&messages));
        let told = messages.clone();
        let lost = move |why: Lost| {
            // Another tab brings a newer build, or the browser closed the database: this tab must
            // not write any more. What it could not store yet it would have said before.
            refuse(&told, "start-lost-title", "start-lost-text", &format!("{why:?}"));
        };
        let browser = match ports(DATABASE, lost).await {
            Ok(browser) => browser,
            Err(error) => return refuse(&messages, "start-failed-title", "start-failed-text", &error.to_string()),
        };
        #[cfg(feature = "bench")]
        let (browser, told) = match super::bench::asked() {
            Some((name, rows)) if name == "search" => match super::bench::accounts(&browser, rows).await {
                Ok(store) => (fieldbook::browser::Ports { store, ..browser }, Some(Ok("{}".to_owned()))),
                Err(error) => return super::bench::report(Err(error)),
            },
            Some((_, rows)) => match super::bench::board(&browser, rows).await {
                Ok((store, path)) => (fieldbook::browser::Ports { store, ..browser }, Some(Ok(path))),
                Err(error) => return super::bench::report(Err(error)),
            },
            None => (browser, None),
        };
        let ports = Ports {
            store: browser.store,
            clock: browser.clock,
            random: browser.random,
            settings: browser.settings,
            position: Rc::new(BrowserPosition),
            locale: Rc::new(locale),
            background: Rc::new(Workers),
        };
        if let Err(error) = ui::start(ports, browser.device, browser.fleeting).await {
            refuse(&messages, "start-failed-title", "start-failed-text", &error.to_string());
        }
        #[cfg(feature = "bench")]
        if let Some(told) = told {
            super::bench::report(told);
        }
    }

    /// Shows a screen that says what happened, in place of the application.
    fn refuse(messages: &Catalogue, title: &str, text: &str, what: &str) {
        let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
        let text = PanicText {
            title: messages.text(title, &[]),
            body: messages.text(text, &[("what", Arg::from(what))]),
            reload: messages.text("panic-reload", &[]),
        };
        let here = document.location().and_then(|location| location.href().ok()).unwrap_or_default();
        // Where even this cannot be shown, the console has it.
        show(&document, &text, what, &here).unwrap_or_else(|error| web_sys::console::error_1(&error));
    }
}
