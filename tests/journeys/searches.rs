//! A record is found by keys alone; a duplicate is told while typed, merged, and parted by an undo.

use serde_json::Value;
use xtask::webdriver::{Key, Session};
use xtask::{Result, fail, look};

use crate::moves::board;
use crate::world::{NO_CRM_DATA, Outcome, World};

/// What the palette shows: the text of its rows.
fn rows(page: &Session) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('dialog[open] [role=option]')].map((row) => row.textContent);";
    let found = page.run(script, &[])?;
    let rows = found.as_array().map(Vec::as_slice).unwrap_or_default();
    Ok(rows.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

fn wait_first(page: &Session, words: &str) -> Result<()> {
    let script = "return document.querySelector('dialog[open] [role=option]')?.textContent.includes(arguments[0]);";
    let shown = page.wait(&format!("{words} as the first row"), script, &[words.into()]);
    shown.map(drop).map_err(|error| match rows(page) {
        Ok(rows) => error.during(rows.join(" | ")),
        Err(_) => error,
    })
}

/// Opens the palette, types, and takes the first row.
fn find(page: &Session, typed: &str, first: &str) -> Result<()> {
    page.press(&[Key::Control, Key::Char('k')])?;
    if !page.by_role("combobox", "Name, code, phone or command")?.has_focus()? {
        fail!("the palette does not take the focus");
    }
    page.type_keys(typed)?;
    wait_first(page, first)?;
    page.press(&[Key::Enter])
}

/// Control and K find an account by a part of its name, with a slip, and a command; the slash goes
/// to the search of a list.
pub(crate) fn by_keys(world: &mut World) -> Result<Outcome> {
    if !board(world)? {
        return Ok(Outcome::Skipped(NO_CRM_DATA));
    }
    let page = world.open("")?;
    page.press(&[Key::Control, Key::Char('k')])?;
    page.by_role("listbox", "Results")?;
    world.expect_accessible()?;
    page.press(&[Key::Escape])?;
    find(page, "zencor", "Zencorporation")?;
    page.by_role("heading", "Zencorporation")?;
    // One letter is wrong.
    find(page, "cancuty", "Cancity")?;
    page.by_role("heading", "Cancity")?;
    find(page, "import", "Import")?;
    page.by_role("heading", "Import")?;
    world.open("accounts")?;
    page.press(&[Key::Char('/')])?;
    let field = "return document.activeElement?.matches('main input[type=search]') ?? false;";
    page.wait("the focus in the search of the list", field, &[])?;
    let page = world.open("settings")?;
    page.press(&[Key::Char('?')])?;
    page.by_role("dialog", "Keyboard shortcuts")?;
    world.expect_accessible()?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}

fn create(world: &World, name: &str) -> Result<()> {
    let page = world.open("accounts/new")?;
    page.by_role("textbox", "*Name*")?.fill(name)?;
    page.by_role("button", "Save")?.click()?;
    page.by_role("heading", name)?;
    world.wait_saved()
}

/// A second account of the same name in the other script is told, then merged, then parted.
pub(crate) fn a_duplicate(world: &mut World) -> Result<Outcome> {
    let page = world.open("")?;
    look::dress(page, &world.server, "light", "en")?;
    create(world, "上海医药集团股份有限公司")?;
    let page = world.open("accounts/new")?;
    page.by_role("textbox", "*Name*")?.fill("上海醫藥")?;
    let told = "return [...document.querySelectorAll('main [role=status]')].some((status) =>
        status.textContent.includes('上海医药集团股份有限公司') && status.textContent.includes('same name'));";
    page.wait("the account that is there already", told, &[])?;
    world.expect_accessible()?;
    page.by_role("button", "Save")?.click()?;
    page.by_role("heading", "上海醫藥")?;
    world.wait_saved()?;
    let page = world.open("duplicates/accounts")?;
    page.by_role("heading", "1 pair")?;
    world.expect_accessible()?;
    page.by_role("link", "*Compare*")?.click()?;
    page.by_role("heading", "Merge two records")?;
    world.expect_accessible()?;
    page.by_role("radio", "Name: 上海醫藥")?.click()?;
    page.by_role("button", "Merge")?.click()?;
    page.by_role("heading", "上海醫藥")?;
    world.wait_saved()?;
    expect_accounts(world, 1)?;
    // What was merged in another visit is undone in this one.
    let page = world.open("history")?;
    page.press(&[Key::Control, Key::Char('z')])?;
    world.wait_saved()?;
    expect_accounts(world, 2)?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}

fn expect_accounts(world: &World, count: usize) -> Result<()> {
    let page = world.open("accounts")?;
    let script = "return document.querySelectorAll('main tbody tr').length === arguments[0];";
    page.wait(&format!("{count} accounts"), script, &[count.into()]).map(drop)
}
