//! `board`: first paint, drag, drop and another filter on a board, beside a virtual board in plain
//! JavaScript and the peers from npm.
//!
//! `?bench=board&n=ROWS` makes that many deals in memory and reports `path`, the board's address.
//! The harness then opens the board through the history, as a link would, and drags with real
//! pointer input; the pages of the floor and of the peers answer to the same.

use std::path::Path;

use super::drag::drag;
use super::pages::{Side, Sides, board_of};
use super::peers::{self, PEERS};
use super::rounds::{Figure, Medians, Peer, measure_beside};
use super::table::{self, Line, ms};
use super::{drop, totals};
use crate::{Result, fail};

/// The sizes of boards.
const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
const FLOOR: &str = "plain-JS virtual board";
/// Milliseconds that no task of a drag may exceed.
const LONGEST: f64 = 50.0;

/// Goes to an address within the page and returns the time until the board has been painted.
const SHOW: &str = "
    const [away, path] = arguments;
    const frame = () => new Promise(requestAnimationFrame);
    const painted = () => new Promise((done) => {
        const after = new MessageChannel();
        after.port1.onmessage = done;
        after.port2.postMessage(0);
    });
    const go = (to) => {
        history.pushState(null, '', new URL(to, document.baseURI));
        dispatchEvent(new PopStateEvent('popstate'));
    };
    const cards = () => document.querySelectorAll('section.board li a').length;
    go(away);
    for (let n = 0; cards() > 0 && n < 600; n += 1) await frame();
    await frame(); await painted(); await frame();
    const start = performance.now();
    go(path);
    await painted();
    for (let n = 0; cards() === 0 && n < 600; n += 1) { await frame(); await painted(); }
    return cards() > 0 ? performance.now() - start : null;";

/// Measures boards of three sizes.
pub(super) fn run() -> Result<()> {
    let pages = peers::pages()?;
    let mut first_paint = Vec::new();
    for rows in SIZES {
        first_paint.push(board(&pages, rows)?);
    }
    if let (Some(small), Some(large)) = (first_paint.first(), first_paint.last()) {
        growth(small, large);
    }
    for rows in SIZES {
        drop::run(rows)?;
    }
    for rows in SIZES {
        totals::run(rows)?;
    }
    Ok(())
}

/// Measures a board of one size; returns its first paint.
fn board(pages: &Path, rows: usize) -> Result<Medians> {
    let sides = Sides::open_beside(pages, &PEERS.map(|(page, _)| page))?;
    let ours = board_of(&sides.ours, &format!("?bench=board&n={rows}"))?;
    let floor = board_of(&sides.floor, &format!("board.html?n={rows}"))?;
    let mut boards = Vec::new();
    for ((page, side), (_, name)) in sides.peers.iter().zip(PEERS) {
        match board_of(side, &format!("{page}.html?n={rows}")) {
            Ok(board) => boards.push((name, side, board)),
            Err(error) => table::note("board", &format!("{name} does not open with {rows} cards: {error}")),
        }
    }
    let figure =
        |what: &str, budget| Figure { name: "board", what: format!("{what}, {rows} cards"), floor: FLOOR, budget };
    let paint = [figure("first paint", Some(1.5))];
    let medians =
        measure_beside(&paint, || show(&sides.ours, &ours), || show(&sides.floor, &floor), beside(&boards, show))?;
    let mut longest = Vec::new();
    let dragged = || {
        let drag = drag(&sides.ours)?;
        longest.push(drag.longest);
        Ok(vec![drag.step, drag.drop])
    };
    let figures = [figure("drag step, main thread", Some(1.3)), figure("drop, main thread", None)];
    measure_beside(&figures, dragged, || step_and_drop(&sides.floor, ""), beside(&boards, step_and_drop))?;
    for (at, part) in ["drags", "drops"].into_iter().enumerate() {
        tasks(part, rows, &longest.iter().map(|longest| longest[at]).collect::<Vec<_>>());
    }
    medians.first().copied().ok_or_else(|| crate::Failure::new("no first paint was measured"))
}

/// A peer's name, its page, and its board's address.
type Opened<'a> = (&'static str, &'a Side, String);

/// The peers, each doing a round of the same.
fn beside<'a>(boards: &'a [Opened<'a>], round: fn(&Side, &str) -> Result<Vec<f64>>) -> Vec<Peer<'a>> {
    let peer = |(name, side, board): &'a Opened<'a>| Peer { name, round: Box::new(move || round(side, board)) };
    boards.iter().map(peer).collect()
}

/// Prints how many drags, or drops, had a task that was too long.
fn tasks(part: &str, rows: usize, longest: &[f64]) {
    let over = longest.iter().filter(|longest| **longest > LONGEST).count();
    let worst = longest.iter().copied().fold(0.0, f64::max);
    table::print(&Line {
        name: "board",
        what: format!("{part} with a task over 50 ms, {rows} cards"),
        ours: format!("{over} of {}", longest.len()),
        reference: if over == 0 { "none".to_owned() } else { format!("none; the longest took {}", ms(worst)) },
        ratio: worst / LONGEST,
        budget: Some(1.0),
    });
}

/// Prints how much longer a hundred times the cards take.
fn growth(small: &Medians, large: &Medians) {
    table::print(&Line {
        name: "board",
        what: "first paint, 100000 against 1000 cards".to_owned(),
        ours: ms(large.ours),
        reference: format!("own 1000 cards {}", ms(small.ours)),
        ratio: large.ours / small.ours,
        budget: Some(3.5),
    });
}

fn show(side: &Side, board: &str) -> Result<Vec<f64>> {
    let time = side.page.run(SHOW, &["settings".into(), board.into()])?;
    match time.as_f64() {
        Some(time) => Ok(vec![time]),
        None => fail!("no card appeared at {board}"),
    }
}

fn step_and_drop(side: &Side, _board: &str) -> Result<Vec<f64>> {
    drag(side).map(|drag| vec![drag.step, drag.drop])
}
