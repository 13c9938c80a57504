//! The time machine of a board and of the list behind it: any past moment, in force or as recorded, and what became of the
//! pipeline between two of them. All of it stands in the address: `at`, `as`, `with`, `change`.

mod bar;
mod compare;
mod journal;
mod moved;
mod state;

pub(in crate::ui) use bar::{TimeBar, TimeButton};
pub(in crate::ui) use state::{Past, Times};
