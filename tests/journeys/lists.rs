//! A list is filtered, put in order, edited in a cell, and kept as a view.

use xtask::Result;
use xtask::look::{self, data};
use xtask::webdriver::Key;

use crate::world::{NO_CRM_DATA, Outcome, World, crm_files};

/// Deals of the sales data set whose close value is 20,000 or more, and the greatest
/// (`awk -F, '$8+0 >= 20000' sales_pipeline.csv`).
const LARGE: (&str, &str) = ("15", "$30,288");

/// Chooses an option of the last list of that name in the dialog, once it is on offer.
const CHOOSE: &str = "
    const [label, text] = arguments;
    const select = [...document.querySelectorAll(`dialog select[aria-label=\"${label}\"]`)].pop();
    const option = [...select?.options ?? []].find((option) => option.textContent.trim() === text);
    if (!option) return false;
    select.value = option.value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
    return true;";

/// Whether the focus is on the cell that is edited.
const HERE: &str = "return document.activeElement?.dataset.cell === '0.3';";

/// Filter, order, edit with undo, view.
pub(crate) fn filtered_edited_kept(world: &mut World) -> Result<Outcome> {
    let Some(files) = crm_files() else { return Ok(Outcome::Skipped(NO_CRM_DATA)) };
    let page = world.open("")?;
    look::dress(page, &world.server, "light", "en")?;
    data::import(page, &world.server, &files)?;
    let page = world.open("deals?basis=in:~stated&cols=title,amount,next_step,owner")?;
    // A condition is put together; the button says how many records it leaves.
    page.by_role("button", "Filter")?.click()?;
    page.by_role("button", "Add a condition")?.click()?;
    for (label, text) in [("Field", "Amount"), ("Test", "≥")] {
        page.wait(text, CHOOSE, &[label.into(), text.into()])?;
    }
    page.by_css("dialog .filter-part:nth-last-of-type(2) .filter-value input")?.fill("20000")?;
    page.by_role("button", &format!("Show {}", LARGE.0))?.click()?;
    expect_sum(world, LARGE.0)?;
    // Numbers start with the greatest.
    page.by_role("button", "Amount")?.click()?;
    expect_cell(world, "0.2", LARGE.1)?;
    // Back leads to the list before the filter, forward to it again.
    page.back()?;
    let others = "return !location.search.includes('20000')
        && document.querySelector('.page-sum strong').textContent !== arguments[0];";
    page.wait("the list without the condition", others, &[LARGE.0.into()])?;
    page.run("history.forward();", &[])?;
    page.wait("the address of the list with it", "return location.search.includes('20000');", &[])?;
    expect_sum(world, LARGE.0)?;
    // A cell is edited with the keyboard alone; Tab goes on to the next.
    page.by_css("[data-cell='0.3']")?.focus()?;
    page.press(&[Key::F2])?;
    page.wait("the control of the cell", "return document.activeElement?.matches('.cell-edit input') ?? false;", &[])?;
    page.type_keys("Call again")?;
    page.press(&[Key::Enter])?;
    expect_cell(world, "0.3", "Call again")?;
    page.wait("the focus to be back", HERE, &[])?;
    page.press(&[Key::Control, Key::Char('z')])?;
    expect_cell(world, "0.3", "")?;
    page.wait("the focus to be back", HERE, &[])?;
    // Two rows at once, and back.
    page.press(&[Key::Char(' ')])?;
    page.press(&[Key::Shift, Key::Down])?;
    page.by_role("button", "Delete")?.click()?;
    let less = LARGE.0.parse::<usize>().map_or_else(|_| String::new(), |count| (count - 2).to_string());
    expect_sum(world, &less)?;
    page.press(&[Key::Control, Key::Char('z')])?;
    expect_sum(world, LARGE.0)?;
    // Kept as a view, which lists it again after a restart.
    page.by_role("button", "Save view …")?.click()?;
    page.by_role("textbox", "Name")?.fill("Large ones")?;
    page.by_role("button", "Save")?.click()?;
    world.wait_saved()?;
    world.restart_browser()?;
    let page = world.open("deals")?;
    // Keys choose every record that is found, not only those of the page.
    page.by_css("[data-cell='0.2']")?.focus()?;
    page.press(&[Key::Control, Key::Char('a')])?;
    let all = "const all = document.querySelector('.page-sum strong')?.textContent;
        return all === '8,800' && document.querySelector('.bulk')?.textContent.includes(`${all} selected`);";
    page.wait("all records chosen", all, &[])?;
    page.by_role("button", "Clear selection")?.click()?;
    page.by_role("combobox", "View")?.choose("Large ones")?;
    expect_sum(world, LARGE.0)?;
    world.expect_accessible()?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}

/// Waits until the head of the list counts so many records.
fn expect_sum(world: &World, count: &str) -> Result<()> {
    let script = "return document.querySelector('.page-sum strong')?.textContent === arguments[0];";
    world.page()?.wait(&format!("{count} records"), script, &[count.into()]).map(drop)
}

/// Waits until a cell, by line and column, holds a text.
fn expect_cell(world: &World, spot: &str, text: &str) -> Result<()> {
    let script = "return document.querySelector(`[data-cell=\"${arguments[0]}\"]`)?.textContent === arguments[1];";
    world.page()?.wait(&format!("{text:?} in {spot}"), script, &[spot.into(), text.into()]).map(drop)
}
