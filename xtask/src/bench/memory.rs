//! `memory`: what the page's process holds with so many deals on the board, beside the floor's.
//!
//! The deals come from disk into a browser started for the round, as on a morning; the floor makes
//! its own, the same with the same texts. After a collection of garbage the process's proportional
//! share of memory is read from the system.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::json;

use super::pages::{Side, Sides, board_of};
use super::rounds::median;
use super::table::{self, Line};
use crate::{Failure, Result, fail};

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
/// The size that has a budget.
const LARGE: usize = 100_000;
const BUDGET: f64 = 1.3;
/// The slope allowed: 1 is as many times the bytes as there are deals.
const SLOPE: f64 = 1.1;
/// Browsers started a side and size. What they hold varies by a few parts in a hundred.
const ROUNDS: usize = 9;

/// Measures three sizes, what a deal takes, and whether that grows.
pub(super) fn run() -> Result<()> {
    let mut all = Vec::new();
    for rows in SIZES {
        let (ours, floor) = both(rows)?;
        table::print(&Line {
            name: "memory",
            what: format!("page's process, {rows} deals on the board"),
            ours: mib(ours),
            reference: format!("plain-JS board {}", mib(floor)),
            ratio: ours / floor,
            budget: (rows == LARGE).then_some(BUDGET),
        });
        all.push((ours, floor));
    }
    if let [small, middle, large] = all.as_slice() {
        growth(*small, *middle, *large);
    }
    Ok(())
}

/// Prints the bytes of a deal, and the slope of their line where both deals and bytes beyond those
/// of the smallest board are drawn as logarithms.
fn growth(small: (f64, f64), middle: (f64, f64), large: (f64, f64)) {
    #[expect(clippy::cast_precision_loss, reason = "counts of deals")]
    let [few, more, most] = SIZES.map(|rows| rows as f64);
    let (ours, floor) = ((large.0 - small.0) / (most - few), (large.1 - small.1) / (most - few));
    table::print(&Line {
        name: "memory",
        what: "a deal, between 1000 and 100000".to_owned(),
        ours: format!("{ours:.0} B"),
        reference: format!("plain-JS board {floor:.0} B"),
        ratio: ours / floor,
        budget: None,
    });
    let slope = ((large.0 - small.0) / (middle.0 - small.0)).ln() / ((most - few) / (more - few)).ln();
    table::print(&Line {
        name: "memory",
        what: "growth with the deals, 1000 to 100000".to_owned(),
        ours: mib(large.0 - small.0),
        reference: format!("slope; to 10000 {}", mib(middle.0 - small.0)),
        ratio: slope,
        budget: Some(SLOPE),
    });
}

/// The medians of both sides over rounds that take turns.
fn both(rows: usize) -> Result<(f64, f64)> {
    let mut sides = Sides::open()?;
    let board = board_of(&sides.ours, &format!("?bench=start&n={rows}"))?;
    let (mut ours, mut floor) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        sides.restart()?;
        sides.ours.page.goto(&sides.ours.server.url(&board))?;
        ours.push(settled(&sides.ours)?);
        let path = board_of(&sides.floor, &format!("board.html?n={rows}"))?;
        let go = "history.pushState(null, '', new URL(arguments[0], document.baseURI));
            dispatchEvent(new PopStateEvent('popstate'));";
        sides.floor.page.run(go, &[path.into()])?;
        floor.push(settled(&sides.floor)?);
    }
    Ok((median(ours), median(floor)))
}

/// Waits for the board and for the work behind it, collects garbage, and returns what is held.
fn settled(side: &Side) -> Result<f64> {
    let cards = "return document.querySelector('section.board li a') !== null;";
    side.page.wait_for("the board", Duration::from_mins(1), cards, &[])?;
    side.page.run("await new Promise((done) => setTimeout(done, 3000));", &[])?;
    for _ in 0..3 {
        side.page.devtools("HeapProfiler.collectGarbage", &json!({}))?;
    }
    side.page.run("await new Promise((done) => setTimeout(done, 500));", &[])?;
    let Some(browser) = side.page.capabilities()["goog:processID"].as_u64() else {
        fail!("the driver does not tell the browser's process: {}", side.page.capabilities());
    };
    held(browser)
}

/// The bytes of the largest renderer below a browser: beside the page's there is at most a spare,
/// which holds nothing.
fn held(browser: u64) -> Result<f64> {
    let parents = parents()?;
    let below = |mut process: u64| {
        while let Some(parent) = parents.get(&process) {
            if *parent == browser {
                return true;
            }
            process = *parent;
        }
        false
    };
    let renderers = parents.keys().filter(|process| below(**process) && is_renderer(**process));
    let held = renderers.filter_map(|process| share(*process));
    held.max_by(f64::total_cmp).ok_or_else(|| Failure::new("the browser has no renderer"))
}

/// Every process and its parent.
fn parents() -> Result<HashMap<u64, u64>> {
    let mut parents = HashMap::new();
    for entry in fs::read_dir("/proc")? {
        let name = entry?.file_name();
        let Some(process) = name.to_str().and_then(|name| name.parse::<u64>().ok()) else { continue };
        // A process may end while it is looked at.
        let Ok(status) = fs::read_to_string(of(process, "status")) else { continue };
        if let Some(parent) = number(&status, "PPid:") {
            parents.insert(process, parent);
        }
    }
    Ok(parents)
}

fn is_renderer(process: u64) -> bool {
    fs::read(of(process, "cmdline")).is_ok_and(|line| String::from_utf8_lossy(&line).contains("--type=renderer"))
}

/// The proportional share of memory of a process, in bytes.
fn share(process: u64) -> Option<f64> {
    let text = fs::read_to_string(of(process, "smaps_rollup")).ok()?;
    #[expect(clippy::cast_precision_loss, reason = "kilobytes of a process")]
    number(&text, "Pss:").map(|kilobytes| kilobytes as f64 * 1024.0)
}

fn of(process: u64, file: &str) -> std::path::PathBuf {
    Path::new("/proc").join(process.to_string()).join(file)
}

/// The number after a label at the beginning of a line.
fn number(text: &str, label: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(label))?;
    line.split_whitespace().next()?.parse().ok()
}

fn mib(bytes: f64) -> String {
    format!("{:.1} MiB", bytes / 1024.0 / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn a_label_is_read_where_it_begins_a_line() {
        let text = "00400000-7fff rollup\nRss:   120 kB\nPss:    80 kB\nPss_Anon:  70 kB\n";
        assert_eq!(number(text, "Pss:"), Some(80));
        assert_eq!(number(text, "Swap:"), None);
    }
}
