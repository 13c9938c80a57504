//! The process-control loop. Sign-off: what a form says, who is asked to sign it, what was signed, and
//! what a signature lets happen. The day: its plan (F1), its report (F2), and what supervisors see of
//! them (F3).

pub mod day;
pub mod form;
pub mod inbox;
pub mod moves;
pub mod policy;
pub mod quotes;
pub mod sign;
pub mod touched;
