//! Two tabs on one book: each sees what the other does, and what one decides too late is decided
//! again, or taken back with its reason.

use serde_json::{Value, json};
use xtask::webdriver::{Key, Session};
use xtask::{Failure, Result};

use crate::imports::{STAGES, expect_header};
use crate::moves::{board, end_it, first_card};
use crate::world::{NO_CRM_DATA, Outcome, World};

/// Lets a tab be made deaf: it hears nothing of the others until it writes.
const EARS: &str = "const heard = Object.getOwnPropertyDescriptor(BroadcastChannel.prototype, 'onmessage');
    Object.defineProperty(BroadcastChannel.prototype, 'onmessage', {
      get() { return heard.get.call(this); },
      set(listener) { heard.set.call(this, listener && ((event) => { if (!window.deaf) listener(event); })); },
    });
    addEventListener('visibilitychange', (event) => { if (window.deaf) event.stopImmediatePropagation(); }, true);";

/// Both tabs stand on the board.
pub(crate) fn in_turn(world: &mut World) -> Result<Outcome> {
    if !world.is_chromium() {
        return Ok(Outcome::Skipped("only Chromium's tools can make a tab deaf before it loads"));
    }
    if !board(world)? {
        return Ok(Outcome::Skipped(NO_CRM_DATA));
    }
    let page = world.page()?;
    let one = window(page)?;
    page.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": EARS }))?;
    world.open("pipeline")?;
    let page = world.page()?;
    let two = handle(&page.post("/window/new", &json!({ "type": "tab" }))?, "handle")?;
    switch(page, &two)?;
    page.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": EARS }))?;
    world.open("pipeline")?;
    expect(world, STAGES)?;

    // What one does shows in the other.
    carry(page, "Engaging", Key::Right)?;
    expect(world, &[("Engaging", "1,588"), ("Won", "4,239")])?;
    world.wait_saved()?;
    switch(page, &one)?;
    expect(world, &[("Engaging", "1,588"), ("Won", "4,239")])?;

    // The same deal, moved in both: the one that comes later is decided against the other's.
    deaf(page, true)?;
    switch(page, &two)?;
    let deal = carry(page, "Engaging", Key::Right)?;
    world.wait_saved()?;
    expect(world, &[("Engaging", "1,587"), ("Won", "4,240")])?;
    switch(page, &one)?;
    let same = carry(page, "Engaging", Key::Left)?;
    if same != deal {
        return Err(Failure::new(format!("the tabs moved {deal} and {same}")));
    }
    world.wait_saved()?;
    let after = [("Prospecting", "501"), ("Engaging", "1,587"), ("Won", "4,239"), STAGES[3]];
    expect(world, &after)?;
    switch(page, &two)?;
    expect(world, &after)?;

    // The import is undone in one tab, while the other moves a card of it.
    for _ in 0..4 {
        page.run("document.activeElement?.blur();", &[])?;
        page.press(&[Key::Control, Key::Char('z')])?;
        world.wait_saved()?;
        std::thread::sleep(std::time::Duration::from_millis(400));
    }
    page.by_role("heading", "No pipeline yet")?;
    switch(page, &one)?;
    carry(page, "Engaging", Key::Right)?;
    let told = "return [...document.querySelectorAll('section[aria-live=polite] .toast-bad')].some((note) =>
        note.textContent.includes('Taken back'));";
    page.wait("to be told that the move is taken back", told, &[])?;
    page.by_role("heading", "No pipeline yet")?;
    world.wait_saved()?;
    Ok(Outcome::Done)
}

fn expect(world: &World, stages: &[(&str, &str)]) -> Result<()> {
    stages.iter().try_for_each(|(stage, number)| expect_header(world, stage, number))
}

/// Carries the first card of a stage to a neighbour by keys; gives its address.
fn carry(page: &Session, stage: &str, key: Key) -> Result<String> {
    let card = first_card(page, stage)?;
    page.by_css(&format!("section.board a[href=\"{card}\"]"))?.focus()?;
    for key in [Key::Char(' '), key, Key::Char(' ')] {
        page.press(&[key])?;
    }
    // To the right of it deals are won.
    if key == Key::Right {
        end_it(page)?;
    }
    Ok(card)
}

fn deaf(page: &Session, deaf: bool) -> Result<()> {
    page.run("window.deaf = arguments[0];", &[deaf.into()]).map(drop)
}

fn window(page: &Session) -> Result<String> {
    handle(&json!({ "handle": page.get("/window")? }), "handle")
}

fn switch(page: &Session, window: &str) -> Result<()> {
    page.post("/window", &json!({ "handle": window }))?;
    // Only the tab in front draws its frames, and only one that has the focus hears of it.
    page.devtools("Page.bringToFront", &json!({}))?;
    page.devtools("Emulation.setFocusEmulationEnabled", &json!({ "enabled": true })).map(drop)
}

fn handle(answer: &Value, name: &str) -> Result<String> {
    let text = answer.get(name).and_then(Value::as_str).map(str::to_owned);
    text.ok_or_else(|| Failure::new(format!("the driver named no window: {answer}")))
}

/// Opens a second tab and stands in it; gives both.
fn two_tabs(page: &Session) -> Result<(String, String)> {
    let one = window(page)?;
    let two = handle(&page.post("/window/new", &json!({ "type": "tab" }))?, "handle")?;
    switch(page, &two)?;
    Ok((one, two))
}

/// Waits until the facts on the page of a record hold a text.
fn fact(page: &Session, text: &str) -> Result<()> {
    let script = "return document.querySelector('.facts')?.textContent.includes(arguments[0]);";
    page.wait(&format!("{text:?} among the facts"), script, &[text.into()]).map(drop)
}

/// Both tabs have the form of one deal open: what each changes is kept, what the other did not touch
/// is not put back, and of a field that both change the later word holds; the history has both acts.
pub(crate) fn one_deal(world: &mut World) -> Result<Outcome> {
    if !world.is_chromium() {
        return Ok(Outcome::Skipped("only Chromium's tools put a tab in front"));
    }
    let page = world.open("")?;
    xtask::look::dress(page, &world.server, "light", "en")?;
    let page = world.open("")?;
    page.by_role("button", "Start empty")?.click()?;
    page.by_role("button", "Start")?.click()?;
    page.by_role("heading", "Sales")?;
    world.wait_saved()?;
    let page = world.open("deals/new")?;
    page.by_role("textbox", "*Name*")?.fill("First lights")?;
    page.by_role("button", "Save")?.click()?;
    page.by_role("button", "Edit")?;
    world.wait_saved()?;
    let address = page.url()?;
    let (one, two) = two_tabs(page)?;
    page.goto(&address)?;
    page.wait_ready()?;
    page.by_role("button", "Edit")?.click()?;
    page.by_role("textbox", "Next step")?;
    switch(page, &one)?;
    page.by_role("button", "Edit")?.click()?;
    page.by_role("textbox", "Next step")?.fill("Send the quote")?;
    page.by_role("textbox", "Number")?.fill("A-1")?;
    page.by_role("button", "Save")?.click()?;
    fact(page, "Send the quote")?;
    world.wait_saved()?;
    // The form of the other was opened before that; it knows only its own changes.
    switch(page, &two)?;
    page.by_role("textbox", "Note")?.fill("They moved house")?;
    page.by_role("textbox", "Number")?.fill("B-2")?;
    page.by_role("button", "Save")?.click()?;
    for text in ["They moved house", "Send the quote", "B-2"] {
        fact(page, text)?;
    }
    world.wait_saved()?;
    switch(page, &one)?;
    for text in ["They moved house", "Send the quote", "B-2"] {
        fact(page, text)?;
    }
    // Each act stands in the history by itself.
    let script = "return document.querySelector('main').textContent.includes('3 entries');";
    page.wait("both changes in the history", script, &[])?;
    // A reload finds the same.
    page.reload()?;
    fact(page, "B-2")?;
    fact(page, "Send the quote")?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}
