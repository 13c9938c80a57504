//! A static server for `dist/`, as a host should be: right types, the headers of the hosting
//! recipes, the page for every address of the application, 404 for a missing file.

mod host;
mod http;
mod respond;

use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::{Result, build, fail, project};

pub use host::{Host, Kind};
pub use respond::Site;

/// A running server. It ends when dropped.
#[derive(Debug)]
pub struct Server {
    site: Arc<Site>,
    port: u16,
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    stop: Arc<AtomicBool>,
    open: Arc<Mutex<Vec<TcpStream>>>,
    thread: JoinHandle<()>,
}

impl Server {
    /// Starts a server on a free port of the loopback interface.
    pub fn start(site: Site) -> Result<Self> {
        Self::start_at(site, 0)
    }

    /// Starts a server on a given port; 0 means any free one.
    pub fn start_at(site: Site, port: u16) -> Result<Self> {
        let mut server = Self { site: Arc::new(site), port, running: None };
        server.go_online()?;
        Ok(server)
    }

    /// Returns the address of a path of the site.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{}{}", self.port, self.site.base, path.trim_start_matches('/'))
    }

    /// Returns the port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Cuts every connection and refuses new ones.
    pub fn go_offline(&mut self) {
        let Some(running) = self.running.take() else { return };
        running.stop.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for a connection.
        drop(TcpStream::connect(("127.0.0.1", self.port)));
        if running.thread.join().is_err() {
            println!("the server's thread had panicked");
        }
        let mut open = running.open.lock().unwrap_or_else(PoisonError::into_inner);
        for stream in open.drain(..) {
            // A connection that the browser closed already is as good.
            drop(stream.shutdown(Shutdown::Both));
        }
    }

    /// Serves again, on the same port as before.
    pub fn go_online(&mut self) -> Result<()> {
        if self.running.is_some() {
            return Ok(());
        }
        let listener = TcpListener::bind(("127.0.0.1", self.port))?;
        self.port = listener.local_addr()?.port();
        let stop = Arc::new(AtomicBool::new(false));
        let open = Arc::new(Mutex::new(Vec::new()));
        let (site, stopped, streams) = (self.site.clone(), stop.clone(), open.clone());
        let thread = thread::spawn(move || accept(&listener, &site, &stopped, &streams));
        self.running = Some(Running { stop, open, thread });
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.go_offline();
    }
}

fn accept(listener: &TcpListener, site: &Arc<Site>, stop: &Arc<AtomicBool>, open: &Arc<Mutex<Vec<TcpStream>>>) {
    for stream in listener.incoming() {
        if stop.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = stream else { continue };
        if let Ok(copy) = stream.try_clone() {
            let mut open = open.lock().unwrap_or_else(PoisonError::into_inner);
            open.retain(|stream| stream.peer_addr().is_ok());
            open.push(copy);
        }
        let site = site.clone();
        thread::spawn(move || http::serve(stream, &site));
    }
}

/// `cargo xtask serve [--port N] [build options]`: set-up, release build, and a local address.
pub fn command(words: &[String]) -> Result<()> {
    let mut port = None;
    let mut rest = Vec::new();
    let mut no_build = false;
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--port" => port = words.next(),
            "--no-build" => no_build = true,
            _ => rest.push(word.clone()),
        }
    }
    let options = build::Options::parse(&rest)?;
    if !no_build {
        build::build(&options)?.print();
    }
    let asked = match port {
        None => None,
        Some(text) => match text.parse::<u16>() {
            Ok(port) => Some(port),
            Err(_) => fail!("--port wants a number from 0 to 65535; got `{text}`"),
        },
    };
    let site = Site::open(project::dist(), &options.base)?;
    let server = first_free(&site, asked.unwrap_or(8080))?;
    println!("\nFieldbook runs at {}", server.url(""));
    println!("(Ctrl+C ends it.)");
    loop {
        thread::sleep(Duration::from_hours(1));
    }
}

/// Starts at a port, or the next free one.
fn first_free(site: &Site, port: u16) -> Result<Server> {
    for next in port..port.saturating_add(100) {
        match Server::start_at(site.clone(), next) {
            Ok(server) => return Ok(server),
            Err(error) => println!("Port {next} is taken ({error})"),
        }
    }
    fail!("no free port from {port} on: choose another with --port N")
}

/// Serves the built site for a test.
pub fn dist() -> Result<Server> {
    Server::start(Site::open(project::dist(), "/")?)
}

/// Serves any folder for a test, without the page's policy.
pub fn folder(folder: PathBuf) -> Result<Server> {
    Server::start(Site::plain(folder))
}
