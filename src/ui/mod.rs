//! What people see. Components read signals and dispatch commands; rules live below the line.

#![expect(unreachable_pub, reason = "the component macro makes props as visible as it can")]

#[macro_use]
mod text;

pub mod app;
mod backup;
mod board;
mod context;
mod day;
mod fields;
mod gradual;
mod handover;
mod history;
mod home;
mod import;
mod kpi;
mod labels;
mod list;
mod moves;
mod notices;
mod pages;
mod palette;
mod parts;
mod pipelines;
mod policy;
mod pool;
mod quotes;
mod record;
mod records;
pub mod route;
mod settings;
mod shell;
mod sight;
mod sign;
mod twins;
mod upkeep;

pub use app::start;
