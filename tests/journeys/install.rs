//! Adding the application to a device, and how to leave browsers that keep nothing.

use serde_json::json;
use xtask::{Result, fail};

use crate::world::{Outcome, World};

/// The browser finds nothing that speaks against installing.
pub(crate) fn installable(world: &mut World) -> Result<Outcome> {
    if !world.is_chromium() {
        return Ok(Outcome::Skipped("only Chromium says what speaks against installing"));
    }
    let page = world.open("")?;
    world.wait_kept_offline()?;
    let manifest = page.devtools("Page.getAppManifest", &json!({}))?;
    if manifest["errors"].as_array().is_none_or(|errors| !errors.is_empty()) {
        fail!("the manifest has errors: {}", manifest["errors"]);
    }
    let found = page.devtools("Page.getInstallabilityErrors", &json!({}))?;
    let errors = found["installabilityErrors"].as_array().cloned().unwrap_or_default();
    // A headless browser in a profile of its own may count as a private one; that is no fault of ours.
    let ours: Vec<_> = errors.iter().filter(|error| error["errorId"] != "in-incognito").collect();
    if !ours.is_empty() {
        fail!("not installable: {ours:?}");
    }
    Ok(Outcome::Done)
}

/// User agents, and what the page then says.
const DEVICES: [(&str, &str, &[&str]); 3] = [
    (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
         Mobile/15E148 MicroMessenger/8.0.49 NetType/WIFI Language/zh_CN",
        "",
        &["Open Fieldbook outside WeChat", "three dots", "Open in browser"],
    ),
    (
        "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/100.0.4896.58 Mobile Safari/537.36 \
         AliApp(DingTalk/7.0.40)",
        "",
        &["Open Fieldbook outside DingTalk"],
    ),
    (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
         Version/18.0 Mobile/15E148 Safari/604.1",
        "settings",
        &["share button", "Add to Home Screen"],
    ),
];

/// Guests of other applications are shown the way out, iPhones the way in: pictured and accessible.
pub(crate) fn by_device(world: &mut World) -> Result<Outcome> {
    if !world.is_chromium() {
        return Ok(Outcome::Skipped("only Chromium's tools can pass for another browser"));
    }
    for (agent, path, words) in DEVICES {
        let page = world.page()?;
        page.devtools("Emulation.setUserAgentOverride", &json!({ "userAgent": agent }))?;
        page.screen(360, 740)?;
        let page = world.open(path)?;
        for word in words {
            let script = "return document.querySelector('main').innerText.includes(arguments[0]);";
            page.wait(&format!("\"{word}\" at {path} for {agent}"), script, &[(*word).into()])?;
        }
        let pictured = "return document.querySelectorAll('main .picture-steps .picture').length > 1;";
        page.wait("pictured steps", pictured, &[])?;
        world.expect_accessible()?;
    }
    Ok(Outcome::Done)
}
