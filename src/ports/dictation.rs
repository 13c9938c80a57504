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
    /// Nobody said anything, or it was ended: nothing to tell.
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
    /// Begins to listen to somebody who speaks a language, by its tag; `None` where the device cannot.
    fn listen(&self, language: &str, heard: Box<dyn Fn(Said)>) -> Option<End>;
}

/// A text with what was said behind it. Words of languages that part them are parted by a space, Chinese is not.
pub fn joined(before: &str, said: &str) -> String {
    let said = said.trim();
    let is_wide = |char: char| ('\u{2e80}'..='\u{9fff}').contains(&char) || ('\u{ff00}'..='\u{ffef}').contains(&char);
    let (last, first) = (before.chars().next_back(), said.chars().next());
    let is_apart = match last.zip(first) {
        Some((last, first)) => !last.is_whitespace() && !is_wide(last) && !is_wide(first),
        None => false,
    };
    format!("{before}{}{said}", if is_apart { " " } else { "" })
}

#[cfg(test)]
mod tests {
    use super::{Trouble, joined};

    #[test]
    fn silence_is_no_trouble_to_tell() {
        assert_eq!(Trouble::of("no-speech"), Trouble::Silence);
        assert_eq!(Trouble::of("not-allowed"), Trouble::Denied);
        assert_eq!(Trouble::of("network"), Trouble::Offline);
        assert_eq!(Trouble::of("language-not-supported"), Trouble::Other("language-not-supported".to_owned()));
    }

    #[test]
    fn words_are_parted_and_chinese_is_not() {
        assert_eq!(joined("", " Price asked "), "Price asked");
        assert_eq!(joined("Price asked", " wants a quote"), "Price asked wants a quote");
        assert_eq!(joined("Price asked\n", "wants a quote"), "Price asked\nwants a quote");
        assert_eq!(joined("问了价格", "要报价"), "问了价格要报价");
        assert_eq!(joined("问了价格。", "Acme 要报价"), "问了价格。Acme 要报价");
        assert_eq!(joined("Acme", "要报价"), "Acme要报价");
        assert_eq!(joined("as it was", "  "), "as it was");
    }
}
