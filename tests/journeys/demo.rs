//! The demo company: made in each language, looked around in, removed in one press.

use std::time::Duration;

use xtask::{Result, fail};

use crate::world::{Outcome, World};

/// Language; the ways in, on and out; what its pages are called.
const WORDS: [[&str; 6]; 3] = [
    ["en", "Open the demo company", "Make it", "Remove the demo", "Accounts", "Visits"],
    ["zh-Hans", "打开演示公司", "生成演示公司", "移除演示", "客户", "拜访"],
    ["zh-Hant", "開啟示範公司", "產生示範公司", "移除示範", "客戶", "拜訪"],
];

/// From the welcome through the company's pages and back to the welcome, three times.
pub(crate) fn in_three_languages(world: &mut World) -> Result<Outcome> {
    for [language, open, make, remove, accounts, visits] in WORDS {
        let page = world.open("")?;
        xtask::look::dress(page, &world.server, "light", language)?;
        let page = world.open("")?;
        page.by_role("button", open)?.click()?;
        page.by_role("button", make)?.click()?;
        let made = "return Boolean(document.querySelector('.demo-note')) && !document.querySelector('dialog[open]');";
        page.wait_for("the company to be made", Duration::from_mins(1), made, &[])?;
        world.wait_saved()?;
        world.expect_accessible()?;
        for (path, heading) in [("accounts", accounts), ("visits", visits)] {
            let page = world.open(path)?;
            page.by_role("heading", heading)?;
            // A catalogue that lacks a word shows its key.
            let keys =
                "return document.querySelector('main').innerText.match(/(field|choice)-[a-z_]+-[a-z_]+/g) ?? [];";
            let found = page.run(keys, &[])?;
            if found.as_array().is_some_and(|found| !found.is_empty()) {
                fail!("{path} in {language} shows keys: {found}");
            }
        }
        let page = world.open("")?;
        page.by_role("button", remove)?.click()?;
        page.by_role("button", open)?;
        world.wait_saved()?;
    }
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}
