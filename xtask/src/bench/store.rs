//! `store`: from memory to disk and back to answers, beside raw `IndexedDB`.
//!
//! The application reports `persist_ms` and `bytes` for saving the deals as an import does, and
//! `read_ms` and `read_bytes` from opening the database to the first answered query. The floor
//! writes as many bytes in entries of 500 rows, and reads as many in one buffer.

use serde_json::Value;

use super::pages::{Sides, number};
use super::rounds::{Figure, measure};
use crate::{Result, fail};

const ROWS: u32 = 100_000;

/// Measures saving and opening.
pub(super) fn run() -> Result<()> {
    let sides = Sides::open()?;
    let path = format!("?bench=store&n={ROWS}");
    let first = sides.ours.result_of(&path)?;
    if first["rows"] != ROWS {
        fail!("asked for {ROWS} rows, the application read back {}", first["rows"]);
    }
    let (written, read) = (number(&first, "bytes")?, number(&first, "read_bytes")?);
    let floor = format!("store.html?n={ROWS}&bytes={written:.0}&read={read:.0}");
    let times = |result: &Value| Ok(vec![number(result, "persist_ms")?, number(result, "read_ms")?]);
    let figures = [
        Figure {
            name: "store",
            what: format!("save {ROWS} deals ({:.1} MB)", written / 1e6),
            floor: "same bytes in 500-row entries",
            budget: Some(1.5),
        },
        Figure {
            name: "store",
            what: format!("disk to answers, {ROWS} deals ({:.1} MB)", read / 1e6),
            floor: "one columnar buffer",
            budget: Some(3.0),
        },
    ];
    measure(&figures, || times(&sides.ours.result_of(&path)?), || times(&sides.floor.result_of(&floor)?)).map(drop)
}
