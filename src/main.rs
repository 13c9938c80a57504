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
    use fieldbook::browser::locale::BrowserLocale;
    use fieldbook::browser::panic::{PanicText, set_text, show};
    use fieldbook::browser::position::BrowserPosition;
    use fieldbook::browser::{DATABASE, Ports as BrowserPorts, ports};
    use fieldbook::model::messages::{Arg, Catalogue};
    use fieldbook::ports::keeper::OpenError;
    use fieldbook::ports::{Locale, Ports, StoreError, Texts};
    use fieldbook::ui;

    /// How long until a database that could not be opened is tried again.
    const AGAIN_MS: i32 = 1_500;

    /// Opens the database and starts; what stands in the way is said on the screen.
    pub(super) async fn run() {
        #[cfg(feature = "bench")]
        match super::bench::asked() {
            Some((name, rows)) if name == "store" => return super::bench::report(super::bench::store(rows).await),
            Some((name, rows)) if name == "totals" => return super::bench::report(super::bench::totals(rows).await),
            Some((name, rows)) if name == "past" => return super::bench::report(super::bench::past(rows).await),
            Some((name, rows)) if name == "start" => return super::bench::report(super::bench::start(rows).await),
            _ => {}
        }
        let locale = BrowserLocale::default();
        let language = locale.preferred();
        let source = locale.catalogue(language, Texts::First).await;
        let texts = source.and_then(|source| Catalogue::parse(language, &source).map_err(|error| error.to_string()));
        let messages = match texts {
            Ok(messages) => Rc::new(messages),
            Err(why) => return refuse(&Catalogue::empty(language), &StoreError::Failed(why)),
        };
        set_text(PanicText::of(&messages));
        let browser = match opened(&messages).await {
            Ok(browser) => browser,
            Err(error) => return refuse(&messages, &error),
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
            files: browser.files,
            clock: browser.clock,
            random: browser.random,
            settings: browser.settings,
            position: Rc::new(BrowserPosition),
            locale: Rc::new(locale),
            background: Rc::new(Workers),
        };
        if let Err(error) = ui::start(ports, messages.clone(), browser.device, browser.fleeting).await {
            match error {
                OpenError::Store(error) => refuse(&messages, &error),
                OpenError::Entry { .. } => refuse(&messages, &StoreError::Newer),
            }
        }
        #[cfg(feature = "bench")]
        if let Some(told) = told {
            super::bench::report(told);
        }
    }

    /// Opens the database. While another tab stands in the way or the browser does not answer, the
    /// screen says so, and goes by itself when the way is free.
    async fn opened(messages: &Catalogue) -> Result<BrowserPorts, StoreError> {
        loop {
            // What becomes of the connection later, the application hears from the store.
            match ports(DATABASE, |_| {}).await {
                Err(error @ (StoreError::Blocked | StoreError::Silent)) => {
                    refuse(messages, &error);
                    pause(AGAIN_MS).await;
                }
                outcome => {
                    remove();
                    return outcome;
                }
            }
        }
    }

    /// Shows a screen that says what happened, in place of the application.
    fn refuse(messages: &Catalogue, error: &StoreError) {
        let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
        let what = messages.text(error.key(), &[("why", Arg::from(error.why()))]);
        let text = PanicText {
            title: messages.text("start-failed-title", &[]),
            body: messages.text("start-failed-text", &[("what", Arg::from(what.as_str()))]),
            reload: messages.text("panic-reload", &[]),
            rescue: messages.text("panic-rescue", &[]),
        };
        let here = document.location().and_then(|location| location.href().ok()).unwrap_or_default();
        // Where even this cannot be shown, the console has it.
        show(&document, &text, &error.to_string(), &here).unwrap_or_else(|error| web_sys::console::error_1(&error));
    }

    /// Takes the screen away again.
    fn remove() {
        let document = web_sys::window().and_then(|window| window.document());
        if let Some(screen) = document.and_then(|document| document.get_element_by_id("panic")) {
            screen.remove();
        }
    }

    async fn pause(milliseconds: i32) {
        let wait = js_sys::Promise::new(&mut |resolve, _reject| {
            if let Some(window) = web_sys::window() {
                drop(window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds));
            }
        });
        drop(wasm_bindgen_futures::JsFuture::from(wait).await);
    }
}
