//! Boards in lanes and by month; one filter and one view over board, list and forecast; deals added at
//! the foot of a column.

use serde_json::Value;
use xtask::Result;
use xtask::webdriver::{Key, Session};

use crate::imports::expect_header;
use crate::moves::{board, first_card};
use crate::world::{NO_CRM_DATA, Outcome, World};

fn wait_heard(page: &Session, words: &str) -> Result<()> {
    let script = "return [...document.querySelectorAll('[aria-live=assertive]')].some((live) =>
        live.textContent.includes(arguments[0]));";
    page.wait(&format!("to hear \"{words}\""), script, &[words.into()]).map(drop)
}

/// Waits until a lane says that it has so many deals.
fn wait_lane(page: &Session, lane: &str, deals: &str) -> Result<()> {
    let script = "return [...document.querySelectorAll('section.lane')].some((lane) =>
        lane.querySelector('.lane-name')?.textContent.trim() === arguments[0]
            && lane.querySelector('.lane-count')?.textContent.trim() === arguments[1]);";
    page.wait(&format!("{deals} in the lane {lane}"), script, &[lane.into(), deals.into()]).map(drop)
}

/// Waits for the count of a column over its lanes.
fn expect_header_count(page: &Session, stage: &str, count: &str) -> Result<()> {
    let script = "return [...document.querySelectorAll('.lane-columns header')].some((head) =>
        head.querySelector('h2')?.textContent.trim() === arguments[0]
            && head.querySelector('.column-count')?.textContent.trim() === arguments[1]);";
    page.wait(&format!("{count} in {stage}"), script, &[stage.into(), count.into()]).map(drop)
}

/// The selector of the first card of a lane's column, once it is on the page.
fn lane_card(page: &Session, lane: usize, column: usize) -> Result<String> {
    let card = format!("section.lane:nth-of-type({lane}) .column-body:nth-child({column}) li[aria-posinset=\"1\"] a");
    page.by_css(&card)?;
    Ok(card)
}

/// Lanes by person take a card from one to another, by keys and by mouse, and undo brings it back; into
/// a lane of something that is not the deal's own it does not go, and says why.
pub(crate) fn in_lanes(world: &mut World) -> Result<Outcome> {
    if !board(world)? {
        return Ok(Outcome::Skipped(NO_CRM_DATA));
    }
    let page = world.page()?;
    page.screen(1440, 900)?;
    page.by_css("#board-lanes")?.choose("Person")?;
    wait_lane(page, "Anna Snelling", "448 deals")?;
    wait_lane(page, "Boris Faz", "210 deals")?;
    let card = lane_card(page, 1, 2)?;
    page.by_css(&card)?.focus()?;
    page.press(&[Key::Char(' ')])?;
    wait_heard(page, "Engaging, Anna Snelling")?;
    page.press(&[Key::PageDown])?;
    wait_heard(page, "Engaging, Boris Faz, place 1")?;
    page.press(&[Key::Char(' ')])?;
    wait_heard(page, "is now in Engaging, Boris Faz")?;
    wait_lane(page, "Anna Snelling", "447 deals")?;
    wait_lane(page, "Boris Faz", "211 deals")?;
    page.press(&[Key::Control, Key::Char('z')])?;
    wait_lane(page, "Boris Faz", "210 deals")?;
    // To another column and another lane at once, and back at once.
    let from = page.by_css(&lane_card(page, 1, 2)?)?;
    let to = page.by_css("section.lane:nth-of-type(2) .column-body:nth-child(1) .column-empty")?;
    page.drag(&from, &to)?;
    wait_lane(page, "Boris Faz", "211 deals")?;
    expect_header_count(page, "Prospecting", "501")?;
    page.press(&[Key::Control, Key::Char('z')])?;
    wait_lane(page, "Boris Faz", "210 deals")?;
    wait_lane(page, "Anna Snelling", "448 deals")?;
    expect_header_count(page, "Prospecting", "500")?;
    // A lane folds.
    page.by_role("button", "Anna Snelling")?.focus()?;
    page.press(&[Key::Enter])?;
    let folded = "return !document.querySelector('section.lane .column-body li a')?.closest('section.lane')
        ?.querySelector('.lane-name')?.textContent.includes('Anna');";
    page.wait("Anna's lane folded up", folded, &[])?;
    page.by_css("#board-lanes")?.choose("Person › Area")?;
    let card = lane_card(page, 1, 2)?;
    page.by_css(&card)?.focus()?;
    page.press(&[Key::Char(' ')])?;
    page.press(&[Key::PageDown])?;
    page.press(&[Key::Char(' ')])?;
    wait_heard(page, "stays in its lane")?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}

/// By month of expected close a card is dated anew by keys and by mouse.
pub(crate) fn by_month(world: &mut World) -> Result<Outcome> {
    if !board(world)? {
        return Ok(Outcome::Skipped(NO_CRM_DATA));
    }
    let page = world.page()?;
    page.screen(1440, 900)?;
    page.by_role("link", "Forecast by month")?.click()?;
    expect_header(world, "No day given", "2,089")?;
    let first = first_card(page, "No day given")?;
    page.by_css(&format!("section.board a[href=\"{first}\"]"))?.focus()?;
    page.press(&[Key::Char(' ')])?;
    page.press(&[Key::Left])?;
    page.press(&[Key::Char(' ')])?;
    wait_heard(page, "is now in")?;
    expect_header(world, "No day given", "2,088")?;
    // The focus goes with the card, into the column beside.
    let focus = "return document.activeElement?.getAttribute('href') === arguments[0];";
    page.wait("the focus on the dated card", focus, &[Value::from(first.as_str())])?;
    let from = page.by_css(&format!("section.board a[href=\"{first}\"]"))?;
    let to = page.by_css("section.column .column-empty")?;
    page.drag(&from, &to)?;
    let there = "return document.querySelector('section.column li a')?.getAttribute('href') === arguments[0];";
    page.wait("the card in the first month", there, &[Value::from(first.as_str())])?;
    world.wait_saved()?;
    page.reload()?;
    expect_header(world, "No day given", "2,088")?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}

/// A filter saved as a view holds on the board, in the list and in the forecast.
pub(crate) fn one_view(world: &mut World) -> Result<Outcome> {
    if !board(world)? {
        return Ok(Outcome::Skipped(NO_CRM_DATA));
    }
    let page = world.page()?;
    page.screen(1440, 900)?;
    page.by_css("#filter-owner")?.choose("Anna Snelling")?;
    page.by_role("button", "Save view …")?.click()?;
    page.by_css("#view-name")?.fill("Anna's deals")?;
    page.press(&[Key::Enter])?;
    let chosen = "const views = document.querySelector('#views');
        return views?.selectedOptions[0]?.text.trim() === \"Anna's deals\"
            && document.querySelector('.page-sum')?.textContent.includes(arguments[0]);";
    // 112 open ones of hers: the list shows all of hers, the forecast the open ones.
    page.by_role("link", "List")?.click()?;
    page.wait("the view in the list", chosen, &["448".into()])?;
    page.by_role("link", "Forecast by month")?.click()?;
    page.wait("the view in the forecast", chosen, &["open deals".into()])?;
    let open = "return document.querySelector('.page-sum strong')?.textContent.trim();";
    let months = page.run(open, &[])?;
    page.by_role("link", "Board")?.click()?;
    let same = "return !location.search.includes('by=')
        && document.querySelector('.page-sum strong')?.textContent.trim() === arguments[0];";
    page.wait("the same open deals on the board", same, std::slice::from_ref(&months))?;
    page.wait("the view on the board", chosen, &["open deals".into()])?;
    page.by_css("#views")?.choose("All")?;
    expect_header(world, "Prospecting", "500")?;
    page.by_css("#views")?.choose("Anna's deals")?;
    page.wait("the view once more", same, &[months])?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}

/// Enter adds a deal and stays for the next; a card is edited in its place.
pub(crate) fn quickly_added(world: &mut World) -> Result<Outcome> {
    if !board(world)? {
        return Ok(Outcome::Skipped(NO_CRM_DATA));
    }
    let page = world.page()?;
    page.screen(1440, 900)?;
    page.by_role("button", "Add a deal to Prospecting")?.click()?;
    let ready = "const name = document.querySelector('.column-form input');
        return name && document.activeElement === name && name.value === '';";
    for (name, count) in [("First of the day", "501"), ("Second of the day", "502")] {
        page.wait("an empty form with the focus", ready, &[])?;
        page.type_keys(name)?;
        page.press(&[Key::Enter])?;
        expect_header(world, "Prospecting", count)?;
    }
    page.wait("an empty form once more", ready, &[])?;
    // Nothing typed: it says so, and adds nothing.
    page.press(&[Key::Enter])?;
    page.by_css(".column-form [aria-invalid=true]")?;
    page.press(&[Key::Escape])?;
    let card = first_card(page, "Prospecting")?;
    page.by_css(&format!("section.board a[href=\"{card}\"]"))?.focus()?;
    page.press(&[Key::Char('e')])?;
    page.by_css(".deal-form input")?.fill("1234")?;
    page.press(&[Key::Enter])?;
    let said = "return [...document.querySelectorAll('section.board li')].some((card) =>
        card.querySelector('a')?.getAttribute('href') === arguments[0]
            && card.querySelector('.deal-amount')?.textContent.includes('1,234'));";
    page.wait("the amount on the card", said, &[Value::from(card.as_str())])?;
    world.wait_saved()?;
    page.reload()?;
    expect_header(world, "Prospecting", "502")?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}
