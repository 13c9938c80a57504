//! What every journey has: a server, a browser, and words for what people expect.

use std::path::PathBuf;

use xtask::look::data;
use xtask::serve::{self, Host, Server};
use xtask::webdriver::{Driver, Engine, Profile, Session};
use xtask::{Failure, Result, fail, project};

/// How a journey ended.
pub(crate) enum Outcome {
    /// All of it was as expected.
    Done,
    /// It could not be walked here, and why.
    Skipped(&'static str),
}

/// A server, a browser and an empty profile, for one journey.
pub(crate) struct World<'a> {
    driver: &'a Driver,
    // The browser closes before its profile is removed: fields drop in this order.
    session: Option<Session>,
    profile: Profile,
    /// The server of the site; journeys take it offline.
    pub(crate) server: Server,
    /// A real web server that stands in its place.
    pub(crate) host: Option<Host>,
}

impl<'a> World<'a> {
    /// Starts a server and a browser with an empty profile.
    pub(crate) fn new(driver: &'a Driver) -> Result<Self> {
        let profile = Profile::fresh()?;
        let session = Some(Session::open(driver, &profile)?);
        Ok(Self { driver, session, profile, server: serve::dist()?, host: None })
    }

    /// Returns the browser.
    pub(crate) fn page(&self) -> Result<&Session> {
        self.session.as_ref().ok_or_else(|| Failure::new("the browser is closed"))
    }

    /// Says whether only Chromium can do what a journey is about to do.
    pub(crate) fn is_chromium(&self) -> bool {
        matches!(self.driver.engine(), Engine::Chromium(_))
    }

    /// The engine of the browser, for a second device with a driver of its own.
    pub(crate) fn engine(&self) -> &Engine {
        self.driver.engine()
    }

    /// Returns the full address of one of the application.
    pub(crate) fn url(&self, path: &str) -> String {
        self.host.as_ref().map_or_else(|| self.server.url(path), |host| host.url(path))
    }

    /// Opens an address of the application and waits for its page.
    pub(crate) fn open(&self, path: &str) -> Result<&Session> {
        let page = self.page()?;
        data::let_it_save(page);
        page.goto(&self.url(path))?;
        page.wait_ready().map_err(|error| self.explained(page, error).during(path))?;
        Ok(page)
    }

    /// Closes the browser and opens it again with the same profile. `WebKit` under control forgets
    /// everything with its last window: there the page is left, so that nothing of it stays alive.
    pub(crate) fn restart_browser(&mut self) -> Result<()> {
        if matches!(self.driver.engine(), Engine::WebKit(_)) {
            return self.page()?.goto("about:blank");
        }
        self.session = None;
        self.session = Some(Session::open(self.driver, &self.profile)?);
        Ok(())
    }

    /// Waits until the service worker keeps the whole build.
    pub(crate) fn wait_kept_offline(&self) -> Result<()> {
        let script = "const registration = await navigator.serviceWorker.getRegistration();
            return Boolean(registration?.active) && registration.installing === null;";
        self.page()?.wait("the build to be kept for use offline", script, &[]).map(drop)
    }

    /// Waits until everything that was done is stored.
    pub(crate) fn wait_saved(&self) -> Result<()> {
        let script = "return document.querySelector('[role=status]')?.dataset.state === 'saved';";
        self.page()?.wait("the status to say that all is saved", script, &[]).map(drop)
    }

    /// Fails when the console holds errors, violations of the policy among them.
    pub(crate) fn expect_quiet_console(&self) -> Result<()> {
        if !self.is_chromium() {
            return Ok(());
        }
        let errors = self.page()?.console_errors()?;
        if !errors.is_empty() {
            fail!("the console holds errors:\n    {}", errors.join("\n    "));
        }
        Ok(())
    }

    /// Fails when axe finds something on the page.
    pub(crate) fn expect_accessible(&self) -> Result<()> {
        let page = self.page()?;
        let found = page.axe()?;
        if !found.is_empty() {
            fail!("axe on {}:\n    {}", page.url()?, found.join("\n    "));
        }
        Ok(())
    }

    /// Keeps the last screen of a journey that failed.
    pub(crate) fn leave_traces(&self, name: &str) {
        let file = project::output().join("journeys").join(format!("{name}.png"));
        if let Some(page) = &self.session {
            match page.screenshot(&file) {
                Ok(()) => println!("    last screen: {}", file.display()),
                Err(error) => println!("    no last screen: {error}"),
            }
        }
    }

    /// Adds what the console says to an error.
    fn explained(&self, page: &Session, error: Failure) -> Failure {
        if self.is_chromium()
            && let Ok(errors) = page.console_errors()
            && !errors.is_empty()
        {
            return Failure::new(format!("{error}\n    {}", errors.join("\n    ")));
        }
        error
    }
}

/// Returns the files of the shared sales data set, when it lies beside the project.
pub(crate) fn crm_files() -> Option<Vec<PathBuf>> {
    let folder = project::shared_data()?.join("crm");
    let names = ["sales_teams.csv", "accounts.csv", "products.csv", "sales_pipeline.csv"];
    let files: Vec<PathBuf> = names.iter().map(|name| folder.join(name)).collect();
    files.iter().all(|file| file.is_file()).then_some(files)
}

/// Why a journey that needs the shared data set is skipped.
pub(crate) const NO_CRM_DATA: &str = "../shared/data/crm is not there";
