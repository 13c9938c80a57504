//! `past`: the time machine over deals with ten dated entries each: opening it, and a step of its
//! slider.
//!
//! `?bench=past&n=ROWS` generates the deals, reads the board at a past moment (`open_ms`, the first
//! time, and `step_ms`, each further one). Then it filters the present board again and again: for the deals
//! of half of the people (`half_ms`), which are about as many as a step shows, and for one person's
//! (`question_ms`). The floor of opening reads as many bytes as the entries take, `index_bytes`, from disk
//! in one buffer; that of a step is the filter that shows as many deals. The other is printed beside it.

use std::cell::Cell;

use super::pages::{Sides, number};
use super::rounds::{Figure, measure};
use crate::{Result, fail};

const ROWS: u32 = 100_000;
const ENTRIES: f64 = 1_000_000.0;

/// Measures opening and stepping.
pub(super) fn run() -> Result<()> {
    let sides = Sides::open()?;
    let path = format!("?bench=past&n={ROWS}");
    let first = sides.ours.result_of(&path)?;
    let (entries, bytes) = (number(&first, "entries")?, number(&first, "index_bytes")?);
    let (then, now) = (number(&first, "then")?, number(&first, "now")?);
    if entries < ENTRIES {
        fail!("{entries} dated entries are fewer than {ENTRIES}");
    }
    if then <= 0.0 || then >= now || (now - f64::from(ROWS)).abs() > 0.5 {
        fail!("{then} of {now} deals were there in the past, of {ROWS} made");
    }
    let what = format!("{ROWS} deals, {:.1} M entries", entries / 1e6);
    let figures = [
        Figure { name: "past", what: format!("open, {what}"), floor: "as many bytes in one buffer", budget: Some(3.0) },
        Figure {
            name: "past",
            what: format!("a step, {what}"),
            floor: "own totals re-filtered, as many deals",
            budget: Some(3.0),
        },
        Figure {
            name: "past",
            what: format!("a step, {what}"),
            floor: "own totals re-filtered, 1 in 35 deals",
            budget: None,
        },
    ];
    let filtered = Cell::new([f64::NAN; 2]);
    let ours = || {
        let result = sides.ours.result_of(&path)?;
        filtered.set([number(&result, "half_ms")?, number(&result, "question_ms")?]);
        let step = number(&result, "step_ms")?;
        Ok(vec![number(&result, "open_ms")?, step, step])
    };
    // Five hundred rows of a byte each beside the buffer, for the page saves before it reads.
    let index = format!("store.html?n=500&bytes=500&read={bytes:.0}");
    let floor = || {
        let [half, question] = filtered.get();
        Ok(vec![number(&sides.floor.result_of(&index)?, "read_ms")?, half, question])
    };
    measure(&figures, ours, floor).map(drop)
}
