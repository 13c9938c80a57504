//! Every page passes the accessibility checker, in every theme, language and width.

use std::collections::BTreeMap;

use xtask::look::{self, routes};
use xtask::{Result, fail};

use crate::world::{Outcome, World};

const WIDTHS: &[(u32, u32)] = &[(360, 780), (768, 1024), (1440, 900)];
const LANGUAGES: &[&str] = &["en", "zh-Hans", "zh-Hant"];

/// Walks through the routes of a small company with axe.
pub(crate) fn every_route(world: &mut World) -> Result<Outcome> {
    if !world.is_chromium() {
        return Ok(Outcome::Skipped("the width of a page is set by Chromium's tools"));
    }
    let page = world.open("")?;
    look::dress(page, &world.server, "light", "en")?;
    let files = xtask::project::cargo_target().join("made-up-company");
    look::data::load_made_up(page, &world.server, &files)?;
    let routes = routes::discover(page, &world.server)?;
    // One finding stands on many pages: it is told once, with the first of them.
    let mut found: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for theme in look::THEMES {
        for language in LANGUAGES {
            look::dress(page, &world.server, theme, language)?;
            for route in &routes {
                world.open(route)?;
                for (width, height) in WIDTHS {
                    page.screen(*width, *height)?;
                    let here = format!("{theme} {language} {width} /{route}");
                    for line in page.axe()? {
                        found.entry(line).or_insert_with(|| (here.clone(), 0)).1 += 1;
                    }
                }
            }
        }
    }
    if !found.is_empty() {
        let lines = found.iter().map(|(line, (place, times))| format!("{place} (and {times} in all): {line}"));
        fail!("axe found {}:\n    {}", found.len(), lines.collect::<Vec<_>>().join("\n    "));
    }
    Ok(Outcome::Done)
}
