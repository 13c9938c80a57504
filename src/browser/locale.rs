//! What depends on language and place: catalogues from the site, formats and zones from `Intl`.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_net::http::Request;

use super::format::IntlFormat;
use super::zone;
use crate::model::Zone;
use crate::model::messages::Language;
use crate::ports::{Format, Locale, Task, Texts};

/// The locale port of the browser. Zones are worked out once each.
#[derive(Debug, Default)]
pub struct BrowserLocale {
    zones: RefCell<Vec<Zone>>,
}

/// The text of a file of the site.
async fn text(path: String) -> Result<String, String> {
    let response = Request::get(&path).send().await.map_err(|error| error.to_string())?;
    if !response.ok() {
        return Err(format!("{path}: {}", response.status()));
    }
    response.text().await.map_err(|error| error.to_string())
}

impl Locale for BrowserLocale {
    fn format(&self, language: Language) -> Rc<dyn Format> {
        Rc::new(IntlFormat::new(language))
    }

    fn catalogue(&self, language: Language, part: Texts) -> Task<'_, Result<String, String>> {
        let later = if part == Texts::Later { "-later" } else { "" };
        // Relative to the base of the document, wherever the application is hosted.
        Box::pin(text(format!("locales/{}{later}.ftl", language.tag())))
    }

    fn facts(&self, name: &str) -> Task<'_, Result<String, String>> {
        Box::pin(text(format!("facts/{name}.txt")))
    }

    fn zone(&self, name: Option<&str>) -> Zone {
        let own = zone::own();
        let name = name.unwrap_or(&own);
        if let Some(zone) = self.zones.borrow().iter().find(|zone| zone.name == name) {
            return zone.clone();
        }
        let zone = zone::load(name).or_else(|| zone::load(&own)).unwrap_or_default();
        self.zones.borrow_mut().push(zone.clone());
        zone
    }

    fn preferred(&self) -> Language {
        // The boot script has chosen among the browser's languages before the first paint.
        let root =
            web_sys::window().and_then(|window| window.document()).and_then(|document| document.document_element());
        root.and_then(|root| root.get_attribute("lang")).map_or(Language::En, |tag| Language::of(&tag))
    }
}
