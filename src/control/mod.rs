//! The process-control loop. So far sign-off: what a form says, who is asked to sign it, and what
//! was signed.

pub mod form;
pub mod inbox;
pub mod policy;
pub mod sign;
