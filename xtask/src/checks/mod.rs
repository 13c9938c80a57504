//! `cargo xtask test [host|browser|journeys|hosts|all]`: every check, in the order that finds the
//! cheapest mistake first, and one closing line with the sum of all tests.

mod browser;
mod host;
mod hosts;
mod journeys;
mod tally;

pub use tally::Tally;

use std::time::Instant;

use crate::webdriver::Engine;
use crate::{Result, build, fail, setup};

/// Runs the parts named, or the routine ones.
pub fn command(words: &[String]) -> Result<()> {
    let start = Instant::now();
    let mut tally = Tally::default();
    let part = words.first().map_or("", String::as_str);
    match part {
        "host" => host::run(&mut tally)?,
        "browser" => browser_part(&mut tally, false)?,
        "journeys" => journeys_part(&mut tally, false, &words[1..])?,
        "" => {
            host::run(&mut tally)?;
            browser_part(&mut tally, false)?;
            journeys_part(&mut tally, false, &[])?;
        }
        "all" => {
            host::run(&mut tally)?;
            browser_part(&mut tally, true)?;
            journeys_part(&mut tally, true, &[])?;
            hosts::run(&mut tally, &engines(false)?[0], &[]);
        }
        "hosts" => {
            if !words.iter().any(|word| word == "--no-build") || !crate::project::dist().join("index.html").is_file() {
                tally.step("release build", || build::build(&build::Options::generic()).map(drop));
            }
            hosts::run(&mut tally, &engines(false)?[0], &words[1..]);
        }
        _ => fail!("`{part}` is not a part: host, browser, journeys, hosts or all"),
    }
    tally.close(start.elapsed())
}

/// Returns the engines to test in.
fn engines(every: bool) -> Result<Vec<Engine>> {
    let mut engines = vec![Engine::Chromium(setup::for_browser()?)];
    if every {
        engines.push(Engine::Firefox(setup::for_firefox()?));
        engines.push(Engine::WebKit(setup::for_webkit()?));
    }
    Ok(engines)
}

fn browser_part(tally: &mut Tally, every: bool) -> Result<()> {
    let tools = setup::for_build()?;
    for engine in engines(every)? {
        browser::run(tally, &tools, &engine)?;
    }
    Ok(())
}

/// Builds the release site within its byte budget, then runs the journeys in it.
fn journeys_part(tally: &mut Tally, every: bool, words: &[String]) -> Result<()> {
    if words.iter().any(|word| word == "--no-build") {
        build::build_unless_told(words)?;
    } else {
        let built = tally.step("release build within its byte budget", || {
            let weight = build::build(&build::Options::generic())?;
            weight.print();
            weight.within_budget()
        });
        // Without any site there is nothing to walk through; one over its budget still is one.
        if !built && !crate::project::dist().join("index.html").is_file() {
            return Ok(());
        }
    }
    let names: Vec<String> = words.iter().filter(|word| !word.starts_with("--")).cloned().collect();
    for engine in engines(every)? {
        journeys::run(tally, &engine, &names);
    }
    Ok(())
}
