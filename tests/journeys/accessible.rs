//! Every page passes the accessibility checker, in every language and width, and in both themes. The
//! routine run looks at every page in every language, each at a width of its own; `all` at all widths.

use std::collections::BTreeMap;

use xtask::look::{self, data, routes};
use xtask::webdriver::Session;
use xtask::{Result, fail};

use crate::world::{Outcome, World};

/// The language whose pages are looked at in every theme.
const LANGUAGE: &str = "en";
const WIDTHS: &[(u32, u32)] = &[(360, 780), (768, 1024), (1440, 900)];
/// Set where every width is looked at in every language.
const WHOLE: &str = "FIELDBOOK_WHOLE";

/// Every page of the demo company in English.
pub(crate) fn english(world: &mut World) -> Result<Outcome> {
    every_route(world, LANGUAGE, 2)
}

/// Every page of the demo company in simplified Chinese.
pub(crate) fn simplified(world: &mut World) -> Result<Outcome> {
    every_route(world, "zh-Hans", 0)
}

/// Every page of the demo company in traditional Chinese.
pub(crate) fn traditional(world: &mut World) -> Result<Outcome> {
    every_route(world, "zh-Hant", 1)
}

/// Walks through every route of the demo company with axe, in the routine run at one of the widths.
fn every_route(world: &World, language: &str, at: usize) -> Result<Outcome> {
    if !world.is_chromium() {
        return Ok(Outcome::Skipped("the width of a page is set by Chromium's tools"));
    }
    let widths = if std::env::var_os(WHOLE).is_some() { WIDTHS } else { &WIDTHS[at..=at] };
    let page = world.open("")?;
    look::dress(page, &world.server, "light", language)?;
    data::demo(page, &world.server)?;
    let routes = routes::discover(page, &world.server)?;
    // A finding of a rule stands on many pages, in many lines: it is told once, with the first of them.
    let mut found: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for route in &routes {
        world.open(route)?;
        // Colours are the same in every language.
        let themes = if language == LANGUAGE { look::THEMES } else { &look::THEMES[..1] };
        for theme in themes {
            wear(page, theme)?;
            for (width, height) in widths {
                page.screen(*width, *height)?;
                let here = format!("{theme} {width} /{route}");
                for line in page.axe()? {
                    let rule = line.split(':').next().unwrap_or_default();
                    let entry = found.entry(format!("{} {rule}", routes::slug(route)));
                    entry.or_insert_with(|| (format!("{here}: {line}"), 0)).1 += 1;
                }
            }
        }
    }
    println!("    {} routes in {language}", routes.len());
    if !found.is_empty() {
        let lines = found.values().map(|(line, times)| format!("{times} times, first {line}"));
        fail!("axe found {}:\n    {}", found.len(), lines.collect::<Vec<_>>().join("\n    "));
    }
    Ok(Outcome::Done)
}

/// Changes the theme as the page of settings does, without loading the page again.
fn wear(page: &Session, theme: &str) -> Result<()> {
    let script = "document.documentElement.dataset.theme = arguments[0];
        await Promise.all(document.getAnimations().map((a) => a.finished.catch(() => 0)));";
    page.run(script, &[theme.into()]).map(drop)
}
