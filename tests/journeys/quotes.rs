//! Quoting: a deal with its lines and its buying committee, the quote made from them, its sheet,
//! another version, sent, and accepted into an order.

use xtask::Result;
use xtask::webdriver::{Key, Session};

use crate::own_fields::expect_text;
use crate::sells::demo;
use crate::world::{Outcome, World};

/// Says a record by its name, in a list to choose from or in a control to type into.
fn name(page: &Session, id: &str, name: &str) -> Result<()> {
    let script = "const control = document.getElementById(arguments[0]);
        if (!control) return false;
        const option = [...(control.options ?? [])].find((option) => option.textContent.trim() === arguments[1]);
        if (control.options && !option) return false;
        control.focus();
        control.value = option ? option.value : arguments[1];
        control.dispatchEvent(new Event(option ? 'change' : 'input', { bubbles: true }));
        return true;";
    page.wait(&format!("{name:?} in #{id}"), script, &[id.into(), name.into()]).map(drop)
}

/// Makes a record and waits for its page.
fn make(world: &World, at: &str, fields: &[(&str, &str)], title: &str) -> Result<()> {
    let page = world.open(at)?;
    for (id, text) in fields {
        page.by_css(&format!("#{id}"))?.fill(text)?;
    }
    page.press(&[Key::Control, Key::Enter])?;
    expect_text(world, "main h1", title)
}

/// A deal of three pumps with somebody who decides, made in one form.
fn deal(world: &World) -> Result<()> {
    make(
        world,
        "products/new",
        &[("field-name", "Rill pump"), ("field-list_price", "100"), ("field-tax_rate", "13")],
        "Rill pump",
    )?;
    make(world, "accounts/new", &[("field-name", "Acme Hall")], "Acme Hall")?;
    make(world, "contacts/new", &[("field-name", "Ada Quill")], "Ada Quill")?;
    let page = world.open("deals/new")?;
    page.by_css("#field-title")?.fill("Pumps for the hall")?;
    name(page, "field-account", "Acme Hall")?;
    page.by_role("button", "Add a line")?.click()?;
    name(page, "deal_lines-0-field-product", "Rill pump")?;
    let priced = "return document.getElementById('deal_lines-0-field-price')?.value === '100';";
    page.wait("the price of the product", priced, &[])?;
    page.by_css("#deal_lines-0-field-quantity")?.fill("3")?;
    let worth = "return document.getElementById('deal_lines-0-field-amount')?.value === '300';";
    page.wait("the amount of the line", worth, &[])?;
    page.by_css("[aria-labelledby=lines-committee_members] .lines-foot button")?.click()?;
    name(page, "committee_members-0-field-contact", "Ada Quill")?;
    name(page, "committee_members-0-field-part", "Decides")?;
    world.expect_accessible()?;
    world.page()?.press(&[Key::Control, Key::Enter])?;
    expect_text(world, "main h1", "Pumps for the hall")
}

/// A deal is quoted from its lines, the sheet looked at, another version sent and accepted.
pub(crate) fn made_sent_accepted(world: &mut World) -> Result<Outcome> {
    demo(world)?;
    deal(world)?;
    // Without an amount of its own, it is worth its lines.
    expect_text(world, ".page-sum strong", "300")?;
    expect_text(world, "[aria-labelledby=record-deal_lines] tbody", "Rill pump")?;
    expect_text(world, "[aria-labelledby=record-committee_members] tbody", "Decides")?;
    world.expect_accessible()?;
    let page = world.page()?;
    page.by_role("button", "Make a quote")?.click()?;
    expect_text(world, "[aria-labelledby=quote-prices] th", "Last price to this customer")?;
    expect_text(world, "[aria-labelledby=quote-prices] tbody", "Rill pump")?;
    world.expect_accessible()?;
    let page = world.page()?;
    page.by_role("link", "Print …")?.click()?;
    expect_text(world, ".paper .lines-gross dd", "339")?;
    world.expect_accessible()?;
    let page = world.page()?;
    page.by_role("link", "Back to the quote")?.click()?;
    page.by_role("button", "New version")?.click()?;
    let second = "return document.querySelector('main h1')?.textContent.endsWith('-1/2');";
    page.wait("the second version", second, &[])?;
    page.by_role("button", "Edit lines")?;
    page.by_role("button", "Mark as sent")?.click()?;
    let settled = "return document.activeElement?.id === 'quote-prices'
        && ![...document.querySelectorAll('main button')].some((one) => one.textContent.includes('Edit lines'));";
    page.wait("the focus at the heading, and no way to change what was sent", settled, &[])?;
    page.by_role("button", "Accepted: make the order")?.click()?;
    page.wait("the order", "return location.pathname.includes('/orders/');", &[])?;
    expect_text(world, "main .lines-gross dd", "339")?;
    expect_text(world, "[role=status], .toast", "was accepted; the order is made")?;
    world.wait_saved()?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}
