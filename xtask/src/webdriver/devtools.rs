//! What Chromium's `DevTools` protocol offers, and what stands in for it elsewhere.

use std::path::Path;

use serde_json::{Value, json};

use super::session::Session;
use crate::Result;

impl Session {
    /// Sends a command of the `DevTools` protocol.
    pub fn devtools(&self, command: &str, parameters: &Value) -> Result<Value> {
        self.post("/goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// Shows pages as on a screen of this size; narrow ones as a phone with touch. Other engines
    /// than Chromium resize their window, which cannot be as narrow as a phone.
    pub fn screen(&self, width: u32, height: u32) -> Result<()> {
        if self.capabilities().get("goog:chromeOptions").is_none() {
            return self.resize_inside(width, height);
        }
        let phone = width < 600;
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1,
            "mobile": phone });
        self.devtools("Emulation.setDeviceMetricsOverride", &metrics)?;
        let touch = json!({ "enabled": phone, "maxTouchPoints": if phone { 5 } else { 1 } });
        self.devtools("Emulation.setTouchEmulationEnabled", &touch).map(drop)
    }

    /// Makes the inside of the window this size.
    fn resize_inside(&self, width: u32, height: u32) -> Result<()> {
        self.resize(width, height)?;
        let inside = self.run("return [outerWidth - innerWidth, outerHeight - innerHeight];", &[])?;
        let frame = |at: usize| inside.get(at).and_then(Value::as_u64).and_then(|side| u32::try_from(side).ok());
        self.resize(width + frame(0).unwrap_or(0), height + frame(1).unwrap_or(0))?;
        // The window has its size at once, what is in it a frame or two later.
        let settled = "for (let n = 0; n < 3; n += 1) await new Promise(requestAnimationFrame);";
        self.run(settled, &[]).map(drop)
    }

    /// Puts what is downloaded from now on into a folder, without asking.
    pub fn download_into(&self, folder: &Path) -> Result<()> {
        let wanted = json!({ "behavior": "allow", "downloadPath": folder });
        self.devtools("Browser.setDownloadBehavior", &wanted).map(drop)
    }

    /// Slows the page's main thread down; 1 is full speed.
    pub fn slow_down(&self, times: u32) -> Result<()> {
        self.devtools("Emulation.setCPUThrottlingRate", &json!({ "rate": times })).map(drop)
    }

    /// Kills the page in the middle of what it does, as a crash would.
    pub fn crash_tab(&self) {
        // The command cannot answer: its page is gone.
        drop(self.devtools("Page.crash", &json!({})));
    }

    /// Returns the errors and warnings of the console since the last call, policy violations
    /// among them.
    pub fn console_errors(&self) -> Result<Vec<String>> {
        let log = self.post("/se/log", &json!({ "type": "browser" }))?;
        let entries = log.as_array().map(Vec::as_slice).unwrap_or_default();
        let part = |entry: &Value, name: &str| entry.get(name).and_then(Value::as_str).unwrap_or("").to_owned();
        let bad = entries.iter().filter(|entry| part(entry, "level") == "SEVERE");
        Ok(bad.map(|entry| part(entry, "message")).collect())
    }
}
