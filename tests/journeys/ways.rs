//! A routing server of one's own: nothing is sent before it is named; then a day is proposed by its minutes, and
//! without them, saying so, once it is gone.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};

use xtask::webdriver::Session;
use xtask::{Result, fail};

use crate::days::{accessible, press};
use crate::proposal::company;
use crate::signs::says;
use crate::world::{Outcome, World};

/// Seconds of each way by road, however far: ten minutes.
const WAY: u32 = 600;

/// A server that answers as OSRM's table service does. It ends when dropped.
struct Roads {
    port: u16,
    asked: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Roads {
    fn start() -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let port = listener.local_addr()?.port();
        let (asked, stop) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let (count, stopped) = (asked.clone(), stop.clone());
        let thread = thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                // A browser that hung up misses its answer.
                drop(answer(stream, &count));
            }
        });
        Ok(Self { port, asked, stop, thread: Some(thread) })
    }
}

impl Drop for Roads {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for a connection.
        drop(TcpStream::connect(("127.0.0.1", self.port)));
        drop(self.thread.take().map(JoinHandle::join));
    }
}

/// Answers one request: all ways between the places that its path names.
fn answer(mut stream: TcpStream, asked: &AtomicUsize) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    let path = first.split(' ').nth(1).unwrap_or_default();
    let table = path.strip_prefix("/table/v1/driving/").and_then(|rest| rest.split_once("?annotations=duration"));
    let (status, body) = match table {
        Some((places, _)) => {
            asked.fetch_add(1, Ordering::SeqCst);
            let count = places.split(';').count();
            let cell = |from: usize, to: usize| if from == to { "0".to_owned() } else { format!("{WAY}.2") };
            let row = |from: usize| format!("[{}]", (0..count).map(|to| cell(from, to)).collect::<Vec<_>>().join(","));
            let rows = (0..count).map(row).collect::<Vec<_>>().join(",");
            ("200 OK", format!("{{\"code\":\"Ok\",\"durations\":[{rows}],\"sources\":[],\"destinations\":[]}}"))
        }
        None => ("400 Bad Request", "{\"code\":\"InvalidUrl\",\"message\":\"URL string malformed\"}".to_owned()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nAccess-Control-Allow-Origin: *\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body.as_bytes())
}

/// Four customers, of whom the way as the crow flies leaves one out.
pub(crate) fn from_a_server(world: &mut World) -> Result<Outcome> {
    if !world.is_chromium() {
        return Ok(Outcome::Skipped("the server is asked alike in every engine; one is enough"));
    }
    company(world)?;
    world.page()?.screen(390, 844)?;
    let roads = Roads::start()?;
    without(world)?;
    named(world, &roads)?;
    by_its_minutes(world, &roads)?;
    world.expect_quiet_console()?;
    gone(world, roads)?;
    Ok(Outcome::Done)
}

/// Without a server nothing goes anywhere but to the site itself, and nothing is said of ways.
fn without(world: &World) -> Result<()> {
    let page = world.open("visits/plan")?;
    press(page, "button", "Propose this day")?;
    says(page, "who is left out", "1 customer without a day")?;
    let strange = "return performance.getEntriesByType('resource').map((one) => one.name)
        .filter((name) => !name.startsWith(location.origin) && !name.startsWith('data:') && !name.startsWith('blob:'));";
    let asked = page.run(strange, &[])?;
    if asked.as_array().is_none_or(|asked| !asked.is_empty()) {
        fail!("others than the site were asked: {asked}");
    }
    page.wait("no word about ways", "return !document.querySelector('[data-ways]');", &[]).map(drop)
}

/// The server is tried and kept; over plain http others could read along.
fn named(world: &World, roads: &Roads) -> Result<()> {
    let page = world.open("settings")?;
    page.by_css("#roads-address")?.fill("http://roads.example")?;
    press(page, "button", "Try it")?;
    says(page, "that others could read", "The address begins with https://")?;
    accessible(world)?;
    let address = format!("http://127.0.0.1:{}", roads.port);
    page.by_css("#roads-address")?.fill(&address)?;
    press(page, "button", "Try it")?;
    says(page, "what it answers", "It works: 10 min by road from")?;
    accessible(world)?;
    page.reload()?;
    let stands = "return document.getElementById('roads-address')?.value;";
    let kept = page.wait("the address", stands, &[])?;
    if kept.as_str() != Some(address.as_str()) {
        fail!("{kept} is kept");
    }
    Ok(())
}

/// By its minutes all four are near: four ways of ten minutes, since the day begins in the middle of the customers, which
/// is where one of them is.
fn by_its_minutes(world: &World, roads: &Roads) -> Result<()> {
    let before = roads.asked.load(Ordering::SeqCst);
    let page = world.open("visits/plan")?;
    press(page, "button", "Propose this day")?;
    proposed(page, "given", &format!("Ways by road from 127.0.0.1:{}", roads.port))?;
    says(page, "four ways of ten minutes", "40 min on the road")?;
    let all = "const names = [...document.querySelectorAll('.propose-name')].map((one) => one.textContent);
        return names.sort().join() === 'Acme,Beta,Delta,Gamma';";
    page.wait("all four", all, &[])?;
    let asked = roads.asked.load(Ordering::SeqCst) - before;
    if asked != 1 {
        fail!("one table was asked for {asked} times");
    }
    accessible(world)
}

/// Once it is gone there still is a plan, which says how its ways were reckoned.
fn gone(world: &World, roads: Roads) -> Result<()> {
    drop(roads);
    // What it said before is known as long as the page is open.
    let page = world.open("visits/plan")?;
    press(page, "button", "Propose this day")?;
    proposed(page, "instead", "did not answer (no connection)")?;
    says(page, "who is left out", "1 customer without a day")?;
    accessible(world)?;
    press(page, "button", "Take over")?;
    crate::proposal::holds(page)?;
    world.wait_saved()
}

/// Waits until the line about the ways of a proposal says something.
fn proposed(page: &Session, kind: &str, text: &str) -> Result<()> {
    let script = "return document.querySelector(`[data-ways=${arguments[0]}]`)?.textContent.includes(arguments[1]);";
    page.wait(&format!("\"{text}\" beside the proposal"), script, &[kind.into(), text.into()]).map(drop)
}
