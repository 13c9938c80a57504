//! Dictation, where the device has it: what is heard comes as text, first as it seems, then for good.

use std::rc::Rc;

/// What comes of listening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// As it seems so far; what comes next stands for it.
    Perhaps(String),
    /// For good.
    Surely(String),
    /// Listening is over.
    Over,
    /// Listening came to nothing.
    Failed(Trouble),
}

/// Why listening came to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Nobody said anything, or something else ended it.
    Silence,
    /// The microphone is not allowed.
    Denied,
    /// The device needs a connection for it.
    Offline,
    /// Something else, by the device's own code.
    Other(String),
}

impl Trouble {
    /// The trouble of a code, as the Web Speech API names them.
    pub fn of(code: &str) -> Self {
        match code {
            "no-speech" | "aborted" => Self::Silence,
            "not-allowed" | "service-not-allowed" | "audio-capture" => Self::Denied,
            "network" => Self::Offline,
            _ => Self::Other(code.to_owned()),
        }
    }
}

/// Ends listening when it is called.
pub type End = Rc<dyn Fn()>;

/// Listens to a person.
pub trait Dictation {
    /// Whether the device can.
    fn is_there(&self) -> bool;
    /// Listens to somebody who speaks a language, by its tag, until the next pause; `None` where the device cannot.
    fn listen(&self, language: &str, heard: Box<dyn Fn(Said)>) -> Option<End>;
}

#[cfg(test)]
mod tests {
    use super::Trouble;

    #[test]
    fn codes_are_told_apart() {
        assert_eq!(Trouble::of("no-speech"), Trouble::Silence);
        assert_eq!(Trouble::of("not-allowed"), Trouble::Denied);
        assert_eq!(Trouble::of("network"), Trouble::Offline);
        assert_eq!(Trouble::of("language-not-supported"), Trouble::Other("language-not-supported".to_owned()));
    }
}
