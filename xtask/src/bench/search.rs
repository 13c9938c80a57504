//! `search`: what a keystroke in the palette costs over 100,000 accounts.
//!
//! `?bench=search&n=ROWS` makes that many accounts in memory. The harness opens the palette as a
//! person does, waits until all of them are read, slows the processor down, and types. A keystroke
//! costs what the page's main thread works from the key until the rows are painted.

use std::time::Duration;

use serde_json::json;

use super::pages::{Side, Sides};
use super::rounds::median;
use super::table::{self, Line, ms};
use crate::webdriver::Key;
use crate::{Result, fail};

const ROWS: usize = 100_000;
/// Milliseconds a keystroke may cost with the processor slowed down four times.
const BUDGET: f64 = 20.0;
/// How often each query is typed.
const ROUNDS: usize = 9;
/// What is typed, a character at a time: by name, pinyin, initials, telephone, with a slip.
const QUERIES: [&str; 6] = ["上海恒瑞医药", "shanghaihengrui", "shhr", "13800", "hengtai", "acme tradimg"];

/// Measures and prints a line for all keystrokes and one for the slowest query.
pub(super) fn run() -> Result<()> {
    let sides = Sides::open()?;
    let side = &sides.ours;
    side.result_of(&format!("?bench=search&n={ROWS}"))?;
    open(side)?;
    let slow = [(1, None), (4, Some(1.0))];
    for (times, budget) in slow {
        side.page.slow_down(times)?;
        let mut all = Vec::new();
        let mut worst = (0.0, String::new());
        for query in QUERIES {
            for (typed, cost) in typed(side, query)? {
                if cost > worst.0 {
                    worst = (cost, typed);
                }
                all.push(cost);
            }
        }
        print(&format!("keystroke, {ROWS} accounts, CPU {times}x, median"), median(all), budget);
        print(&format!("slowest keystroke, CPU {times}x: {}", worst.1), worst.0, budget);
    }
    Ok(())
}

fn print(what: &str, cost: f64, budget: Option<f64>) {
    let reference = format!("limit {}", ms(BUDGET));
    table::print(&Line {
        name: "search",
        what: what.to_owned(),
        ours: ms(cost),
        reference,
        ratio: cost / BUDGET,
        budget,
    });
}

/// Opens the palette and waits until every account can be found.
fn open(side: &Side) -> Result<()> {
    side.page.press(&[Key::Control, Key::Char('k')])?;
    side.page.wait("the palette", "return Boolean(document.querySelector('dialog[open] input'));", &[])?;
    insert(side, "qqqzzz")?;
    // Only when all is read does the palette say that there is nothing.
    let nothing = "const status = document.querySelector('dialog[open] [role=status]')?.textContent ?? '';
        return status.includes('qqqzzz');";
    side.page.wait_for("the accounts to be read", Duration::from_mins(2), nothing, &[]).map(drop)
}

/// Types a query some times; returns what was typed and the median cost of its last keystroke.
fn typed(side: &Side, query: &str) -> Result<Vec<(String, f64)>> {
    let characters: Vec<char> = query.chars().collect();
    let mut costs = vec![Vec::new(); characters.len()];
    for _ in 0..ROUNDS {
        clear(side)?;
        for (at, character) in characters.iter().enumerate() {
            let start = side.busy()?;
            settle(side)?;
            // What waiting for frames costs without a key is the harness's.
            let before = side.busy()?;
            insert(side, &character.to_string())?;
            settle(side)?;
            costs[at].push((side.busy()? - before) - (before - start));
        }
        let found = "return document.querySelectorAll('dialog[open] [role=option]').length;";
        if side.page.run(found, &[])?.as_u64() == Some(0) {
            fail!("nothing was found for {query}");
        }
    }
    let so_far = |at: usize| characters[..=at].iter().collect::<String>();
    Ok(costs.into_iter().enumerate().map(|(at, costs)| (so_far(at), median(costs))).collect())
}

fn insert(side: &Side, text: &str) -> Result<()> {
    side.page.devtools("Input.insertText", &json!({ "text": text })).map(drop)
}

fn clear(side: &Side) -> Result<()> {
    let script = "const field = document.querySelector('dialog[open] input');
        field.value = ''; field.dispatchEvent(new Event('input', { bubbles: true })); field.focus();";
    side.page.run(script, &[])?;
    settle(side)
}

/// Waits until what was typed has been painted.
fn settle(side: &Side) -> Result<()> {
    let script = "for (let n = 0; n < 3; n += 1) await new Promise(requestAnimationFrame);";
    side.page.run(script, &[]).map(drop)
}
