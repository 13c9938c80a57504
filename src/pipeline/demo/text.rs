//! The words of the demo company in one language: a data file of `public/facts`, so that no language
//! pays for the others. A line is a word and its parts, with `|` between them; `#` begins a comment.

use std::str::FromStr;

use crate::model::{Currency, Point};

/// Why a text is no description of a company. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// A line lacks a part, or the part is not what it should be.
    #[error("line {line}: part {part} of `{word}`")]
    Part {
        /// Which line.
        line: usize,
        /// Its word.
        word: String,
        /// Which part, from 1.
        part: usize,
    },
    /// A word that is needed is not there.
    #[error("`{0}` is missing")]
    Missing(&'static str),
}

/// A line: number, word, parts.
#[derive(Clone, Debug)]
struct Line {
    number: usize,
    word: String,
    parts: Vec<String>,
}

impl Line {
    fn part(&self, at: usize) -> Result<&str, TextError> {
        self.parts.get(at).map(String::as_str).ok_or_else(|| self.wrong(at))
    }

    fn parse<T: FromStr>(&self, at: usize) -> Result<T, TextError> {
        self.part(at)?.parse().map_err(|_ignored: T::Err| self.wrong(at))
    }

    fn wrong(&self, at: usize) -> TextError {
        TextError::Part { line: self.number, word: self.word.clone(), part: at + 1 }
    }
}

/// A town: where customers are.
#[derive(Clone, Debug)]
pub(super) struct Town {
    pub(super) name: String,
    /// Place of its area among the areas.
    pub(super) area: usize,
    pub(super) point: Point,
    pub(super) dial: String,
    pub(super) weight: u64,
}

/// A line of business.
#[derive(Clone, Debug)]
pub(super) struct Trade {
    pub(super) sector: String,
    /// How its companies are called: `{town}`, `{brand}`.
    pub(super) pattern: String,
    /// `customer` or `dealer`.
    pub(super) kind: String,
    /// `office`, `factory`, `warehouse` or `shop`.
    pub(super) site: String,
    pub(super) weight: u64,
}

/// A product, its price in hundredths of the currency's unit.
#[derive(Clone, Debug)]
pub(super) struct Good {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) series: String,
    pub(super) unit: String,
    pub(super) price: i64,
    /// Cost in percent of the price.
    pub(super) cost: i64,
}

/// A stage of a pipeline.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) days: i32,
}

/// A pipeline with its stages, and how its deals are called.
#[derive(Clone, Debug)]
pub(super) struct Way {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) stages: Vec<Step>,
}

/// The words of the demo company.
#[derive(Clone, Debug)]
pub struct DemoText {
    lines: Vec<Line>,
    pub(super) currency: Currency,
    pub(super) areas: Vec<String>,
    pub(super) towns: Vec<Town>,
    pub(super) trades: Vec<Trade>,
    pub(super) goods: Vec<Good>,
    pub(super) ways: Vec<Way>,
}

/// Words without which there is no company.
const NEEDED: [&str; 37] = [
    "company",
    "currency",
    "zone",
    "calendar",
    "price",
    "name",
    "short",
    "address",
    "tax",
    "families",
    "given",
    "brands",
    "positions",
    "streets",
    "area",
    "town",
    "trade",
    "site",
    "gates",
    "product",
    "pipeline",
    "stage",
    "titles",
    "reasons",
    "competitor",
    "steps",
    "purpose",
    "nobody",
    "competition",
    "opinion",
    "news",
    "activity",
    "policy",
    "expense",
    "approved",
    "returned",
    "rebate",
];

impl DemoText {
    /// Reads a file `demo-…` of `public/facts`.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let mut lines = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            let Some((word, rest)) = line.trim().split_once(' ').filter(|_| !line.starts_with('#')) else { continue };
            let parts = rest.split('|').map(|part| part.trim().to_owned()).collect();
            lines.push(Line { number, word: word.to_owned(), parts });
        }
        if let Some(missing) = NEEDED.into_iter().find(|word| lines.iter().all(|line| line.word != *word)) {
            return Err(TextError::Missing(missing));
        }
        let mut made = Self {
            lines: Vec::new(),
            currency: Currency::CNY,
            areas: Vec::new(),
            towns: Vec::new(),
            trades: Vec::new(),
            goods: Vec::new(),
            ways: Vec::new(),
        };
        let mut price = 100_i64;
        for line in &lines {
            match line.word.as_str() {
                "currency" => made.currency = Currency::parse(line.part(0)?).ok_or_else(|| line.wrong(0))?,
                "price" => price = line.parse(0)?,
                "area" => made.areas.push(line.part(0)?.to_owned()),
                "town" => made.towns.push(town(line, made.areas.len())?),
                "trade" => made.trades.push(trade(line)?),
                "product" => made.goods.push(good(line, price)?),
                "pipeline" => made.ways.push(Way {
                    key: line.part(0)?.to_owned(),
                    name: line.part(1)?.to_owned(),
                    stages: Vec::new(),
                }),
                "stage" => {
                    let step = Step { kind: line.part(0)?.into(), name: line.part(1)?.into(), days: line.parse(2)? };
                    made.ways.last_mut().ok_or_else(|| line.wrong(0))?.stages.push(step);
                }
                _ => {}
            }
        }
        made.lines = lines;
        Ok(made)
    }

    /// IANA name of the zone in which its days begin and end.
    pub fn zone(&self) -> &str {
        self.one("zone")
    }

    /// Code of its calendar.
    pub fn calendar(&self) -> &str {
        self.one("calendar")
    }

    /// The parts of the line with a word; none where there is no such line.
    pub(super) fn list(&self, word: &str) -> &[String] {
        self.lines.iter().find(|line| line.word == word).map_or(&[], |line| &line.parts)
    }

    /// The parts behind the first of the line with a word and a first part.
    pub(super) fn list_of(&self, word: &str, first: &str) -> &[String] {
        let line = self.lines.iter().find(|line| line.word == word && line.parts.first().is_some_and(|a| a == first));
        line.and_then(|line| line.parts.get(1..)).unwrap_or(&[])
    }

    /// The parts of every line with a word.
    pub(super) fn rows<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a [String]> {
        self.lines.iter().filter(move |line| line.word == word).map(|line| line.parts.as_slice())
    }

    /// The only part of the line with a word.
    pub(super) fn one(&self, word: &str) -> &str {
        self.list(word).first().map_or("", String::as_str)
    }

    /// Tax on sales, in basis points.
    pub(super) fn tax(&self) -> i64 {
        self.one("tax").parse::<i64>().unwrap_or(0) * 100
    }

    /// Money of the text's currency for so many hundredths of a mainland yuan.
    pub(super) fn scaled(&self, hundredths: i64) -> i64 {
        hundredths * self.one("price").parse::<i64>().unwrap_or(100) / 100
    }
}

fn town(line: &Line, areas: usize) -> Result<Town, TextError> {
    let (latitude, longitude) = (line.parse(1)?, line.parse(2)?);
    Ok(Town {
        name: line.part(0)?.to_owned(),
        area: areas.checked_sub(1).ok_or_else(|| line.wrong(0))?,
        point: Point::of_degrees(latitude, longitude).ok_or_else(|| line.wrong(1))?,
        dial: line.part(3)?.to_owned(),
        weight: line.parse(4)?,
    })
}

fn trade(line: &Line) -> Result<Trade, TextError> {
    Ok(Trade {
        sector: line.part(0)?.to_owned(),
        pattern: line.part(1)?.to_owned(),
        kind: line.part(2)?.to_owned(),
        site: line.part(3)?.to_owned(),
        weight: line.parse(4)?,
    })
}

fn good(line: &Line, percent: i64) -> Result<Good, TextError> {
    let price = crate::model::Money::parse(line.part(4)?, Currency::USD).ok_or_else(|| line.wrong(4))?;
    Ok(Good {
        code: line.part(0)?.to_owned(),
        name: line.part(1)?.to_owned(),
        series: line.part(2)?.to_owned(),
        unit: line.part(3)?.to_owned(),
        price: price.minor * percent / 100,
        cost: line.parse(5)?,
    })
}
