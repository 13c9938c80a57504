//! The planner's suggestion for a day: with the reasons of each stop and of each customer left out, taken over into
//! the plan, and there after a reload.

use xtask::webdriver::Session;
use xtask::{Result, look};

use crate::days::{accessible, press};
use crate::signs::{heading, person, says};
use crate::world::{Outcome, World};

/// Where the first customer is.
pub(crate) const THERE: (f64, f64) = (31.3, 120.6);

/// Customers with how far north of the first they are, in degrees: the last one farther than a day goes.
pub(crate) const CUSTOMERS: [(&str, f64); 4] = [("Acme", 0.0), ("Beta", 0.02), ("Gamma", 0.01), ("Delta", 6.0)];

/// Usual cadences, a salesperson who acts, and their customers, whom nobody has visited yet.
pub(crate) fn company(world: &World) -> Result<()> {
    let page = world.open("")?;
    look::dress(page, &world.server, "light", "en")?;
    // How often customers are visited is for those to say who set the company up.
    let page = world.open("visits/coverage")?;
    press(page, "button", "Use the usual cadences")?;
    page.wait("the way to do it to be gone", "return !document.querySelector('#coverage-usual');", &[])?;
    world.wait_saved()?;
    person(world, "Ann Lee", "Salesperson", None)?;
    CUSTOMERS.iter().try_for_each(|(name, north)| customer(world, name, *north))
}

/// Nobody was visited yet: a day is proposed, taken over and kept.
pub(crate) fn a_day(world: &mut World) -> Result<Outcome> {
    company(world)?;
    if world.is_chromium() {
        world.page()?.screen(390, 844)?;
    }
    // The next working day is planned where none is named.
    let page = world.open("visits/plan")?;
    says(page, "who is due", "4 customers")?;
    says(page, "nothing yet", "No visit is planned yet")?;
    press(page, "button", "Propose this day")?;
    says(page, "the stops", "back at")?;
    says(page, "why", "Not visited yet")?;
    says(page, "how near the next is", "from the next")?;
    let why = "const left = [...document.querySelectorAll('main details')].find((one) =>
            one.textContent.includes('1 customer without a day'));
        left?.setAttribute('open', '');
        return left?.textContent.includes('Delta') && left.textContent.includes('too far to be there and back');";
    page.wait("who is left out, and why", why, &[])?;
    says(page, "nothing is planned before it is taken over", "No visit is planned yet")?;
    accessible(world)?;
    press(page, "button", "Take over")?;
    holds(page)?;
    says(page, "who is still due", "1 customer")?;
    world.wait_saved()?;
    page.reload()?;
    holds(page)?;
    accessible(world)?;
    // It is one step back, and one forth.
    page.run("document.activeElement?.blur();", &[])?;
    page.press(&[xtask::webdriver::Key::Control, xtask::webdriver::Key::Char('z')])?;
    says(page, "nothing again", "No visit is planned yet")?;
    page.press(&[xtask::webdriver::Key::Control, xtask::webdriver::Key::Shift, xtask::webdriver::Key::Char('z')])?;
    holds(page)?;
    world.wait_saved()?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}

/// Writes a customer of class A down, in the charge of whoever acts.
pub(crate) fn customer(world: &World, name: &str, north: f64) -> Result<()> {
    let page = world.open("accounts/new")?;
    page.by_role("textbox", "*Name*")?.fill(name)?;
    page.by_css("#field-class")?.choose("A")?;
    page.by_css("#field-place")?.fill(&format!("{}, {}", THERE.0 + north, THERE.1))?;
    press(page, "button", "Save")?;
    heading(page, name)?;
    // Without being asked, the form has said who is in charge.
    says(page, "who is in charge", "Ann Lee")?;
    world.wait_saved()
}

/// Waits until the plan holds the three near ones, one after the other.
pub(crate) fn holds(page: &Session) -> Result<()> {
    let script = "const names = [...document.querySelectorAll('.day-line-name')].map((name) => name.textContent);
        const times = [...document.querySelectorAll('.day-line[data-visit] .day-line-time')]
            .map((time) => time.firstChild.textContent);
        return [...names].sort().join() === 'Acme,Beta,Gamma' && [...times].sort().join() === times.join();";
    page.wait("the plan to hold the three visits in the order of time", script, &[]).map(drop)
}
