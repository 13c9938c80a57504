//! Stages, gates, ageing and the rules of boards; what can be done to a deal.

pub mod ageing;
pub mod asked;
pub mod asks;
pub mod blueprint;
pub mod board;
pub mod carry;
pub mod close;
pub mod commands;
pub mod demo;
mod draw;
pub mod gate;
pub mod given;
pub mod heat;
pub mod lanes;
mod latest;
pub mod limit;
pub mod many;
pub mod mend;
pub mod months;
pub mod movement;
mod order;
pub mod path;
pub mod pool;
pub mod quote;
pub mod redate;
pub mod rules;
pub mod sample;
pub mod set_up;
pub mod shape;
pub mod split;
pub mod template;
pub mod way;
pub mod worth;
pub mod zoom;

pub use crate::model::rank;
