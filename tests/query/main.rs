//! The query engine, the board and the moves on it, against naive loops over typed records.

mod moves;
mod totals;
mod world;
