//! The map of a week: what it counts is what the week holds; it is magnified and moved; a lasso catches customers, who
//! are put on a day, or kept out of a proposal. Wide and narrow, and there after a reload.

use xtask::webdriver::{Key, Session};
use xtask::{Result, fail};

use crate::days::{accessible, press};
use crate::proposal::{company, holds};
use crate::signs::says;
use crate::world::{Outcome, World};

/// Three customers on a line to the north are visited on one day; two of them on another one as well.
pub(crate) fn a_week(world: &mut World) -> Result<Outcome> {
    company(world)?;
    if world.is_chromium() {
        world.page()?.screen(1280, 900)?;
    }
    let page = world.open("visits/plan")?;
    press(page, "button", "Propose this day")?;
    press(page, "button", "Take over")?;
    holds(page)?;
    press(page, "link", "Week")?;
    says(page, "the week", "Week of")?;
    press(page, "button", "Show map")?;
    page.by_role("img", "3 visits · 1 other customer · 1 of them overdue or never visited")?;
    counts(page, 1, 3)?;
    painted(page)?;
    accessible(world)?;
    by_keys(page)?;
    if world.is_chromium() {
        lasso(page)?;
    } else {
        page.run("document.querySelector('.map-rest').open = true;", &[])?;
        page.run("document.querySelector('.map-check input').click();", &[])?;
        says(page, "who is chosen", "1 customer chosen")?;
        return done(world);
    }
    another_day(page)?;
    press(page, "button", "Visit on this day")?;
    counts(page, 2, 5)?;
    world.wait_saved()?;
    page.reload()?;
    // Whether it is open stands in the address.
    counts(page, 2, 5)?;
    page.screen(390, 844)?;
    painted(page)?;
    accessible(world)?;
    stop(page)?;
    page.screen(1280, 900)?;
    without(world)?;
    world.expect_quiet_console()?;
    // From here on the console says which pictures did not come.
    tiles(world)
}

fn done(world: &mut World) -> Result<Outcome> {
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}

/// A server is named that is not there: first in a way that is refused, then rightly; the map is there without it.
fn tiles(world: &World) -> Result<Outcome> {
    let page = world.open("settings")?;
    page.by_css("#tiles-address")?.fill("http://tiles.invalid/{z}/{x}/{y}.png")?;
    press(page, "button", "Use these tiles")?;
    says(page, "why not", "has to begin with https://")?;
    accessible(world)?;
    page.by_css("#tiles-address")?.fill("https://tiles.invalid/{z}/{x}/{y}.png")?;
    press(page, "button", "Use these tiles")?;
    says(page, "what is lacking", "Say whose the pictures are")?;
    page.by_css("#tiles-source")?.fill("Maps of nowhere")?;
    press(page, "button", "Use these tiles")?;
    page.by_role("button", "Without tiles")?;
    let page = world.open("visits/plan?view=week&map=yes")?;
    let lost = "const all = [...document.querySelectorAll('.map-tile')];
        return all.length > 3 && all.every((tile) => tile.classList.contains('map-tile-lost'))
            && document.querySelector('.map-source').textContent === 'Maps of nowhere';";
    page.wait("the tiles that do not come", lost, &[])?;
    painted(page)?;
    let page = world.open("settings")?;
    press(page, "button", "Without tiles")?;
    page.wait("no way to drop them", "return !document.querySelector('#tiles-address').value;", &[])?;
    Ok(Outcome::Done)
}

/// Waits until the lists beside the map hold so many days with so many stops.
fn counts(page: &Session, days: usize, stops: usize) -> Result<()> {
    let script = "return document.querySelectorAll('.map-day').length === arguments[0]
        && document.querySelectorAll('.map-day .map-number').length === arguments[1];";
    page.wait("the days and stops of the map", script, &[days.into(), stops.into()]).map(drop)
}

/// Waits until the canvas is as sharp as the screen and shows something.
fn painted(page: &Session) -> Result<()> {
    let script = "const canvas = document.querySelector('.map-canvas'), box = canvas.getBoundingClientRect();
        if (canvas.width !== Math.round(box.width * Math.max(devicePixelRatio, 1)) || canvas.width < 200) return false;
        const dots = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        let seen = 0;
        for (let at = 3; at < dots.length; at += 4) seen += dots[at] > 0;
        return seen > 500;";
    page.wait("the map to be painted", script, &[]).map(drop)
}

/// How long the bar is said to be.
fn bar(page: &Session) -> Result<String> {
    let text = page.run("return document.querySelector('.map-bar').textContent;", &[])?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

/// Keys magnify and move, and bring back.
fn by_keys(page: &Session) -> Result<()> {
    let before = bar(page)?;
    page.by_css(".map-window")?.focus()?;
    for _ in 0..3 {
        page.press(&[Key::Char('+')])?;
    }
    let changed = "return document.querySelector('.map-bar').textContent !== arguments[0];";
    page.wait("a larger map", changed, &[before.as_str().into()])?;
    page.press(&[Key::Left])?;
    press(page, "button", "Show all")?;
    if bar(page)? != before {
        fail!("all is shown in another size than at first: {before} and {}", bar(page)?);
    }
    Ok(())
}

/// A line is drawn around the two customers in the north, which leaves the third one out.
fn lasso(page: &Session) -> Result<()> {
    press(page, "button", "Lasso")?;
    let script = "const window_ = document.querySelector('.map-window');
        window_.scrollIntoView({ block: 'center', behavior: 'instant' });
        const box = window_.getBoundingClientRect();
        return [box.left, box.top, box.width, box.height].map(Math.round);";
    let window = page.run(script, &[])?;
    let part = |at: usize| window.get(at).and_then(serde_json::Value::as_i64).unwrap_or_default();
    // All fill four fifths of its height: the northernmost is a tenth below the edge, the next in the middle.
    let at = |x: i64, y: i64| (part(0) + part(2) * x / 100, part(1) + part(3) * y / 100);
    page.draw_along(
        "mouse",
        &[at(30, 3), at(50, 3), at(70, 3), at(70, 40), at(70, 70), at(50, 70), at(30, 70), at(30, 30)],
    )?;
    says(page, "how many were caught", "2 customers chosen")?;
    let script = "const text = document.querySelector('.map-chosen').textContent;
        return text.includes('Beta') && text.includes('Gamma') && !text.includes('Acme');";
    page.wait("the two in the north", script, &[]).map(drop)
}

/// Chooses a day on which nobody is visited yet.
fn another_day(page: &Session) -> Result<()> {
    let script = "const select = document.getElementById('map-day');
        const taken = document.querySelector('.week-visit').closest('[data-day]').dataset.day;
        const day = (option) => String(Math.round(Date.parse(option.value) / 86400000));
        select.value = [...select.options].find((option) => day(option) !== taken).value;
        select.dispatchEvent(new Event('change', { bubbles: true }));
        return select.value;";
    page.run(script, &[]).map(drop)
}

/// A stop of the list opens what is known of it; its day stands out.
fn stop(page: &Session) -> Result<()> {
    page.run("document.querySelector('.map-day .map-stop').click();", &[])?;
    page.wait("the card of the stop", "return document.querySelector('.map-card a[href*=\"accounts/\"]');", &[])?;
    page.run("document.querySelector('.map-day .map-lit').click();", &[])?;
    page.wait("the day that stands out", "return document.querySelector('.map-lit[aria-pressed=true]');", &[])?;
    Ok(())
}

/// Who is chosen is kept out of a proposal, which the page of the day says.
fn without(world: &World) -> Result<()> {
    let page = world.page()?;
    page.run("document.querySelector('.map-rest').open = true;", &[])?;
    page.run("document.querySelector('.map-check input').click();", &[])?;
    says(page, "who is chosen", "1 customer chosen")?;
    press(page, "link", "Propose without them")?;
    says(page, "the wish", "Without Delta")?;
    accessible(world)?;
    press(page, "button", "Drop the wish about Delta")?;
    page.wait("no wish", "return !document.querySelector('main').textContent.includes('Without Delta');", &[])?;
    Ok(())
}
