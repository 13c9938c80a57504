//! An order with its lines: typed in a table, saved together, undone together.

use xtask::Result;
use xtask::look;
use xtask::webdriver::Key;

use crate::own_fields::{account, choose, expect_text};
use crate::world::{Outcome, World};

/// Waits until a control holds a text.
fn expect_value(world: &World, id: &str, text: &str) -> Result<()> {
    let script = "return document.getElementById(arguments[0])?.value === arguments[1];";
    world.page()?.wait(&format!("{text:?} in #{id}"), script, &[id.into(), text.into()]).map(drop)
}

/// Waits until what the lines come to with tax reads so.
fn expect_sum(world: &World, sum: &str) -> Result<()> {
    expect_text(world, "main .lines-gross dd", sum)
}

/// A product at 100 with 13 % tax.
fn product(world: &World) -> Result<()> {
    let page = world.open("products/new")?;
    page.by_role("textbox", "*Name*")?.fill("Pump")?;
    page.by_css("#field-list_price")?.fill("100")?;
    page.by_css("#field-unit")?.fill("pc")?;
    page.by_css("#field-tax_rate")?.fill("13")?;
    page.press(&[Key::Control, Key::Enter])?;
    expect_text(world, "main h1", "Pump")
}

/// Typed by keyboard, added up while typed, one batch, one undo; then edited on the page, on a phone too.
pub(crate) fn typed_and_undone(world: &mut World) -> Result<Outcome> {
    let page = world.open("")?;
    look::dress(page, &world.server, "light", "en")?;
    product(world)?;
    account(world, "Acme")?;
    let page = world.open("orders/new")?;
    page.by_css("#field-number")?.fill("SO-1")?;
    choose(world, "field-account", "Acme")?;
    choose(world, "order_lines-0-field-product", "Pump")?;
    expect_value(world, "order_lines-0-field-price", "100")?;
    expect_value(world, "order_lines-0-field-tax_rate", "13")?;
    let page = world.page()?;
    page.by_css("#order_lines-0-field-quantity")?.fill("3")?;
    expect_value(world, "order_lines-0-field-amount", "300")?;
    // Enter goes on to a new line.
    page.by_css("#order_lines-0-field-quantity")?.click()?;
    page.press(&[Key::Enter])?;
    page.wait("the focus in a new line", "return document.activeElement?.id === 'order_lines-1-field-product';", &[])?;
    choose(world, "order_lines-1-field-product", "Pump")?;
    world.page()?.by_css("#order_lines-1-field-quantity")?.fill("2x")?;
    // 5 x 100, and 13 % on it.
    let page = world.page()?;
    page.press(&[Key::Control, Key::Enter])?;
    let wrong =
        "return document.getElementById('order_lines-1-field-quantity')?.getAttribute('aria-invalid') === 'true';";
    page.wait("the wrong cell to say so", wrong, &[])?;
    world.expect_accessible()?;
    world.page()?.by_css("#order_lines-1-field-quantity")?.fill("2")?;
    expect_sum(world, "$565")?;
    world.page()?.press(&[Key::Control, Key::Enter])?;
    expect_text(world, "main h1", "SO-1")?;
    expect_sum(world, "$565")?;
    // The order and its lines go and come together.
    world.page()?.press(&[Key::Control, Key::Char('z')])?;
    expect_text(world, "main .empty-title", "SO-1")?;
    world.page()?.press(&[Key::Control, Key::Shift, Key::Char('z')])?;
    expect_sum(world, "$565")?;
    let page = world.page()?;
    page.by_role("button", "Edit lines")?.click()?;
    page.by_role("button", "Remove line 2")?.click()?;
    expect_sum(world, "$339")?;
    page.screen(360, 780)?;
    // What lies half under the bar is not measured.
    page.run("scrollTo(0, 0);", &[])?;
    world.expect_accessible()?;
    let narrow = "return document.documentElement.scrollWidth <= document.documentElement.clientWidth;";
    world.page()?.wait("no scroll to the side", narrow, &[])?;
    // As a finger would: what the bar at the bottom covers is scrolled up first.
    let page = world.page()?;
    page.run("document.querySelector('main [type=submit]').scrollIntoView({ block: 'center' });", &[])?;
    page.by_role("button", "Save")?.click()?;
    let read = "return document.querySelectorAll('main .lines-table').length === 0;";
    world.page()?.wait("the lines to be kept", read, &[])?;
    expect_sum(world, "$339")?;
    world.page()?.screen(1280, 900)?;
    world.page()?.press(&[Key::Control, Key::Char('z')])?;
    expect_sum(world, "$565")?;
    world.wait_saved()?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}
