//! `cargo xtask bench [names...]`: benchmarks in headless Chromium, as ratios to floors.
//!
//! The floors are plain-JavaScript pages in `tests/bench/`. The application's side is a build of
//! its own (feature `bench`), opened as `?bench=NAME&n=ROWS`: it makes that many deals, does what the name says, and leaves what it
//! measured as JSON in `window.__bench`. Ours and the floor take turns, in browsers of their own,
//! for at least nine rounds; the figure is the median of the rounds' ratios.

mod board;
mod bytes;
mod drag;
mod drop;
mod load;
mod memory;
mod pages;
mod past;
mod peers;
mod rounds;
mod routes;
mod scale;
mod search;
mod start;
mod store;
mod table;
mod totals;

use crate::{Result, build, fail};

/// A benchmark: its name, and how to run it where it exists.
type Benchmark = (&'static str, Option<fn() -> Result<()>>);

const BENCHMARKS: &[Benchmark] = &[
    ("bytes", Some(bytes::run)),
    ("load", Some(load::run)),
    ("start", Some(start::run)),
    ("board", Some(board::run)),
    ("kpi", None),
    ("charts", None),
    ("store", Some(store::run)),
    ("routes", Some(routes::routes)),
    ("periodic", Some(routes::periodic)),
    ("search", Some(search::run)),
    ("memory", Some(memory::run)),
    ("past", Some(past::run)),
    ("scale", Some(scale::run)),
    ("sync", None),
];

/// Runs the benchmarks named, or all.
pub fn command(words: &[String]) -> Result<()> {
    if let Some(measured) = routes::folder(words) {
        return measured;
    }
    let names: Vec<&String> = words.iter().filter(|word| !word.starts_with("--")).collect();
    for name in &names {
        if !BENCHMARKS.iter().any(|(known, _)| known == name) {
            let known: Vec<&str> = BENCHMARKS.iter().map(|(known, _)| *known).collect();
            fail!("`{name}` is not a benchmark: {}", known.join(" "));
        }
    }
    let wanted = |name: &str| names.is_empty() || names.iter().any(|wanted| *wanted == name);
    if ["bytes", "routes", "periodic"].into_iter().any(wanted) {
        build::build_unless_told(words)?;
    }
    // These look at what is published, or run without a browser.
    let apart = ["bytes", "scale", "routes", "periodic"];
    if BENCHMARKS.iter().any(|(name, run)| !apart.contains(name) && run.is_some() && wanted(name)) {
        build::build_bench_unless_told(words)?;
    }
    if !words.iter().any(|word| word == "--no-head") {
        table::head();
    }
    let mut failed = Vec::new();
    for (name, run) in BENCHMARKS {
        if !wanted(name) {
            continue;
        }
        let Some(run) = run else {
            table::note(name, "not yet");
            continue;
        };
        // One benchmark that cannot run must not hide the others.
        if let Err(error) = run() {
            table::note(name, &format!("could not be measured: {error}"));
            failed.push(*name);
        }
    }
    if failed.is_empty() {
        return Ok(());
    }
    fail!("could not be measured: {}", failed.join(" "))
}
