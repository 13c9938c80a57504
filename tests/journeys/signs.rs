//! Sign-off: an expense is asked for, signed by the supervisor, and asked for again where it was
//! returned; nobody signs their own.

use xtask::webdriver::Session;
use xtask::{Result, fail, look};

use crate::world::{Outcome, World};

/// A supervisor and somebody they lead hand papers to each other.
pub(crate) fn an_expense(world: &mut World) -> Result<Outcome> {
    let page = world.open("")?;
    look::dress(page, &world.server, "light", "en")?;
    person(world, "Chen Lead", "Supervisor", None)?;
    // Whom a supervisor leads is for those to say who set the company up.
    act_as(world, "Nobody in particular")?;
    person(world, "Ann Lee", "Salesperson", Some("Chen Lead"))?;
    // Ann spends, and asks her supervisor, who is proposed first.
    expense(world, "Taxi to Acme", "46")?;
    ask(world, "Taxi to Acme")?;
    expense(world, "Dinner with Acme", "820")?;
    ask(world, "Dinner with Acme")?;
    let page = world.open("sign")?;
    says(page, "0 of 2", "Nothing waits for your signature")?;
    if !page.all_named("button", "Sign")?.is_empty() {
        fail!("Ann is offered to sign what she asks for");
    }
    // Chen finds both, signs one and returns the other, not without saying why.
    act_as(world, "Chen Lead")?;
    let page = world.open("sign")?;
    says(page, "two", "2 forms wait for your signature")?;
    world.expect_accessible()?;
    answer(page, "Taxi to Acme", "Sign", None)?;
    says(page, "one", "1 form waits for your signature")?;
    answer(page, "Dinner with Acme", "Return", None)?;
    says(page, "why not", "A form is returned with a remark that says why.")?;
    world.expect_accessible()?;
    answer(page, "Dinner with Acme", "Return", Some("Who was there?"))?;
    says(page, "none", "Nothing waits for your signature")?;
    world.wait_saved()?;
    // What is signed is not undone: the last thing Chen could take back is nothing of the two.
    if !page.all_named("button", "Undo")?.is_empty() {
        fail!("a signature offers to be undone");
    }
    // Ann reads why, and what she changes shows; her request is signed again by Chen alone.
    act_as(world, "Ann Lee")?;
    let page = world.open("sign")?;
    says(page, "the remark", "Who was there?")?;
    says(page, "approved", "Approved")?;
    page.by_role("link", "*Dinner with Acme*")?.click()?;
    heading(page, "Dinner with Acme")?;
    says(page, "the remark on the page of the expense", "Who was there?")?;
    page.by_role("button", "Edit")?.click()?;
    page.by_role("textbox", "*Purpose*")?.fill("Dinner with Acme: Bo and two engineers")?;
    page.by_role("button", "Save")?.click()?;
    heading(page, "Dinner with Acme: Bo and two engineers")?;
    let page = world.open("sign")?;
    says(page, "what changed", "Returned, changed since")?;
    // A change of the form is undone like any other; then it stands as it was returned.
    page.by_role("link", "*Bo and two engineers*")?.click()?;
    page.run("document.activeElement?.blur();", &[])?;
    page.press(&[xtask::webdriver::Key::Control, xtask::webdriver::Key::Char('z')])?;
    heading(page, "Dinner with Acme")?;
    page.press(&[xtask::webdriver::Key::Control, xtask::webdriver::Key::Shift, xtask::webdriver::Key::Char('z')])?;
    heading(page, "Dinner with Acme: Bo and two engineers")?;
    world.wait_saved()?;
    act_as(world, "Chen Lead")?;
    let page = world.open("sign")?;
    answer(page, "Dinner with Acme: Bo and two engineers", "Sign", Some("Fine now"))?;
    says(page, "none", "Nothing waits for your signature")?;
    world.wait_saved()?;
    page.reload()?;
    says(page, "kept", "Fine now")?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}

/// Adds somebody on the page of settings, who acts from then on.
pub(crate) fn person(world: &World, name: &str, position: &str, supervisor: Option<&str>) -> Result<()> {
    let page = world.open("settings")?;
    page.by_role("button", "I am not listed")?.click()?;
    page.by_role("textbox", "Your name")?.fill(name)?;
    page.by_css("#me-new-layer")?.choose(position)?;
    if let Some(supervisor) = supervisor {
        let script = "return [...document.getElementById('me-above').options].find((option) =>
            option.textContent.startsWith(arguments[0]))?.textContent ?? null;";
        let option = page.wait("the supervisor among the people", script, &[supervisor.into()])?;
        page.by_css("#me-above")?.choose(option.as_str().unwrap_or_default())?;
    }
    page.by_role("button", "Add and be this person")?.click()?;
    acts(page, name)?;
    world.wait_saved()
}

/// Waits until somebody acts.
fn acts(page: &Session, name: &str) -> Result<()> {
    let script = "const people = document.getElementById('me-person');
        return people?.selectedOptions[0]?.textContent.startsWith(arguments[0]);";
    page.wait(&format!("{name} to act"), script, &[name.into()]).map(drop)
}

/// Says on the page of settings who acts.
pub(crate) fn act_as(world: &World, name: &str) -> Result<()> {
    world.wait_saved()?;
    let page = world.open("settings")?;
    let script = "return [...document.getElementById('me-person')?.options ?? []].find((option) =>
        option.textContent.startsWith(arguments[0]))?.textContent ?? null;";
    let option = page.wait(&format!("{name} among the people"), script, &[name.into()])?;
    page.by_css("#me-person")?.choose(option.as_str().unwrap_or_default())?;
    acts(page, name)
}

/// Writes an expense of today down.
fn expense(world: &World, purpose: &str, amount: &str) -> Result<()> {
    let page = world.open("expenses/new")?;
    page.by_role("textbox", "*Purpose*")?.fill(purpose)?;
    page.by_role("textbox", "*Amount*")?.fill(amount)?;
    page.by_role("button", "Save")?.click()?;
    heading(page, purpose)?;
    world.wait_saved()
}

/// Asks for a signature on the page of a record.
fn ask(world: &World, what: &str) -> Result<()> {
    let page = world.page()?;
    page.by_role("button", "Ask for signature")?.click()?;
    let dialog = page.by_role("dialog", &format!("*{what}*"))?;
    let proposed = page.run("return document.getElementById('ask-who').selectedOptions[0].textContent;", &[])?;
    if proposed.as_str() != Some("Chen Lead") {
        fail!("{proposed} is proposed, not whoever leads Ann");
    }
    dialog.by_role("button", "Ask")?.click()?;
    page.wait("the dialog to close", "return !document.querySelector('dialog[open]');", &[])?;
    world.wait_saved()
}

/// Answers the request of a form.
fn answer(page: &Session, form: &str, verdict: &str, remark: Option<&str>) -> Result<()> {
    let of = page.by_role("group", &format!("*{form}*"))?;
    if let Some(remark) = remark {
        of.by_role("textbox", "Remark")?.fill(remark)?;
    }
    of.by_role("button", verdict)?.click()
}

/// Waits until the page says a text.
pub(crate) fn says(page: &Session, what: &str, text: &str) -> Result<()> {
    let script = "return document.querySelector('main').textContent.includes(arguments[0]);";
    page.wait(&format!("{what}: {text:?}"), script, &[text.into()]).map(drop)
}

/// Waits for a page by its heading.
pub(crate) fn heading(page: &Session, text: &str) -> Result<()> {
    let script = "return document.querySelector('main h1')?.textContent === arguments[0];";
    page.wait(&format!("the page of {text:?}"), script, &[text.into()]).map(drop)
}
