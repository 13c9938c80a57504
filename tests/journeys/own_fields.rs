//! A field of the company's own is added and works in form, list and filter at once; a dated change
//! for a day to come is written, changed and withdrawn.

use xtask::Result;
use xtask::look;
use xtask::webdriver::Key;

use crate::world::{Outcome, World};

/// Makes an account by its form and waits for its page.
pub(crate) fn account(world: &World, name: &str) -> Result<()> {
    let page = world.open("accounts/new")?;
    page.by_role("textbox", "*Name*")?.fill(name)?;
    page.press(&[Key::Control, Key::Enter])?;
    let script = "return document.querySelector('main h1')?.textContent === arguments[0];";
    page.wait(&format!("the page of {name}"), script, &[name.into()]).map(drop)
}

/// Waits until the head of a list counts so many records.
fn expect_count(world: &World, count: &str) -> Result<()> {
    let script = "return document.querySelector('.page-sum strong')?.textContent === arguments[0];";
    world.page()?.wait(&format!("{count} records"), script, &[count.into()]).map(drop)
}

/// Waits until the page says a text.
pub(crate) fn expect_text(world: &World, selector: &str, text: &str) -> Result<()> {
    let script =
        "return [...document.querySelectorAll(arguments[0])].some((part) => part.textContent.includes(arguments[1]));";
    world.page()?.wait(&format!("{text:?} in {selector}"), script, &[selector.into(), text.into()]).map(drop)
}

/// Chooses an option by its text in the select with an id.
pub(crate) fn choose(world: &World, id: &str, text: &str) -> Result<()> {
    let script = "const select = document.getElementById(arguments[0]);
        const option = [...(select?.options ?? [])].find((option) => option.textContent.trim() === arguments[1]);
        if (!option) return false;
        select.value = option.value;
        select.dispatchEvent(new Event('change', { bubbles: true }));
        return true;";
    world.page()?.wait(&format!("{text:?} in #{id}"), script, &[id.into(), text.into()]).map(drop)
}

/// Defined, filled in, listed, asked for, undone.
pub(crate) fn added_and_used(world: &mut World) -> Result<Outcome> {
    let page = world.open("")?;
    look::dress(page, &world.server, "light", "en")?;
    let page = world.open("fields/new?collection=accounts")?;
    page.by_role("textbox", "*Name*")?.fill("Side of the river")?;
    choose(world, "field-kind", "One of several choices")?;
    page.by_role("textbox", "Choice 1")?.fill("North")?;
    page.by_role("textbox", "Choice 2")?.fill("South")?;
    page.press(&[Key::Control, Key::Enter])?;
    expect_text(world, "main .own-field", "Side of the river")?;
    account(world, "Acme")?;
    account(world, "Bolt")?;
    // In the form at once, and what is typed outlives a reload.
    world.page()?.by_role("button", "Edit")?.click()?;
    let page = world.page()?;
    let script = "return [...document.querySelectorAll('form label')].find((label) => label.textContent === arguments[0])?.htmlFor ?? null;";
    let id = page.wait("the control of the field", script, &["Side of the river".into()])?;
    let id = id.as_str().unwrap_or_default().to_owned();
    choose(world, &id, "South")?;
    page.run("location.reload();", &[])?;
    expect_text(world, "form [role=status]", "What you typed here before is back.")?;
    let page = world.page()?;
    page.by_role("button", "Save")?.click()?;
    expect_text(world, "main .facts", "South")?;
    // In the list as a column, in the filter by its address, and gone with an undo.
    world.open("accounts")?;
    expect_count(world, "2")?;
    expect_text(world, "table thead", "Side of the river")?;
    let key = id.trim_start_matches("field-").to_owned();
    world.open(&format!("accounts?{key}=!in:-"))?;
    expect_count(world, "1")?;
    expect_text(world, "table tbody", "Bolt")?;
    world.open("fields")?;
    world.expect_accessible()?;
    world.page()?.by_role("button", "Delete “Side of the river”")?.click()?;
    expect_text(world, "main", "No fields of your own yet")?;
    let page = world.page()?;
    page.press(&[Key::Control, Key::Char('z')])?;
    expect_text(world, "main .own-field", "Side of the river")?;
    expect_text(world, "main .own-field", "one record")?;
    world.wait_saved()?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}

/// A class that changes on a day to come: written in the form, seen, changed, withdrawn.
pub(crate) fn dated_ahead(world: &mut World) -> Result<Outcome> {
    let page = world.open("")?;
    look::dress(page, &world.server, "light", "en")?;
    account(world, "Acme")?;
    let page = world.page()?;
    page.by_role("button", "Edit")?.click()?;
    choose(world, "field-class", "A")?;
    let script = "const day = document.getElementById('form-from');
        if (!day) return false;
        day.value = '2199-05-01';
        day.dispatchEvent(new Event('input', { bubbles: true }));
        return true;";
    page.wait("the day from which it holds", script, &[])?;
    page.by_role("button", "Save")?.click()?;
    expect_text(world, "main .own-field", "to come")?;
    // It does not hold yet.
    let script = "return ![...document.querySelectorAll('.facts dt')].some((name) => name.textContent === 'Class');";
    world.page()?.wait("no class so far", script, &[])?;
    world.expect_accessible()?;
    world.page()?.by_role("button", "Change “Class A”")?.click()?;
    let script = "const select = document.querySelector('.own-field form select');
        if (!select) return false;
        select.value = 'b';
        select.dispatchEvent(new Event('change', { bubbles: true }));
        return true;";
    world.page()?.wait("another class", script, &[])?;
    world.page()?.by_role("button", "Save")?.click()?;
    expect_text(world, "main .own-field strong", "B")?;
    world.page()?.by_role("button", "Withdraw “Class B”")?.click()?;
    let script = "return document.getElementById('record-dated') === null;";
    let page = world.page()?;
    page.wait("nothing to come", script, &[])?;
    page.press(&[Key::Control, Key::Char('z')])?;
    expect_text(world, "main .own-field", "to come")?;
    world.wait_saved()?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}
