//! `cargo xtask look [routes...]`: screenshots of every route in `target/look/`, on a phone and a
//! desktop, light and dark, in zh-Hans and English, over the demo company in that language.
//!
//! It fails on what a person would notice at once: clipped or overlapping text, a page that
//! scrolls sideways, an empty page, errors on the console.

pub mod data;
pub mod routes;

use std::fs;

use serde_json::Value;

use crate::serve::{self, Server};
use crate::webdriver::{Driver, Engine, Profile, Session};
use crate::{Result, build, fail, project, setup};

const CHECK: &str = include_str!("check.js");

/// The screens: name, width, height.
pub const SCREENS: &[(&str, u32, u32)] = &[("phone", 360, 780), ("desktop", 1440, 900)];
/// The themes.
pub const THEMES: &[&str] = &["light", "dark"];
/// The languages looked at.
pub const LANGUAGES: &[&str] = &["zh-Hans", "en"];

/// Takes and checks the screenshots.
pub fn command(words: &[String]) -> Result<()> {
    build::build_unless_told(words)?;
    let wanted: Vec<&String> = words.iter().filter(|word| !word.starts_with("--")).collect();
    let driver = Driver::start(&Engine::Chromium(setup::for_browser()?))?;
    let server = serve::dist()?;
    let folder = project::output().join("look");
    if wanted.is_empty() && folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;

    let (mut findings, mut pages) = (Vec::new(), 0);
    for language in LANGUAGES {
        // Each language has a company of its own, in a profile of its own.
        let profile = Profile::fresh()?;
        let page = Session::open(&driver, &profile)?;
        page.screen(1440, 900)?;
        dress(&page, &server, "light", language)?;
        data::demo(&page, &server)?;
        let mut routes = routes::discover(&page, &server)?;
        routes.extend(routes::boards(&page)?);
        routes.extend(routes::days(&page, &server)?);
        routes.retain(|route| wanted.is_empty() || wanted.iter().any(|part| route.contains(part.as_str())));
        pages = routes.len();
        for theme in THEMES {
            dress(&page, &server, theme, language)?;
            for (screen, width, height) in SCREENS {
                page.screen(*width, *height)?;
                for route in &routes {
                    let name = format!("{}--{screen}-{theme}-{language}", routes::slug(route));
                    let file = folder.join(format!("{name}.png"));
                    let found = look_at(&page, &server.url(route), &file)?;
                    findings.extend(found.into_iter().map(|finding| format!("{name}: {finding}")));
                }
            }
        }
    }
    println!("Screenshots of {pages} routes are in {}", folder.display());
    if findings.is_empty() {
        return Ok(());
    }
    fs::write(folder.join("findings.txt"), findings.join("\n"))?;
    for finding in &findings {
        println!("{finding}");
    }
    fail!("{} findings, also in {}", findings.len(), folder.join("findings.txt").display())
}

/// Chooses a theme and a language, as the settings page would.
pub fn dress(page: &Session, server: &Server, theme: &str, language: &str) -> Result<()> {
    page.goto(&server.url(""))?;
    // A page that is left while it makes its database may keep the next one from opening it.
    page.wait_ready()?;
    let script = "localStorage.setItem('fieldbook.theme', arguments[0]);
        localStorage.setItem('fieldbook.lang', arguments[1]);";
    page.run(script, &[theme.into(), language.into()]).map(drop)
}

/// Opens a route, takes its picture and returns what is wrong with it.
fn look_at(page: &Session, url: &str, file: &std::path::Path) -> Result<Vec<String>> {
    page.goto(url)?;
    let mut found = Vec::new();
    if let Err(error) = page.wait_ready() {
        found.push(format!("the page stays empty or busy: {error}"));
    }
    page.run(
        "await document.fonts.ready;
         await Promise.all(document.getAnimations().map((a) => a.finished.catch(() => 0)));",
        &[],
    )?;
    page.screenshot(file)?;
    found.extend(page.console_errors()?.into_iter().map(|line| format!("console: {line}")));
    found.extend(check(page)?);
    Ok(found)
}

/// Returns what is wrong with the layout of the page shown.
pub fn check(page: &Session) -> Result<Vec<String>> {
    let found = page.run(CHECK, &[])?;
    let lines = found.as_array().map(Vec::as_slice).unwrap_or_default();
    Ok(lines.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}
