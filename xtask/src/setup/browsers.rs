//! Browsers and their drivers.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{debian, rust_tools, say};
use crate::{Failure, Result, run};

const WEBKIT_BROWSER: &str = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

/// Chromium and its driver.
#[derive(Debug, Clone)]
pub struct Chromium {
    /// The browser.
    pub browser: PathBuf,
    /// `chromedriver`.
    pub driver: PathBuf,
}

/// Firefox and its driver.
#[derive(Debug, Clone)]
pub struct Firefox {
    /// The browser.
    pub browser: PathBuf,
    /// `geckodriver`.
    pub driver: PathBuf,
}

/// `WebKit`'s small browser and its driver, which needs a display.
#[derive(Debug, Clone)]
pub struct WebKit {
    /// The browser.
    pub browser: PathBuf,
    /// `WebKitWebDriver`.
    pub driver: PathBuf,
    /// `xvfb-run`, which lends a display.
    pub display: PathBuf,
}

/// Finds Chromium, its driver and a font with Chinese signs, or installs Debian's.
pub(super) fn chromium() -> Result<Chromium> {
    let found = find_chromium();
    if found.is_none() {
        say("Chromium and its driver", "Debian's packages", "1 to 3 minutes");
        debian::install(&["chromium", "chromium-driver"], "Chromium with chromedriver")?;
    }
    if !has_chinese_font() {
        say("a font with Chinese signs", "Debian's fonts-noto-cjk", "a minute");
        debian::install(&["fontconfig", "fonts-noto-cjk"], "a font with Chinese signs")?;
    }
    found
        .or_else(find_chromium)
        .ok_or_else(|| Failure::new("Debian's chromium and chromium-driver are installed but not on PATH"))
}

/// Finds a browser and a driver of the same major version.
fn find_chromium() -> Option<Chromium> {
    let names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
    let browser = names.into_iter().find_map(run::find)?;
    let driver = run::find("chromedriver")?;
    (major(&browser)? == major(&driver)?).then_some(Chromium { browser, driver })
}

/// Reads the major version from what a program says of itself.
fn major(program: &Path) -> Option<String> {
    let text = run::output(Command::new(program).arg("--version")).ok()?;
    let version = text.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    version?.split('.').next().map(str::to_owned)
}

fn has_chinese_font() -> bool {
    let listed = run::output(Command::new("fc-list").args([":lang=zh-cn", "family"]));
    listed.is_ok_and(|text| !text.trim().is_empty())
}

/// Finds Firefox and geckodriver, or installs them.
pub(super) fn firefox() -> Result<Firefox> {
    let names = ["firefox-esr", "firefox"];
    if names.into_iter().find_map(run::find).is_none() {
        say("Firefox ESR", "Debian's packages", "1 to 2 minutes");
        debian::install(&["firefox-esr"], "Firefox")?;
    }
    let browser = names.into_iter().find_map(run::find);
    let browser = browser.ok_or_else(|| Failure::new("Firefox is not on PATH"))?;
    let driver = match run::find("geckodriver") {
        Some(driver) => driver,
        None => rust_tools::geckodriver()?.join("bin/geckodriver"),
    };
    Ok(Firefox { browser, driver })
}

/// Finds `WebKit`'s browser, its driver and a virtual display, or installs Debian's.
pub(super) fn webkit() -> Result<WebKit> {
    let browser = PathBuf::from(WEBKIT_BROWSER);
    if run::find("WebKitWebDriver").is_none() || run::find("xvfb-run").is_none() || !browser.is_file() {
        say("WebKit and its driver", "Debian's packages", "1 to 3 minutes");
        debian::install(&["webkit2gtk-driver", "xvfb", "xauth"], "WebKit with its driver")?;
    }
    let missing = || Failure::new("WebKitWebDriver or xvfb-run is not on PATH");
    let driver = run::find("WebKitWebDriver").ok_or_else(missing)?;
    let display = run::find("xvfb-run").ok_or_else(missing)?;
    Ok(WebKit { browser, driver, display })
}
