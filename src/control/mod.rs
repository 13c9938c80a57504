//! The process-control loop. So far sign-off: what a form says, who is asked to sign it, what was
//! signed, and what a signature lets happen.

pub mod form;
pub mod inbox;
pub mod moves;
pub mod policy;
pub mod quotes;
pub mod sign;
