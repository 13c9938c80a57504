//! Dragging the first card of a board to the column beside it, by real pointer input.

use serde_json::{Value, json};

use super::pages::Side;
use crate::{Result, fail};

/// Steps from one column to the next.
const STEPS: u32 = 40;

/// Returns the middle of the first card of the first filled column, a place in the column beside
/// it, and what the card is called; begins to note long tasks.
const PLACES: &str = "
    const lists = [...document.querySelectorAll('section.board ul')];
    const from = lists.findIndex((list) => list.querySelector('li a'));
    const card = lists[from].querySelector('li a').closest('li').getBoundingClientRect();
    const beside = lists[from === 0 ? 1 : from - 1].parentElement.getBoundingClientRect();
    window.__long?.observer.disconnect();
    const seen = { carrying: 0, dropping: 0, up: Infinity };
    seen.take = (list) => {
        for (const task of list) {
            const part = task.startTime < seen.up ? 'carrying' : 'dropping';
            seen[part] = Math.max(seen[part], task.duration);
        }
    };
    addEventListener('pointerup', (event) => { seen.up = event.timeStamp; }, { capture: true, once: true });
    seen.observer = new PerformanceObserver((list) => seen.take(list.getEntries()));
    seen.observer.observe({ type: 'longtask' });
    window.__long = seen;
    return [card.left + card.width / 2, card.top + card.height / 2,
        beside.left + beside.width / 2, beside.top + 180,
        lists[from].querySelector('li a').textContent];";

/// Waits until the card has left, at most three seconds, and for the frames after; returns what
/// the first card is called and the longest of the long tasks before and after letting go, or 0.
const SETTLED: &str = "
    const frame = () => new Promise(requestAnimationFrame);
    const first = () => {
        const lists = [...document.querySelectorAll('section.board ul')];
        return lists.find((list) => list.querySelector('li a'))?.querySelector('li a').textContent;
    };
    for (let n = 0; n < 180 && first() === arguments[0]; n += 1) await frame();
    for (let n = 0; n < 6; n += 1) await frame();
    window.__long.take(window.__long.observer.takeRecords());
    return [first(), window.__long.carrying, window.__long.dropping];";

/// What a drag took of the page's main thread.
#[derive(Debug)]
pub(super) struct Drag {
    /// Milliseconds a step.
    pub(super) step: f64,
    /// Milliseconds of letting go, until all has come to rest.
    pub(super) drop: f64,
    /// The longest of its tasks over 50 ms until the card was let go, and from there on; 0 where
    /// there was none.
    pub(super) longest: [f64; 2],
    /// What the card is called.
    pub(super) card: String,
}

/// Drags the first card to the column beside it.
pub(super) fn drag(side: &Side) -> Result<Drag> {
    let places = side.page.run(PLACES, &[])?;
    let at = |index: usize| places[index].as_f64().unwrap_or(0.0);
    let pointer = |kind: &str, x: f64, y: f64| {
        let buttons = u8::from(kind != "mouseReleased");
        side.page.devtools(
            "Input.dispatchMouseEvent",
            &json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": buttons, "clickCount": 1 }),
        )
    };
    pointer("mousePressed", at(0), at(1))?;
    // Past the slop, so that the card is lifted before the steps count.
    pointer("mouseMoved", at(0) + 12.0, at(1) + 4.0)?;
    let before = side.busy()?;
    for step in 1..=STEPS {
        let part = f64::from(step) / f64::from(STEPS);
        let (x, y) = (at(0) + (at(2) - at(0)) * part, at(1) + (at(3) - at(1)) * part);
        pointer("mouseMoved", x, y)?;
    }
    let moved = side.busy()?;
    pointer("mouseReleased", at(2), at(3))?;
    let settled = side.page.run(SETTLED, &[places[4].clone()])?;
    let dropped = side.busy()?;
    let card = places[4].as_str().unwrap_or("").to_owned();
    if settled[0] == places[4] || settled[0] == Value::Null {
        fail!("the card did not move: {card}");
    }
    let longest = [1, 2].map(|at| settled[at].as_f64().unwrap_or(f64::NAN));
    Ok(Drag { step: (moved - before) / f64::from(STEPS), drop: dropped - moved, longest, card })
}
