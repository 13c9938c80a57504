//! The weeks of people around Suzhou: how soon there is a plan to go by, and what it becomes.

use std::time::Instant as Timer;

use fieldbook::visits::route::{Problem, Search, Seen, check};

use super::{TURNS, told};
use crate::bench::table::{self, ms};
use crate::{Result, fail};

#[path = "../../../../tests/host/routes/suzhou.rs"]
mod suzhou;

/// How long each is improved.
const SECONDS: f64 = 10.0;

/// Prints a line for each.
pub(super) fn run() -> Result<()> {
    if cfg!(debug_assertions) {
        return Ok(());
    }
    one("a week of one person, 120 accounts", &suzhou::week(1))?;
    one("four weeks of one person, 300 accounts", &suzhou::weeks(2, 300, 1, 4))?;
    one("a week of 20 people, 1,000 accounts", &suzhou::weeks(3, 1_000, 20, 1))
}

fn one(what: &str, problem: &Problem) -> Result<()> {
    let timer = Timer::now();
    let mut search = Search::new(problem, 1).map_err(told)?;
    let first = seen(problem, &search)?;
    let soon = timer.elapsed().as_secs_f64() * 1_000.0;
    loop {
        let share = timer.elapsed().as_secs_f64() / SECONDS;
        if share >= 1.0 {
            break;
        }
        search.go_on(TURNS, share);
    }
    let last = seen(problem, &search)?;
    table::note(
        "routes",
        &format!("{what}  native  first plan {}, {}  after {SECONDS} s {}  checked", ms(soon), said(first), said(last)),
    );
    Ok(())
}

fn seen(problem: &Problem, search: &Search) -> Result<Seen> {
    match check(problem, &search.plan()) {
        Ok(seen) => Ok(seen),
        Err(wrong) => fail!("the checker objects: {wrong:?}"),
    }
}

/// Seconds of cost are seconds on the road there.
fn said(seen: Seen) -> String {
    format!(
        "{} visits, {} h on the road, price of what is left out {} h",
        seen.visits,
        seen.ways / 3_600,
        seen.left_out / 3_600
    )
}
