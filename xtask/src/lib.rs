//! The project's own tools behind `cargo xtask`.
//!
//! [`setup`] finds or installs what a bare machine lacks, [`build`] makes the static site in
//! `dist/`, [`serve`] serves it, [`checks`] runs the tests, [`look`] takes screenshots and
//! [`mod@bench`] measures. [`webdriver`] is the small browser client that journeys, look and bench
//! share; [`facts`] writes the files of facts in `public/`. Nothing here is part of the application.

pub mod bench;
pub mod build;
pub mod checks;
pub mod facts;
pub mod failure;
pub mod look;
pub mod project;
pub mod run;
pub mod serve;
pub mod setup;
pub mod webdriver;

pub use failure::{Failure, Result};
