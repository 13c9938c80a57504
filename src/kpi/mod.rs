//! Measures, and the charts that show them.

pub mod chart;
pub mod deals;
pub mod scale;
