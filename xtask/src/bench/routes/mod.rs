//! `routes DIR` and `periodic DIR`: any folder of published instances, a line each, then the average.
//!
//! `R101      1.00 s  native             distance   1650.12  best   1642.88  gap   0.44 %  vehicles 20  checked`
//!
//! Every plan has passed the checker; the distance is added up here from the coordinates, unrounded,
//! as the published values are that were not cut to a tenth. Plans are made natively, in the worker of
//! the built site, and by the peers that install; all of them are checked and measured alike.
//! Best-known values come from `best-known.json` beside the folder or in it. `--seconds N` (several
//! times) and `--seed N` set what is otherwise 1 s and 5 s (periodic: 10 s) and seed 1; `--no-peers`
//! and `--no-build` do what they say. Without a folder, `../shared/data/vrp` is read where it is, and
//! `routes` adds the weeks of people around Suzhou: how soon there is a first plan, and what becomes of it.

mod instance;
mod peers;
mod weeks;
mod worker;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant as Timer;

use fieldbook::visits::route::{Plan, Problem, Search, check};
use serde_json::Value;

use super::table;
use crate::{Failure, Result, build, fail, project, run};
use instance::Instance;
use peers::Peer;
use worker::Worker;

/// Turns between two looks at the clock.
const TURNS: usize = 50;

/// Which instances are measured in the worker against the same turns natively, and in how many turns.
const BESIDE: [&str; 3] = ["C104", "R104", "RC208"];
const TURNS_BESIDE: u32 = 200_000;

/// Least distances proven of instances whose ways are cut to a tenth, as they are published: no plan
/// with whole ways is shorter. A value below is a mistake of the list that it stands in.
const LEAST: [(&str, f64); 4] = [("R101", 1637.7), ("R104", 971.5), ("R109", 1146.9), ("RC101", 1619.8)];

/// A plan, and the seconds that its search took.
struct Made {
    plan: Plan,
    seconds: f64,
}

/// Where plans are made.
enum Maker {
    Native,
    Worker(Box<Worker>),
    Peer(Peer),
}

impl Maker {
    fn name(&self) -> &str {
        match self {
            Self::Native => "native",
            Self::Worker(_) => "worker",
            Self::Peer(peer) => &peer.name,
        }
    }

    fn plan(&self, problem: &Problem, seed: u64, seconds: f64) -> Result<Made> {
        match self {
            Self::Native => native(problem, seed, seconds),
            Self::Worker(worker) => worker.plan(problem, seed, seconds),
            Self::Peer(peer) => peer.plan(problem, seed, seconds),
        }
    }
}

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

/// Measures the set that comes with the project's data, weeks, and what a worker takes for the same turns.
pub(super) fn routes() -> Result<()> {
    if cfg!(debug_assertions) {
        return optimised(&["routes".to_owned()]);
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
        return measure(name, folder, &["--no-build".to_owned()]);
    }
    table::note(name, &format!("skipped: {} is not there", folder.display()));
    Ok(())
}

/// These tools are built without optimisation; what is measured here runs in them.
fn optimised(words: &[String]) -> Result<()> {
    let mut command = Command::new("cargo");
    command.args(["run", "--quiet", "--profile", "native", "--package", "xtask", "--", "bench"]);
    run::loud(command.args(words).args(["--no-build", "--no-head"]))
}

fn measure(name: &str, folder: PathBuf, words: &[String]) -> Result<()> {
    if cfg!(debug_assertions) {
        build::build_unless_told(words)?;
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
    let mut makers = vec![Maker::Native];
    match Worker::open()? {
        Some(worker) => makers.push(Maker::Worker(Box::new(worker))),
        None => table::note(name, "no worker: the site is not built"),
    }
    if name == "routes" && !words.iter().any(|word| word == "--no-peers") {
        makers.extend(peers::peers().into_iter().map(Maker::Peer));
    }
    Asked { name, folder, seconds, seed }.run(&makers)
}

/// A file of a folder that is an instance, with what is known of it.
struct Known {
    name: String,
    instance: Instance,
    best: Option<f64>,
}

impl Known {
    /// Whether the value given for it is less than any plan can be.
    fn is_beyond(&self) -> bool {
        let proven = LEAST.iter().find(|(name, _)| *name == self.name);
        proven.zip(self.best).is_some_and(|((_, least), best)| best < *least)
    }
}

impl Asked<'_> {
    fn run(&self, makers: &[Maker]) -> Result<()> {
        let all = self.instances()?;
        for seconds in &self.seconds {
            let mut gaps: Vec<Vec<(bool, f64)>> = vec![Vec::new(); makers.len()];
            for known in &all {
                // One after the other on each instance: what the machine does besides comes to all of them.
                for (maker, gaps) in makers.iter().zip(&mut gaps) {
                    gaps.extend(self.one(known, maker, *seconds)?.map(|gap| (known.is_beyond(), gap)));
                }
            }
            for (maker, gaps) in makers.iter().zip(&gaps) {
                average(maker, *seconds, gaps, "");
                let within: Vec<(bool, f64)> = gaps.iter().copied().filter(|(beyond, _)| !beyond).collect();
                if within.len() < gaps.len() {
                    average(maker, *seconds, &within, "  (without values that no plan can reach)");
                }
            }
        }
        if let Some(Maker::Worker(worker)) = makers.iter().find(|maker| matches!(maker, Maker::Worker(_)))
            && self.name == "routes"
        {
            for known in all.iter().filter(|known| BESIDE.contains(&known.name.as_str())) {
                worker.beside_native(&known.name, &known.instance.problem, TURNS_BESIDE)?;
            }
        }
        Ok(())
    }

    fn instances(&self) -> Result<Vec<Known>> {
        let files = fs::read_dir(&self.folder).map_err(told)?;
        let mut files: Vec<PathBuf> = files.filter_map(|file| Some(file.ok()?.path())).collect();
        files.retain(|file| file.is_file() && file.extension().is_none_or(|end| end != "json"));
        files.sort();
        let values = best_known(&self.folder);
        let mut all = Vec::new();
        for file in &files {
            let Some(name) = file.file_stem().map(|name| name.to_string_lossy().into_owned()) else { continue };
            match Instance::read(&fs::read_to_string(file).map_err(told)?) {
                Some(instance) => all.push(Known { best: best(values.as_ref(), &name), name, instance }),
                None => table::note(self.name, &format!("{name} is no instance that is known here")),
            }
        }
        Ok(all)
    }

    /// Measures one instance; its gap in per cent, where a best-known value is there.
    fn one(&self, known: &Known, maker: &Maker, seconds: f64) -> Result<Option<f64>> {
        let Known { name, instance, best } = known;
        let made = match (maker.plan(&instance.problem, self.seed, seconds), maker) {
            (Ok(made), _) => made,
            // What is not ours must not hide what is.
            (Err(error), Maker::Peer(_)) => {
                table::note(self.name, &format!("{name}: {error}"));
                return Ok(None);
            }
            (Err(error), _) => return Err(error),
        };
        let seen = match (check(&instance.problem, &made.plan), maker) {
            (Ok(seen), _) => seen,
            (Err(wrong), Maker::Peer(_)) => {
                table::note(
                    self.name,
                    &format!("{name}: the checker objects to {}: {:?}", maker.name(), wrong.first()),
                );
                return Ok(None);
            }
            (Err(wrong), _) => fail!("{name}: the checker objects: {wrong:?}"),
        };
        let distance = instance.distance(&made.plan);
        let gap = best.map(|best| (distance - best) / best * 100.0);
        let against = best.zip(gap).map_or_else(
            || "best         -  gap      -  ".to_owned(),
            |(best, gap)| format!("best {best:>9.2}  gap {gap:>6.2} %"),
        );
        let left_out = match made.plan.unplaced.len() {
            0 => String::new(),
            count => format!("  {count} left out"),
        };
        let (maker, took, drives) = (maker.name(), made.seconds, seen.drives);
        let line = format!("{name:<8}{took:>6.2} s  {maker:<17}  distance {distance:>9.2}  {against}");
        println!("{line}  vehicles {drives}{left_out}  checked");
        // With stops left out there is no distance to compare.
        Ok(gap.filter(|_| made.plan.unplaced.is_empty()))
    }
}

fn average(maker: &Maker, seconds: f64, gaps: &[(bool, f64)], which: &str) {
    let count = i32::try_from(gaps.len()).unwrap_or(i32::MAX);
    if count > 0 {
        let average = gaps.iter().map(|(_, gap)| gap).sum::<f64>() / f64::from(count);
        println!("average {seconds:>6.2} s  {:<17}  gap {average:.2} %  of {count}{which}", maker.name());
    }
}

fn native(problem: &Problem, seed: u64, seconds: f64) -> Result<Made> {
    let timer = Timer::now();
    let mut search = Search::new(problem, seed).map_err(told)?;
    loop {
        let took = timer.elapsed().as_secs_f64();
        if took >= seconds || search.is_proven() {
            return Ok(Made { plan: search.plan(), seconds: took });
        }
        search.go_on(TURNS, took / seconds);
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
