//! Days on the road: who is seen on which day and in which order, by whom.
//!
//! [`Problem`] says what is to be done and what binds, [`Plan`] what is proposed with every time in
//! it, [`Search`] improves a plan for as long as it is asked to, and [`check`] verifies any plan from
//! nothing but the problem: it shares no code with the search. A day of one person, the tours of a
//! team and the weeks of a cycle are one kind of problem: shifts on days, and stops with the sets of
//! days that suit them.
//!
//! Times and costs are whole numbers in the units of the caller: seconds of the day and of driving
//! for people, ten-thousandths for published instances. Nothing here knows a clock or chance: the
//! seed, and the share of its budget that a search has used, are handed in.

mod checker;
mod job;
mod plan;
mod problem;
mod solve;

pub use checker::{Objection, Seen, check};
pub use job::{PlanRoutes, Unplanned};
pub use plan::{Call, Drive, Plan};
pub use problem::{Legs, Locked, Lunch, Problem, Refused, Shift, Speeds, Stop, Window};
pub use solve::{Hindrance, Search, arrange, hindrances, solve, why_not};
