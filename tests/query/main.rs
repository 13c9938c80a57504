//! The query engine, the board and the moves on it, against naive loops over typed records.

#![cfg(not(target_arch = "wasm32"))]

mod ageing;
mod aggregates;
mod boards;
mod lists;
mod many;
mod moves;
mod rates;
mod search;
mod totals;
mod twins;
mod world;
