//! `start`: a warm start without a network, to a painted board.
//!
//! `?bench=start&n=ROWS` saves that many deals in the usual database and reports `path`, the
//! board's address. Then the server goes away and the board is opened from the service worker.

use std::time::Duration;

use serde_json::{Value, json};

use super::pages::{Side, Sides, board_of};
use super::rounds::{Figure, measure};
use crate::Result;

/// Notes when the first thing of a selector has been painted: in the frame after it appeared.
const WATCH: &str = "
    (() => {
        const selector = SELECTOR;
        const look = () => {
            if (!document.querySelector(selector)) return requestAnimationFrame(look);
            const after = new MessageChannel();
            after.port1.onmessage = () => { window.__painted = performance.now(); };
            after.port2.postMessage(0);
        };
        requestAnimationFrame(look);
    })();";

/// Measures at 10,000 deals, which has a budget, and at 100,000.
pub(super) fn run() -> Result<()> {
    for (rows, budget) in [(10_000, Some(3.0)), (100_000, None)] {
        let mut sides = Sides::open()?;
        let board = board_of(&sides.ours, &format!("?bench=start&n={rows}"))?;
        sides.floor.result_of("blank.html")?;
        for (side, selector) in [(&mut sides.ours, "section.board li a"), (&mut sides.floor, "main")] {
            prepare(side, selector)?;
        }
        let what = format!("warm start offline, {rows} deals, CPU 4x");
        let figure = Figure { name: "start", what, floor: "blank page by service worker", budget };
        measure(&[figure], || painted(&sides.ours, &board), || painted(&sides.floor, "blank.html"))?;
    }
    Ok(())
}

/// Waits for the service worker, takes the server away and slows the processor down.
fn prepare(side: &mut Side, selector: &str) -> Result<()> {
    let kept = "return (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated';";
    side.page.wait_for("a service worker", Duration::from_mins(1), kept, &[])?;
    side.server.go_offline();
    let source = WATCH.replace("SELECTOR", &Value::from(selector).to_string());
    side.page.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": source }))?;
    side.page.slow_down(4)
}

/// Opens a page and returns when it was painted, counted from the start of the navigation.
fn painted(side: &Side, path: &str) -> Result<Vec<f64>> {
    side.page.goto("about:blank")?;
    side.page.goto(&side.server.url(path))?;
    let script = "return window.__painted ?? null;";
    let time = side.page.wait_for("the first paint", Duration::from_mins(1), script, &[])?;
    Ok(vec![time.as_f64().unwrap_or(f64::NAN)])
}
