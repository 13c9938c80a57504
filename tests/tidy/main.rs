//! The project's invariants, which are mostly absences, read from its files: which room may import
//! which, what stands nowhere, texts and catalogues, sizes, listed duplicates.
//!
//! Each check is a function over files that returns what is wrong, and has a test of itself with bad
//! samples that it must find. Exceptions are rows of a table, each with its reason; a row that no
//! longer excuses anything is itself wrong.

#![cfg(not(target_arch = "wasm32"))]

mod bans;
mod excuse;
mod files;
mod keys;
mod literals;
mod lock;
mod rooms;
mod scan;
mod sizes;
mod style;
mod top;
mod view;
