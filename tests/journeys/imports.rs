//! Real files come in: the shared sales data set, in one go.

use serde_json::Value;
use xtask::look::{self, data};
use xtask::{Result, fail};

use crate::world::{NO_CRM_DATA, Outcome, World, crm_files};

/// The known number of deals per stage.
const STAGES: &[(&str, &str)] = &[("Prospecting", "500"), ("Engaging", "1,589"), ("Won", "4,238"), ("Lost", "2,473")];

/// The four files give the known totals, also after a reload and without a network.
pub(crate) fn the_four_files(world: &mut World) -> Result<Outcome> {
    let Some(files) = crm_files() else { return Ok(Outcome::Skipped(NO_CRM_DATA)) };
    let page = world.open("")?;
    look::dress(page, &world.server, "light", "en")?;
    data::import(page, &world.server, &files)?;
    let board = the_board(world)?;
    expect_stages(world, &board)?;
    world.page()?.reload()?;
    expect_stages(world, &board)?;
    world.wait_kept_offline()?;
    world.server.go_offline();
    world.restart_browser()?;
    expect_stages(world, &board)?;
    Ok(Outcome::Done)
}

/// Returns the address of the board, from the main navigation.
fn the_board(world: &World) -> Result<String> {
    let page = world.open("")?;
    let script = "const link = document.querySelector('nav a[href*=\"pipeline/\"]');
        return link && new URL(link.href).pathname;";
    match page.wait("a link to the board", script, &[])? {
        Value::String(path) => Ok(path),
        other => fail!("not a link to the board: {other}"),
    }
}

/// Fails unless the board's stages are there with their known numbers.
fn expect_stages(world: &World, board: &str) -> Result<()> {
    let page = world.open(board)?;
    for (stage, number) in STAGES {
        page.by_role("list", stage)?;
        let script = "const list = [...document.querySelectorAll('section.board section')].find((column) =>
                column.querySelector('h2')?.textContent.trim() === arguments[0]);
            return list?.querySelector('header')?.innerText.includes(arguments[1]) ?? false;";
        page.wait(&format!("{number} deals in {stage}"), script, &[(*stage).into(), (*number).into()])?;
    }
    Ok(())
}
