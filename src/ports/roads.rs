//! A routing server, which knows how long ways take. Asked only where somebody has set one.

use super::Task;

/// Fetches what a routing server answers.
pub trait Roads {
    /// The body of the answer, whatever its status; `Err` says why none came.
    fn fetch(&self, address: String) -> Task<'_, Result<String, String>>;
}
