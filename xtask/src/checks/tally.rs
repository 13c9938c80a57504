//! Counting what passed, over every runner.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::{Failure, Result, run};

/// The sum over everything that ran.
#[derive(Debug, Default)]
pub struct Tally {
    passed: u64,
    failed: u64,
    skipped: u64,
    /// The steps that failed, by name.
    broken: Vec<String>,
}

/// What one line of a test runner's output adds.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Counted {
    passed: u64,
    failed: u64,
    skipped: u64,
}

impl Tally {
    /// Runs a step that counts as one test; says whether it passed.
    pub fn step(&mut self, name: &str, work: impl FnOnce() -> Result<()>) -> bool {
        headline(name);
        let start = Instant::now();
        let outcome = work();
        match &outcome {
            Ok(()) => self.passed += 1,
            Err(error) => {
                println!("{error}");
                self.failed += 1;
                self.broken.push(name.to_owned());
            }
        }
        println!("{} in {:.1?}", if outcome.is_ok() { "ok" } else { "FAILED" }, start.elapsed());
        outcome.is_ok()
    }

    /// Runs a test runner, shows its output, and adds the counts of its closing lines.
    pub fn runner(&mut self, name: &str, command: &mut Command) {
        headline(name);
        println!("  $ {}", run::line(command));
        let start = Instant::now();
        match counted(command) {
            Ok((sum, true)) => {
                self.add(sum);
                println!("ok in {:.1?}", start.elapsed());
            }
            Ok((sum, false)) => {
                self.add(sum);
                // A runner that failed without a failed test did not get as far as its tests.
                self.failed += u64::from(sum.failed == 0);
                self.broken.push(name.to_owned());
                println!("FAILED in {:.1?}", start.elapsed());
            }
            Err(error) => {
                println!("{error}");
                self.failed += 1;
                self.broken.push(name.to_owned());
            }
        }
    }

    /// Counts a step that could not run here.
    pub fn skip(&mut self, name: &str, reason: &str) {
        headline(name);
        println!("skipped: {reason}");
        self.skipped += 1;
    }

    /// Prints the closing line, alone and last (runners of tests are known by it); fails when
    /// anything did.
    pub fn close(self, time: Duration) -> Result<()> {
        println!("\nAll of it took {:.0} s", time.as_secs_f64());
        for name in &self.broken {
            println!("failed: {name}");
        }
        let skipped = match self.skipped {
            0 => String::new(),
            number => format!(", {number} skipped"),
        };
        println!("{} passed, {} failed{skipped}", self.passed, self.failed);
        if self.failed > 0 { Err(Failure::told()) } else { Ok(()) }
    }

    fn add(&mut self, counted: Counted) {
        self.passed += counted.passed;
        self.failed += counted.failed;
        self.skipped += counted.skipped;
    }
}

fn headline(name: &str) {
    println!("\n== {name}");
}

/// Runs a runner and passes its output on while adding up its closing lines.
fn counted(command: &mut Command) -> Result<(Counted, bool)> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
    let mut sum = Counted::default();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines() {
            let line = line?;
            println!("{line}");
            if let Some(part) = closing_line(&line) {
                sum.passed += part.passed;
                sum.failed += part.failed;
                sum.skipped += part.skipped;
            }
        }
    }
    Ok((sum, child.wait()?.success()))
}

/// Reads "test result: ok. 3 passed; 0 failed; 1 ignored; ..." as cargo test, wasm-bindgen-test
/// and the journeys print it.
fn closing_line(line: &str) -> Option<Counted> {
    let rest = line.trim().strip_prefix("test result: ")?;
    let mut counted = Counted::default();
    for part in rest.split([';', '.']) {
        let mut words = part.split_whitespace();
        let (Some(number), Some(what)) = (words.next(), words.next()) else { continue };
        let Ok(number) = number.parse::<u64>() else { continue };
        match what {
            "passed" => counted.passed = number,
            "failed" => counted.failed = number,
            "ignored" => counted.skipped = number,
            _ => {}
        }
    }
    Some(counted)
}

#[cfg(test)]
mod tests {
    use super::{Counted, closing_line};

    #[test]
    fn closing_lines_are_read() {
        let line = "test result: FAILED. 12 passed; 1 failed; 2 ignored; 0 measured; 0 filtered out";
        assert_eq!(closing_line(line), Some(Counted { passed: 12, failed: 1, skipped: 2 }));
        assert_eq!(closing_line("test model::a ... ok"), None);
    }
}
