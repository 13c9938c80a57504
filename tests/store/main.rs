//! What is kept is what was acknowledged: the keeper over the store in memory, its restarts,
//! refused writes, damage, and the saved database of format version 1.

#![cfg(not(target_arch = "wasm32"))]

mod backup;
mod chain;
#[path = "../conformance/mod.rs"]
mod conformance;
mod crash;
mod damage;
mod fixture;
mod gradual;
mod handover;
mod interleave;
mod keeper;
mod memory;
mod parked;
#[path = "../conformance/saved.rs"]
mod saved;
mod story;
mod tabs;
mod world;
