//! What a move asks for, how a deal ends, and what is done to many at once.

use xtask::look::{self, data};
use xtask::webdriver::{Key, Session};
use xtask::{Failure, Result, fail};

use crate::imports::expect_header;
use crate::moves::first_card;
use crate::own_fields::expect_text;
use crate::world::{Outcome, World};

/// Makes the demo company and opens its board.
fn demo(world: &World) -> Result<()> {
    let page = world.open("")?;
    look::dress(page, &world.server, "light", "en")?;
    data::demo(page, &world.server)?;
    let page = world.open("pipeline")?;
    page.by_role("list", "Needs").map(drop)
}

/// How many deals are in a stage, as its heading says.
fn count(page: &Session, stage: &str) -> Result<usize> {
    let script = "return [...document.querySelectorAll('section.board section')].find((column) =>
        column.querySelector('h2')?.textContent.trim() === arguments[0])?.querySelector('.column-count')?.textContent.trim() ?? null;";
    let found = page.wait(&format!("the count of {stage}"), script, &[stage.into()])?;
    let found = found.as_str().unwrap_or_default().replace(',', "");
    found.parse().map_err(|error| Failure::new(format!("{stage} counts {found:?}: {error}")))
}

fn expect_count(world: &World, stage: &str, n: usize) -> Result<()> {
    expect_header(world, stage, &n.to_string())
}

/// The address of the card at a place of a stage, from 1.
fn card_at(page: &Session, stage: &str, place: usize) -> Result<String> {
    let script = "const list = [...document.querySelectorAll('section.board section')].find((column) =>
            column.querySelector('h2')?.textContent.trim() === arguments[0])?.querySelector('ul');
        return list?.querySelector(`li[aria-posinset=\"${arguments[1]}\"] a`)?.getAttribute('href') ?? null;";
    let found = page.wait(&format!("card {place} of {stage}"), script, &[stage.into(), place.into()])?;
    found.as_str().map(str::to_owned).ok_or_else(|| Failure::new("the card has no address"))
}

fn card(address: &str) -> String {
    format!("section.board a[href=\"{address}\"]")
}

fn heard(page: &Session, words: &str) -> Result<()> {
    let script = "return [...document.querySelectorAll('[aria-live=assertive]')].some((live) =>
        live.textContent.includes(arguments[0]));";
    page.wait(&format!("to hear \"{words}\""), script, &[words.into()]).map(drop)
}

fn no_dialog(page: &Session) -> Result<()> {
    page.wait("no dialog", "return !document.querySelector('dialog[open]');", &[]).map(drop)
}

/// Says on the page of a stage what it asks of a deal that enters.
pub(crate) fn gate(world: &World, stage: &str, field: &str, check: &str) -> Result<()> {
    let page = world.open("stages")?;
    page.by_role("link", stage)?.click()?;
    page.by_role("button", "Edit")?.click()?;
    // The form takes the focus when it is there.
    page.wait("the form", "return document.activeElement?.id === 'field-name';", &[])?;
    page.by_css("#field-gate_fields")?.type_text(field)?;
    page.press(&[Key::Enter])?;
    page.by_css("#field-gate_checks")?.fill(check)?;
    page.press(&[Key::Control, Key::Enter])?;
    expect_text(world, "main .facts", check)?;
    world.wait_saved()
}

/// A move that lacks something asks for it, by pointer and by keys; given up, the card goes back.
pub(crate) fn behind_a_gate(world: &mut World) -> Result<Outcome> {
    demo(world)?;
    gate(world, "Quoted", "note", "Samples sent")?;
    let page = world.open("pipeline")?;
    page.screen(1440, 900)?;
    let (needs, quoted) = (count(page, "Needs")?, count(page, "Quoted")?);
    // By pointer: the dialog asks for just what is missing; cancelled, nothing has moved.
    let (from, to) = (first_card(page, "Needs")?, first_card(page, "Quoted")?);
    page.drag(&page.by_css(&card(&from))?, &page.by_css(&card(&to))?)?;
    let dialog = page.by_role("dialog", "*to Quoted*")?;
    if !dialog.text()?.contains("“Quoted” asks for 2 things") {
        fail!("the dialog says {:?}", dialog.text()?);
    }
    world.expect_accessible()?;
    dialog.by_role("button", "Cancel")?.click()?;
    no_dialog(page)?;
    heard(page, "put back")?;
    expect_count(world, "Needs", needs)?;
    expect_count(world, "Quoted", quoted)?;
    // By keys: what is not given says so, then the deal goes on with what was given.
    let page = world.page()?;
    page.by_css(&card(&from))?.focus()?;
    page.press(&[Key::Char(' ')])?;
    page.press(&[Key::Right])?;
    page.press(&[Key::Char(' ')])?;
    page.by_role("dialog", "*to Quoted*")?;
    page.wait("the focus in the dialog", "return document.activeElement?.id === 'gate-field-note';", &[])?;
    page.press(&[Key::Control, Key::Enter])?;
    let wrong = "return document.getElementById('gate-field-note')?.getAttribute('aria-invalid') === 'true';";
    page.wait("the empty field to say so", wrong, &[])?;
    world.expect_accessible()?;
    page.type_keys("Half now")?;
    page.press(&[Key::Tab])?;
    page.press(&[Key::Char(' ')])?;
    page.press(&[Key::Control, Key::Enter])?;
    no_dialog(page)?;
    heard(page, "is now in Quoted")?;
    expect_count(world, "Needs", needs - 1)?;
    expect_count(world, "Quoted", quoted + 1)?;
    let focused = "return document.activeElement?.getAttribute('href') === arguments[0];";
    page.wait("the focus on the moved card", focused, &[from.as_str().into()])?;
    world.wait_saved()?;
    // One step takes the move and what came with it back.
    page.press(&[Key::Control, Key::Char('z')])?;
    expect_count(world, "Needs", needs)?;
    page.by_css(&card(&from))?.focus()?;
    page.press(&[Key::Enter])?;
    page.wait("no note any more", "const main = document.querySelector('main .facts')?.textContent; return main?.includes('Needs') && !main.includes('Half now');", &[])?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}

/// A deal is won with its order, whose credit must be whole, and is reopened.
pub(crate) fn won_with_an_order(world: &mut World) -> Result<Outcome> {
    demo(world)?;
    let page = world.page()?;
    let (contract, won) = (count(page, "Contract")?, count(page, "Won")?);
    let deal = first_card(page, "Contract")?;
    page.by_css(&card(&deal))?.focus()?;
    page.press(&[Key::Char('m')])?;
    page.by_role("dialog", "*Move*")?.by_role("button", "*Won*")?.click()?;
    page.by_role("dialog", "*Won:*")?;
    page.by_css("#close-number")?.fill("SO-77")?;
    page.by_css("dialog .several-part")?.fill("60")?;
    page.by_role("button", "Move to Won")?.click()?;
    expect_text(world, "dialog", "The shares must sum to 100 %")?;
    world.expect_accessible()?;
    let page = world.page()?;
    page.by_css("dialog .several-part")?.fill("100")?;
    page.by_role("button", "Move to Won")?.click()?;
    no_dialog(page)?;
    expect_count(world, "Contract", contract - 1)?;
    expect_count(world, "Won", won + 1)?;
    world.wait_saved()?;
    let page = world.open(deal.trim_start_matches("./").trim_start_matches('/'))?;
    page.by_role("link", "*SO-77*")?;
    expect_text(world, "main [aria-labelledby=deal-travelled]", "Won")?;
    world.expect_accessible()?;
    let page = world.page()?;
    page.by_role("button", "Reopen")?.click()?;
    page.by_role("dialog", "Reopen in ...")?.by_role("button", "*Needs*")?.click()?;
    no_dialog(page)?;
    expect_text(world, "main .path [aria-current=step]", "Needs")?;
    // Its way is kept: it was won, and is no longer.
    expect_text(world, "main [aria-labelledby=deal-travelled]", "Won")?;
    // Its order counts still: the page says so, and the order is cancelled from there.
    expect_text(world, "main .notice-warning", "SO-77")?;
    world.expect_accessible()?;
    let page = world.page()?;
    page.by_role("button", "Cancel the order")?.click()?;
    page.wait("no notice any more", "return !document.querySelector('main .notice-warning');", &[])?;
    world.wait_saved()?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}

/// A range of cards is chosen by Shift and moved as one act, which one step takes back; by keys, too.
pub(crate) fn many_at_once(world: &mut World) -> Result<Outcome> {
    demo(world)?;
    let page = world.page()?;
    page.screen(1440, 900)?;
    let (needs, quoted) = (count(page, "Needs")?, count(page, "Quoted")?);
    page.by_role("button", "Select")?.click()?;
    page.by_css(&card(&card_at(page, "Needs", 1)?))?.click()?;
    page.click_with(Key::Shift, &page.by_css(&card(&card_at(page, "Needs", 3)?))?)?;
    expect_text(world, ".bulk", "3 deals selected")?;
    world.expect_accessible()?;
    let page = world.page()?;
    page.by_role("button", "Move")?.click()?;
    page.by_role("dialog", "*Move 3 deals*")?.by_role("button", "Quoted")?.click()?;
    expect_count(world, "Needs", needs - 3)?;
    expect_count(world, "Quoted", quoted + 3)?;
    page.by_role("button", "Undo")?.click()?;
    expect_count(world, "Needs", needs)?;
    expect_count(world, "Quoted", quoted)?;
    // By keys: X begins, Shift and X ends the range; Escape lets go.
    let (first, last) = (card_at(page, "Needs", 1)?, card_at(page, "Needs", 4)?);
    page.by_css(&card(&first))?.focus()?;
    page.press(&[Key::Char('x')])?;
    page.by_css(&card(&last))?.focus()?;
    page.press(&[Key::Shift, Key::Char('X')])?;
    expect_text(world, ".bulk", "4 deals selected")?;
    let page = world.page()?;
    page.press(&[Key::Escape])?;
    page.wait("no bar", "return !document.querySelector('.bulk');", &[])?;
    // All of a column by its filter, tagged in one act.
    page.by_role("button", "Select")?.click()?;
    page.by_role("button", "Select all …")?.click()?;
    page.by_role("dialog", "Select all")?.by_role("button", &format!("All {needs} of Needs"))?.click()?;
    expect_text(world, ".bulk", &format!("{needs} deals selected"))?;
    let page = world.page()?;
    page.by_role("button", "Tag")?.click()?;
    page.by_css("#many-tag-add")?.fill("spring")?;
    page.press(&[Key::Enter])?;
    no_dialog(page)?;
    expect_text(world, ".toasts", &format!("{needs}"))?;
    world.wait_saved()?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}
