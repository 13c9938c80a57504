//! A new user goes from the welcome to a won deal and its order without touching a pointer; wherever
//! they are, the focus is where they would look for it, and never lost.

use xtask::webdriver::{Key, Session};
use xtask::{Result, fail, look};

use crate::world::{Outcome, World};

/// Most presses of Tab on the way to something.
const MOST: usize = 150;

/// What has the focus: its kind, and what it is called.
const FOCUS: &str = "const at = document.activeElement;
    const text = (node) => (node?.textContent ?? '').replace(/\\s+/g, ' ').trim();
    const name = at.getAttribute('aria-label') ?? (at.labels?.[0] ? text(at.labels[0]) : text(at));
    return [at.tagName.toLowerCase(), name];";

fn focus(page: &Session) -> Result<(String, String)> {
    let found = page.run(FOCUS, &[])?;
    let part = |at: usize| found.get(at).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
    Ok((part(0), part(1)))
}

/// Goes on with Tab until something of a kind and a name has the focus.
fn tab_to(page: &Session, kind: &str, name: &str) -> Result<()> {
    let mut seen = Vec::new();
    for _ in 0..MOST {
        page.press(&[Key::Tab])?;
        let at = focus(page)?;
        if at.0 == "body" {
            fail!("the focus was lost on the way to {kind} {name:?}, after {seen:?}");
        }
        if at.0 == kind && at.1.starts_with(name) {
            return Ok(());
        }
        seen.push(at);
    }
    fail!("no {kind} {name:?} comes in {MOST} presses of Tab: {seen:?}")
}

/// Presses Enter on what Tab comes to.
fn enter(page: &Session, kind: &str, name: &str) -> Result<()> {
    tab_to(page, kind, name)?;
    page.press(&[Key::Enter])
}

/// Waits until the heading of a page has the focus.
fn arrived(page: &Session, heading: &str) -> Result<()> {
    let script = "const at = document.activeElement; return at.tagName === 'H1' && at.textContent === arguments[0];";
    page.wait(&format!("the focus on the heading {heading:?}"), script, &[heading.into()]).map(drop)
}

/// Waits until something in the open dialog has the focus.
fn in_dialog(page: &Session) -> Result<()> {
    let script = "return document.activeElement.closest('dialog[open]') !== null;";
    page.wait("the focus in the dialog", script, &[]).map(drop)
}

/// Goes to a page or a form by the palette.
fn by_palette(page: &Session, what: &str, heading: &str) -> Result<()> {
    page.press(&[Key::Control, Key::Char('k')])?;
    in_dialog(page)?;
    page.type_keys(what)?;
    let script = "return [...document.querySelectorAll('dialog[open] [role=option][aria-selected=true]')]
        .some((row) => row.textContent.toLowerCase().includes(arguments[0].toLowerCase()));";
    page.wait(&format!("{what:?} on top of the palette"), script, &[what.into()])?;
    page.press(&[Key::Enter])?;
    arrived(page, heading)
}

/// Fills in the first field of a form that was just opened, and keeps it.
fn keep(page: &Session, heading: &str, name: &str) -> Result<()> {
    arrived(page, heading)?;
    page.press(&[Key::Tab])?;
    if focus(page)?.0 != "input" {
        fail!("Tab on {heading:?} leads to {:?}, not to the first field", focus(page)?);
    }
    page.type_keys(name)?;
    page.press(&[Key::Control, Key::Enter])?;
    arrived(page, name)
}

/// From the welcome to the first order.
pub(crate) fn to_the_first_order(world: &mut World) -> Result<Outcome> {
    let page = world.open("")?;
    look::dress(page, &world.server, "light", "en")?;
    let page = world.open("")?;
    // The company, and who I am.
    enter(page, "button", "Start empty")?;
    in_dialog(page)?;
    page.type_keys("Tess Lighting")?;
    tab_to(page, "input", "Your name")?;
    page.type_keys("Ann Lee")?;
    page.press(&[Key::Enter])?;
    arrived(page, "Sales")?;
    // The first account, a contact, a deal.
    by_palette(page, "New account", "New account")?;
    keep(page, "New account", "Acme")?;
    enter(page, "a", "New contact")?;
    keep(page, "New contact", "Bo Chen")?;
    enter(page, "a", "Acme")?;
    arrived(page, "Acme")?;
    enter(page, "a", "New deal")?;
    keep(page, "New deal", "First lights")?;
    // It is mine, and the customer's.
    let facts = "const facts = document.querySelector('.facts').textContent;
        return facts.includes('Acme') && facts.includes('Ann Lee');";
    page.wait("the deal of Acme and Ann Lee", facts, &[])?;
    // Won, on the board.
    by_palette(page, "Pipeline", "Sales")?;
    tab_to(page, "a", "First lights")?;
    page.press(&[Key::Char('m')])?;
    in_dialog(page)?;
    enter(page, "button", "Won")?;
    // Its order is written later.
    tab_to(page, "input", "Write a new order")?;
    page.press(&[Key::Down])?;
    page.press(&[Key::Enter])?;
    let script = "const at = document.activeElement;
        return at.textContent === 'First lights' && at.closest('section')?.querySelector('h2')?.textContent.trim() === 'Won';";
    page.wait("the focus on the card, among what is won", script, &[])?;
    page.press(&[Key::Enter])?;
    arrived(page, "First lights")?;
    // Its order, which is Acme's as the deal is, with a line.
    by_palette(page, "New product", "New product")?;
    keep(page, "New product", "Lamp 40")?;
    by_palette(page, "First lights", "First lights")?;
    enter(page, "a", "New order")?;
    order(page)?;
    page.wait("the order of Acme and Ann Lee", facts, &[])?;
    let line = "return document.querySelector('main').textContent.includes('Lamp 40') === arguments[0];";
    page.wait("the line on the page of the order", line, &[true.into()])?;
    world.wait_saved()?;
    // A step back and forth by keys takes the order with its line.
    page.press(&[Key::Control, Key::Char('z')])?;
    page.wait("no order any more", line, &[false.into()])?;
    page.press(&[Key::Control, Key::Shift, Key::Char('z')])?;
    page.wait("the order again", line, &[true.into()])?;
    world.wait_saved()?;
    world.expect_accessible()?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}

/// Fills in the form of an order that was just opened, its line in the table, and keeps it.
fn order(page: &Session) -> Result<()> {
    arrived(page, "New order")?;
    page.press(&[Key::Tab])?;
    page.type_keys("SO-1")?;
    tab_to(page, "select", "Product")?;
    // A letter chooses by name, as in any list.
    page.type_keys("L")?;
    tab_to(page, "input", "Quantity")?;
    page.type_keys("12")?;
    page.press(&[Key::Control, Key::Enter])?;
    arrived(page, "SO-1")
}
