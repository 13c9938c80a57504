//! `routes DIR` and `periodic DIR`: any folder of published instances, a line each, then the average.
//!
//! `R101    1 s  native  distance   1650.12  best   1642.88  gap   0.44 %  vehicles 20  checked`
//!
//! Every plan has passed the checker; the distance is added up here from the coordinates, unrounded.
//! Best-known values come from `best-known.json` beside the folder or in it. `--seconds N` (several
//! times) and `--seed N` set what is otherwise 1 s and 5 s (periodic: 10 s) and seed 1. Without a
//! folder, `../shared/data/vrp` is read where it is, and `routes` adds the weeks of people around
//! Suzhou: how soon there is a first plan, and what becomes of it.

mod instance;
mod weeks;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant as Timer;

use fieldbook::visits::route::{Plan, Problem, Search, check};
use serde_json::Value;

use super::table;
use crate::{Failure, Result, fail, project, run};
use instance::Instance;

/// Turns between two looks at the clock.
const TURNS: usize = 50;

/// Plans within some seconds.
type Planner = fn(&Problem, u64, f64) -> Result<Plan>;

/// Where plans are made. The worker's build will stand beside this one.
const PLACES: [(&str, Planner); 1] = [("native", native)];

/// What a folder is measured with.
struct Asked<'a> {
    name: &'a str,
    folder: PathBuf,
    seconds: Vec<f64>,
    seed: u64,
}

/// Whether the words ask for a folder of instances, which are then a command of their own.
pub(super) fn folder(words: &[String]) -> Option<Result<()>> {
    let mut plain = words.iter().filter(|word| !word.starts_with("--"));
    let name = plain.next().filter(|name| ["routes", "periodic"].contains(&name.as_str()))?;
    let folder = plain.find(|word| Path::new(word).is_dir())?;
    Some(measure(name, folder.into(), words))
}

/// Measures the set that comes with the project's data, and weeks.
pub(super) fn routes() -> Result<()> {
    if cfg!(debug_assertions) {
        return optimised(&["routes".to_owned(), "--no-head".to_owned()]);
    }
    usual("routes", "solomon")?;
    weeks::run()
}

/// Measures the set that comes with the project's data.
pub(super) fn periodic() -> Result<()> {
    usual("periodic", "pvrp")
}

fn usual(name: &str, set: &str) -> Result<()> {
    let folder = project::root().join("../shared/data/vrp").join(set);
    if folder.is_dir() {
        return measure(name, folder, &[]);
    }
    table::note(name, &format!("skipped: {} is not there", folder.display()));
    Ok(())
}

/// These tools are built without optimisation; what is measured here runs in them.
fn optimised(words: &[String]) -> Result<()> {
    let mut command = Command::new("cargo");
    command.args(["run", "--quiet", "--profile", "native", "--package", "xtask", "--", "bench"]);
    run::loud(command.args(words))
}

fn measure(name: &str, folder: PathBuf, words: &[String]) -> Result<()> {
    if cfg!(debug_assertions) {
        let mut again = vec![name.to_owned(), folder.display().to_string()];
        again.extend(words.iter().skip_while(|word| !word.starts_with("--")).cloned());
        return optimised(&again);
    }
    let value = |key: &str| {
        let after = words.iter().zip(words.iter().skip(1)).filter(|(word, _)| *word == key);
        after.filter_map(|(_, value)| value.parse::<f64>().ok()).collect::<Vec<f64>>()
    };
    let mut seconds = value("--seconds");
    if seconds.is_empty() {
        seconds = if name == "periodic" { vec![10.0] } else { vec![1.0, 5.0] };
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small whole number")]
    let seed = value("--seed").first().map_or(1, |seed| *seed as u64);
    Asked { name, folder, seconds, seed }.run()
}

impl Asked<'_> {
    fn run(&self) -> Result<()> {
        let files = fs::read_dir(&self.folder).map_err(told)?;
        let mut files: Vec<PathBuf> = files.filter_map(|file| Some(file.ok()?.path())).collect();
        files.retain(|file| file.is_file() && file.extension().is_none_or(|end| end != "json"));
        files.sort();
        let known = best_known(&self.folder);
        for seconds in &self.seconds {
            for (place, search) in PLACES {
                let mut gaps = Vec::new();
                for file in &files {
                    let Some(name) = file.file_stem().map(|name| name.to_string_lossy().into_owned()) else { continue };
                    let Some(instance) = Instance::read(&fs::read_to_string(file).map_err(told)?) else {
                        table::note(self.name, &format!("{name} is no instance that is known here"));
                        continue;
                    };
                    gaps.extend(self.one(&name, &instance, (*seconds, place, search), best(known.as_ref(), &name))?);
                }
                let count = i32::try_from(gaps.len()).unwrap_or(i32::MAX);
                if count > 0 {
                    let average = gaps.iter().sum::<f64>() / f64::from(count);
                    println!("average  {seconds} s  {place}  gap {average:.2} %  of {count}");
                }
            }
        }
        Ok(())
    }

    /// Measures one instance; its gap in per cent, where a best-known value is there.
    fn one(
        &self,
        name: &str,
        instance: &Instance,
        (seconds, place, search): (f64, &str, Planner),
        best: Option<f64>,
    ) -> Result<Option<f64>> {
        let plan = search(&instance.problem, self.seed, seconds)?;
        let seen = match check(&instance.problem, &plan) {
            Ok(seen) => seen,
            Err(wrong) => fail!("{name}: the checker objects: {wrong:?}"),
        };
        let distance = instance.distance(&plan);
        let gap = best.map(|best| (distance - best) / best * 100.0);
        let against = best.zip(gap).map_or_else(
            || "best         -  gap      -  ".to_owned(),
            |(best, gap)| format!("best {best:>9.2}  gap {gap:>6.2} %"),
        );
        let left_out = match plan.unplaced.len() {
            0 => String::new(),
            count => format!("  {count} left out"),
        };
        println!(
            "{name:<8} {seconds} s  {place}  distance {distance:>9.2}  {against}  vehicles {}{left_out}  checked",
            seen.drives
        );
        // With stops left out there is no distance to compare.
        Ok(gap.filter(|_| plan.unplaced.is_empty()))
    }
}

fn native(problem: &Problem, seed: u64, seconds: f64) -> Result<Plan> {
    let timer = Timer::now();
    let mut search = Search::new(problem, seed).map_err(told)?;
    loop {
        let share = timer.elapsed().as_secs_f64() / seconds;
        if share >= 1.0 || search.is_proven() {
            return Ok(search.plan());
        }
        search.go_on(TURNS, share);
    }
}

#[expect(clippy::needless_pass_by_value, reason = "as `map_err` gives it")]
fn told(error: impl ToString) -> Failure {
    Failure::new(error.to_string())
}

fn best_known(folder: &Path) -> Option<Value> {
    let near = [Some(folder), folder.parent()];
    let text = near.into_iter().flatten().find_map(|place| fs::read_to_string(place.join("best-known.json")).ok())?;
    serde_json::from_str(&text).ok()
}

/// The least distance known of an instance, in whatever set it stands: a number, or an object with one.
fn best(known: Option<&Value>, name: &str) -> Option<f64> {
    let known = known?.as_object()?;
    let found = known.get(name).or_else(|| known.values().find_map(|set| set.get(name)))?;
    found.as_f64().or_else(|| found.get("distance")?.as_f64())
}
