//! The driver process of a browser.

use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::setup::{self, Chromium, Firefox, WebKit};
use crate::{Result, fail};

/// Flags that keep a headless Chromium quiet on a machine without a network, also as root.
const CHROMIUM_FLAGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    // No smaller than any screen that is emulated: clicks outside the window are lost.
    "--window-size=1440,1100",
];

/// Returns the flags for a headless Chromium.
pub fn chromium_flags() -> Vec<String> {
    CHROMIUM_FLAGS.iter().map(|&flag| flag.to_owned()).collect()
}

/// A browser with its driver.
#[derive(Debug, Clone)]
pub enum Engine {
    /// Chromium, the engine of the routine run.
    Chromium(Chromium),
    /// Firefox.
    Firefox(Firefox),
    /// `WebKit`.
    WebKit(WebKit),
}

impl Engine {
    /// The names of all engines, the one of the routine run first.
    pub const NAMES: [&str; 3] = ["Chromium", "Firefox", "WebKit"];

    /// Finds an engine by its name, or installs it.
    pub fn set_up(name: &str) -> Result<Self> {
        Ok(match name {
            "Chromium" => Self::Chromium(setup::for_browser()?),
            "Firefox" => Self::Firefox(setup::for_firefox()?),
            "WebKit" => Self::WebKit(setup::for_webkit()?),
            other => fail!("`{other}` is not an engine: {}", Self::NAMES.join(", ")),
        })
    }

    /// How many browsers one driver of this engine can run at once.
    pub fn at_once(&self) -> usize {
        match self {
            Self::Chromium(_) => 2,
            Self::Firefox(_) | Self::WebKit(_) => 1,
        }
    }

    /// Returns the engine's name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Chromium(_) => "Chromium",
            Self::Firefox(_) => "Firefox",
            Self::WebKit(_) => "WebKit",
        }
    }

    fn command(&self, port: u16) -> Command {
        match self {
            Self::Chromium(chromium) => {
                let mut command = Command::new(&chromium.driver);
                command.arg(format!("--port={port}"));
                command
            }
            Self::Firefox(firefox) => {
                let mut command = Command::new(&firefox.driver);
                command.args(["--port", &port.to_string()]);
                command
            }
            Self::WebKit(webkit) => {
                let mut command = Command::new(&webkit.display);
                command.arg("-a").arg(&webkit.driver).arg(format!("--port={port}"));
                command.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
                command
            }
        }
    }

    /// Returns what to ask of a new session with a profile folder.
    pub(super) fn capabilities(&self, profile: &std::path::Path) -> Value {
        match self {
            Self::Chromium(chromium) => {
                let mut flags = chromium_flags();
                flags.push(format!("--user-data-dir={}", profile.display()));
                json!({
                    "browserName": "chrome",
                    "goog:chromeOptions": { "binary": chromium.browser, "args": flags },
                    "goog:loggingPrefs": { "browser": "ALL" },
                })
            }
            Self::Firefox(firefox) => json!({
                "browserName": "firefox",
                "moz:firefoxOptions": {
                    "binary": firefox.browser,
                    "args": ["-headless", "-profile", profile],
                },
            }),
            Self::WebKit(webkit) => json!({
                "webkitgtk:browserOptions": {
                    "binary": webkit.browser,
                    "args": ["--automation"],
                },
            }),
        }
    }
}

/// A running driver. It ends, with its browsers, when dropped.
#[derive(Debug)]
pub struct Driver {
    engine: Engine,
    port: u16,
    child: Child,
}

impl Driver {
    /// Starts the driver of an engine on a free port and waits until it listens.
    pub fn start(engine: &Engine) -> Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let child = engine
            .command(port)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // A group of its own, so that ending it reaches what it started.
            .process_group(0)
            .spawn()?;
        let mut driver = Self { engine: engine.clone(), port, child };
        let deadline = Instant::now() + Duration::from_secs(30);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if let Some(status) = driver.child.try_wait()? {
                fail!("the driver of {} ended at once with {status}", engine.name());
            }
            if Instant::now() > deadline {
                fail!("the driver of {} does not listen after 30 s", engine.name());
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(driver)
    }

    /// Returns the engine.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Returns the port the driver listens on.
    pub(super) fn port(&self) -> u16 {
        self.port
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let group = format!("-{}", self.child.id());
        let ended = Command::new("kill").args(["-TERM", "--", &group]).status();
        if !ended.is_ok_and(|status| status.success())
            && let Err(error) = self.child.kill()
        {
            println!("the driver could not be ended: {error}");
        }
        // Reaps the process; its own exit status says nothing.
        drop(self.child.wait());
    }
}
