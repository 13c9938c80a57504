//! The two sides of a benchmark: the application and the floor, each in a browser of its own.

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use crate::serve::{self, Server, Site};
use crate::webdriver::{Driver, Engine, Profile, Session};
use crate::{Result, fail, project, setup};

/// How long one round may take.
const PATIENCE: Duration = Duration::from_mins(2);
/// How long a page may stand still before it counts as frozen.
pub(super) const LONGEST: Duration = Duration::from_mins(1);

/// One side: a browser and the server of its pages. Fields drop in this order.
#[derive(Debug)]
pub(super) struct Side {
    pub(super) page: Session,
    pub(super) server: Server,
    profile: Profile,
}

/// Both sides, peers where they are asked for, and the driver of their browsers.
#[derive(Debug)]
pub(super) struct Sides {
    pub(super) ours: Side,
    pub(super) floor: Side,
    pub(super) peers: Vec<(&'static str, Side)>,
    driver: Driver,
}

impl Sides {
    /// Opens both browsers.
    pub(super) fn open() -> Result<Self> {
        Self::open_at(Site::open(project::bench_dist(), "/")?)
    }

    /// Opens both browsers; the application comes in brotli where that lies beside its files.
    pub(super) fn open_packed() -> Result<Self> {
        Self::open_at(Site::open(project::bench_dist(), "/")?.packed())
    }

    /// Opens both browsers, and one for each peer, whose page is named after its file.
    pub(super) fn open_beside(pages: &Path, peers: &[&'static str]) -> Result<Self> {
        let mut sides = Self::open()?;
        for name in peers {
            let side = Side::open(&sides.driver, serve::folder(pages.to_owned())?)?;
            sides.peers.push((name, side));
        }
        Ok(sides)
    }

    /// Starts both browsers anew, on their profiles as they stand.
    pub(super) fn restart(&mut self) -> Result<()> {
        self.ours.restart(&self.driver)?;
        self.floor.restart(&self.driver)
    }

    fn open_at(site: Site) -> Result<Self> {
        let driver = Driver::start(&Engine::Chromium(setup::for_browser()?))?;
        let floor = serve::folder(project::root().join("tests/bench"))?;
        Ok(Self {
            ours: Side::open(&driver, Server::start(site)?)?,
            floor: Side::open(&driver, floor)?,
            peers: Vec::new(),
            driver,
        })
    }
}

impl Side {
    fn open(driver: &Driver, server: Server) -> Result<Self> {
        let profile = Profile::fresh()?;
        Ok(Self { page: page(driver, &profile)?, server, profile })
    }

    fn restart(&mut self, driver: &Driver) -> Result<()> {
        self.page.close();
        self.page = page(driver, &self.profile)?;
        Ok(())
    }

    /// Opens a page that measures by itself and returns what it left in `window.__bench`.
    pub(super) fn result_of(&self, path: &str) -> Result<Value> {
        self.page.goto(&self.server.url(path))?;
        let script = "return window.__bench ?? null;";
        let found = self.page.wait_for("window.__bench", PATIENCE, script, &[]);
        let found = found.map_err(|error| error.during(format!("the page at {path} measured nothing")))?;
        let Some(text) = found.as_str() else { fail!("window.__bench is not a string: {found}") };
        let result: Value = serde_json::from_str(text)?;
        if let Some(error) = result["error"].as_str() {
            fail!("the page at {path} says: {error}");
        }
        Ok(result)
    }

    /// Returns the milliseconds that the page's main thread has worked so far.
    pub(super) fn busy(&self) -> Result<f64> {
        let metrics = self.page.devtools("Performance.getMetrics", &json!({}))?;
        let list = metrics["metrics"].as_array().cloned().unwrap_or_default();
        let task = list.iter().find(|metric| metric["name"] == "TaskDuration");
        match task.and_then(|metric| metric["value"].as_f64()) {
            Some(seconds) => Ok(seconds * 1000.0),
            None => fail!("the browser does not tell its main thread's time"),
        }
    }
}

fn page(driver: &Driver, profile: &Profile) -> Result<Session> {
    let page = Session::open(driver, profile)?;
    page.screen(1440, 900)?;
    page.post("/timeouts", &json!({ "script": LONGEST.as_millis() }))?;
    page.devtools("Performance.enable", &json!({}))?;
    Ok(page)
}

/// Returns the address of the board that a page has made ready.
pub(super) fn board_of(side: &Side, path: &str) -> Result<String> {
    let prepared = side.result_of(path)?;
    match prepared["path"].as_str() {
        Some(board) => Ok(board.to_owned()),
        None => fail!("the page at {path} does not say where its board is: {prepared}"),
    }
}

/// Returns a number of a page's result.
pub(super) fn number(result: &Value, name: &str) -> Result<f64> {
    match result[name].as_f64() {
        Some(number) => Ok(number),
        None => fail!("the result has no number `{name}`: {result}"),
    }
}
