//! A tab that dies while it writes loses nothing that was acknowledged, and keeps nothing by halves.

use serde_json::json;
use xtask::Result;
use xtask::webdriver::Key;

use crate::imports::{STAGES, expect_header, expect_stages};
use crate::moves::{board, end_it, first_card};
use crate::world::{NO_CRM_DATA, Outcome, World};

/// Makes the next journal transaction make its requests and never end.
const HANG: &str = "const commit = IDBTransaction.prototype.commit;
    IDBTransaction.prototype.commit = function () {
      if (!sessionStorage.hang || this.mode !== 'readwrite' || !this.objectStoreNames.contains('batches')) {
        return commit.call(this);
      }
      const store = this.objectStore('batches');
      const again = () => { window.__inAppend = true; store.count().onsuccess = again; };
      again();
    };";

/// One move is acknowledged; the tab dies in the write of the next.
pub(crate) fn in_mid_write(world: &mut World) -> Result<Outcome> {
    if !world.is_chromium() {
        return Ok(Outcome::Skipped("only Chromium's tools can kill a tab"));
    }
    world.page()?.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": HANG }))?;
    if !board(world)? {
        return Ok(Outcome::Skipped(NO_CRM_DATA));
    }
    let page = world.page()?;
    let carry = |key: Key| -> Result<()> {
        let card = first_card(page, "Engaging")?;
        page.by_css(&format!("section.board a[href=\"{card}\"]"))?.focus()?;
        page.press(&[Key::Char(' ')])?;
        page.press(&[key])?;
        page.press(&[Key::Char(' ')])
    };
    carry(Key::Right)?;
    end_it(page)?;
    expect_header(world, "Won", "4,239")?;
    world.wait_saved()?;
    page.run("sessionStorage.hang = '1';", &[])?;
    carry(Key::Left)?;
    expect_header(world, "Prospecting", "501")?;
    page.wait("the write to be under way", "return window.__inAppend === true;", &[])?;
    page.crash_tab();
    world.restart_browser()?;
    let after = [STAGES[0], ("Engaging", "1,588"), ("Won", "4,239"), STAGES[3]];
    expect_stages(world, &after)?;
    world.wait_saved()?;
    // The book goes on from there.
    world.page()?.press(&[Key::Control, Key::Char('z')])?;
    expect_header(world, "Won", "4,238")?;
    world.wait_saved()?;
    world.page()?.reload()?;
    expect_stages(world, STAGES)?;
    Ok(Outcome::Done)
}
