//! The one error of the tools: a sentence for the person at the terminal.

use std::fmt;

/// A result whose error is a sentence for the terminal.
pub type Result<T, E = Failure> = std::result::Result<T, E>;

/// What went wrong, and where known what to do about it.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// Makes a failure from a sentence.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Makes a failure whose reason stands on the terminal already.
    pub fn told() -> Self {
        Self(String::new())
    }

    /// Says whether the reason stands on the terminal already.
    pub fn is_told(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts what was being done in front of what went wrong.
    #[must_use]
    pub fn during(self, doing: impl fmt::Display) -> Self {
        Self(format!("{doing}: {}", self.0))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self(format!("unreadable JSON: {error}"))
    }
}

/// Ends a function with a formatted [`Failure`].
#[macro_export]
macro_rules! fail {
    ($($part:tt)*) => {
        return Err($crate::Failure::new(format!($($part)*)))
    };
}
