//! Fieldbook: sales management that runs in the browser.
//!
//! Rooms from the top; imports run down this list only.
//!
//! - `ui` what people see, `browser` what the browser does for us: wasm32 only, unknown to
//!   each other; both know the ports
//! - [`exchange`] files in and out
//! - [`control`] the process-control loop: sign-off, the plan and report of a day
//! - [`visits`], [`pipeline`], [`kpi`]: visits, their cadence and routes, stages and boards, measures
//!   and charts; they do not import one another
//! - [`query`] the one engine under lists, boards and charts
//! - [`ports`] what is needed from outside, as traits with memory twins, and the keeper over them
//! - [`book`] columns, journal, undo, any past moment, merge
//! - [`model`] ids, money, dates, records and their field tables, permissions
//!
//! Two fences keep it so: browser crates are dependencies of wasm32 only, and `tests/tidy` reads
//! every import.

pub mod book;
#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod control;
pub mod exchange;
pub mod kpi;
pub mod model;
pub mod pipeline;
pub mod ports;
pub mod query;
#[cfg(all(target_arch = "wasm32", not(feature = "worker")))]
pub mod ui;
/// On the host only the addresses of the interface: for tests, and for what is written for hosts.
#[cfg(not(target_arch = "wasm32"))]
pub mod ui {
    pub mod route;
}
pub mod visits;
