//! The rest of today: who lies on the way is put on the plan with one press; the rest is planned from where one is, what
//! changes is said, and it is one step back. A way is set by hand.

use serde_json::json;
use xtask::Result;
use xtask::webdriver::{Key, Session};

use crate::days::{accessible, choose, press, stand, unplaced};
use crate::proposal::{THERE, company};
use crate::signs::{act_as, heading, says};
use crate::world::{Outcome, World};

/// It is in the middle of a day, whenever the journey runs.
fn noon(world: &World) -> Result<()> {
    if !world.is_chromium() {
        return Ok(());
    }
    let page = world.open("")?;
    let script = "const off = ((10 - new Date().getUTCHours() + 36) % 24) - 12;
        return off === 0 ? 'Etc/GMT' : `Etc/GMT${off > 0 ? '-' : '+'}${Math.abs(off)}`;";
    let zone = page.run(script, &[])?;
    page.devtools("Emulation.setTimezoneOverride", &json!({ "timezoneId": zone })).map(drop)
}

/// Ann works on every day of the week, around the clock: so there is a rest of today whenever this runs.
fn hours(world: &World) -> Result<()> {
    // People's own records are for those who set the company up.
    act_as(world, "Nobody in particular")?;
    let page = world.open("people")?;
    // Her name also stands beside the page, as who acts.
    let open =
        "const link = [...document.querySelectorAll('main a')].find((one) => one.textContent.trim() === 'Ann Lee');
        link?.click();
        return Boolean(link);";
    page.wait("Ann among the people", open, &[])?;
    heading(page, "Ann Lee")?;
    press(page, "button", "Edit")?;
    page.wait(
        "the days of the week",
        "const days = [...document.querySelectorAll('#field-hours .windows-day')];
         if (days.length !== 7) return false;
         for (const day of days) if (!day.querySelector('input')) day.querySelector(':scope > button').click();
         return days.every((day) => day.querySelectorAll('input').length === 2);",
        &[],
    )?;
    page.run(
        "const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
         for (const field of document.querySelectorAll('#field-hours input')) {
             value.set.call(field, '00:00');
             for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
         }",
        &[],
    )?;
    press(page, "button", "Save")?;
    says(page, "the hours", "24:00")?;
    act_as(world, "Ann Lee")
}

/// Waits until the line of today holds some names, in whatever order.
fn holds(page: &Session, names: &[&str]) -> Result<()> {
    let script = "return [...document.querySelectorAll('.day-stop .day-line-name')].map((one) => one.textContent).sort().join() === arguments[0];";
    page.wait(&format!("{names:?} on the line of today"), script, &[names.join(",").into()]).map(drop)
}

/// A day that is planned while it is under way.
pub(crate) fn from_here(world: &mut World) -> Result<Outcome> {
    noon(world)?;
    company(world)?;
    hours(world)?;
    if world.is_chromium() {
        let page = world.page()?;
        page.screen(390, 844)?;
        stand(page, THERE)?;
    }
    let page = world.open("visits/today")?;
    says(page, "an empty day", "No visit today")?;
    press(page, "link", "Plan today")?;
    press(page, "button", "Add Acme")?;
    world.wait_saved()?;
    let page = world.open("visits/today")?;
    says(page, "who lies on the way", "longer on the road")?;
    accessible(world)?;
    press(page, "button", "Add Gamma")?;
    holds(page, &["Acme", "Gamma"])?;
    world.wait_saved()?;
    press(page, "button", "Plan the rest from here")?;
    unplaced(world)?;
    says(page, "who is new", "new")?;
    says(page, "when one is back", "back at")?;
    accessible(world)?;
    press(page, "button", "Take over")?;
    holds(page, &["Acme", "Beta", "Gamma"])?;
    world.wait_saved()?;
    page.reload()?;
    holds(page, &["Acme", "Beta", "Gamma"])?;
    page.run("document.activeElement?.blur();", &[])?;
    page.press(&[Key::Control, Key::Char('z')])?;
    holds(page, &["Acme", "Gamma"])?;
    world.wait_saved()?;
    way(world)?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}

/// The way between the two takes forty minutes by train, also after a reload.
fn way(world: &World) -> Result<()> {
    let page = world.page()?;
    let today = page.run(
        "const now = new Date(); const two = (n) => String(n).padStart(2, '0');
         return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;",
        &[],
    )?;
    let page = world.open(&format!("visits/plan/{}", today.as_str().unwrap_or_default()))?;
    press(page, "button", "*min from*")?;
    let dialog = page.by_role("dialog", "*Way from*")?;
    page.by_css("#leg-minutes")?.fill("40")?;
    page.by_css("#leg-by")?.choose("Train")?;
    accessible(world)?;
    choose(page, &dialog, "Save")?;
    says(page, "the new time", "40 min from")?;
    says(page, "who says so", "set by hand")?;
    world.wait_saved()?;
    page.reload()?;
    says(page, "the new time after a reload", "40 min from")
}
