//! `cargo xtask test [host|browser|journeys|hosts|all] [--in ENGINE]`: every check, in the order that finds the
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
        "browser" => browser_part(&mut tally, &asked_for(&words[1..])?)?,
        "journeys" => journeys_part(&mut tally, &asked_for(&words[1..])?, &words[1..])?,
        "" => {
            host::run(&mut tally)?;
            browser_part(&mut tally, &ROUTINE)?;
            journeys_part(&mut tally, &ROUTINE, &[])?;
        }
        "all" => {
            host::run(&mut tally)?;
            browser_part(&mut tally, &Engine::NAMES)?;
            journeys_part(&mut tally, &Engine::NAMES, &[])?;
            hosts::run(&mut tally, &Engine::set_up(ROUTINE[0])?, &[]);
        }
        "hosts" => {
            if !words.iter().any(|word| word == "--no-build") || !crate::project::dist().join("index.html").is_file() {
                tally.step("release build", || build::build(&build::Options::generic()).map(drop));
            }
            hosts::run(&mut tally, &Engine::set_up(ROUTINE[0])?, &words[1..]);
        }
        _ => fail!("`{part}` is not a part: host, browser, journeys, hosts or all"),
    }
    tally.close(start.elapsed())
}

/// The engines of the routine run.
const ROUTINE: [&str; 1] = ["Chromium"];

/// Reads `--in Firefox`, as often as it is said; without it the routine engines.
fn asked_for(words: &[String]) -> Result<Vec<&'static str>> {
    let mut engines = Vec::new();
    for pair in words.windows(2).filter(|pair| pair[0] == "--in") {
        match Engine::NAMES.into_iter().find(|name| name.eq_ignore_ascii_case(&pair[1])) {
            Some(name) => engines.push(name),
            None => fail!("`{}` is not an engine: {}", pair[1], Engine::NAMES.join(", ")),
        }
    }
    Ok(if engines.is_empty() { ROUTINE.to_vec() } else { engines })
}

fn browser_part(tally: &mut Tally, engines: &[&str]) -> Result<()> {
    let tools = setup::for_build()?;
    for engine in engines {
        browser::run(tally, &tools, &Engine::set_up(engine)?)?;
    }
    Ok(())
}

/// Builds the release site within its byte budget, then runs the journeys in it.
fn journeys_part(tally: &mut Tally, engines: &[&str], words: &[String]) -> Result<()> {
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
    let named = |at: &usize| !words[*at].starts_with("--") && (*at == 0 || words[at - 1] != "--in");
    let names: Vec<String> = (0..words.len()).filter(named).map(|at| words[at].clone()).collect();
    let whole = engines.len() == Engine::NAMES.len() || !names.is_empty();
    for engine in engines {
        journeys::run(tally, &Engine::set_up(engine)?, &names, whole);
    }
    Ok(())
}
