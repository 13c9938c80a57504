//! The time machine of a board: any past moment, in force or as recorded, and what became of the
//! pipeline between two of them. All of it stands in the address: `at`, `as`, `with`, `change`.

mod bar;
mod compare;
mod journal;
mod moved;
mod state;

pub(super) use bar::{TimeBar, TimeButton};
pub(super) use state::Times;
