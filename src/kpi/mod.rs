//! Measures, and the charts that show them.

pub mod chart;
pub mod dashboard;
mod days;
pub mod deals;
mod funnel;
pub mod home;
mod rate;
pub mod scale;
#[cfg(test)]
mod tests;
mod won;

pub use dashboard::{Choice, Dashboard, Tile};
pub use days::days_to_close;
pub use funnel::funnel;
pub use rate::win_rate;
pub use won::{part, won_by, won_by_time};
