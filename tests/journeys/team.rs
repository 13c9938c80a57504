//! The weeks of a team: planned together by whoever leads it, taken over as one act, and one step back.

use xtask::webdriver::Key;
use xtask::{Result, look};

use crate::days::{accessible, press};
use crate::proposal::{CUSTOMERS, customer};
use crate::signs::{act_as, person, says};
use crate::world::{Outcome, World};

/// A supervisor plans for two people, one of whom has all the customers.
pub(crate) fn is_planned(world: &mut World) -> Result<Outcome> {
    let page = world.open("")?;
    look::dress(page, &world.server, "light", "en")?;
    let page = world.open("visits/coverage")?;
    press(page, "button", "Use the usual cadences")?;
    page.wait("the way to do it to be gone", "return !document.querySelector('#coverage-usual');", &[])?;
    world.wait_saved()?;
    person(world, "Chen Lead", "Supervisor", None)?;
    act_as(world, "Nobody in particular")?;
    person(world, "Bo Ma", "Salesperson", Some("Chen Lead"))?;
    act_as(world, "Nobody in particular")?;
    person(world, "Ann Lee", "Salesperson", Some("Chen Lead"))?;
    CUSTOMERS.iter().take(3).try_for_each(|(name, north)| customer(world, name, *north))?;
    // Who leads nobody is offered no plan for a team.
    let page = world.open("visits/plan")?;
    says(page, "the plan", "No visit is planned yet")?;
    page.wait(
        "no view of a team",
        "return ![...document.querySelectorAll('.plan-views a')].some((one) => one.textContent === 'Team');",
        &[],
    )?;
    act_as(world, "Chen Lead")?;
    if world.is_chromium() {
        world.page()?.screen(390, 844)?;
    }
    let page = world.open("visits/plan")?;
    press(page, "link", "Team")?;
    says(page, "the page", "Whom and how long")?;
    accessible(world)?;
    press(page, "button", "Plan for the team")?;
    says(page, "what comes of it", "Suggestion for the team")?;
    let amounts = "const card = [...document.querySelectorAll('.propose-day')].find((one) => one.textContent.includes('Ann Lee'));
        return card?.textContent.includes('3 visits') && card.textContent.includes('with customers');";
    page.wait("what each has to do", amounts, &[])?;
    accessible(world)?;
    press(page, "button", "Take all over")?;
    let done = "return !document.querySelector('#team-made') && document.body.textContent.includes(': 3 visits');";
    page.wait("what was done", done, &[])?;
    world.wait_saved()?;
    let planned = "return [...document.querySelectorAll('.week-visit')].length === 3;";
    press(page, "link", "Week")?;
    let ann = page.wait(
        "Ann among the people",
        "return [...document.getElementById('day-person')?.options ?? []].find((one) => one.textContent === 'Ann Lee')?.textContent;",
        &[],
    )?;
    page.by_css("#day-person")?.choose(ann.as_str().unwrap_or_default())?;
    page.wait("her three visits", planned, &[])?;
    page.reload()?;
    page.wait("her three visits after a reload", planned, &[])?;
    page.run("document.activeElement?.blur();", &[])?;
    page.press(&[Key::Control, Key::Char('z')])?;
    page.wait("no visit", "return !document.querySelector('.week-visit');", &[])?;
    world.wait_saved()?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}
