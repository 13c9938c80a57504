//! Stages, ageing and the rules of boards; what can be done to a deal.

pub mod ageing;
pub mod board;
pub mod commands;
pub mod rank;
pub mod template;
