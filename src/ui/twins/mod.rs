//! Records that may be one: told while a new one is typed, listed in pairs, merged side by side.

mod like;
mod merge;
mod pairs;
mod projects;

pub(super) use like::Like;
pub(super) use merge::MergePage;
pub(super) use pairs::PairsPage;
pub(super) use projects::Projects;
