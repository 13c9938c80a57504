//! Planning beside the page, as a job.
//!
//! Below the line there is no clock: how long a job may take is said in turns. Whoever sends it has
//! measured what a turn takes, or sends one job after another; dropping the job ends it.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::ports::background::{Job, Progress};

use super::checker::{Objection, check};
use super::plan::Plan;
use super::problem::{Problem, Refused};
use super::solve::Search;

/// Turns between two words about the progress.
const STEP: u32 = 50;

/// Plans in so many turns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRoutes {
    /// What is to be planned.
    pub problem: Problem,
    /// The same seed and turns give the same plan.
    pub seed: u64,
    /// How long to search.
    pub turns: u32,
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum Unplanned {
    /// The problem cannot be planned.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The checker objects: no such plan is ever shown.
    #[error("the plan has not passed its check")]
    Objected(Vec<Objection>),
}

impl Job for PlanRoutes {
    const NAME: &'static str = "plan-routes";
    type Outcome = Result<Plan, Unplanned>;

    fn run(self, tell: &dyn Fn(Progress)) -> Self::Outcome {
        let mut search = Search::new(&self.problem, self.seed)?;
        let mut done = 0;
        while done < self.turns && !search.is_proven() {
            let step = STEP.min(self.turns - done);
            search.go_on(usize::try_from(step).unwrap_or(1), f64::from(done) / f64::from(self.turns));
            done += step;
            tell(Progress { done: done.into(), total: self.turns.into() });
        }
        let plan = search.plan();
        check(&self.problem, &plan).map(|_| plan).map_err(Unplanned::Objected)
    }
}
