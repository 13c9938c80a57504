//! The peers of route planning, from `PyPI`: one thread each, the same ways and the same time.
//!
//! Their routes are followed and checked like ours, and measured with the same ruler.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use fieldbook::visits::route::{Problem, arrange};
use serde_json::{Value, json};

use super::{Made, told};
use crate::bench::table;
use crate::{Result, fail, project, setup};

/// The peers: what the script calls them, their package, its version.
const PEERS: [(&str, &str, &str); 4] = [
    ("pyvrp", "pyvrp", "0.14.1"),
    ("vroom", "pyvroom", "1.15.2"),
    ("ortools", "ortools", "9.15.6755"),
    ("vrp", "vrp-cli", "1.22.1"),
];

/// A peer that is there.
pub(super) struct Peer {
    script: &'static str,
    /// Package and version.
    pub(super) name: String,
    python: PathBuf,
}

/// Finds or installs the peers; whoever does not install is told and left out.
pub(super) fn peers() -> Vec<Peer> {
    let find = |(script, package, version): &(&'static str, &'static str, &'static str)| {
        let name = format!("{package} {version}");
        match setup::python_with(package, version) {
            Ok(python) => Some(Peer { script, name, python }),
            Err(error) => {
                table::note("routes", &format!("{name}: not installed: {error}"));
                None
            }
        }
    };
    PEERS.iter().filter_map(find).collect()
}

impl Peer {
    /// Plans one day of alike shifts for so many seconds.
    pub(super) fn plan(&self, problem: &Problem, seed: u64, seconds: f64) -> Result<Made> {
        let day = day(problem, seed, seconds)?;
        let mut child = Command::new(&self.python)
            .arg(project::root().join("tests/bench/routes.py"))
            .arg(self.script)
            .env("OMP_NUM_THREADS", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        if let Some(mut input) = child.stdin.take() {
            input.write_all(day.to_string().as_bytes())?;
        }
        let done = child.wait_with_output()?;
        let text = String::from_utf8_lossy(&done.stdout);
        // Some tell of their search on standard output; the routes come last.
        let Some(found) = text.lines().last().and_then(|line| serde_json::from_str::<Value>(line).ok()) else {
            fail!("{}: {}", self.name, String::from_utf8_lossy(&done.stderr).lines().last().unwrap_or("no routes"));
        };
        let numbers = |route: &Value| route.as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
        let routes: Vec<Vec<u64>> = found["routes"].as_array().into_iter().flatten().map(numbers).collect();
        // Node 0 is the depot, stops count from 0.
        let stop = |node: u64| usize::try_from(node).ok()?.checked_sub(1);
        let order = |route: Vec<u64>| route.into_iter().filter_map(stop).collect();
        let orders: Vec<(usize, Vec<usize>)> = routes.into_iter().map(order).enumerate().collect();
        let plan = arrange(problem, &orders).map_err(told)?;
        Ok(Made { plan, seconds: found["seconds"].as_f64().unwrap_or(f64::NAN) })
    }
}

/// The problem as the script takes it.
fn day(problem: &Problem, seed: u64, seconds: f64) -> Result<Value> {
    let Some(shift) = problem.shifts.first().filter(|_| problem.days == 1) else { fail!("no day to plan") };
    let legs = &problem.legs;
    let stops = || problem.stops.iter();
    if shift.from != 0 || !stops().enumerate().all(|(number, stop)| stop.place == number + 1) {
        fail!("the places are not as the peers take them");
    }
    let windows = stops().map(|stop| stop.windows_on(0).first().map(|window| [window.opens, window.closes]));
    let Some(mut windows) = windows.collect::<Option<Vec<[i64; 2]>>>() else { fail!("a stop is never open") };
    windows.insert(0, [shift.opens, shift.closes]);
    let with_depot = |numbers: Vec<i64>| [vec![0], numbers].concat();
    Ok(json!({
        "ways": legs.cost.chunks(legs.places).collect::<Vec<&[i64]>>(),
        "service": with_depot(stops().map(|stop| stop.service).collect()),
        "load": with_depot(stops().map(|stop| stop.load).collect()),
        "windows": windows,
        "vehicles": problem.shifts.len(),
        "capacity": shift.capacity,
        "seconds": seconds,
        "seed": seed,
    }))
}
