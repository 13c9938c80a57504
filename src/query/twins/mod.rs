//! Records that may be one and the same: told while a new one is typed, and found among all.

mod apart;
mod core;
mod marks;
mod pairs;
mod refs;
mod typed;

pub use self::core::core;
pub use apart::{TellApart, undecided};
pub use marks::{Why, is_compared};
pub use pairs::{Finder, Pair};
pub use refs::references;
pub use typed::{Twin, like};
