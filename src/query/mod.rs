//! The one engine under lists, boards and charts: filter → group → measure, at a moment.
//!
//! A number and the rows behind it come from one query, so they always agree.

pub mod axis;
pub mod begin;
pub mod condition;
pub mod filter;
pub mod listing;
pub mod measure;
mod mine;
mod pass;
pub mod period;
pub mod propose;
pub mod rates;
pub mod run;
pub mod search;
mod sight;
pub mod source;
pub mod story;
mod tally;
pub mod title;
pub mod twins;
pub mod views;

pub use filter::{Filter, Test};
pub use measure::{Measure, Measured, MoneyBag};
pub use period::Period;
pub use rates::Rates;
pub use run::{Answer, Group, Query, Scan};
pub use sight::{Seen, Sight};
pub use source::{Key, Source};
pub use tally::median;
