//! What is done on a board, each thing by whatever hand; each leaves the board as it found it.
//!
//! Over 500 lines: one short walk for each cell of the table, which share how a board is read.

use fieldbook::model::Day;
use xtask::webdriver::Key;
use xtask::{Result, fail};

use super::company::name;
use super::hand::{Hand, Way, english};

/// What the walks take from.
const FROM: &str = "Engaging";
/// A stage before it: on the way back nothing is asked for.
const TO: &str = "Prospecting";

/// A card is carried to another stage.
pub(super) fn carried(hand: &Hand<'_>) -> Result<()> {
    hand.board()?;
    let (from, to) = (hand.card(FROM, 1)?, hand.card(TO, 1)?);
    match hand.way {
        Way::Pointer => hand.page.drag(&from, &to)?,
        Way::Touch => hand.page.touch_drag(&from, &to, 600)?,
        Way::Keys => {
            Hand::reach(&from)?;
            for key in [Key::Char(' '), Key::Left, Key::Char(' ')] {
                hand.page.press(&[key])?;
            }
        }
    }
    hand.moved(FROM, TO, 1)?;
    hand.undo()?;
    hand.moved(FROM, TO, 0)
}

/// A card goes to a stage that is chosen from a list.
pub(super) fn sent(hand: &Hand<'_>) -> Result<()> {
    hand.board()?;
    let card = hand.card(FROM, 1)?;
    if hand.way == Way::Keys {
        Hand::reach(&card)?;
        hand.page.press(&[Key::Char('m')])?;
    } else {
        hand.press(&hand.page.by_css("section.column:nth-of-type(2) li[aria-posinset=\"1\"] .deal-more")?)?;
    }
    let dialog = hand.page.by_role("dialog", "*Move*")?;
    hand.press(&dialog.by_role("button", "*Prospecting*")?)?;
    hand.moved(FROM, TO, 1)?;
    hand.undo()?;
    hand.moved(FROM, TO, 0)
}

/// By month a card is carried to another day of expected close.
pub(super) fn dated(hand: &Hand<'_>) -> Result<()> {
    const NONE: &str = "No day given";
    hand.board()?;
    hand.go("pipeline?view=-&by=month")?;
    let before = hand.count(NONE)?;
    let card = hand.card(NONE, 1)?;
    let to = hand.page.by_css("section.column .column-empty")?;
    match hand.way {
        Way::Pointer => hand.page.drag(&card, &to)?,
        Way::Touch => hand.page.touch_drag(&card, &to, 600)?,
        Way::Keys => {
            Hand::reach(&card)?;
            for key in [Key::Char(' '), Key::Left, Key::Char(' ')] {
                hand.page.press(&[key])?;
            }
        }
    }
    hand.counts(NONE, before - 1)?;
    hand.undo()?;
    hand.counts(NONE, before)
}

/// A deal is added at the foot of a column.
pub(super) fn added(hand: &Hand<'_>) -> Result<()> {
    hand.board()?;
    hand.button("Add a deal to Prospecting")?;
    hand.page.wait("the form", "return document.activeElement?.matches('.column-form input');", &[])?;
    hand.page.type_keys("One more")?;
    match hand.way {
        Way::Keys => hand.page.press(&[Key::Enter])?,
        _ => hand.press(&hand.page.by_css(".column-form button[type=submit]")?)?,
    }
    hand.counts(TO, hand.company.in_stage(TO) + 1)?;
    hand.undo()?;
    hand.moved(FROM, TO, 0)
}

/// A card is edited in its place.
pub(super) fn edited(hand: &Hand<'_>) -> Result<()> {
    hand.board()?;
    if hand.way == Way::Keys {
        Hand::reach(&hand.card(FROM, 1)?)?;
        hand.page.press(&[Key::Char('e')])?;
    } else {
        let tag = "section.column:nth-of-type(2) li[aria-posinset=\"1\"] .deal-facts > .tag";
        hand.press(&hand.page.by_css(tag)?)?;
    }
    hand.page.wait("the form", "return document.activeElement?.matches('.deal-form input');", &[])?;
    hand.page.type_keys("4321")?;
    match hand.way {
        Way::Keys => hand.page.press(&[Key::Enter])?,
        _ => hand.press(&hand.page.by_css(".deal-form button[type=submit]")?)?,
    }
    hand.says("section.board li .deal-amount", "4,321")?;
    hand.undo()?;
    hand.gone(".deal-form")
}

/// A cell of the list is edited in its place.
pub(super) fn edited_in_the_list(hand: &Hand<'_>) -> Result<()> {
    hand.go("settings")?;
    hand.go("deals?view=-&cols=title,next_step,owner&sort=title")?;
    let cell = hand.page.by_css("[data-cell='0.2']")?;
    if hand.way == Way::Keys {
        Hand::reach(&cell)?;
        hand.page.press(&[Key::F2])?;
    } else {
        hand.page.double_click(&cell)?;
    }
    hand.page.wait("the control", "return document.activeElement?.matches('.cell-edit input');", &[])?;
    hand.page.type_keys("Call again")?;
    hand.page.press(&[Key::Enter])?;
    hand.says("[data-cell='0.2']", "Call again")?;
    hand.undo()?;
    let empty = "return document.querySelector('[data-cell=\"0.2\"]')?.textContent.trim() === '';";
    hand.page.wait("the empty cell", empty, &[]).map(drop)
}

/// Cards are chosen one by one.
pub(super) fn selected(hand: &Hand<'_>) -> Result<()> {
    hand.board()?;
    hand.select(FROM, 3)?;
    hand.button("Clear selection")?;
    hand.gone(".bulk")
}

/// A range of cards is chosen.
pub(super) fn selected_as_a_range(hand: &Hand<'_>) -> Result<()> {
    hand.board()?;
    let (first, last) = (hand.card(FROM, 1)?, hand.card(FROM, 4)?);
    if hand.way == Way::Keys {
        Hand::reach(&first)?;
        hand.page.press(&[Key::Char('x')])?;
        Hand::reach(&last)?;
        hand.page.press(&[Key::Shift, Key::Char('X')])?;
    } else {
        hand.page.click_with(Key::Control, &first)?;
        hand.page.click_with(Key::Shift, &last)?;
    }
    hand.says(".bulk", "4 deals selected")?;
    hand.button("Clear selection")?;
    hand.gone(".bulk")
}

/// A lasso is drawn from the ground between two columns over cards.
pub(super) fn selected_by_lasso(hand: &Hand<'_>) -> Result<()> {
    hand.board()?;
    let script = "const [one, other] = [...document.querySelectorAll('section.column')].map((column) => column.getBoundingClientRect());
        const third = document.querySelector('section.column li[aria-posinset=\"3\"]').getBoundingClientRect();
        return [Math.round((one.right + other.left) / 2), Math.round(third.bottom - 4), Math.round(one.left + 40), Math.round(one.top + 4)];";
    let found = hand.page.run(script, &[])?;
    let part = |at: usize| found.get(at).and_then(serde_json::Value::as_i64).unwrap_or(0);
    hand.page.draw("mouse", 0, (part(0), part(1)), (part(2), part(3)))?;
    hand.says(".bulk", "3 deals selected")?;
    hand.button("Clear selection")?;
    hand.gone(".bulk")
}

/// All that a filter leaves of a column is chosen.
pub(super) fn selected_by_filter(hand: &Hand<'_>) -> Result<()> {
    hand.board()?;
    hand.choose("#filter-owner", &name(3))?;
    let n = hand.company.of_person(3, FROM);
    hand.counts(FROM, n)?;
    if hand.way == Way::Keys {
        Hand::reach(&hand.card(FROM, 1)?)?;
        hand.page.press(&[Key::Control, Key::Char('a')])?;
        hand.says(".bulk", &format!("{} deals selected", english(n)))?;
        hand.button("Clear selection")?;
    }
    hand.button("Select")?;
    hand.button("Select all …")?;
    hand.in_dialog(&format!("All {} of {FROM}", english(n)))?;
    hand.says(".bulk", &format!("{} deals selected", english(n)))?;
    hand.button("Clear selection")
}

/// Chosen deals go to a stage.
pub(super) fn many_moved(hand: &Hand<'_>) -> Result<()> {
    hand.board()?;
    hand.select(FROM, 3)?;
    hand.button("Move")?;
    hand.in_dialog(TO)?;
    hand.moved(FROM, TO, 3)?;
    hand.undo()?;
    hand.moved(FROM, TO, 0)
}

/// Somebody takes charge of the chosen deals.
pub(super) fn many_assigned(hand: &Hand<'_>) -> Result<()> {
    hand.board()?;
    let third = "section.column:nth-of-type(2) li[aria-posinset=\"3\"]";
    let before = hand.page.by_css(&format!("{third} .only-heard"))?.text_content()?;
    hand.select(FROM, 3)?;
    hand.button("Assign")?;
    hand.choose("#many-field-owner", &name(5))?;
    hand.in_dialog("Assign")?;
    hand.gone("dialog[open]")?;
    hand.says(third, &name(5))?;
    hand.undo()?;
    hand.says(third, &before)
}

/// A field of the chosen deals is edited.
pub(super) fn many_edited(hand: &Hand<'_>) -> Result<()> {
    hand.board()?;
    hand.select(FROM, 3)?;
    hand.button("Edit a field …")?;
    hand.choose("#bulk-field", "Note")?;
    hand.write("dialog textarea", "Trade fair")?;
    hand.in_dialog("Change 3 records")?;
    hand.gone("dialog[open]")?;
    hand.says(".toasts", "3")?;
    hand.undo()
}

/// The chosen deals are tagged.
pub(super) fn many_tagged(hand: &Hand<'_>) -> Result<()> {
    hand.board()?;
    hand.select(FROM, 3)?;
    hand.button("Tag")?;
    hand.write("#many-tag-add", "spring")?;
    hand.in_dialog("Tag")?;
    hand.gone("dialog[open]")?;
    hand.says(".toasts", "3")?;
    hand.undo()
}

/// The chosen deals are closed.
pub(super) fn many_closed(hand: &Hand<'_>) -> Result<()> {
    hand.board()?;
    hand.select(FROM, 3)?;
    hand.button("Close")?;
    hand.choose("#many-stage", "Lost")?;
    hand.in_dialog("Close")?;
    hand.moved(FROM, "Lost", 3)?;
    hand.undo()?;
    hand.moved(FROM, "Lost", 0)
}

/// The chosen deals are archived.
pub(super) fn many_archived(hand: &Hand<'_>) -> Result<()> {
    hand.board()?;
    hand.select(FROM, 3)?;
    hand.button("Archive")?;
    hand.counts(FROM, hand.company.in_stage(FROM) - 3)?;
    hand.undo()?;
    hand.moved(FROM, TO, 0)
}

/// The board is filtered, and no longer.
pub(super) fn filtered(hand: &Hand<'_>) -> Result<()> {
    hand.board()?;
    hand.choose("#filter-owner", &name(2))?;
    for stage in [FROM, TO, "Won", "Lost"] {
        hand.counts(stage, hand.company.of_person(2, stage))?;
    }
    hand.button("Clear filter: Person")?;
    hand.moved(FROM, TO, 0)
}

/// What is shown is saved as a view and opened again.
pub(super) fn viewed(hand: &Hand<'_>) -> Result<()> {
    hand.board()?;
    hand.choose("#filter-owner", &name(4))?;
    hand.button("Save view …")?;
    hand.write("#view-name", "Hers")?;
    hand.in_dialog("Save")?;
    hand.board()?;
    hand.choose("#views", "Hers")?;
    hand.counts(FROM, hand.company.of_person(4, FROM))?;
    // It goes with the filter to the list.
    hand.press(&hand.page.by_role("link", "List")?)?;
    hand.says(".page-sum strong", &english(hand.company.deals / super::company::PEOPLE))?;
    hand.undo()?;
    hand.gone("#views")
}

/// The board is parted into lanes, and a card goes from one to the other.
pub(super) fn in_lanes(hand: &Hand<'_>) -> Result<()> {
    hand.board()?;
    hand.choose("#board-lanes", "Person")?;
    let each = hand.company.deals / super::company::PEOPLE;
    let lane = |person: usize, n: usize| hand.says(".lane-head", &format!("{}{} deals", name(person), english(n)));
    lane(0, each)?;
    let cell =
        |lane: usize| format!("section.lane:nth-of-type({lane}) .column-body:nth-child(2) li[aria-posinset=\"1\"] a");
    let card = hand.page.by_css(&cell(1))?;
    match hand.way {
        Way::Keys => {
            Hand::reach(&card)?;
            for key in [Key::Char(' '), Key::PageDown, Key::Char(' ')] {
                hand.page.press(&[key])?;
            }
        }
        Way::Pointer => hand.page.drag(&card, &hand.page.by_css(&cell(2))?)?,
        Way::Touch => hand.page.touch_drag(&card, &hand.page.by_css(&cell(2))?, 600)?,
    }
    lane(0, each - 1)?;
    lane(1, each + 1)?;
    hand.undo()?;
    lane(1, each)
}

/// A deal is added at the foot of a column in the lane of a person, and is in that person's charge.
pub(super) fn added_in_a_lane(hand: &Hand<'_>) -> Result<()> {
    hand.board()?;
    hand.choose("#board-lanes", "Person")?;
    let each = hand.company.deals / super::company::PEOPLE;
    let lane = |person: usize, n: usize| hand.says(".lane-head", &format!("{}{} deals", name(person), english(n)));
    lane(1, each)?;
    hand.button(&format!("Add a deal to {TO}, {}", name(1)))?;
    hand.page.wait("the form", "return document.activeElement?.matches('.column-form input');", &[])?;
    hand.page.type_keys("One more of hers")?;
    match hand.way {
        Way::Keys => hand.page.press(&[Key::Enter])?,
        _ => hand.press(&hand.page.by_css(".column-form button[type=submit]")?)?,
    }
    lane(1, each + 1)?;
    lane(0, each)?;
    hand.undo()?;
    lane(1, each)
}

/// From cards over rows to the strip and back.
pub(super) fn zoomed(hand: &Hand<'_>) -> Result<()> {
    hand.board()?;
    let level = |level: &str| {
        let script = "return (document.querySelector('section.board')?.dataset.level ?? 'strip') === arguments[0];";
        hand.page.wait(level, script, &[level.into()]).map(drop)
    };
    let ground = || hand.page.by_css("section.board, section.strip .strip-scroll");
    for (by, shown) in [(-1, "rows"), (-1, "strip"), (1, "cards")] {
        match hand.way {
            Way::Pointer if by < 0 => hand.page.wheel_with_control(&ground()?, 320)?,
            Way::Pointer => hand.page.wheel_with_control(&ground()?, -900)?,
            // Two fingers go the whole way, although what they are on goes under them.
            Way::Touch if by < 0 => hand.page.pinch(&ground()?, 400, 200)?,
            Way::Touch => hand.page.pinch(&ground()?, 90, 400)?,
            Way::Keys => {
                let (key, times) = if by < 0 { ('-', 5) } else { ('+', 10) };
                (0..times).try_for_each(|_| hand.page.press(&[Key::Char(key)]))?;
            }
        }
        level(shown)?;
    }
    Ok(())
}

/// A deal is found among all in the strip, and opened.
pub(super) fn opened_in_the_strip(hand: &Hand<'_>) -> Result<()> {
    hand.board()?;
    hand.go("pipeline?view=-&zoom=0")?;
    hand.page.by_role("region", "*heat strip*")?;
    let drawn = "const names = document.querySelectorAll('.strip-name'); return names.length === 4;";
    hand.page.wait("the strip", drawn, &[])?;
    match hand.way {
        Way::Keys => {
            Hand::reach(&hand.page.by_css(".strip-scroll")?)?;
            hand.page.press(&[Key::Right])?;
            hand.says(".strip-told", " · ")?;
            hand.page.press(&[Key::Enter])?;
        }
        way => {
            let script = "const ground = document.querySelector('.strip-scroll').getBoundingClientRect();
                return [Math.round(ground.left + 12), Math.round(ground.top + 6)];";
            let found = hand.page.run(script, &[])?;
            let part = |at: usize| found.get(at).and_then(serde_json::Value::as_i64).unwrap_or(0);
            let at = (part(0), part(1));
            if way == Way::Touch {
                // A finger names it first.
                hand.page.tap_at(at)?;
                hand.says(".strip-told", " · ")?;
                hand.page.tap_at(at)?;
            } else {
                hand.page.draw("mouse", 0, at, at)?;
            }
        }
    }
    hand.page.wait("the page of a deal", "return location.pathname.includes('/deals/');", &[]).map(drop)
}

/// Opens the time machine and slides to some day past.
fn slid(hand: &Hand<'_>) -> Result<Day> {
    hand.board()?;
    hand.button("Time machine")?;
    let slider = hand.page.by_role("slider", "Day shown")?;
    let script = "const r = arguments[0].getBoundingClientRect();
        return [Math.round(r.right - 12), Math.round(r.left + r.width * 0.3), Math.round(r.top + r.height / 2)];";
    let found = hand.page.run(script, &[slider.to_value()])?;
    let part = |at: usize| found.get(at).and_then(serde_json::Value::as_i64).unwrap_or(0);
    match hand.way {
        Way::Keys => {
            Hand::reach(&slider)?;
            hand.page.press(&[Key::Home])?;
            for _ in 0..6 {
                hand.page.press(&[Key::PageUp])?;
            }
        }
        Way::Pointer => hand.page.draw("mouse", 0, (part(0), part(2)), (part(1), part(2)))?,
        Way::Touch => hand.page.tap_at((part(1), part(2)))?,
    }
    // The address follows once the slider rests.
    let rests = "const at = new URLSearchParams(location.search).get('at');
        const same = at && at === globalThis.lastDay; globalThis.lastDay = at;
        return same && Number(document.querySelector('.time-slider').value) * 86400000 === Date.parse(at);";
    std::thread::sleep(std::time::Duration::from_millis(300));
    hand.page.wait("the slider to rest", rests, &[])?;
    let day = hand.day()?;
    hand.counts(FROM, hand.company.engaged_on(day))?;
    Ok(day)
}

/// Back to the present, by Escape or the button.
fn back_to_now(hand: &Hand<'_>) -> Result<()> {
    match hand.way {
        Way::Keys => hand.page.press(&[Key::Escape])?,
        _ => hand.button("Back to now")?,
    }
    hand.page.wait("the present", "return !location.search.includes('at=');", &[]).map(drop)
}

/// The board of a past day, and back.
pub(super) fn back_in_time(hand: &Hand<'_>) -> Result<()> {
    slid(hand)?;
    hand.gone(".column-add")?;
    back_to_now(hand)?;
    hand.moved(FROM, TO, 0)
}

/// The list of a past day: nothing can be chosen or edited there.
pub(super) fn list_back_in_time(hand: &Hand<'_>) -> Result<()> {
    let day = slid(hand)?;
    hand.press(&hand.page.by_role("link", "List")?)?;
    hand.says(".time-band", "Read-only")?;
    hand.gone("tbody input[type=checkbox]")?;
    if hand.day()? != day {
        fail!("the list is of another day than the board");
    }
    let cell = hand.page.by_css("[data-cell='0.2']")?;
    Hand::reach(&cell)?;
    hand.page.press(&[Key::F2])?;
    hand.gone(".cell-edit")?;
    back_to_now(hand)?;
    hand.says(".page-sum strong", &english(hand.company.deals))
}

/// Two moments are compared, and a figure shows its deals.
pub(super) fn compared(hand: &Hand<'_>) -> Result<()> {
    hand.board()?;
    let (from, to) = (Day::parse("2024-03-31"), Day::parse("2024-06-30"));
    let (Some(from), Some(to)) = (from, to) else { fail!("no days") };
    hand.go("pipeline?view=-&at=2024-06-30")?;
    hand.counts(FROM, hand.company.engaged_on(to))?;
    hand.button("Last quarter’s end")?;
    let came = english(hand.company.came(from, to));
    hand.button(&format!("Came: show {came}"))?;
    hand.says(".time-moved caption", &format!("Came: {came} deals"))?;
    hand.says(".time-table", &english(hand.company.engaged_on(from)))?;
    back_to_now(hand)
}

/// A move that lacks something asks for it, and goes on with it.
pub(super) fn gated(hand: &Hand<'_>) -> Result<()> {
    hand.board()?;
    let (card, to) = (hand.card(TO, 1)?, hand.card(FROM, 1)?);
    match hand.way {
        Way::Pointer => hand.page.drag(&card, &to)?,
        Way::Touch => hand.page.touch_drag(&card, &to, 600)?,
        Way::Keys => {
            Hand::reach(&card)?;
            for key in [Key::Char(' '), Key::Right, Key::Char(' ')] {
                hand.page.press(&[key])?;
            }
        }
    }
    hand.page.by_role("dialog", "*to Engaging*")?;
    hand.write("#gate-field-note", "They want to see it")?;
    let check = hand.page.by_css("dialog[open] input[type=checkbox]")?;
    match hand.way {
        Way::Keys => {
            Hand::reach(&check)?;
            hand.page.press(&[Key::Char(' ')])?;
        }
        _ => hand.press(&check)?,
    }
    hand.in_dialog("Move to Engaging")?;
    hand.moved(TO, FROM, 1)?;
    hand.undo()?;
    hand.moved(TO, FROM, 0)
}

/// A deal is won.
pub(super) fn won(hand: &Hand<'_>) -> Result<()> {
    hand.board()?;
    let card = hand.card(FROM, 1)?;
    let won = hand.card("Won", 1)?;
    match hand.way {
        Way::Pointer => hand.page.drag(&card, &won)?,
        Way::Touch => hand.page.touch_drag(&card, &won, 600)?,
        Way::Keys => {
            Hand::reach(&card)?;
            for key in [Key::Char(' '), Key::Right, Key::Char(' ')] {
                hand.page.press(&[key])?;
            }
        }
    }
    hand.page.by_role("dialog", "*Won:*")?;
    hand.in_dialog("Move to Won")?;
    hand.moved(FROM, "Won", 1)?;
    hand.undo()?;
    hand.moved(FROM, "Won", 0)
}

/// A deal that was won is open again.
pub(super) fn reopened(hand: &Hand<'_>) -> Result<()> {
    hand.board()?;
    let deal = hand.deal("Won")?;
    hand.go(&deal)?;
    hand.button("Reopen")?;
    hand.in_dialog("*Engaging*")?;
    hand.gone("dialog[open]")?;
    hand.says("main .path [aria-current=step]", FROM)?;
    hand.undo()?;
    hand.says("main .path [aria-current=step]", "Won")
}

/// A deal is quoted, and the sheet shown.
pub(super) fn quoted(hand: &Hand<'_>) -> Result<()> {
    hand.board()?;
    let deal = hand.deal(FROM)?;
    hand.go(&deal)?;
    hand.button("Make a quote")?;
    hand.page.wait("the page of a quote", "return location.pathname.includes('/quotes/');", &[])?;
    hand.press(&hand.page.by_role("link", "Print …")?)?;
    hand.page.by_role("button", "Print")?;
    hand.press(&hand.page.by_role("link", "Back to the quote")?)?;
    hand.go(&deal)?;
    hand.undo()
}

/// A customer is claimed from the pool, and given back.
pub(super) fn claimed(hand: &Hand<'_>) -> Result<()> {
    act_as(hand, 1)?;
    hand.go("pool")?;
    hand.says("main", "To be claimed")?;
    hand.press(&hand.page.by_css("[aria-labelledby=pool-open] li:first-child button")?)?;
    hand.says("main", "You claimed")?;
    hand.press(&hand.page.by_css("[aria-labelledby=pool-mine] button")?)?;
    hand.gone("#pool-mine")?;
    act_as(hand, 0)
}

/// The person at a place of the list acts from now on: nobody in particular, who is the first, holds no
/// customers.
fn act_as(hand: &Hand<'_>, place: usize) -> Result<()> {
    hand.go("settings")?;
    let script = "const list = document.querySelector('#me-person');
        const option = list?.options[arguments[0]];
        if (!option || list.options.length < 3) return false;
        list.value = option.value;
        list.dispatchEvent(new Event('change', { bubbles: true }));
        return true;";
    hand.page.wait("somebody to act", script, &[place.into()]).map(drop)
}

/// One deal after the other is presented.
pub(super) fn presented(hand: &Hand<'_>) -> Result<()> {
    hand.board()?;
    hand.button("Present")?;
    let all = english(hand.company.deals);
    hand.says(".present-place", &format!("1 of {all}"))?;
    match hand.way {
        Way::Keys => hand.page.press(&[Key::Right])?,
        _ => hand.button("Next")?,
    }
    hand.says(".present-place", &format!("2 of {all}"))?;
    match hand.way {
        Way::Keys => hand.page.press(&[Key::Escape])?,
        _ => hand.button("Leave")?,
    }
    hand.gone(".present")
}

/// The board is printed: column by column, of each the first deals and how many more there are.
pub(super) fn printed(hand: &Hand<'_>) -> Result<()> {
    hand.board()?;
    hand.page.run(
        "globalThis.prints = 0; globalThis.print = () => {
            globalThis.prints += document.querySelectorAll('.print-board .print-stage').length; };",
        &[],
    )?;
    hand.button("Print")?;
    hand.page.wait("four columns on paper", "return globalThis.prints === 4;", &[])?;
    let more = english(hand.company.in_stage("Won") - 200);
    hand.says(".print-board", &format!("and {more} more"))?;
    hand.page.run("dispatchEvent(new Event('afterprint'));", &[])?;
    hand.gone(".print-board")
}

/// Cards show another field.
pub(super) fn dressed(hand: &Hand<'_>) -> Result<()> {
    hand.board()?;
    hand.button("Cards")?;
    hand.choose("#field-add", "Product")?;
    hand.says("dialog .arrange-name", "Product")?;
    hand.in_dialog("Apply")?;
    hand.says("section.board li .card-lines", "Press brake")
}

/// A stage is merged into another with its deals, and comes back with them.
pub(super) fn merged(hand: &Hand<'_>) -> Result<()> {
    shape(hand)?;
    hand.button("Merge Prospecting into another stage")?;
    hand.in_dialog("Merge")?;
    hand.button("Keep the changes")?;
    hand.page.by_role("button", "Bring back the stage Prospecting")?;
    hand.undo()?;
    hand.gone("[data-absent]")?;
    hand.board()?;
    hand.moved(FROM, TO, 0)
}

/// A stage is split, some of its deals going along.
pub(super) fn split(hand: &Hand<'_>) -> Result<()> {
    shape(hand)?;
    hand.button("Split Engaging")?;
    hand.write("#split-name", "Deep talks")?;
    hand.choose("#split-way", "Those of one person")?;
    hand.choose("#split-person", &name(6))?;
    let n = hand.company.of_person(6, FROM);
    hand.says("#split-along", &format!("{} deals go along", english(n)))?;
    hand.in_dialog("Split")?;
    hand.button("Keep the changes")?;
    hand.board()?;
    hand.counts("Deep talks", n)?;
    hand.undo()?;
    hand.moved(FROM, TO, 0)
}

/// The form of the pipeline's stages.
fn shape(hand: &Hand<'_>) -> Result<()> {
    hand.go("settings")?;
    // Notes of what was done before lie over the buttons of the form.
    hand.page.run("for (const close of document.querySelectorAll('.toast button:last-child')) close.click();", &[])?;
    hand.go("pipelines")?;
    let link = hand.page.by_css("main a[href*='pipelines/']:not([href$=new])")?;
    hand.press(&link)?;
    hand.page.by_css(".stage-line").map(drop)
}
