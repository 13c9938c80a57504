//! Plans made in the background worker of the built site, in headless Chromium.
//!
//! A worker knows no clock: how many turns fill the time is measured first, on the same problem.

use std::cell::Cell;
use std::future::ready;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use fieldbook::ports::Task;
use fieldbook::ports::background::{Background, BackgroundError, Heard, Job, Told, run as job};
use fieldbook::visits::route::{Plan, PlanRoutes, Problem};
use serde_json::json;

use super::{Made, told};
use crate::bench::rounds::{Figure, measure};
use crate::serve::{Server, dist};
use crate::webdriver::{Driver, Engine, Profile, Session};
use crate::{Result, fail, project, setup};

/// How long a worker may be at a job.
const PATIENCE: Duration = Duration::from_mins(2);

/// Turns by which the speed of a problem is measured.
const SAMPLE: u32 = 30_000;

/// How often turns are measured anew, and what part of the time they may be off.
const TRIES: usize = 4;
const NEAR: f64 = 0.05;

/// How much longer a worker may take for the same turns.
const BUDGET: f64 = 1.5;

/// Starts the site's worker, sends it a message, and answers with what it told last and the milliseconds between.
const SCRIPT: &str = "
    const [message] = arguments;
    const worker = new Worker(document.querySelector('[data-worker]').dataset.worker, { type: 'module' });
    const bytes = Uint8Array.from(atob(message), (letter) => letter.charCodeAt(0));
    try {
        return await new Promise((done, failed) => {
            let begun;
            worker.onerror = (event) => failed(new Error(event.message || 'the worker did not start'));
            worker.onmessage = ({ data }) => {
                const told = new Uint8Array(data);
                if (told[0] === 0) {
                    begun = performance.now();
                    worker.postMessage(bytes.buffer, [bytes.buffer]);
                } else if (told[0] !== 1) {
                    const took = performance.now() - begun;
                    done([took, btoa(Array.from(told, (byte) => String.fromCharCode(byte)).join(''))]);
                }
            };
        });
    } finally {
        worker.terminate();
    }";

/// A browser with the built site. Fields drop in this order.
pub(super) struct Worker {
    page: Session,
    _server: Server,
    _profile: Profile,
    _driver: Driver,
}

impl Worker {
    /// Opens the built site; none where nothing was built.
    pub(super) fn open() -> Result<Option<Self>> {
        if !project::dist().join("index.html").is_file() {
            return Ok(None);
        }
        let driver = Driver::start(&Engine::Chromium(setup::for_browser()?))?;
        let (profile, server) = (Profile::fresh()?, dist()?);
        let page = Session::open(&driver, &profile)?;
        page.post("/timeouts", &json!({ "script": PATIENCE.as_millis() }))?;
        page.goto(&server.url("/"))?;
        page.wait_ready()?;
        Ok(Some(Self { page, _server: server, _profile: profile, _driver: driver }))
    }

    /// Plans for about so many seconds.
    pub(super) fn plan(&self, problem: &Problem, seed: u64, seconds: f64) -> Result<Made> {
        let mut turns = f64::from(SAMPLE);
        let (mut plan, mut took) = self.turns(problem, seed, SAMPLE)?;
        // A worker is slow at first: what is measured over a shorter time is not yet its speed.
        for _ in 0..TRIES {
            if (took / seconds - 1.0).abs() <= NEAR {
                break;
            }
            turns *= seconds / took;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of turns")]
            let made = self.turns(problem, seed, turns as u32)?;
            (plan, took) = made;
        }
        Ok(Made { plan, seconds: took })
    }

    /// Plans in so many turns; also says how many seconds that took.
    fn turns(&self, problem: &Problem, seed: u64, turns: u32) -> Result<(Plan, f64)> {
        let asked = Asked { page: &self.page, took: Cell::new(0.0) };
        let done = at_once(job(&asked, &PlanRoutes { problem: problem.clone(), seed, turns }, Box::new(|_| ())))?;
        Ok((done.map_err(told)?.map_err(told)?, asked.took.get() / 1_000.0))
    }

    /// Measures the same turns in the worker and natively, in turn.
    pub(super) fn beside_native(&self, what: &str, problem: &Problem, turns: u32) -> Result<()> {
        let figure = Figure {
            name: "routes",
            what: format!("{what}, {turns} turns in the worker"),
            floor: "native",
            budget: Some(BUDGET),
        };
        let floor = || -> Result<(Plan, f64)> {
            let timer = Instant::now();
            let plan = PlanRoutes { problem: problem.clone(), seed: 1, turns }.run(&|_| ()).map_err(told)?;
            Ok((plan, timer.elapsed().as_secs_f64()))
        };
        let (here, there) = (floor()?.0, self.turns(problem, 1, turns)?.0);
        if here != there {
            fail!("{what}: the same seed and turns gave another plan in the worker");
        }
        let ms = |took: f64| vec![took * 1_000.0];
        measure(&[figure], || Ok(ms(self.turns(problem, 1, turns)?.1)), || Ok(ms(floor()?.1))).map(drop)
    }
}

/// One job for the worker of a page.
struct Asked<'a> {
    page: &'a Session,
    /// Milliseconds that it took.
    took: Cell<f64>,
}

impl Background for Asked<'_> {
    fn run(&self, message: Vec<u8>, _heard: Heard) -> Task<'_, std::result::Result<Vec<u8>, BackgroundError>> {
        let answer = self.page.run(SCRIPT, &[json!(base64(&message))]);
        let outcome = match answer {
            Err(error) => Err(BackgroundError::Unavailable(error.to_string())),
            Ok(answer) => {
                self.took.set(answer[0].as_f64().unwrap_or(f64::NAN));
                let bytes = answer[1].as_str().and_then(bytes).ok_or(BackgroundError::Garbled);
                bytes.and_then(|bytes| match Told::from_bytes(&bytes)? {
                    Told::Done(outcome) => Ok(outcome.0),
                    Told::Failed(why) => Err(why),
                    Told::Ready | Told::Progress(_) => Err(BackgroundError::Garbled),
                })
            }
        };
        Box::pin(ready(outcome))
    }
}

/// What a task comes to that never waits.
fn at_once<T>(task: impl Future<Output = T>) -> Result<T> {
    match pin!(task).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => Ok(done),
        Poll::Pending => fail!("a job that was done at once waits"),
    }
}

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let word = three.iter().fold(0_usize, |word, byte| word << 8 | usize::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let letter = char::from(LETTERS[word >> (18 - 6 * place) & 63]);
            text.push(if place > three.len() { '=' } else { letter });
        }
    }
    text
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for four in text.as_bytes().chunks(4) {
        let letters = four.iter().take_while(|letter| **letter != b'=');
        let letters: Vec<usize> =
            letters.map(|letter| LETTERS.iter().position(|known| known == letter)).collect::<Option<_>>()?;
        let word = letters.iter().fold(0, |word, letter| word << 6 | letter) << (6 * (4 - letters.len()));
        for byte in 0..letters.len().saturating_sub(1) {
            bytes.push(u8::try_from(word >> (16 - 8 * byte) & 255).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{base64, bytes};

    #[test]
    fn bytes_go_there_and_back() {
        // The examples of RFC 4648.
        for (plain, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(plain.as_bytes()), text);
            assert_eq!(bytes(text).as_deref(), Some(plain.as_bytes()));
        }
    }
}
