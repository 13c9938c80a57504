//! The table of a routing server that speaks OSRM's HTTP interface: what is asked of it, and what its answers say.
//!
//! `GET {server}/table/v1/driving/{lon},{lat};…?annotations=duration&sources=…&destinations=…` answers with
//! `code` and `durations`, seconds from each source to each destination, `null` where there is no way. A server takes
//! a hundred coordinates at once, so larger tables are asked for in blocks of fifty by fifty.
//! Source: OSRM's API documentation, version 5, service "table".

mod json;

use std::collections::HashMap;

use json::{Json, parse};
use thiserror::Error;

use super::route::Legs;
use crate::model::place::Point;
use crate::model::{Datum, Place};

/// How many coordinates a server takes at once, as it is set up by default.
const MOST: usize = 100;

/// The most places that are asked for: a hundred questions.
pub const LARGEST: usize = 500;

/// A routing server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Its address, without a slash at the end.
    pub address: String,
    /// The datum that its map is in.
    pub datum: Datum,
}

/// Why an address is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BadAddress {
    /// It does not begin with `https://`, nor with `http://` on this device.
    #[error("neither https nor this device")]
    Unsafe,
    /// It names no server, or holds what no address holds.
    #[error("no address")]
    Malformed,
}

impl Server {
    /// The server of an address that somebody typed: `https`, or `http` on this device.
    pub fn parse(typed: &str, datum: Datum) -> Result<Self, BadAddress> {
        let typed = typed.trim();
        let lower = typed.to_ascii_lowercase();
        let rest = match (lower.strip_prefix("https://"), lower.strip_prefix("http://")) {
            (Some(rest), _) => rest,
            (None, Some(rest)) => {
                let host = rest.split(['/', ':']).next().unwrap_or_default();
                if !matches!(host, "localhost" | "127.0.0.1") {
                    return Err(BadAddress::Unsafe);
                }
                rest
            }
            (None, None) => return Err(BadAddress::Unsafe),
        };
        let is_odd =
            |char: char| char.is_whitespace() || char.is_control() || matches!(char, '?' | '#' | '@' | '"' | '<');
        let rest = rest.trim_end_matches('/');
        if rest.is_empty() || rest.starts_with(['/', ':']) || rest.contains(is_odd) {
            return Err(BadAddress::Malformed);
        }
        Ok(Self { address: typed.trim_end_matches('/').to_owned(), datum })
    }
}

impl Server {
    /// The name of its machine, for people.
    pub fn host(&self) -> &str {
        let rest = self.address.split_once("://").map_or(self.address.as_str(), |(_, rest)| rest);
        rest.split('/').next().unwrap_or(rest)
    }
}

/// A question: a part of the table, with the address that asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is fetched.
    pub address: String,
    /// The rows that the answer has, by the numbers of the points.
    pub from: Vec<usize>,
    /// The columns, likewise.
    pub to: Vec<usize>,
}

/// What to ask a server for the seconds between all of some points. One question where they are few enough.
pub fn questions(server: &Server, points: &[Point]) -> Vec<Question> {
    let all: Vec<usize> = (0..points.len()).collect();
    if points.len() <= MOST {
        return if points.len() < 2 { Vec::new() } else { vec![question(server, points, &all, &all)] };
    }
    let blocks: Vec<&[usize]> = all.chunks(MOST / 2).collect();
    let mut questions = Vec::new();
    for from in &blocks {
        questions.extend(blocks.iter().map(|to| question(server, points, from, to)));
    }
    questions
}

fn question(server: &Server, points: &[Point], from: &[usize], to: &[usize]) -> Question {
    let is_same = from == to;
    let asked: Vec<usize> = if is_same { from.to_vec() } else { [from, to].concat() };
    let coordinate = |at: &usize| {
        let point = Place::new(points[*at], Datum::Wgs84).point_in(server.datum);
        format!("{},{}", degrees(point.longitude), degrees(point.latitude))
    };
    let coordinates: Vec<String> = asked.iter().map(coordinate).collect();
    let numbers = |range: std::ops::Range<usize>| range.map(|at| at.to_string()).collect::<Vec<_>>().join(";");
    let part = if is_same {
        String::new()
    } else {
        let split = from.len();
        format!("&sources={}&destinations={}", numbers(0..split), numbers(split..asked.len()))
    };
    let (address, coordinates) = (&server.address, coordinates.join(";"));
    Question {
        address: format!("{address}/table/v1/driving/{coordinates}?annotations=duration{part}"),
        from: from.to_vec(),
        to: to.to_vec(),
    }
}

/// Degrees of 1e-7 as a decimal number, to six decimals.
fn degrees(value: i32) -> String {
    let tenth = (i64::from(value) + if value < 0 { -5 } else { 5 }) / 10;
    let (sign, size) = (if tenth < 0 { "-" } else { "" }, tenth.abs());
    format!("{sign}{}.{:06}", size / 1_000_000, size % 1_000_000)
}

/// Why an answer is none.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BadAnswer {
    /// The server refuses, with its code: `TooBig`, `NoTable`, `InvalidQuery` …
    #[error("the server says {0}")]
    Refused(String),
    /// It is not what such a server answers.
    #[error("not the answer of a routing server")]
    Garbled,
}

/// Seconds between points; `None` where there is no way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    known: HashMap<(Point, Point), Option<i64>>,
}

impl Table {
    /// Whether all ways between some points are known.
    pub fn covers(&self, points: &[Point]) -> bool {
        let mut pairs = points.iter().flat_map(|from| points.iter().map(move |to| (*from, *to)));
        pairs.all(|(from, to)| from == to || self.known.contains_key(&(from, to)))
    }

    /// Seconds from one point to another; `None` where that was not asked, or there is no way.
    pub fn seconds(&self, from: Point, to: Point) -> Option<i64> {
        self.known.get(&(from, to)).copied().flatten()
    }

    /// Takes the answer to a question in.
    pub fn read(&mut self, points: &[Point], question: &Question, answer: &str) -> Result<(), BadAnswer> {
        let answer = parse(answer).ok_or(BadAnswer::Garbled)?;
        let code = answer.get("code").and_then(Json::text).ok_or(BadAnswer::Garbled)?;
        if code != "Ok" {
            return Err(BadAnswer::Refused(code.to_owned()));
        }
        let rows = answer.get("durations").and_then(Json::list).ok_or(BadAnswer::Garbled)?;
        if rows.len() != question.from.len() {
            return Err(BadAnswer::Garbled);
        }
        let mut found = Vec::new();
        for (from, row) in question.from.iter().zip(rows) {
            let row = row.list().filter(|row| row.len() == question.to.len()).ok_or(BadAnswer::Garbled)?;
            for (to, cell) in question.to.iter().zip(row) {
                found.push(((points[*from], points[*to]), seconds(cell)?));
            }
        }
        self.known.extend(found);
        Ok(())
    }

    /// Puts what is known into the ways between points; what was set by hand stays, and so does what the server
    /// knows no way for. What it gives holds at any hour, as a time set by hand does: it may know the traffic itself.
    /// How many ways it knows none for.
    pub fn put(&self, points: &[Point], legs: &mut Legs) -> usize {
        let mut missing = 0;
        legs.fixed.resize(legs.time.len(), false);
        for (from, start) in points.iter().enumerate() {
            for (to, end) in points.iter().enumerate() {
                let cell = from * legs.places + to;
                if start == end || legs.fixed.get(cell) == Some(&true) || cell >= legs.time.len() {
                    continue;
                }
                match self.known.get(&(*start, *end)) {
                    Some(Some(seconds)) => {
                        (legs.time[cell], legs.cost[cell], legs.fixed[cell]) = (*seconds, *seconds, true);
                    }
                    _ => missing += 1,
                }
            }
        }
        missing
    }
}

/// Seconds of a cell.
fn seconds(cell: &Json) -> Result<Option<i64>, BadAnswer> {
    match cell {
        Json::Null => Ok(None),
        #[expect(clippy::cast_possible_truncation, reason = "within bounds")]
        Json::Number(seconds) if (0.0..=1e9).contains(seconds) => Ok(Some(seconds.round() as i64)),
        _ => Err(BadAnswer::Garbled),
    }
}
