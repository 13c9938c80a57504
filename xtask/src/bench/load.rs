//! `load`: a first visit over a slow network on a slow processor, nothing cached.
//!
//! Two visits: a newcomer's, to the welcome; and one to a board of deals that the device holds while
//! the browser has thrown the application away. The floor is a blank page over the same network;
//! for "usable" it is that page and the time that as many bytes as ours take to come.

use std::cell::Cell;
use std::time::Duration;

use serde_json::{Value, json};

use super::pages::{Side, Sides, board_of, number};
use super::rounds::{Figure, measure, median};
use super::table::{self, ms};
use crate::{Result, build, project, setup};

/// Slow 4G: milliseconds until an answer begins, and bytes in a second.
const LATENCY: f64 = 150.0;
const BANDWIDTH: f64 = 1_600_000.0 / 8.0;
/// How many times slower the page's main thread runs.
const SLOWER: u32 = 4;
/// Milliseconds that long tasks may hold up a person, beyond the first 50 of each.
const BLOCKING: f64 = 50.0;
/// How far the layout may shift.
const SHIFT: f64 = 0.02;
/// How many deals the second visit shows.
const ROWS: usize = 1_000;

/// Notes the first paint, when the first thing of a selector has been painted, what held the main
/// thread up until then, and how far the layout shifted.
const WATCH: &str = "
    (() => {
        const seen = { paint: null, usable: null, long: [], shift: 0 };
        window.__load = seen;
        const watch = (type, take) =>
            new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
        watch('longtask', (task) => seen.long.push([task.startTime, task.duration]));
        watch('layout-shift', (shift) => { if (!shift.hadRecentInput) seen.shift += shift.value; });
        watch('paint', (paint) => { if (paint.name === 'first-contentful-paint') seen.paint = paint.startTime; });
        const look = () => {
            if (!document.querySelector(SELECTOR)) return requestAnimationFrame(look);
            const after = new MessageChannel();
            after.port1.onmessage = () => { seen.usable = performance.now(); };
            after.port2.postMessage(0);
        };
        requestAnimationFrame(look);
    })();";

/// Reads what was noted, once the page has come to rest after it was usable.
const READ: &str = "
    const seen = window.__load;
    if (!seen?.usable || seen.paint === null || performance.now() < seen.usable + 500) return null;
    const bytes = [performance.getEntriesByType('navigation')[0], ...performance.getEntriesByType('resource')]
        .filter((entry) => entry.responseEnd <= seen.usable)
        .reduce((sum, entry) => sum + entry.encodedBodySize, 0);
    const blocking = seen.long.filter(([start]) => start >= seen.paint && start < seen.usable)
        .reduce((sum, [, duration]) => sum + duration - 50, 0);
    return { paint: seen.paint, usable: seen.usable, bytes, blocking, shift: seen.shift };";

/// One kind of visit.
struct Visit {
    what: &'static str,
    /// What is on the screen once a person can begin.
    usable: &'static str,
    /// What stays from visits before, for the browser's `Storage.clearDataForOrigin`.
    forget: &'static str,
}

const NEWCOMER: Visit = Visit { what: "a newcomer's welcome", usable: "main h1", forget: "all" };
const BOARD: Visit =
    Visit { what: "the board of 1000 deals", usable: "section.board li a", forget: "service_workers,cache_storage" };

/// Measures both visits.
pub(super) fn run() -> Result<()> {
    pack()?;
    visits(&NEWCOMER, |_| Ok(String::new()))?;
    visits(&BOARD, |ours| board_of(ours, &format!("?bench=start&n={ROWS}")))
}

/// Puts what travels as text or code in brotli beside itself, as a host would send it.
fn pack() -> Result<()> {
    let dist = project::bench_dist();
    let packed = ["html", "js", "css", "wasm", "ftl", "webmanifest", "json", "svg"];
    let names = build::files(&dist)?;
    let paths: Vec<_> = names
        .iter()
        .filter(|name| packed.contains(&name.rsplit('.').next().unwrap_or("")))
        .map(|name| dist.join(name))
        .collect();
    setup::pack(&paths.iter().map(std::path::PathBuf::as_path).collect::<Vec<_>>())
}

fn visits(visit: &Visit, path_of: impl FnOnce(&Side) -> Result<String>) -> Result<()> {
    let sides = Sides::open_packed()?;
    let path = path_of(&sides.ours)?;
    for (side, usable) in [(&sides.ours, visit.usable), (&sides.floor, "main")] {
        slow_down(side, usable)?;
    }
    let bytes = Cell::new(0.0);
    let (mut blocking, mut shift) = (Vec::new(), Vec::new());
    let what = |part: &str| format!("slow 4G, CPU 4x, {}: {part}", visit.what);
    let figure = |part: &str, floor, budget| Figure { name: "load", what: what(part), floor, budget: Some(budget) };
    let figures =
        [figure("first paint", "blank page", 1.8), figure("usable", "blank page and the bytes' own time", 1.4)];
    let ours = || {
        let seen = visited(&sides.ours, &path, visit.forget)?;
        bytes.set(number(&seen, "bytes")?);
        blocking.push(number(&seen, "blocking")?);
        shift.push(number(&seen, "shift")?);
        Ok(vec![number(&seen, "paint")?, number(&seen, "usable")?])
    };
    let floor = || {
        let paint = number(&visited(&sides.floor, "blank.html", "all")?, "paint")?;
        Ok(vec![paint, paint + bytes.get() / BANDWIDTH * 1000.0])
    };
    measure(&figures, ours, floor)?;
    table::note("", &format!("({:.1} KiB came until it was usable)", bytes.get() / 1024.0));
    table::limit("load", what("blocked"), median(blocking), BLOCKING, ms);
    table::limit("load", what("layout shift"), median(shift), SHIFT, |value| format!("{value:.3}"));
    Ok(())
}

/// Slows network and processor down, and watches every page from its beginning.
fn slow_down(side: &Side, usable: &str) -> Result<()> {
    let source = WATCH.replace("SELECTOR", &Value::from(usable).to_string());
    side.page.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": source }))?;
    side.page.devtools("Network.enable", &json!({}))?;
    let network = json!({ "offline": false, "latency": LATENCY,
        "downloadThroughput": BANDWIDTH, "uploadThroughput": BANDWIDTH / 2.0 });
    side.page.devtools("Network.emulateNetworkConditions", &network)?;
    side.page.slow_down(SLOWER)
}

/// Opens a page with nothing cached and returns what was seen.
fn visited(side: &Side, path: &str, forget: &str) -> Result<Value> {
    side.page.goto("about:blank")?;
    let origin = side.server.url("");
    let origin = origin.trim_end_matches('/');
    side.page.devtools("Storage.clearDataForOrigin", &json!({ "origin": origin, "storageTypes": forget }))?;
    side.page.devtools("Network.clearBrowserCache", &json!({}))?;
    side.page.goto(&side.server.url(path))?;
    side.page.wait_for("a usable page", Duration::from_mins(1), READ, &[])
}
