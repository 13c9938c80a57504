//! Header totals on another filter: count, sum, weighted sum and mean age of each stage for one
//! person's deals, beside a single pass over typed arrays, and the board that shows them.
//!
//! `?bench=totals&n=ROWS` asks the board's question for each person in turn and reports `ms` of one
//! question and its `figures`; the floor reports the same of its pass, over the same deals.

use std::cell::Cell;

use serde_json::Value;

use super::pages::{Side, Sides, number};
use super::rounds::{Figure, measure};
use crate::{Result, fail};

/// Rows from which the question weighs more than what surrounds it, and has a budget.
const LARGE: usize = 100_000;

/// Asks within the page for another person's deals; returns the time until their figures have been
/// painted.
const REFILTER: &str = "
    const frame = () => new Promise(requestAnimationFrame);
    const painted = () => new Promise((done) => {
        const after = new MessageChannel();
        after.port1.onmessage = done;
        after.port2.postMessage(0);
    });
    const says = () => [...document.querySelectorAll('section.board .column-sum')].map((sum) => sum.textContent).join();
    await frame(); await painted(); await frame();
    const [before, start] = [says(), performance.now()];
    history.pushState(null, '', new URL(arguments[0], document.baseURI));
    dispatchEvent(new PopStateEvent('popstate'));
    await painted();
    for (let n = 0; says() === before && n < 600; n += 1) { await frame(); await painted(); }
    return says() === before ? null : performance.now() - start;";

/// Measures the question, and the board that asks it, over so many deals.
pub(super) fn run(rows: usize) -> Result<()> {
    let sides = Sides::open()?;
    let (ours, floor) = (format!("?bench=totals&n={rows}"), format!("totals.html?n={rows}"));
    same(&sides.ours.result_of(&ours)?, &sides.floor.result_of(&floor)?)?;
    let figure = Figure {
        name: "board",
        what: format!("header totals on a filter, {rows} deals"),
        floor: "one typed-array pass",
        budget: (rows >= LARGE).then_some(6.0),
    };
    let time = |side: &Side, path: &str| Ok(vec![number(&side.result_of(path)?, "ms")?]);
    measure(&[figure], || time(&sides.ours, &ours), || time(&sides.floor, &floor))?;

    let prepared = sides.ours.result_of(&format!("?bench=board&n={rows}"))?;
    let Some(path) = prepared["path"].as_str().map(str::to_owned) else {
        fail!("the application does not say where its board is: {prepared}")
    };
    let people = prepared["people"].as_array().cloned().unwrap_or_default();
    sides.floor.result_of(&format!("board.html?n={rows}"))?;
    open(&sides.ours, &path)?;
    open(&sides.floor, "board")?;
    // Both ask for the next person in each round.
    let next = |at: &Cell<usize>| {
        at.set((at.get() + 1) % people.len().max(1));
        at.get()
    };
    let (at, beside) = (Cell::new(0), Cell::new(0));
    let ours = || {
        let person = people.get(next(&at)).and_then(Value::as_str).unwrap_or("");
        refilter(&sides.ours, &format!("{path}?owner=in:{person}"))
    };
    let floor = || refilter(&sides.floor, &format!("board?owner={}", next(&beside)));
    let figure = Figure {
        name: "board",
        what: format!("another filter, to paint, {rows} cards"),
        floor: "plain-JS virtual board",
        budget: None,
    };
    measure(&[figure], ours, floor).map(drop)
}

/// Goes to the board of all deals.
fn open(side: &Side, board: &str) -> Result<()> {
    let go = "history.pushState(null, '', new URL(arguments[0], document.baseURI));
        dispatchEvent(new PopStateEvent('popstate'));";
    side.page.run(go, &[board.into()])?;
    side.page.wait("the board", "return document.querySelector('section.board li a') !== null;", &[]).map(drop)
}

fn refilter(side: &Side, path: &str) -> Result<Vec<f64>> {
    match side.page.run(REFILTER, &[path.into()])?.as_f64() {
        Some(time) => Ok(vec![time]),
        None => fail!("the figures stayed the same at {path}"),
    }
}

/// Fails where the two sides do not say the same of every person and stage.
fn same(ours: &Value, floor: &Value) -> Result<()> {
    let (ours, floor) = (numbers(&ours["figures"]), numbers(&floor["figures"]));
    if ours.is_empty() || ours.len() != floor.len() {
        fail!("{} figures beside the floor's {}", ours.len(), floor.len());
    }
    for (at, (ours, floor)) in ours.iter().zip(&floor).enumerate() {
        // Weighted sums are rounded deal by deal, the floor's once; ages are in whole days.
        let near = (ours - floor).abs() <= 1.0 + floor.abs() * 1e-4;
        if !near {
            fail!("figure {at} is {ours}, the floor's {floor}");
        }
    }
    Ok(())
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().map(|all| all.iter().filter_map(Value::as_f64).collect()).unwrap_or_default()
}
