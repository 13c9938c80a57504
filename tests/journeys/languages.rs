//! The language is switched live, and stays.

use xtask::Result;

use crate::world::{Outcome, World};

/// English to simplified Chinese and on to traditional Chinese in the settings.
pub(crate) fn switch(world: &mut World) -> Result<Outcome> {
    let page = world.open("settings")?;
    xtask::look::dress(page, &world.server, "light", "en")?;
    let page = world.open("settings")?;
    page.by_role("heading", "Settings")?;
    for (option, tag, heading) in [("简体中文", "zh-Hans", "设置"), ("繁體中文", "zh-Hant", "設定")] {
        let script = "const label = [...document.querySelectorAll('main label, main option')].find((label) =>
                label.textContent.trim() === arguments[0]);
            if (!label) return false;
            if (label.tagName === 'OPTION') {
                const select = label.closest('select');
                select.value = label.value;
                select.dispatchEvent(new Event('change', { bubbles: true }));
            } else {
                label.click();
            }
            return true;";
        page.wait(&format!("the choice of {option}"), script, &[option.into()])?;
        page.by_role("heading", heading)?;
        let script = "return document.documentElement.lang === arguments[0];";
        page.wait("the language of the document", script, &[tag.into()])?;
    }
    page.reload()?;
    world.page()?.by_role("heading", "設定")?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}
