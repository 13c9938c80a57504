//! The day of a salesperson: its plan (F1), the visits of today, its report (F2); and how well customers
//! are covered. What signs them is in `sign`.

mod coverage;
mod cycle;
mod doing;
mod head;
mod map;
mod paper;
pub(super) mod plan;
mod planning;
pub(super) mod report;
pub(super) mod roads;
pub(super) mod stop;
mod submit;
mod today;
pub(super) mod whose;
pub(super) mod words;

pub(super) use coverage::CoveragePage;
pub(super) use plan::PlanPage;
pub(super) use report::ReportPage;
pub(super) use today::{StopPage, TodayPage};
