//! The time machine, the zoom and presenting: by keys, with what stands in the address.

use xtask::webdriver::{Key, Session};
use xtask::{Failure, Result};

use crate::imports::expect_header;
use crate::moves::board;
use crate::world::{NO_CRM_DATA, Outcome, World};

fn wait_text(page: &Session, css: &str, words: &str) -> Result<()> {
    let script = "return document.querySelector(arguments[0])?.textContent.includes(arguments[1]) ?? false;";
    page.wait(&format!("\"{words}\" in {css}"), script, &[css.into(), words.into()]).map(drop)
}

fn wait_address(page: &Session, part: &str, there: bool) -> Result<()> {
    let script = "return location.search.includes(arguments[0]) === arguments[1];";
    page.wait(&format!("{part} in the address: {there}"), script, &[part.into(), there.into()]).map(drop)
}

/// The slider goes to the first day by a key, the board follows, nothing can be moved; Escape returns.
pub(crate) fn machine(world: &mut World) -> Result<Outcome> {
    if !board(world)? {
        return Ok(Outcome::Skipped(NO_CRM_DATA));
    }
    let page = world.page()?;
    page.by_role("button", "Time machine")?.click()?;
    page.by_role("slider", "Day shown")?.focus()?;
    page.press(&[Key::Home])?;
    // One deal was engaged on the first day of the file.
    wait_text(page, ".time-band", "20 Oct 2016")?;
    expect_header(world, "Engaging", "1")?;
    expect_header(world, "Won", "0")?;
    wait_address(page, "at=2016-10-20", true)?;
    page.press(&[Key::Right])?;
    wait_text(page, ".time-band", "21 Oct 2016")?;
    wait_address(page, "at=2016-10-21", true)?;
    page.by_css("section.board .deal-link")?.focus()?;
    page.press(&[Key::Char('m')])?;
    let dialogs = page.run("return document.querySelectorAll('dialog[open]').length;", &[])?;
    if dialogs.as_u64() != Some(0) {
        return Err(Failure::new("a deal of the past can be moved"));
    }
    world.expect_accessible()?;
    let page = world.page()?;
    page.press(&[Key::Escape])?;
    wait_address(page, "at=", false)?;
    expect_header(world, "Engaging", "1,589")?;
    let page = world.page()?;
    page.wait("the focus back on the button", "return document.activeElement?.id === 'time-button';", &[])?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}

/// Two quarter ends are compared; a figure shows its deals; what was recorded is another matter.
pub(crate) fn compared(world: &mut World) -> Result<Outcome> {
    if !board(world)? {
        return Ok(Outcome::Skipped(NO_CRM_DATA));
    }
    let page = world.open("pipeline?at=2017-06-30&with=2017-03-31")?;
    // From the file: 1,330 open at the end of March, 1,336 came, 980 were closed, 1,686 at the end of June.
    wait_text(page, ".time-table", "1,330")?;
    wait_text(page, ".time-table", "1,686")?;
    page.by_role("button", "Came: show 1,336")?.click()?;
    wait_text(page, ".time-moved caption", "Came: 1,336 deals")?;
    wait_address(page, "change=came", true)?;
    let rows = page.run("return document.querySelectorAll('.time-moved tbody tr').length;", &[])?;
    if rows.as_u64() != Some(200) {
        return Err(Failure::new(format!("{rows} deals are shown, not the first 200")));
    }
    wait_text(page, ".time-moved", "and 1,136 more")?;
    world.expect_accessible()?;
    let page = world.page()?;
    page.by_css(".time-moved tbody a")?.click()?;
    page.wait("the page of a deal", "return location.pathname.includes('/deals/');", &[])?;
    page.back()?;
    wait_text(page, ".time-moved caption", "Came: 1,336 deals")?;
    // All of it was imported just now: by then nothing had been recorded.
    page.by_role("combobox", "*What counts*")?.choose("What was recorded by then")?;
    wait_text(page, ".time", "Nothing was recorded by then")?;
    page.by_role("button", "Back to now")?.click()?;
    expect_header(world, "Engaging", "1,589")?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}

/// Keys zoom from cards over rows to the strip, name a deal and open it, and zoom back.
pub(crate) fn zoomed(world: &mut World) -> Result<Outcome> {
    if !board(world)? {
        return Ok(Outcome::Skipped(NO_CRM_DATA));
    }
    let page = world.page()?;
    let press = |page: &Session, sign: char, times: usize| (0..times).try_for_each(|_| page.press(&[Key::Char(sign)]));
    press(page, '-', 5)?;
    page.wait("rows", "return document.querySelector('section.board')?.dataset.level === 'rows';", &[])?;
    world.expect_accessible()?;
    let page = world.page()?;
    press(page, '-', 5)?;
    page.by_role("region", "*heat strip*")?;
    wait_address(page, "zoom=0", true)?;
    page.by_role("group", "*Deals as squares*")?.focus()?;
    page.press(&[Key::Right])?;
    wait_text(page, ".strip-told", "Prospecting")?;
    page.press(&[Key::End])?;
    page.press(&[Key::Right])?;
    page.press(&[Key::Right])?;
    wait_text(page, ".strip-told", " · ")?;
    page.by_role("button", "Table")?.click()?;
    wait_text(page, ".strip table", "4,238")?;
    world.expect_accessible()?;
    let page = world.page()?;
    page.by_role("group", "*Deals as squares*")?.focus()?;
    page.press(&[Key::Enter])?;
    page.wait("the page of a deal", "return location.pathname.includes('/deals/');", &[])?;
    page.back()?;
    page.by_role("region", "*heat strip*")?;
    press(page, '+', 10)?;
    page.wait("cards", "return document.querySelector('section.board')?.dataset.level === 'cards';", &[])?;
    wait_address(page, "zoom=", false)?;
    expect_header(world, "Engaging", "1,589")?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}

/// One deal after another in the board's order, by keys and buttons.
pub(crate) fn presented(world: &mut World) -> Result<Outcome> {
    if !board(world)? {
        return Ok(Outcome::Skipped(NO_CRM_DATA));
    }
    let page = world.page()?;
    page.by_role("button", "Present")?.click()?;
    wait_text(page, ".present-place", "1 of 8,800")?;
    page.press(&[Key::Right])?;
    wait_text(page, ".present-place", "2 of 8,800")?;
    page.by_role("button", "Next")?.click()?;
    wait_text(page, ".present-place", "3 of 8,800")?;
    page.press(&[Key::Left])?;
    wait_text(page, ".present-place", "2 of 8,800")?;
    page.press(&[Key::End])?;
    wait_text(page, ".present-place", "8,800 of 8,800")?;
    world.expect_accessible()?;
    let page = world.page()?;
    page.by_role("button", "Leave")?.click()?;
    wait_address(page, "present=", false)?;
    expect_header(world, "Engaging", "1,589")?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}
