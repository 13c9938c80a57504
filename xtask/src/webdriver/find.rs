//! Finding things by role and accessible name.

use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::element::Element;
use super::session::Session;
use crate::{Result, fail};

const FINDER: &str = include_str!("find.js");
const PATIENCE: Duration = Duration::from_secs(10);

impl Session {
    /// Waits for something visible of a role and name; `*part*` asks for a part of the name, an
    /// empty name takes any.
    pub fn by_role(&self, role: &str, name: &str) -> Result<Element<'_>> {
        self.find(role, name, None)
    }

    /// Returns everything visible of a role, at once.
    pub fn all_by_role(&self, role: &str) -> Result<Vec<Element<'_>>> {
        self.find_all(role, None)
    }

    /// Returns everything visible of a role and name, at once.
    pub fn all_named(&self, role: &str, name: &str) -> Result<Vec<Element<'_>>> {
        self.query(role, name, None)
    }

    /// Waits for the first element of a CSS selector; for what has no role.
    pub fn by_css(&self, selector: &str) -> Result<Element<'_>> {
        let script = "return document.querySelector(arguments[0]);";
        let value = self.wait(selector, script, &[selector.into()])?;
        match Element::from_value(self, &value) {
            Some(element) => Ok(element),
            None => fail!("`{selector}` is not an element"),
        }
    }

    pub(super) fn find<'a>(&'a self, role: &str, name: &str, inside: Option<&Element<'_>>) -> Result<Element<'a>> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let found = self.query(role, name, inside);
            match found {
                Ok(found) => {
                    if let Some(first) = found.into_iter().next() {
                        return Ok(first);
                    }
                }
                Err(error) if Instant::now() > deadline => return Err(error),
                Err(_) => {}
            }
            if Instant::now() > deadline {
                fail!("no {role} named `{name}` on {}", self.url()?);
            }
            thread::sleep(Duration::from_millis(40));
        }
    }

    pub(super) fn find_all<'a>(&'a self, role: &str, inside: Option<&Element<'_>>) -> Result<Vec<Element<'a>>> {
        self.query(role, "", inside)
    }

    fn query<'a>(&'a self, role: &str, name: &str, inside: Option<&Element<'_>>) -> Result<Vec<Element<'a>>> {
        let root = inside.map_or(Value::Null, Element::to_value);
        let name = if name.is_empty() { Value::Null } else { name.into() };
        let found = self.run(FINDER, &[root, role.into(), name])?;
        let list = found.as_array().map(Vec::as_slice).unwrap_or_default();
        Ok(list.iter().filter_map(|value| Element::from_value(self, value)).collect())
    }
}
