//! Selling: a pipeline gets another shape, a customer is claimed from the pool.

use std::time::Duration;

use xtask::webdriver::{Key, Session};
use xtask::{Result, look};

use crate::world::{Outcome, World};

/// The demo company, in English.
pub(crate) fn demo(world: &World) -> Result<()> {
    let page = world.open("")?;
    look::dress(page, &world.server, "light", "en")?;
    let page = world.open("")?;
    page.by_role("button", "Open the demo company")?.click()?;
    page.by_role("button", "Make it")?.click()?;
    let made = "return Boolean(document.querySelector('.demo-note')) && !document.querySelector('dialog[open]');";
    page.wait_for("the company to be made", Duration::from_mins(1), made, &[])?;
    world.wait_saved()
}

/// Waits until the page says a text.
fn says(page: &Session, what: &str, text: &str) -> Result<()> {
    // Between a number and its sign stands a space that does not break.
    let script = "return document.body.textContent.replace(/[\\u00a0\\u202f]/g, ' ').includes(arguments[0]);";
    page.wait(&format!("{what}: {text:?}"), script, &[text.into()]).map(drop)
}

/// Waits until the stages of the form are these.
fn stages(page: &Session, names: &[&str]) -> Result<()> {
    let script = "return [...document.querySelectorAll('.stage-line')]
        .map((line) => line.querySelector('input').value).join() === arguments[0];";
    page.wait(&format!("the stages {names:?}"), script, &[names.join(",").into()]).map(drop)
}

/// Waits until a note is shown and covers none of these.
fn uncovered(page: &Session, css: &str) -> Result<()> {
    let script = "const all = [...document.querySelectorAll(arguments[0])];
        const seen = (one) => {
            const at = one.getBoundingClientRect();
            return one.contains(document.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2));
        };
        return Boolean(document.querySelector('.toast')) && all.length > 0 && all.every(seen);";
    page.wait(&format!("a note that covers no {css}"), script, &[css.into()]).map(drop)
}

/// A stage is merged away with its deals, what is wrong is said, and one undo brings all of it back.
pub(crate) fn another_shape(world: &mut World) -> Result<Outcome> {
    demo(world)?;
    let page = world.open("pipelines")?;
    page.by_role("link", "Dealers")?.click()?;
    let before = ["First talks", "Trial sale", "Order talks", "Won", "Lost"];
    stages(page, &before)?;
    world.expect_accessible()?;
    page.by_role("button", "Merge Trial sale into another stage")?.click()?;
    page.by_role("button", "Merge")?.click()?;
    says(page, "what happens", "“Trial sale” is archived.")?;
    page.by_css(".stage-line input[id$=probability]")?.fill("120")?;
    page.by_role("button", "Keep the changes")?.click()?;
    says(page, "what is wrong", "This must lie between 0.0 % and 100.0 %.")?;
    world.expect_accessible()?;
    page.by_css(".stage-line input[id$=probability]")?.fill("15")?;
    page.by_role("button", "Keep the changes")?.click()?;
    stages(page, &["First talks", "Order talks", "Won", "Lost"])?;
    uncovered(page, ".shape-acts button")?;
    page.screen(360, 740)?;
    uncovered(page, ".shape-acts button")?;
    page.screen(1440, 900)?;
    page.by_role("button", "Bring back the stage Trial sale")?;
    world.wait_saved()?;
    page.run("document.activeElement?.blur();", &[])?;
    page.press(&[Key::Control, Key::Char('z')])?;
    stages(page, &before)?;
    world.wait_saved()?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}

/// The pool is set up, a customer claimed, and the limit told.
pub(crate) fn from_the_pool(world: &mut World) -> Result<Outcome> {
    demo(world)?;
    let page = world.open("pool")?;
    says(page, "no pool", "No pool yet")?;
    for (field, number) in [("pool_days", "30"), ("pool_hold", "1")] {
        page.by_css(&format!("#field-{field}"))?.fill(number)?;
    }
    page.by_role("button", "Save")?.click()?;
    says(page, "the pool", "To be claimed")?;
    world.expect_accessible()?;
    page.by_css("[aria-labelledby=pool-open] li:first-child button")?.click()?;
    says(page, "the claim", "1 of 1 at most")?;
    says(page, "the limit", "as many as anybody may")?;
    world.wait_saved()?;
    page.by_css("[aria-labelledby=pool-mine] button")?.click()?;
    page.wait("nothing to be held", "return !document.getElementById('pool-mine');", &[])?;
    world.wait_saved()?;
    world.expect_accessible()?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}
