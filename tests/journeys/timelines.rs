//! The plan as a timeline: a visit is dragged along its day and to another one, and moved by its dialog.

use xtask::Result;
use xtask::webdriver::{Key, Session};

use crate::days::{accessible, choose, press};
use crate::proposal::{company, holds};
use crate::signs::says;
use crate::weeks::set;
use crate::world::{Outcome, World};

/// Three visits of a day: one goes to another time by the dialog, then by the mouse along and between rows.
pub(crate) fn a_visit(world: &mut World) -> Result<Outcome> {
    company(world)?;
    if world.is_chromium() {
        world.page()?.screen(1440, 900)?;
    }
    let page = world.open("visits/plan")?;
    press(page, "button", "Propose this day")?;
    press(page, "button", "Take over")?;
    holds(page)?;
    press(page, "link", "Timeline")?;
    says(page, "the timeline", "Timeline of the week of")?;
    stands(
        page,
        "three visits in one row, with ways between them",
        "cards().length === 3 && rowOf('Acme') === rowOf('Beta')
        && document.querySelectorAll('.timeline-row').length === 7 && document.querySelector('.timeline-way')",
    )?;
    accessible(world)?;
    by_keys(world)?;
    if world.is_chromium() {
        by_mouse(world)?;
        page.screen(390, 844)?;
        let stays = "document.documentElement.scrollWidth <= innerWidth
            && document.querySelector('.timeline').scrollWidth > innerWidth";
        stands(page, "only its own box scrolls sideways", stays)?;
        accessible(world)?;
    }
    world.wait_saved()?;
    page.reload()?;
    stands(page, "all visits after a reload", "cards().length === 3")?;
    world.expect_quiet_console()?;
    Ok(Outcome::Done)
}

/// Waits until something holds of the timeline.
fn stands(page: &Session, what: &str, condition: &str) -> Result<()> {
    let script = format!(
        "const cards = () => [...document.querySelectorAll('.timeline .week-visit')];
         const card = (name) => cards().find((card) => card.querySelector('a').textContent === name);
         const rowOf = (name) => card(name)?.closest('[data-day]').dataset.day;
         const timeOf = (name) => card(name)?.querySelector('.week-time').firstChild.textContent;
         return {condition};"
    );
    page.wait(what, &script, &[]).map(drop)
}

/// Acme goes to four in the afternoon by its dialog.
fn by_keys(world: &World) -> Result<()> {
    let page = world.page()?;
    page.by_role("button", "Move Acme to …")?.focus()?;
    page.press(&[Key::Enter])?;
    let dialog = page.by_role("dialog", "Move Acme to …")?;
    set(page, "week-move-time", "16:00")?;
    choose(page, &dialog, "Move")?;
    stands(page, "Acme at its new time", "timeOf('Acme') === '16:00'")?;
    world.wait_saved()
}

/// Acme is dragged an hour back along its row, then straight to the row below.
fn by_mouse(world: &World) -> Result<()> {
    let page = world.page()?;
    let at = |script: &str| -> Result<[i64; 4]> {
        let found = page.run(script, &[])?;
        let part = |at: usize| found.get(at).and_then(serde_json::Value::as_i64).unwrap_or_default();
        Ok([part(0), part(1), part(2), part(3)])
    };
    let find = "const card = [...document.querySelectorAll('.timeline .week-visit')]
            .find((card) => card.querySelector('a').textContent === 'Acme');
        card.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
        const box = card.getBoundingClientRect(), row = card.closest('[data-day]');
        const hours = Number(getComputedStyle(row).getPropertyValue('--hours'));
        const hour = row.querySelector('.week-list').getBoundingClientRect().width / hours;
        const beside = (row.nextElementSibling ?? row.previousElementSibling).getBoundingClientRect();
        return [box.left + 6, box.top + box.height / 2, hour, beside.top + beside.height / 2].map(Math.round);";
    let [x, y, hour, _] = at(find)?;
    page.draw("mouse", 0, (x, y), (x - hour, y))?;
    stands(page, "Acme an hour earlier", "timeOf('Acme') === '15:00' && rowOf('Acme') === rowOf('Beta')")?;
    world.wait_saved()?;
    let [x, y, _, below] = at(find)?;
    page.draw("mouse", 0, (x, y), (x, below))?;
    stands(page, "Acme on another day", "timeOf('Acme') === '15:00' && rowOf('Acme') !== rowOf('Beta')")?;
    page.run("document.activeElement?.blur();", &[])?;
    page.press(&[Key::Control, Key::Char('z')])?;
    stands(page, "Acme where it was", "timeOf('Acme') === '15:00' && rowOf('Acme') === rowOf('Beta')")?;
    world.wait_saved()
}
