//! The two sides of a benchmark: the application and the floor, each in a browser of its own.

use std::time::Duration;

use serde_json::Value;

use crate::serve::{self, Server, Site};
use crate::webdriver::{Driver, Engine, Profile, Session};
use crate::{Result, fail, project, setup};

/// How long one round may take.
const PATIENCE: Duration = Duration::from_mins(2);

/// One side: a browser and the server of its pages. Fields drop in this order.
#[derive(Debug)]
pub(super) struct Side {
    pub(super) page: Session,
    pub(super) server: Server,
    _profile: Profile,
}

/// Both sides, and the driver of their browsers.
#[derive(Debug)]
pub(super) struct Sides {
    pub(super) ours: Side,
    pub(super) floor: Side,
    _driver: Driver,
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

    fn open_at(site: Site) -> Result<Self> {
        let driver = Driver::start(&Engine::Chromium(setup::for_browser()?))?;
        let floor = serve::folder(project::root().join("tests/bench"))?;
        Ok(Self {
            ours: Side::open(&driver, Server::start(site)?)?,
            floor: Side::open(&driver, floor)?,
            _driver: driver,
        })
    }
}

impl Side {
    fn open(driver: &Driver, server: Server) -> Result<Self> {
        let profile = Profile::fresh()?;
        let page = Session::open(driver, &profile)?;
        page.screen(1440, 900)?;
        Ok(Self { page, server, _profile: profile })
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
}

/// Returns a number of a page's result.
pub(super) fn number(result: &Value, name: &str) -> Result<f64> {
    match result[name].as_f64() {
        Some(number) => Ok(number),
        None => fail!("the result has no number `{name}`: {result}"),
    }
}
