//! What the Book promises, as properties over random histories of several devices.
//!
//! `PROPTEST_CASES` raises the number of cases; by default the whole of it takes seconds.

#![cfg(not(target_arch = "wasm32"))]

mod bulk;
mod bytes;
mod chain;
mod entries;
mod fields;
mod frozen;
mod generate;
mod kinds;
mod merge;
mod model;
mod oracle;
mod past;
mod permission;
mod presence;
mod recorded;
mod two;
mod undo;
mod undo_stack;
mod upkeep;
mod whole;
mod world;

use proptest::test_runner::Config;

/// A small number of cases, or `PROPTEST_CASES` where that asks for more. Failing cases are printed
/// whole, so nothing is written beside the tests.
fn cases(few: u32) -> Config {
    let asked = Config::default();
    let more = if std::env::var_os("PROPTEST_CASES").is_some() { asked.cases } else { 0 };
    Config { cases: few.max(more), max_shrink_iters: 20_000, failure_persistence: None, ..asked }
}
