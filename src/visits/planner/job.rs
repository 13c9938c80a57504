//! Planning weeks beside the page, as a job: searched in rounds, each with gaps a little longer where
//! not everybody who cannot wait has found a day; every day put in order by itself; all of it checked.

use serde::{Deserialize, Serialize};

use super::polish::polish;
use super::task::{LONGEST, Laid, PlanWeeks};
use crate::ports::background::{Job, Progress};
use crate::visits::route::{Hindrance, Plan, Search, Unplanned, check, hindrances};

/// Turns between two words about the progress.
const STEP: u32 = 50;

/// Rounds: whether the days are to be alike, and by how many thousandths of what was estimated gaps are stretched.
const ROUNDS: [(bool, i64); 4] = [(true, 1_000), (false, 1_000), (false, 1_200), (false, 1_500)];

/// Why a candidate has no visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Out {
    /// It is not due in these days.
    NotDue,
    /// No days keep its gaps.
    NoDays,
    /// Something on the road is in the way.
    Hindered(Hindrance),
}

/// A plan of a task, checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weeks {
    /// The plan; its stops are the candidates of the task.
    pub plan: Plan,
    /// By how many thousandths all gaps are stretched; 1000: not at all.
    pub stretched: i32,
    /// Who has no visit, and why.
    pub out: Vec<(usize, Out)>,
}

impl Job for PlanWeeks {
    const NAME: &'static str = "plan-weeks";
    type Outcome = Result<Weeks, Unplanned>;

    fn run(self, tell: &dyn Fn(Progress)) -> Self::Outcome {
        let total = u64::from(self.turns) * u64::try_from(ROUNDS.len()).unwrap_or(1);
        let estimated = self.fitting(1_000);
        let mut best: Option<(usize, Weeks)> = None;
        let mut before: Option<Laid> = None;
        let mut done = 0;
        for (level, longer) in ROUNDS {
            let stretched = i32::try_from(i64::from(estimated) * longer / 1_000).unwrap_or(estimated).min(LONGEST);
            let laid = self.lay(stretched, level);
            // What no longer gap changes, no other search does.
            if before.as_ref().is_some_and(|before| before.problem == laid.problem) {
                continue;
            }
            let plan = self.search(&laid, &|turns| tell(Progress { done: done + u64::from(turns), total }))?;
            done += u64::from(self.turns);
            let (missed, weeks) = judge(&laid, plan, stretched)?;
            let is_better = best.as_ref().is_none_or(|(least, _)| missed < *least);
            if is_better {
                best = Some((missed, weeks));
            }
            if missed == 0 {
                break;
            }
            before = Some(laid);
        }
        tell(Progress { done: total, total });
        Ok(best.map_or_else(Weeks::empty, |(_, weeks)| weeks))
    }
}

impl Weeks {
    fn empty() -> Self {
        Self { plan: Plan::default(), stretched: 1_000, out: Vec::new() }
    }
}

impl PlanWeeks {
    fn search(&self, laid: &Laid, tell: &dyn Fn(u32)) -> Result<Plan, Unplanned> {
        let mut search = Search::new(&laid.problem, self.seed)?;
        let mut done = 0;
        while done < self.turns && !search.is_proven() {
            let step = STEP.min(self.turns - done);
            search.go_on(usize::try_from(step).unwrap_or(1), f64::from(done) / f64::from(self.turns));
            done += step;
            tell(done);
        }
        let plan = polish(&laid.problem, search.plan(), self.seed);
        check(&laid.problem, &plan).map(|_| plan).map_err(Unplanned::Objected)
    }
}

/// How many found no day who cannot wait and would with more room; and the plan in the task's own numbers.
fn judge(laid: &Laid, mut plan: Plan, stretched: i32) -> Result<(usize, Weeks), Unplanned> {
    let hindered = hindrances(&laid.problem, &plan)?;
    let is_full = |hindrance: Hindrance| matches!(hindrance, Hindrance::Full | Hindrance::Dear);
    let missed = hindered.iter().filter(|(stop, hindrance)| laid.must[*stop] && is_full(*hindrance)).count();
    let idle = laid.idle.iter().map(|(number, never)| (*number, if *never { Out::NoDays } else { Out::NotDue }));
    let mut out: Vec<(usize, Out)> =
        hindered.iter().map(|(stop, hindrance)| (laid.stops[*stop], Out::Hindered(*hindrance))).chain(idle).collect();
    out.sort_unstable_by_key(|(number, _)| *number);
    for call in plan.drives.iter_mut().flat_map(|drive| &mut drive.calls) {
        call.stop = laid.stops[call.stop];
    }
    for stop in &mut plan.unplaced {
        *stop = laid.stops[*stop];
    }
    Ok((missed, Weeks { plan, stretched, out }))
}
