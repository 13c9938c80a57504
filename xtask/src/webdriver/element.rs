//! Something on a page.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::session::Session;
use crate::{Failure, Result, fail};

/// The key under which `WebDriver` names an element.
const REFERENCE: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Something on the page of a session.
#[derive(Debug, Clone)]
pub struct Element<'a> {
    session: &'a Session,
    id: String,
}

impl<'a> Element<'a> {
    /// Takes an element out of a script's answer.
    pub fn from_value(session: &'a Session, value: &Value) -> Option<Self> {
        let id = value.get(REFERENCE)?.as_str()?.to_owned();
        Some(Self { session, id })
    }

    /// Returns the element as an argument for a script or the origin of a pointer.
    pub fn to_value(&self) -> Value {
        json!({ REFERENCE: self.id })
    }

    /// Clicks in the middle of it, scrolled into view.
    pub fn click(&self) -> Result<()> {
        self.post("click", &json!({})).map(drop)
    }

    /// Types into it.
    pub fn type_text(&self, text: &str) -> Result<()> {
        self.post("value", &json!({ "text": text })).map(drop)
    }

    /// Empties a field and types into it, once it takes the focus: a dialog may be about to open. The
    /// drivers' own ways to fields refuse those that `WebKit` has not scrolled to.
    pub fn fill(&self, text: &str) -> Result<()> {
        let script = "const e = arguments[0];
            e.focus();
            if (document.activeElement !== e) return null;
            if (e.value !== '') {
                e.value = '';
                for (const type of ['input', 'change']) e.dispatchEvent(new Event(type, { bubbles: true }));
            }
            // What follows from that may write into the field, and what was pressed before may take the
            // focus in the next frame.
            await new Promise(requestAnimationFrame);
            return document.activeElement === e ? e.type : null;";
        let kind = self.session.wait("a field to take the focus", script, &[self.to_value()])?;
        // Keys into a date go by the order of its parts, which depends on where one is.
        if kind.as_str().is_some_and(|kind| kind.contains("date") || kind == "time" || kind == "month") {
            return self.type_text(text);
        }
        self.session.type_keys(text)
    }

    /// Chooses an option of a select by its visible text.
    pub fn choose(&self, option: &str) -> Result<()> {
        let script = "const [select, text] = arguments;
            const option = [...select.options].find((o) => o.text.trim() === text);
            if (!option) return false;
            select.value = option.value;
            select.dispatchEvent(new Event('input', { bubbles: true }));
            select.dispatchEvent(new Event('change', { bubbles: true }));
            return true;";
        let found = self.session.run(script, &[self.to_value(), option.into()])?;
        if found != Value::Bool(true) {
            fail!("the list has no option `{option}`");
        }
        Ok(())
    }

    /// Gives files to an `<input type=file>`.
    pub fn upload(&self, files: &[PathBuf]) -> Result<()> {
        let mut paths = Vec::new();
        for file in files {
            let path = Path::canonicalize(file).map_err(|error| Failure::from(error).during(file.display()))?;
            paths.push(path.to_string_lossy().into_owned());
        }
        self.type_text(&paths.join("\n"))
    }

    /// Returns the text as people see it.
    pub fn text(&self) -> Result<String> {
        self.string("return arguments[0].innerText ?? arguments[0].textContent;")
    }

    /// Returns the text of it, seen or not.
    pub fn text_content(&self) -> Result<String> {
        self.string("return arguments[0].textContent;")
    }

    /// Returns an attribute, empty when it is not there.
    pub fn attribute(&self, name: &str) -> Result<String> {
        let script = "return arguments[0].getAttribute(arguments[1]) ?? '';";
        let value = self.session.run(script, &[self.to_value(), name.into()])?;
        Ok(value.as_str().unwrap_or("").to_owned())
    }

    /// Gives it the focus.
    pub fn focus(&self) -> Result<()> {
        self.session.run("arguments[0].focus();", &[self.to_value()]).map(drop)
    }

    /// Says whether it, or something inside it, has the focus.
    pub fn has_focus(&self) -> Result<bool> {
        let script = "return arguments[0].contains(document.activeElement);";
        Ok(self.session.run(script, &[self.to_value()])? == Value::Bool(true))
    }

    /// Waits for something of a role and name inside this.
    pub fn by_role(&self, role: &str, name: &str) -> Result<Element<'a>> {
        self.session.find(role, name, Some(self))
    }

    /// Returns everything of a role inside this, at once.
    pub fn all_by_role(&self, role: &str) -> Result<Vec<Element<'a>>> {
        self.session.find_all(role, Some(self))
    }

    fn string(&self, script: &str) -> Result<String> {
        let value = self.session.run(script, &[self.to_value()])?;
        Ok(value.as_str().unwrap_or("").to_owned())
    }

    fn post(&self, command: &str, body: &Value) -> Result<Value> {
        self.session.post(&format!("/element/{}/{command}", self.id), body)
    }
}
