//! One browser: addresses, scripts, screenshots, waiting.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::driver::Driver;
use super::http;
use crate::{Result, fail, project};

/// How long something on a page may take before a test says that it is not there.
const PATIENCE: Duration = Duration::from_secs(15);
const POLL: Duration = Duration::from_millis(40);

/// A browser's profile folder: storage outlives a session in it. Removed when dropped.
#[derive(Debug)]
pub struct Profile(PathBuf);

impl Profile {
    /// Makes a new, empty profile.
    pub fn fresh() -> Result<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("profile-{}-{number}", std::process::id());
        let folder = project::cargo_target().join("browser-profiles").join(name);
        fs::create_dir_all(&folder)?;
        Ok(Self(fs::canonicalize(folder)?))
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        // The browser may write its last files while it ends; what is left is only a temporary
        // folder of the build.
        for _ in 0..10 {
            if fs::remove_dir_all(&self.0).is_ok() || !self.0.exists() {
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
    }
}

/// A browser under control. It closes when dropped.
#[derive(Debug)]
pub struct Session {
    port: u16,
    path: String,
    capabilities: Value,
}

impl Session {
    /// Opens a browser with a profile.
    pub fn open(driver: &Driver, profile: &Profile) -> Result<Self> {
        let wanted = driver.engine().capabilities(&profile.0);
        let body = json!({ "capabilities": { "alwaysMatch": wanted } });
        let value = http::call_within(http::BRIEF, driver.port(), "POST", "/session", Some(&body))?;
        let Some(id) = value.get("sessionId").and_then(Value::as_str) else {
            fail!("the driver gave no session: {value}");
        };
        let capabilities = value.get("capabilities").cloned().unwrap_or_default();
        Ok(Self { port: driver.port(), path: format!("/session/{id}"), capabilities })
    }

    /// Returns what the driver said about the browser.
    pub fn capabilities(&self) -> &Value {
        &self.capabilities
    }

    /// Sends a `WebDriver` command.
    pub fn post(&self, path: &str, body: &Value) -> Result<Value> {
        http::call(self.port, "POST", &format!("{}{path}", self.path), Some(body))
    }

    /// Asks the driver for something.
    pub fn get(&self, path: &str) -> Result<Value> {
        http::call(self.port, "GET", &format!("{}{path}", self.path), None)
    }

    /// Opens an address and waits until it has loaded.
    pub fn goto(&self, url: &str) -> Result<()> {
        self.post("/url", &json!({ "url": url })).map(drop)
    }

    /// Returns the address of the page.
    pub fn url(&self) -> Result<String> {
        Ok(self.get("/url")?.as_str().unwrap_or("").to_owned())
    }

    /// Loads the page again.
    pub fn reload(&self) -> Result<()> {
        self.post("/refresh", &json!({})).map(drop)
    }

    /// Goes back in the history.
    pub fn back(&self) -> Result<()> {
        self.post("/back", &json!({})).map(drop)
    }

    /// Runs a function body in the page and returns what it returns; a promise is waited for.
    pub fn run(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        let wrapped = format!("return (async (...arguments) => {{ {script} }})(...arguments);");
        self.post("/execute/sync", &json!({ "script": wrapped, "args": arguments }))
    }

    /// Waits until a function body returns something truthy, and returns that.
    pub fn wait(&self, what: &str, script: &str, arguments: &[Value]) -> Result<Value> {
        self.wait_for(what, PATIENCE, script, arguments)
    }

    /// Waits at most a given time until a function body returns something truthy.
    pub fn wait_for(&self, what: &str, patience: Duration, script: &str, arguments: &[Value]) -> Result<Value> {
        let deadline = Instant::now() + patience;
        loop {
            // A page that is just being replaced may refuse a script: that is a "not yet".
            let last = self.run(script, arguments);
            if let Ok(value) = &last
                && truthy(value)
            {
                return last;
            }
            if Instant::now() > deadline {
                let seen = last.map_or_else(|error| error.to_string(), |value| value.to_string());
                fail!("waited {} s in vain for: {what} (last: {seen})", patience.as_secs());
            }
            thread::sleep(POLL);
        }
    }

    /// Waits until the application shows a page: a filled `main` that is not busy.
    pub fn wait_ready(&self) -> Result<()> {
        let script = "const main = document.querySelector('main:not(.loading)');
            return document.readyState === 'complete' && main !== null
                && main.innerText.trim() !== ''
                && document.querySelector('main[aria-busy=true], main [aria-busy=true]') === null;";
        self.wait("a page with a filled main", script, &[]).map(drop)
    }

    /// Writes a screenshot of what the window shows.
    pub fn screenshot(&self, file: &Path) -> Result<()> {
        let value = self.get("/screenshot")?;
        let Some(bytes) = value.as_str().and_then(from_base64) else {
            fail!("the driver sent no picture");
        };
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(fs::write(file, bytes)?)
    }

    /// Sets the size of the window.
    pub fn resize(&self, width: u32, height: u32) -> Result<()> {
        self.post("/window/rect", &json!({ "width": width, "height": height })).map(drop)
    }
}

impl Session {
    /// Closes the browser; nothing else can be asked of it then.
    pub fn close(&self) {
        // A browser that crashed is closed already.
        drop(http::call_within(http::BRIEF, self.port, "DELETE", &self.path, None));
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.close();
    }
}

fn truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(yes) => *yes,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}

/// Reads base64 as drivers send pictures; `None` for anything else.
fn from_base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut word, mut bits) = (0_u32, 0);
    for sign in text.bytes().filter(|sign| !sign.is_ascii_whitespace() && *sign != b'=') {
        let six = match sign {
            b'A'..=b'Z' => sign - b'A',
            b'a'..=b'z' => sign - b'a' + 26,
            b'0'..=b'9' => sign - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        word = word << 6 | u32::from(six);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(word >> bits & 0xff).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::from_base64;

    #[test]
    fn base64_is_read() {
        assert_eq!(from_base64("TWFu").as_deref(), Some(&b"Man"[..]));
        assert_eq!(from_base64("TQ==").as_deref(), Some(&b"M"[..]));
        assert_eq!(from_base64("?"), None);
    }
}
