//! Fieldbook.
pub mod book;
pub mod model;
pub mod ports;
pub mod query;
pub mod kpi;
pub mod pipeline;
