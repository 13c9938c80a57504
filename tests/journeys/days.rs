//! A day in the field on a phone: planned, returned, mended, approved; visited; reported; signed. Then all
//! of it on paper, and there after a reload.

use serde_json::json;
use xtask::webdriver::{Element, Session};
use xtask::{Result, fail, look};

use crate::signs::{act_as, heading, person, says};
use crate::world::{Outcome, World};

/// Where the first customer is.
pub(crate) const THERE: (f64, f64) = (31.3, 120.6);

/// The loop of a day between a salesperson and their supervisor.
pub(crate) fn a_day(world: &mut World) -> Result<Outcome> {
    let page = world.open("")?;
    look::dress(page, &world.server, "light", "en")?;
    person(world, "Chen Lead", "Supervisor", None)?;
    act_as(world, "Nobody in particular")?;
    person(world, "Ann Lee", "Salesperson", Some("Chen Lead"))?;
    customer(world, "Acme", Some(THERE))?;
    customer(world, "Beta", None)?;
    customer(world, "Gamma", None)?;
    if world.is_chromium() {
        world.page()?.screen(390, 844)?;
    }
    plan(world)?;
    approve(world)?;
    visit(world)?;
    report(world)?;
    sign(world)?;
    print(world)?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}

/// Ann plans today: two visits, in another order than they were added, and hands the plan in.
fn plan(world: &World) -> Result<()> {
    let page = world.open("visits/today")?;
    says(page, "an empty day", "No visit today")?;
    accessible(world)?;
    press(page, "link", "Plan today")?;
    says(page, "an empty plan", "No visit is planned yet")?;
    add(world, "Acme", "Agree on the renewal")?;
    add(world, "Beta", "Show the sample")?;
    order(page, &["Acme", "Beta"])?;
    press(page, "button", "Beta: earlier")?;
    order(page, &["Beta", "Acme"])?;
    press(page, "button", "Beta: later")?;
    order(page, &["Acme", "Beta"])?;
    accessible(world)?;
    press(page, "button", "Submit plan")?;
    says(page, "whom it goes to", "Submitted, waits for signature")?;
    world.wait_saved()
}

/// Chen returns the plan with a remark, Ann mends it, Chen approves it; a change after that shows.
fn approve(world: &World) -> Result<()> {
    act_as(world, "Chen Lead")?;
    let page = open_day(world)?;
    accessible(world)?;
    answer(page, "Day plan", "Return", Some("Take the price list along"))?;
    says(page, "returned", "Returned")?;
    world.wait_saved()?;
    act_as(world, "Ann Lee")?;
    let page = open_plan(world)?;
    says(page, "the remark", "Take the price list along")?;
    press(page, "button", "Edit Beta")?;
    let dialog = page.by_role("dialog", "*Beta*")?;
    dialog.by_role("textbox", "Aim")?.fill("Show the sample and the price list")?;
    choose(page, &dialog, "Save")?;
    says(page, "what changed", "Returned, changed since")?;
    press(page, "button", "Submit again")?;
    says(page, "handed in again", "Submitted, waits for signature")?;
    world.wait_saved()?;
    act_as(world, "Chen Lead")?;
    let page = open_day(world)?;
    answer(page, "Day plan", "Sign", None)?;
    says(page, "approved", "Approved")?;
    world.wait_saved()?;
    act_as(world, "Ann Lee")
}

/// Ann checks in and out at Acme, finds nobody at Beta, and sees Gamma, whom no plan named.
pub(crate) fn visit(world: &World) -> Result<()> {
    let page = world.open("visits/today")?;
    let positioned = world.is_chromium();
    if positioned {
        stand(page, THERE)?;
    }
    says(page, "the next stop", "Next stop")?;
    accessible(world)?;
    press(page, "button", "Check in · Acme")?;
    unplaced(world)?;
    heading(page, "Acme")?;
    says(page, "the verdict", if positioned { "At the customer’s" } else { "Not known" })?;
    says(page, "that a position can be faked", "position can be faked")?;
    says(page, "one page on the customer", "One page")?;
    accessible(world)?;
    page.by_role("textbox", "Name of the person met")?.fill("Ms Wang")?;
    press(page, "button", "Interested")?;
    page.by_role("textbox", "Next step")?.fill("Send the quote")?;
    press(page, "button", "Save")?;
    says(page, "what came of it", "Interested")?;
    press(page, "button", "New expense")?;
    let dialog = page.by_role("dialog", "New expense")?;
    dialog.by_role("textbox", "*Purpose*")?.fill("Parking")?;
    dialog.by_role("textbox", "*Amount*")?.fill("12")?;
    choose(page, &dialog, "Save")?;
    says(page, "the expense", "Parking")?;
    press(page, "button", "Check out")?;
    unplaced(world)?;
    says(page, "over", "Done")?;
    world.wait_saved()?;
    let page = world.open("visits/today")?;
    press(page, "button", "Nobody there")?;
    let dialog = page.by_role("dialog", "*Beta*")?;
    accessible(world)?;
    dialog.by_role("textbox", "Reason")?.fill("Gate closed")?;
    choose(page, &dialog, "Nobody there")?;
    unplaced(world)?;
    heading(page, "Beta")?;
    says(page, "nobody", "Nobody was there")?;
    world.wait_saved()?;
    let page = world.open("visits/today")?;
    // Without a position it works, too.
    if positioned {
        let refused = json!({ "permission": { "name": "geolocation" }, "setting": "denied" });
        page.devtools("Browser.setPermission", &refused)?;
    }
    press(page, "button", "Unplanned")?;
    let dialog = page.by_role("dialog", "Unplanned visit")?;
    dialog.by_role("searchbox", "*Account*")?.fill("gam")?;
    choose(page, &dialog, "Gamma")?;
    accessible(world)?;
    choose(page, &dialog, "Check in · Gamma")?;
    unplaced(world)?;
    heading(page, "Gamma")?;
    says(page, "that nothing is said of the place", "Not known")?;
    press(page, "button", "Check out")?;
    unplaced(world)?;
    says(page, "over", "Done")?;
    world.wait_saved()
}

/// Ann reports: filled in already, handed in without typing.
pub(crate) fn report(world: &World) -> Result<()> {
    let page = world.open("reports/day")?;
    says(page, "plan against done", "1 of 2 planned visits made, 1 unplanned")?;
    press(page, "button", "Fill in the report")?;
    says(page, "what it says", "Ms Wang")?;
    says(page, "what the day cost", "12")?;
    says(page, "what is empty", "None")?;
    accessible(world)?;
    press(page, "button", "Submit report")?;
    says(page, "handed in", "Submitted, waits for signature")?;
    world.wait_saved()
}

/// Chen signs the report with a remark, on a wide screen.
fn sign(world: &World) -> Result<()> {
    if world.is_chromium() {
        world.page()?.screen(1440, 900)?;
    }
    act_as(world, "Chen Lead")?;
    let page = open_day(world)?;
    says(page, "what the day says", "Ms Wang")?;
    accessible(world)?;
    answer(page, "Daily report", "Sign", Some("Well done"))?;
    says(page, "signed", "Well done")?;
    world.wait_saved()?;
    world.open("visits/coverage")?;
    says(world.page()?, "the coverage", "Visits made")?;
    accessible(world)?;
    act_as(world, "Ann Lee")
}

/// Plan and report on paper, also after a reload.
pub(crate) fn print(world: &World) -> Result<()> {
    let page = world.open("reports/day?paper")?;
    says(page, "the remark on paper", "Well done")?;
    says(page, "the section without anything", "None")?;
    accessible(world)?;
    // What the driver calls a reload passes the service worker by in Firefox.
    page.run("document.documentElement.dataset.before = ''; location.reload();", &[])?;
    page.wait("the page to load anew", "return !('before' in document.documentElement.dataset);", &[])?;
    says(page, "kept", "Well done")?;
    let page = open_plan(world)?;
    press(page, "link", "Print form")?;
    says(page, "the plan on paper", "Agree on the renewal")?;
    says(page, "approved on paper", "Approved")?;
    accessible(world)
}

/// Looks for what axe finds, from the top: what is scrolled under the banner would count as hidden by it.
pub(crate) fn accessible(world: &World) -> Result<()> {
    world.page()?.run("window.scrollTo(0, 0);", &[])?;
    world.expect_accessible()
}

/// Brings something into the middle of the screen, clear of what is docked at its edges.
fn show(page: &Session, element: &Element<'_>) -> Result<()> {
    let script = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' });";
    page.run(script, &[element.to_value()]).map(drop)
}

/// Presses something of the page.
pub(crate) fn press(page: &Session, role: &str, name: &str) -> Result<()> {
    let element = page.by_role(role, name)?;
    show(page, &element)?;
    element.click()
}

/// Presses a button of a dialog.
pub(crate) fn choose(page: &Session, dialog: &Element<'_>, name: &str) -> Result<()> {
    let button = dialog.by_role("button", name)?;
    show(page, &button)?;
    button.click()
}

/// Writes a customer down, with a place where one is known.
pub(crate) fn customer(world: &World, name: &str, place: Option<(f64, f64)>) -> Result<()> {
    let page = world.open("accounts/new")?;
    page.by_role("textbox", "*Name*")?.fill(name)?;
    if let Some((latitude, longitude)) = place {
        page.by_css("#field-place")?.fill(&format!("{latitude}, {longitude}"))?;
    }
    press(page, "button", "Save")?;
    heading(page, name)?;
    world.wait_saved()
}

/// Puts a visit on the plan by hand.
pub(crate) fn add(world: &World, account: &str, aim: &str) -> Result<()> {
    let page = world.page()?;
    press(page, "button", "Add visit")?;
    let dialog = page.by_role("dialog", "Add visit")?;
    page.by_css("#visits-field-account")?.choose(account)?;
    dialog.by_role("textbox", "Aim")?.fill(aim)?;
    choose(page, &dialog, "Save")?;
    page.wait("the dialog to close", "return !document.querySelector('dialog[open]');", &[])?;
    says(page, "the visit", aim)?;
    world.wait_saved()
}

/// Waits until the visits of the plan stand in an order.
pub(crate) fn order(page: &Session, names: &[&str]) -> Result<()> {
    let script = "return [...document.querySelectorAll('.day-line-name')].map((name) => name.textContent).join() === arguments[0];";
    page.wait(&format!("the order {names:?}"), script, &[names.join(",").into()]).map(drop)
}

/// Goes on without a position where the browser waits for somebody to allow it.
pub(crate) fn unplaced(world: &World) -> Result<()> {
    if world.is_chromium() { Ok(()) } else { press(world.page()?, "button", "Without a position") }
}

/// Puts the device somewhere.
pub(crate) fn stand(page: &Session, (latitude, longitude): (f64, f64)) -> Result<()> {
    page.devtools("Browser.grantPermissions", &json!({ "permissions": ["geolocation"] }))?;
    let place = json!({ "latitude": latitude, "longitude": longitude, "accuracy": 12 });
    page.devtools("Emulation.setGeolocationOverride", &place).map(drop)
}

/// Opens the plan of today.
pub(crate) fn open_plan<'a>(world: &'a World<'_>) -> Result<&'a Session> {
    let page = world.open("visits/today")?;
    let today = page.wait("the day", "return document.querySelector('main h1')?.textContent;", &[])?;
    if today.as_str().is_none_or(str::is_empty) {
        fail!("the page of today has no heading");
    }
    let day = page.run(
        "const now = new Date(); const two = (n) => String(n).padStart(2, '0');
         return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;",
        &[],
    )?;
    world.open(&format!("visits/plan/{}", day.as_str().unwrap_or_default()))
}

/// Opens the day of Ann in the inbox.
pub(crate) fn open_day<'a>(world: &'a World<'_>) -> Result<&'a Session> {
    let page = world.open("sign")?;
    press(page, "link", "Ann Lee")?;
    says(page, "her day", "Agree on the renewal")?;
    Ok(page)
}

/// Signs a form of the day, or returns it.
pub(crate) fn answer(page: &Session, form: &str, verdict: &str, remark: Option<&str>) -> Result<()> {
    let of = page.by_role("group", &format!("*{form}*"))?;
    if let Some(remark) = remark {
        of.by_role("textbox", "Remark")?.fill(remark)?;
    }
    let button = of.by_role("button", verdict)?;
    show(page, &button)?;
    button.click()
}
