//! Cards change their stage by keys, by mouse and by the dialog; undo brings them back.

use serde_json::Value;
use xtask::look::{self, data};
use xtask::webdriver::{Key, Session};
use xtask::{Failure, Result};

use crate::imports::{STAGES, expect_header, expect_stages};
use crate::world::{NO_CRM_DATA, Outcome, World, crm_files};

/// Imports the shared data set and opens its board. `false` where it is absent.
pub(crate) fn board(world: &World) -> Result<bool> {
    let Some(files) = crm_files() else { return Ok(false) };
    let page = world.open("")?;
    look::dress(page, &world.server, "light", "en")?;
    data::import(page, &world.server, &files)?;
    world.wait_saved()?;
    expect_stages(world, STAGES)?;
    Ok(true)
}

/// The address of the first card's deal in a stage.
pub(crate) fn first_card(page: &Session, stage: &str) -> Result<String> {
    let script = "const list = [...document.querySelectorAll('section.board section')].find((column) =>
            column.querySelector('h2')?.textContent.trim() === arguments[0])?.querySelector('ul');
        return list?.querySelector('li[aria-posinset=\"1\"] a')?.getAttribute('href') ?? null;";
    let first = page.wait(&format!("a card in {stage}"), script, &[stage.into()])?;
    first.as_str().map(str::to_owned).ok_or_else(|| Failure::new("the card has no address"))
}

fn wait_first(page: &Session, stage: &str, card: &str) -> Result<()> {
    let script = "const list = [...document.querySelectorAll('section.board section')].find((column) =>
            column.querySelector('h2')?.textContent.trim() === arguments[0])?.querySelector('ul');
        return list?.querySelector('li[aria-posinset=\"1\"] a')?.getAttribute('href') === arguments[1];";
    page.wait(&format!("the card at the top of {stage}"), script, &[stage.into(), card.into()]).map(drop)
}

/// Takes what the dialog proposes of the end of a deal.
pub(crate) fn end_it(page: &Session) -> Result<()> {
    let script = "return Boolean(document.activeElement?.closest('dialog[open] form'));";
    page.wait("the focus in the dialog that ends a deal", script, &[])?;
    page.press(&[Key::Enter])
}

fn wait_heard(page: &Session, words: &str) -> Result<()> {
    let script = "return [...document.querySelectorAll('[aria-live=assertive]')].some((live) =>
        live.textContent.includes(arguments[0]));";
    page.wait(&format!("to hear \"{words}\""), script, &[words.into()]).map(drop)
}

/// Space lifts, arrows carry, Space drops, each step is said; Ctrl+Z undoes; a reload keeps it.
pub(crate) fn by_keys(world: &mut World) -> Result<Outcome> {
    if !board(world)? {
        return Ok(Outcome::Skipped(NO_CRM_DATA));
    }
    let page = world.page()?;
    let card = first_card(page, "Engaging")?;
    page.by_css(&format!("section.board a[href=\"{card}\"]"))?.focus()?;
    page.press(&[Key::Char(' ')])?;
    wait_heard(page, "Lifted")?;
    page.press(&[Key::Right])?;
    wait_heard(page, "Won, place 1")?;
    page.press(&[Key::Escape])?;
    wait_heard(page, "put back")?;
    wait_first(page, "Engaging", &card)?;
    page.by_css(&format!("section.board a[href=\"{card}\"]"))?.focus()?;
    page.press(&[Key::Char(' ')])?;
    page.press(&[Key::Right])?;
    wait_heard(page, "Won, place 1")?;
    page.press(&[Key::Char(' ')])?;
    end_it(page)?;
    wait_heard(page, "is now in Won")?;
    expect_header(world, "Engaging", "1,588")?;
    expect_header(world, "Won", "4,239")?;
    wait_first(page, "Won", &card)?;
    // The focus goes with the card.
    let script = "return document.activeElement?.getAttribute('href') === arguments[0];";
    page.wait("the focus on the moved card", script, &[Value::from(card.as_str())])?;
    world.wait_saved()?;
    page.reload()?;
    expect_header(world, "Won", "4,239")?;
    world.page()?.press(&[Key::Control, Key::Char('z')])?;
    expect_header(world, "Won", "4,238")?;
    expect_header(world, "Engaging", "1,589")?;
    wait_first(world.page()?, "Engaging", &card)?;
    world.wait_saved()?;
    world.page()?.reload()?;
    expect_stages(world, STAGES)?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}

/// A mouse carries a card to another column; the note offers undo; the dialog moves one, too.
pub(crate) fn by_pointer_and_dialog(world: &mut World) -> Result<Outcome> {
    if !board(world)? {
        return Ok(Outcome::Skipped(NO_CRM_DATA));
    }
    let page = world.page()?;
    page.screen(1440, 900)?;
    let card = first_card(page, "Prospecting")?;
    let target = first_card(page, "Engaging")?;
    let from = page.by_css(&format!("section.board a[href=\"{card}\"]"))?;
    let to = page.by_css(&format!("section.board a[href=\"{target}\"]"))?;
    page.drag(&from, &to)?;
    expect_header(world, "Prospecting", "499")?;
    expect_header(world, "Engaging", "1,590")?;
    // A drag does not follow the link.
    page.by_role("heading", "Engaging")?;
    page.by_role("button", "Undo")?.click()?;
    expect_header(world, "Prospecting", "500")?;
    expect_header(world, "Engaging", "1,589")?;
    let card = first_card(page, "Prospecting")?;
    page.by_css(&format!("section.board a[href=\"{card}\"]"))?.focus()?;
    page.press(&[Key::Char('m')])?;
    page.by_role("dialog", "*Move*")?.by_role("button", "*Lost*")?.click()?;
    page.by_role("button", "Move to Lost")?.click()?;
    expect_header(world, "Lost", "2,474")?;
    expect_header(world, "Prospecting", "499")?;
    world.wait_saved()?;
    page.reload()?;
    expect_header(world, "Lost", "2,474")?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}

/// A finger that rests on a card lifts it and carries it to another column.
pub(crate) fn by_touch(world: &mut World) -> Result<Outcome> {
    if !board(world)? {
        return Ok(Outcome::Skipped(NO_CRM_DATA));
    }
    let page = world.page()?;
    page.screen(1024, 768)?;
    let card = first_card(page, "Prospecting")?;
    let target = first_card(page, "Engaging")?;
    let from = page.by_css(&format!("section.board a[href=\"{card}\"]"))?;
    let to = page.by_css(&format!("section.board a[href=\"{target}\"]"))?;
    page.touch_drag(&from, &to, 600)?;
    expect_header(world, "Prospecting", "499")?;
    expect_header(world, "Engaging", "1,590")?;
    page.by_role("heading", "Engaging")?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}
