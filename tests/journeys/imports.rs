//! Real files come in: the shared sales data set, in one go.

use xtask::Result;
use xtask::look::{self, data};

use crate::world::{NO_CRM_DATA, Outcome, World, crm_files};

/// The known number of deals per stage.
pub(crate) const STAGES: &[(&str, &str)] =
    &[("Prospecting", "500"), ("Engaging", "1,589"), ("Won", "4,238"), ("Lost", "2,473")];

/// The four files give the known totals, also after a reload and without a network.
pub(crate) fn the_four_files(world: &mut World) -> Result<Outcome> {
    let Some(files) = crm_files() else { return Ok(Outcome::Skipped(NO_CRM_DATA)) };
    let page = world.open("")?;
    look::dress(page, &world.server, "light", "en")?;
    data::import(page, &world.server, &files)?;
    expect_stages(world, STAGES)?;
    expect_header(world, "Won", "$10,005,534")?;
    // The board of a past day: what closed on the day counts as closed.
    world.open("pipeline?at=2017-07-01")?;
    expect_header(world, "Engaging", "1,706")?;
    world.open("pipeline")?;
    world.page()?.reload()?;
    expect_stages(world, STAGES)?;
    world.wait_kept_offline()?;
    world.server.go_offline();
    world.restart_browser()?;
    expect_stages(world, STAGES)?;
    expect_header(world, "Won", "$10,005,534")?;
    Ok(Outcome::Done)
}

/// Undo takes the whole import back, also after a restart; redo brings all of it again.
pub(crate) fn undone_and_redone(world: &mut World) -> Result<Outcome> {
    let Some(files) = crm_files() else { return Ok(Outcome::Skipped(NO_CRM_DATA)) };
    let page = world.open("")?;
    look::dress(page, &world.server, "light", "en")?;
    data::import(page, &world.server, &files)?;
    world.wait_saved()?;
    world.restart_browser()?;
    let page = world.open("history")?;
    page.by_role("button", "*Undo*")?.click()?;
    expect_note(world, "Undone")?;
    world.wait_saved()?;
    world.open("pipeline")?.by_role("heading", "No pipeline yet")?;
    let page = world.open("history")?;
    page.by_role("button", "*Redo*")?.click()?;
    expect_note(world, "Redone")?;
    world.wait_saved()?;
    expect_stages(world, STAGES)?;
    expect_header(world, "Won", "$10,005,534")?;
    Ok(Outcome::Done)
}

/// Waits until a note says what was done.
fn expect_note(world: &World, words: &str) -> Result<()> {
    let script = "return [...document.querySelectorAll('section[aria-live=polite]')].some((notes) =>
        notes.textContent.includes(arguments[0]));";
    world.page()?.wait(&format!("a note that says \"{words}\""), script, &[words.into()]).map(drop)
}

/// Fails unless the board's stages are there with their numbers of deals.
pub(crate) fn expect_stages(world: &World, stages: &[(&str, &str)]) -> Result<()> {
    world.open("pipeline")?;
    stages.iter().try_for_each(|(stage, number)| expect_header(world, stage, number))
}

/// Waits until the header of a stage shows a figure.
pub(crate) fn expect_header(world: &World, stage: &str, figure: &str) -> Result<()> {
    let page = world.page()?;
    page.by_role("list", stage)?;
    let script = "const column = [...document.querySelectorAll('section.board section')].find((column) =>
            column.querySelector('h2')?.textContent.trim() === arguments[0]);
        const words = column?.querySelector('header')?.innerText.split(/\\s+/) ?? [];
        return words.includes(arguments[1]);";
    page.wait(&format!("{figure} in {stage}"), script, &[stage.into(), figure.into()]).map(drop)
}
