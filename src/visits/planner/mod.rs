//! A day to twelve weeks of one person, or of a team: from cadence, appointments and wishes to visits on days, in
//! order, with the reason of each and of each that found no day.
//!
//! [`gather`] reads from the book what is to be planned ([`PlanWeeks`]) and what to say about it ([`Brief`]).
//! The task is a job for the background worker: it comes back as [`Weeks`], which the brief turns into
//! an [`Agenda`]. [`TakeOver`] puts that into the book as planned visits. [`gather_team`] deals the customers of
//! several people out to them first: one task for each.

mod agenda;
mod ask;
mod brief;
mod changes;
mod deal;
mod gather;
mod here;
pub(super) mod hours;
mod job;
mod polish;
mod rest;
mod roads;
mod take;
mod task;
mod team;

pub use agenda::{Agenda, AgendaDay, AgendaStop, LeftOut, Sums};
pub use ask::{Ask, Forced, Here, Keep};
pub use brief::{Brief, Entry};
pub use changes::{Aside, Changed, Changes, changes, out_of_reach};
pub use deal::{Hand, Lot, deal};
pub use gather::gather;
pub(super) use gather::price;
pub use here::here;
pub use job::{Out, Weeks};
pub use rest::{Rest, rest};
pub(super) use roads::roads;
pub(super) use take::new_visit;
pub use take::{TakeOver, TakeOverTeam};
pub use task::{Candidate, PlanWeeks, Wish};
pub use team::{Instead, Share, Taken, gather_team};
