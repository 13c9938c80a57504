//! The query engine, the board and the moves on it, against naive loops over typed records.

#![cfg(not(target_arch = "wasm32"))]

mod lists;
mod many;
mod moves;
mod search;
mod totals;
mod twins;
mod world;
