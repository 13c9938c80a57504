//! A week of the plan by hand: a visit is moved by keys, by the mouse and with a finger, and what breaks is said; the
//! month counts it; coverage says how each customer's cycle stands.

use xtask::webdriver::{Key, Session};
use xtask::{Result, fail};

use crate::days::{accessible, choose, press};
use crate::proposal::{company, holds};
use crate::signs::says;
use crate::world::{Outcome, World};

/// A day is proposed and taken over; then its visits go to other times of the week.
pub(crate) fn by_hand(world: &mut World) -> Result<Outcome> {
    company(world)?;
    if world.is_chromium() {
        world.page()?.screen(1440, 900)?;
    }
    let page = world.open("visits/plan")?;
    press(page, "button", "Propose this day")?;
    press(page, "button", "Take over")?;
    holds(page)?;
    press(page, "link", "Week")?;
    says(page, "the week", "Week of")?;
    stands(
        page,
        "three visits, each with a way to its customer",
        "cards().length === 3 && cards().every((card) => card.querySelector('a').href.includes('/accounts/'))",
    )?;
    accessible(world)?;
    by_keys(world)?;
    if world.is_chromium() {
        by_mouse(world)?;
        by_touch(world)?;
        page.screen(1440, 900)?;
    }
    world.wait_saved()?;
    page.reload()?;
    stands(page, "all visits after a reload", "cards().length === 3 && dayOf('Acme') !== dayOf('Gamma')")?;
    press(page, "link", "Month")?;
    says(page, "the month", "3 planned")?;
    accessible(world)?;
    let page = world.open("visits/coverage")?;
    says(page, "the cycles", "Cycle by customer")?;
    let row = "return [...document.querySelectorAll('tbody tr')].some((row) => row.textContent.startsWith('Delta') &&
        row.textContent.includes('Not visited yet'));";
    page.wait("the customer without a visit", row, &[])?;
    accessible(world)?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}

/// Waits until something holds of the week.
fn stands(page: &Session, what: &str, condition: &str) -> Result<()> {
    let script = format!(
        "const cards = () => [...document.querySelectorAll('.week-visit')];
         const card = (name) => cards().find((card) => card.querySelector('a').textContent === name);
         const dayOf = (name) => card(name)?.closest('[data-day]').dataset.day;
         const timeOf = (name) => card(name)?.querySelector('.week-time').firstChild.textContent;
         return {condition};"
    );
    page.wait(what, &script, &[]).map(drop)
}

/// A text of the page, read by a script that returns it.
fn read(page: &Session, script: &str) -> Result<String> {
    Ok(page.run(script, &[])?.as_str().unwrap_or_default().to_owned())
}

/// The date of a working day of the week on which there is no visit yet; today is the first that takes one.
fn free_day(page: &Session) -> Result<(String, String)> {
    let number = read(
        page,
        "const today = Math.floor((Date.now() - new Date().getTimezoneOffset() * 60000) / 86400000);
         const days = [...document.querySelectorAll('.week-day:not(.week-day-off)')].filter((day) => Number(day.dataset.day) >= today);
         return days.find((day) => !day.querySelector('.week-visit')).dataset.day;",
    )?;
    let date =
        page.run("return new Date(arguments[0] * 86400000).toISOString().slice(0, 10);", &[number.as_str().into()])?;
    Ok((number, date.as_str().unwrap_or_default().to_owned()))
}

/// Puts a day or a time into a field: which keys do that goes by the place, the parts' order and twelve hours or
/// twenty-four.
pub(crate) fn set(page: &Session, field: &str, text: &str) -> Result<()> {
    let script = "const field = document.getElementById(arguments[0]);
        const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
        value.set.call(field, arguments[1]);
        for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
        return field.value;";
    let there = page.run(script, &[field.into(), text.into()])?;
    if there.as_str() != Some(text) {
        fail!("the field {field} holds {there} in place of {text:?}");
    }
    Ok(())
}

/// Acme goes to another day by the dialog, which says what breaks before anything is done.
fn by_keys(world: &World) -> Result<()> {
    let page = world.page()?;
    page.by_role("button", "Move Acme to …")?.focus()?;
    page.press(&[Key::Enter])?;
    let dialog = page.by_role("dialog", "Move Acme to …")?;
    let taken = read(
        page,
        "return [...document.querySelectorAll('.week-visit')].find((card) => card.querySelector('a').textContent === 'Gamma')
            .querySelector('.week-time').firstChild.textContent;",
    )?;
    set(page, "week-move-time", &taken)?;
    page.wait(
        "that it would overlap",
        "return document.querySelector('dialog [role=status]').textContent.includes('overlaps with');",
        &[],
    )?;
    accessible(world)?;
    set(page, "week-move-time", "19:00")?;
    page.wait(
        "that it is late",
        "return document.querySelector('dialog [role=status]').textContent.includes('outside working hours');",
        &[],
    )?;
    let (number, date) = free_day(page)?;
    set(page, "week-move-day", &date)?;
    set(page, "week-move-time", "10:00")?;
    page.wait(
        "that it works out",
        "return document.querySelector('dialog [role=status]').textContent.includes('This works out');",
        &[],
    )?;
    choose(page, &dialog, "Move")?;
    stands(page, "Acme on its new day", &format!("dayOf('Acme') === '{number}' && timeOf('Acme') === '10:00'"))?;
    world.wait_saved()
}

/// Beta is dragged to where Acme stands, which is said to overlap; Escape would have left it; undo brings it back.
fn by_mouse(world: &World) -> Result<()> {
    let page = world.page()?;
    let find = |name: &str| {
        let script = format!(
            "const card = [...document.querySelectorAll('.week-visit')].find((card) => card.querySelector('a').textContent === '{name}');
             card.id = 'walk-{name}'; card.scrollIntoView({{ block: 'center', behavior: 'instant' }});"
        );
        page.run(&script, &[]).map(drop)?;
        page.by_css(&format!("#walk-{name}"))
    };
    let (beta, acme) = (find("Beta")?, find("Acme")?);
    page.drag(&beta, &acme)?;
    stands(page, "Beta beside Acme", "dayOf('Beta') === dayOf('Acme')")?;
    says(page, "that they overlap", "overlaps with")?;
    page.run("document.activeElement?.blur();", &[])?;
    page.press(&[Key::Control, Key::Char('z')])?;
    stands(page, "Beta where it was", "dayOf('Beta') === dayOf('Gamma')")?;
    world.wait_saved()
}

/// On a phone days stand one under another: Beta is carried by its grip behind Acme, to the next time that is free.
fn by_touch(world: &World) -> Result<()> {
    let page = world.page()?;
    page.screen(390, 844)?;
    stands(
        page,
        "the days one under another",
        "getComputedStyle(document.querySelector('.week-hours')).display === 'none'",
    )?;
    let point = |script: &str| -> Result<(i64, i64)> {
        let at = page.run(script, &[])?;
        let part = |name: &str| at[name].as_i64().unwrap_or_default();
        Ok((part("x"), part("y")))
    };
    // Both in sight, clear of what is docked at the edges: where what is dragged comes near them the page scrolls.
    let middle = "const tops = ['Beta', 'Acme'].map((name) => [...document.querySelectorAll('.week-visit')]
            .find((card) => card.querySelector('a').textContent === name).getBoundingClientRect().top);
        scrollBy({ top: (tops[0] + tops[1] - innerHeight) / 2, behavior: 'instant' });";
    page.run(middle, &[])?;
    let find = |name: &str, part: &str, edge: &str| {
        format!(
            "const card = [...document.querySelectorAll('.week-visit')].find((card) => card.querySelector('a').textContent === '{name}');
             const box = card.querySelector('{part}').getBoundingClientRect();
             return {{ x: Math.round(box.left + box.width / 2), y: Math.round(box.{edge} - (box.height * ('{edge}' === 'bottom' ? 0.1 : -0.5))) }};"
        )
    };
    let from = point(&find("Beta", ".day-grip", "top"))?;
    let to = point(&find("Acme", ".day-grip", "bottom"))?;
    page.draw("touch", 100, from, to)?;
    stands(page, "Beta behind Acme", "dayOf('Beta') === dayOf('Acme') && timeOf('Beta') > timeOf('Acme')")?;
    accessible(world)?;
    world.wait_saved()
}
