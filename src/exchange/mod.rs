//! Files in and out. Knows records only through field tables and the roles of fields.
//!
//! An import goes through four steps: [`open()`] turns bytes into sheets, [`Plan::guess`]
//! proposes what each file and column is, a person changes the plan, and a [`Run`] checks it or
//! turns it into one draft. Nothing is applied here.

pub mod appointments;
pub mod backup;
pub mod calendar;
pub mod csv;
mod dates;
mod escape;
pub mod export;
mod fit;
mod fold;
mod forms;
mod grid;
mod guess;
pub mod handover;
mod labels;
mod memory;
mod more;
mod names;
mod near;
mod numbers;
mod open;
pub mod phrase;
mod plan;
mod presets;
mod refused;
mod report;
mod run;
mod shape;
mod stages;
pub mod typed;
mod units;
pub mod values;
mod words;

pub use dates::DateForm;
pub use fit::{Fit, Reads, fit, reads};
pub use forms::{Form, Found, detect};
pub use guess::is_money;
pub use labels::Labels;
pub use memory::{Recalled, remember};
pub use numbers::{NumberForm, Written};
pub use open::{Encoding, OpenFile, Opened, open, open_plain};
pub use plan::{
    ColumnPlan, Existing, FilePlan, NearMiss, PipelineChoice, Plan, StageKind, StagePlan, Target, collections, keys,
    targets,
};
pub use refused::refused_csv;
pub use report::{Altered, Count, Issue, LISTED, Reason, Report};
pub use run::{Mode, Progress, Run, check};
pub use shape::{Headings, Shape, Totals};
pub use stages::pipelines;
pub use units::Unit;
