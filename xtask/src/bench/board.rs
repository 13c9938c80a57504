//! `board`: first paint and drag of a board, beside a virtual board in plain JavaScript.
//!
//! `?bench=board&n=ROWS` makes that many deals in memory and reports `path`, the board's address.
//! The harness then opens the board through the history, as a link would, and drags with real
//! pointer input; the floor's page answers to the same.

use serde_json::{Value, json};

use super::pages::{Side, Sides};
use super::rounds::{Figure, Medians, measure};
use super::table::{self, Line, ms};
use crate::{Result, fail};

/// Goes to an address within the page and returns the time until the board has been painted.
const SHOW: &str = "
    const [away, path] = arguments;
    const frame = () => new Promise(requestAnimationFrame);
    const painted = () => new Promise((done) => {
        const after = new MessageChannel();
        after.port1.onmessage = done;
        after.port2.postMessage(0);
    });
    const go = (to) => {
        history.pushState(null, '', new URL(to, document.baseURI));
        dispatchEvent(new PopStateEvent('popstate'));
    };
    const cards = () => document.querySelectorAll('section.board li a').length;
    go(away);
    for (let n = 0; cards() > 0 && n < 600; n += 1) await frame();
    await frame(); await painted(); await frame();
    const start = performance.now();
    go(path);
    await painted();
    for (let n = 0; cards() === 0 && n < 600; n += 1) { await frame(); await painted(); }
    return cards() > 0 ? performance.now() - start : null;";

/// Returns the middle of the first card of the fullest column, and of the column beside it.
const PLACES: &str = "
    const lists = [...document.querySelectorAll('section.board ul')];
    const from = lists.findIndex((list) => list.querySelector('li a'));
    const card = lists[from].querySelector('li a').closest('li').getBoundingClientRect();
    const beside = lists[from === 0 ? 1 : from - 1].parentElement.getBoundingClientRect();
    return [card.left + card.width / 2, card.top + card.height / 2,
        beside.left + beside.width / 2, beside.top + 180,
        lists[from].querySelector('li a').textContent];";

const STEPS: u32 = 40;

/// Measures boards of three sizes.
pub(super) fn run() -> Result<()> {
    let mut first_paint = Vec::new();
    for rows in [1_000, 10_000, 100_000] {
        let sides = Sides::open()?;
        let ours = board_of(&sides.ours, &format!("?bench=board&n={rows}"))?;
        let floor = board_of(&sides.floor, &format!("board.html?n={rows}"))?;
        let figure = Figure {
            name: "board",
            what: format!("first paint, {rows} cards"),
            floor: "plain-JS virtual board",
            budget: Some(1.5),
        };
        let medians = measure(&[figure], || show(&sides.ours, &ours), || show(&sides.floor, &floor))?;
        first_paint.extend(medians);
        let what = |part: &str| format!("{part}, {rows} cards, main thread");
        let figure =
            |part: &str, budget| Figure { name: "board", what: what(part), floor: "plain-JS virtual board", budget };
        measure(&[figure("drag step", Some(1.3)), figure("drop", None)], || drag(&sides.ours), || drag(&sides.floor))?;
    }
    if let (Some(small), Some(large)) = (first_paint.first(), first_paint.last()) {
        growth(small, large);
    }
    Ok(())
}

/// Prints how much longer a hundred times the cards take.
fn growth(small: &Medians, large: &Medians) {
    table::print(&Line {
        name: "board",
        what: "first paint, 100000 against 1000 cards".to_owned(),
        ours: ms(large.ours),
        reference: format!("own 1000 cards {}", ms(small.ours)),
        ratio: large.ours / small.ours,
        budget: Some(3.5),
    });
}

fn board_of(side: &Side, path: &str) -> Result<String> {
    let prepared = side.result_of(path)?;
    match prepared["path"].as_str() {
        Some(board) => Ok(board.to_owned()),
        None => fail!("the page at {path} does not say where its board is: {prepared}"),
    }
}

fn show(side: &Side, board: &str) -> Result<Vec<f64>> {
    let time = side.page.run(SHOW, &["settings".into(), board.into()])?;
    match time.as_f64() {
        Some(time) => Ok(vec![time]),
        None => fail!("no card appeared at {board}"),
    }
}

/// Drags the first card to the column beside it; returns the main thread's time per step and for
/// the drop.
fn drag(side: &Side) -> Result<Vec<f64>> {
    let places = side.page.run(PLACES, &[])?;
    let at = |index: usize| places[index].as_f64().unwrap_or(0.0);
    let pointer = |kind: &str, x: f64, y: f64| {
        let buttons = u8::from(kind != "mouseReleased");
        side.page.devtools(
            "Input.dispatchMouseEvent",
            &json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": buttons, "clickCount": 1 }),
        )
    };
    side.page.devtools("Performance.enable", &json!({}))?;
    pointer("mousePressed", at(0), at(1))?;
    // Past the slop, so that the card is lifted before the steps count.
    pointer("mouseMoved", at(0) + 12.0, at(1) + 4.0)?;
    let before = busy(side)?;
    for step in 1..=STEPS {
        let part = f64::from(step) / f64::from(STEPS);
        let (x, y) = (at(0) + (at(2) - at(0)) * part, at(1) + (at(3) - at(1)) * part);
        pointer("mouseMoved", x, y)?;
    }
    let moved = busy(side)?;
    pointer("mouseReleased", at(2), at(3))?;
    let settled = "for (let n = 0; n < 6; n += 1) await new Promise(requestAnimationFrame);
        const lists = [...document.querySelectorAll('section.board ul')];
        const home = lists.find((list) => list.querySelector('li a'));
        return home.querySelector('li a').textContent;";
    let first = side.page.run(settled, &[])?;
    let dropped = busy(side)?;
    if first == places[4] && places[4] != Value::Null {
        fail!("the card did not move: {first}");
    }
    Ok(vec![(moved - before) / f64::from(STEPS), dropped - moved])
}

/// Returns the milliseconds that the page's main thread has worked so far.
fn busy(side: &Side) -> Result<f64> {
    let metrics = side.page.devtools("Performance.getMetrics", &json!({}))?;
    let list = metrics["metrics"].as_array().cloned().unwrap_or_default();
    let task = list.iter().find(|metric| metric["name"] == "TaskDuration");
    match task.and_then(|metric| metric["value"].as_f64()) {
        Some(seconds) => Ok(seconds * 1000.0),
        None => fail!("the browser does not tell its main thread's time"),
    }
}
