//! `scale`: what a cost grows like, from 1,000 to 1,000,000 rows: the slope of its line where both
//! rows and time are drawn as logarithms. 1 is as many times the time as there are rows.
//!
//! Natively, with optimisation: an import from the bytes of its files to columns, its undo, the
//! totals of a board, and a start from a checkpoint. An import and its undo leave the same digest.

use std::fmt::Write as _;
use std::pin::pin;
use std::process::Command;
use std::task::{Context as Polling, Poll, Waker};
use std::time::Instant as Timer;

use fieldbook::book::{Batch, Context, Moment};
use fieldbook::exchange::{Mode, Plan, Run, Shape, open};
use fieldbook::model::id::IdMaker;
use fieldbook::model::permission::Actor;
use fieldbook::model::{Currency, DeviceId, Id, Instant, Zone};
use fieldbook::ports::memory::MemoryStore;
use fieldbook::ports::{Keeper, Store};
use fieldbook::query::{Filter, Measure, Query, Scan, Source};

use super::rounds::median;
use super::table::{self, Line, ms};
use crate::{Failure, Result, fail, run};

/// Rows, and how often each size is measured.
const SIZES: [(usize, usize); 4] = [(1_000, 9), (10_000, 5), (100_000, 3), (1_000_000, 1)];
/// The slope allowed.
const BUDGET: f64 = 1.1;
/// When everything here takes place: 2026-11-25T02:00Z.
const NOW: Instant = Instant(1_795_572_000_000);
/// What is measured, in order.
const COSTS: [&str; 4] =
    ["import, files to columns", "undo of the import", "totals by stage and month", "start from a checkpoint"];

/// Measures and prints a line for each cost.
pub(super) fn run() -> Result<()> {
    if cfg!(debug_assertions) {
        // These tools are built without optimisation; what is measured here runs in them.
        let words = [
            "run",
            "--quiet",
            "--profile",
            "native",
            "--package",
            "xtask",
            "--",
            "bench",
            "scale",
            "--no-build",
            "--no-head",
        ];
        return run::loud(Command::new("cargo").args(words));
    }
    let mut times: [Vec<(usize, f64)>; COSTS.len()] = Default::default();
    for (rows, rounds) in SIZES {
        let measured = (0..rounds).map(|_| round(rows)).collect::<Result<Vec<_>>>()?;
        for (cost, times) in times.iter_mut().enumerate() {
            times.push((rows, median(measured.iter().map(|round| round[cost]).collect())));
        }
    }
    for (cost, times) in COSTS.into_iter().zip(&times) {
        let all: Vec<String> = times.iter().map(|(_, time)| format!("{time:.1}")).collect();
        table::print(&Line {
            name: "scale",
            what: format!("{cost}, 10^3 to 10^6 rows"),
            ours: ms(times.last().map_or(f64::NAN, |(_, time)| *time)),
            reference: format!("slope; ms: {}", all.join(", ")),
            ratio: slope(times),
            budget: Some(BUDGET),
        });
    }
    table::note("scale", "sync: there is none yet");
    Ok(())
}

/// The slope of the straight line nearest to some points, both sides as logarithms.
fn slope(points: &[(usize, f64)]) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts of rows")]
    let points: Vec<(f64, f64)> = points.iter().map(|(rows, time)| ((*rows as f64).ln(), time.ln())).collect();
    #[expect(clippy::cast_precision_loss, reason = "a handful")]
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / points.len() as f64;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let along: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    along / points.iter().map(|point| (point.0 - x).powi(2)).sum::<f64>()
}

/// One round: the milliseconds of each cost.
fn round(rows: usize) -> Result<[f64; COSTS.len()]> {
    let files = files(rows);
    let store = MemoryStore::default();
    let mut keeper = Keeper::new(DeviceId(1), NOW);
    let empty = keeper.book().digest();
    let ids = IdMaker::new(NOW, [7; 32]);
    let zone = Zone::fixed("Asia/Shanghai", 480);
    let context = Context { actor: Actor::FOUNDER, now: NOW, zone: &zone, currency: Currency::USD, ids: &ids };

    let timer = Timer::now();
    let batch = import(&mut keeper, &context, &files, rows)?;
    let imported = milliseconds(timer);
    drop(files);
    save(&mut keeper, &store)?;

    let timer = Timer::now();
    let counted = totals(&keeper, &zone);
    let asked = milliseconds(timer);
    if counted != rows as u64 {
        fail!("of {rows} deals the totals count {counted}");
    }

    let full = keeper.book().digest();
    let timer = Timer::now();
    let again = at_once(Keeper::open(&store, DeviceId(1), NOW))?.map_err(told)?;
    let opened = milliseconds(timer);
    if again.book().digest() != full {
        fail!("what was opened is not what was stored, at {rows} rows");
    }
    drop(again);

    let timer = Timer::now();
    keeper.invert(&batch, &context).map_err(told)?;
    let undone = milliseconds(timer);
    if keeper.book().digest() != empty {
        fail!("the undo of an import of {rows} rows leaves another digest");
    }
    Ok([imported, undone, asked, opened])
}

#[expect(clippy::needless_pass_by_value, reason = "as `map_err` gives it")]
fn told(error: impl ToString) -> Failure {
    Failure::new(error.to_string())
}

fn milliseconds(since: Timer) -> f64 {
    since.elapsed().as_secs_f64() * 1_000.0
}

/// Files with as many deals as asked for, over accounts, people and products.
fn files(rows: usize) -> [(&'static str, String); 2] {
    let accounts = (rows / 20).max(1);
    let mut text = "account,sector\n".to_owned();
    // Writing to a text cannot fail.
    let put = |text: &mut String, line: std::fmt::Arguments<'_>| text.write_fmt(line).unwrap_or(());
    for at in 0..accounts {
        put(&mut text, format_args!("Account {at},sector {}\n", at % 9));
    }
    let mut deals = "deal id,sales agent,product,account,stage,start date,close date,close value\n".to_owned();
    for at in 0..rows {
        let (stage, close) = [("Lead", ""), ("Offer", ""), ("Won", "2024-12-31"), ("Lost", "2025-01-31")][at % 4];
        let value = if close.is_empty() { String::new() } else { (at % 5_000).to_string() };
        let (agent, product, account) = (at % 300, at % 50, at % accounts);
        let (month, day) = (at % 12 + 1, at % 28 + 1);
        put(
            &mut deals,
            format_args!(
                "D{at},A{agent},P{product},Account {account},{stage},2024-{month:02}-{day:02},{close},{value}\n"
            ),
        );
    }
    [("accounts.csv", text), ("deals.csv", deals)]
}

fn import(keeper: &mut Keeper, context: &Context<'_>, files: &[(&'static str, String)], rows: usize) -> Result<Batch> {
    let mut sheets = Vec::new();
    for (name, text) in files {
        sheets.extend(open(name, text.as_bytes(), Shape::default()).map_err(told)?.sheets);
    }
    let plan = Plan::guess(sheets, keeper.book(), context);
    let mut import = Run::new(&plan, keeper.book(), context, Mode::Write).map_err(told)?;
    loop {
        let progress = import.step(keeper.book(), 1_000);
        if progress.done == progress.total {
            break;
        }
    }
    let created = import.report().count("deals").map_or(0, |count| count.created);
    if created != rows {
        fail!("of {rows} deals {created} were taken");
    }
    let draft = import.finish(keeper.book()).map_err(told)?;
    let head = keeper.take(draft, context, Vec::new()).head;
    match keeper.queued(head.id) {
        Some(batch) => Ok(batch.clone()),
        None => fail!("the import is not there"),
    }
}

/// Stores what waits, and a checkpoint.
fn save(keeper: &mut Keeper, store: &dyn Store) -> Result<()> {
    while let Some(entries) = keeper.next_write() {
        let noted: Vec<(Id, usize)> = entries.iter().map(|entry| (entry.id, entry.bytes.len())).collect();
        let result = at_once(store.append(entries))?;
        keeper.wrote(&noted, result).map_err(told)?;
    }
    let Some(checkpoint) = keeper.checkpoint() else { fail!("there is no checkpoint") };
    keeper.checkpointed(at_once(store.put_checkpoint(checkpoint))?);
    Ok(())
}

/// The totals of a board and of its months; how many deals they are about.
fn totals(keeper: &Keeper, zone: &Zone) -> u64 {
    let query = Query {
        collection: "deals".to_owned(),
        filter: Filter::ALL,
        groups: vec![Source::Field(vec!["stage".to_owned()]), Source::Since("stage".to_owned()).month()],
        measures: vec![Measure::Count, Measure::Sum(Source::Field(vec!["amount".to_owned()]))],
    };
    let scan = Scan::new(keeper.book(), zone, "deals", Moment::Now);
    scan.and_then(|scan| Some(scan.answer(&query).total.first()?.count())).unwrap_or(0)
}

/// What a task of the store in memory comes to, which never waits.
fn at_once<T>(task: impl Future<Output = T>) -> Result<T> {
    match pin!(task).poll(&mut Polling::from_waker(Waker::noop())) {
        Poll::Ready(done) => Ok(done),
        Poll::Pending => fail!("the store in memory waits"),
    }
}

#[cfg(test)]
mod tests {
    use super::slope;

    #[test]
    fn as_many_times_the_time_is_a_slope_of_one() {
        assert!((slope(&[(10, 3.0), (100, 30.0), (1_000, 300.0)]) - 1.0).abs() < 1e-9);
        assert!((slope(&[(10, 1.0), (100, 100.0), (1_000, 10_000.0)]) - 2.0).abs() < 1e-9);
        assert!(slope(&[(10, 5.0), (100, 5.0)]).abs() < 1e-9);
    }
}
