//! Colour rules of cards: a condition, a colour and a word. Kept in the address, so in views, too.

use std::fmt;

use crate::query::Filter;

/// How many colours there are.
pub const COLOURS: u8 = 6;

/// Which cards wear which word in which colour.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The colour, from 1 to [`COLOURS`].
    pub colour: u8,
    /// The word, for colour alone says nothing.
    pub word: String,
    /// Which deals.
    pub filter: Filter,
}

impl Rule {
    /// Reads the text form; `None` where it has no colour, no word or no condition.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('~').map(unescape);
        let colour = parts.next()?.parse().ok().filter(|colour| (1..=COLOURS).contains(colour))?;
        let word = parts.next().filter(|word| !word.trim().is_empty())?;
        let mut pairs = Vec::new();
        while let (Some(name), Some(value)) = (parts.next(), parts.next()) {
            pairs.push((name, value));
        }
        let filter = Filter::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        (filter != Filter::ALL).then_some(Self { colour, word, filter })
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}~{}", self.colour, escape(&self.word))?;
        for (name, value) in self.filter.to_pairs() {
            write!(f, "~{}~{}", escape(&name), escape(&value))?;
        }
        Ok(())
    }
}

fn escape(text: &str) -> String {
    text.replace('%', "%25").replace('~', "%7E")
}

fn unescape(text: &str) -> String {
    text.replace("%7E", "~").replace("%25", "%")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Key, Source, Test};

    #[test]
    fn rules_read_back_from_their_text() {
        let big = Filter::Is(Source::field("amount"), Test::More(1000.0));
        let named = Filter::key(Source::field("code"), Key::Text("a~b%7E".into()));
        for filter in
            [big.clone().and(Filter::ALL), Filter::Or(vec![big.clone(), named.clone()]), Filter::And(vec![big, named])]
        {
            let rule = Rule { colour: 3, word: "100% ~ sure".into(), filter };
            let read = Rule::parse(&rule.to_string()).expect("reads");
            assert_eq!((read.colour, &read.word, read.filter.to_pairs()), (3, &rule.word, rule.filter.to_pairs()));
        }
        for text in
            ["", "7~Big~amount~more:1", "0~Big~amount~more:1", "1~ ~amount~more:1", "1~Big", "1~Big~nothing~at all"]
        {
            assert_eq!(Rule::parse(text), None, "{text}");
        }
    }
}
