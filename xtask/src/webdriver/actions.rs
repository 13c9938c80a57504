//! Keys, pointer and touch, as real input events.

use serde_json::{Value, json};

use super::element::Element;
use super::session::Session;
use crate::Result;

/// A key that is not a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Any letter or sign.
    Char(char),
    /// Control.
    Control,
    /// Shift.
    Shift,
    /// Alt.
    Alt,
    /// Enter.
    Enter,
    /// Escape.
    Escape,
    /// Tab.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Arrow to the left.
    Left,
    /// Arrow up.
    Up,
    /// Arrow to the right.
    Right,
    /// Arrow down.
    Down,
    /// Home.
    Home,
    /// End.
    End,
    /// One page up.
    PageUp,
    /// One page down.
    PageDown,
    /// The second function key.
    F2,
}

impl Key {
    fn code(self) -> String {
        let sign = match self {
            Self::Char(sign) => sign,
            Self::Control => '\u{e009}',
            Self::Shift => '\u{e008}',
            Self::Alt => '\u{e00a}',
            Self::Enter => '\u{e007}',
            Self::Escape => '\u{e00c}',
            Self::Tab => '\u{e004}',
            Self::Backspace => '\u{e003}',
            Self::Delete => '\u{e017}',
            Self::Left => '\u{e012}',
            Self::Up => '\u{e013}',
            Self::Right => '\u{e014}',
            Self::Down => '\u{e015}',
            Self::Home => '\u{e011}',
            Self::End => '\u{e010}',
            Self::PageUp => '\u{e00e}',
            Self::PageDown => '\u{e00f}',
            Self::F2 => '\u{e032}',
        };
        sign.to_string()
    }
}

/// How many steps a drag takes between its ends.
const STEPS: i64 = 8;

impl Session {
    /// Presses keys together, in order, and lets them go in reverse.
    pub fn press(&self, keys: &[Key]) -> Result<()> {
        let down = keys.iter().map(|key| json!({ "type": "keyDown", "value": key.code() }));
        let up = keys.iter().rev().map(|key| json!({ "type": "keyUp", "value": key.code() }));
        let actions: Vec<Value> = down.chain(up).collect();
        self.perform(&[json!({ "type": "key", "id": "keys", "actions": actions })])
    }

    /// Types text to whatever has the focus.
    pub fn type_keys(&self, text: &str) -> Result<()> {
        text.chars().try_for_each(|sign| self.press(&[Key::Char(sign)]))
    }

    /// Drags with the mouse from one element to another.
    pub fn drag(&self, from: &Element<'_>, to: &Element<'_>) -> Result<()> {
        self.drag_with("mouse", 0, from, to)
    }

    /// Drags with a finger: presses long enough to lift, then moves.
    pub fn touch_drag(&self, from: &Element<'_>, to: &Element<'_>, hold_ms: u64) -> Result<()> {
        self.drag_with("touch", hold_ms, from, to)
    }

    fn drag_with(&self, kind: &str, hold_ms: u64, from: &Element<'_>, to: &Element<'_>) -> Result<()> {
        self.draw(kind, hold_ms, self.middle(from)?, self.middle(to)?)
    }

    /// Draws with a pointer of a kind from one point of the window to another.
    pub fn draw(&self, kind: &str, hold_ms: u64, from: (i64, i64), to: (i64, i64)) -> Result<()> {
        let at = |step: i64| {
            let part = |a: i64, b: i64| a + (b - a) * step / STEPS;
            json!({ "type": "pointerMove", "duration": 20, "origin": "viewport",
                "x": part(from.0, to.0), "y": part(from.1, to.1) })
        };
        let mut actions = vec![at(0), json!({ "type": "pointerDown", "button": 0 })];
        if hold_ms > 0 {
            actions.push(json!({ "type": "pause", "duration": hold_ms }));
        }
        actions.extend((1..=STEPS).map(at));
        actions.push(at(STEPS));
        actions.push(json!({ "type": "pointerUp", "button": 0 }));
        self.perform(&[json!({ "type": "pointer", "id": kind,
            "parameters": { "pointerType": kind }, "actions": actions })])
    }

    /// Draws with a pointer of a kind along points of the window.
    pub fn draw_along(&self, kind: &str, points: &[(i64, i64)]) -> Result<()> {
        let at = |(x, y): &(i64, i64)| json!({ "type": "pointerMove", "duration": 40, "origin": "viewport", "x": x, "y": y });
        let mut actions: Vec<Value> = points.iter().map(at).collect();
        actions.insert(1, json!({ "type": "pointerDown", "button": 0 }));
        actions.push(json!({ "type": "pointerUp", "button": 0 }));
        self.perform(&[json!({ "type": "pointer", "id": kind,
            "parameters": { "pointerType": kind }, "actions": actions })])
    }

    /// Touches an element for a moment.
    pub fn tap(&self, element: &Element<'_>) -> Result<()> {
        let at = self.middle(element)?;
        self.tap_at(at)
    }

    /// Touches a point of the window for a moment.
    pub fn tap_at(&self, (x, y): (i64, i64)) -> Result<()> {
        let actions = [
            json!({ "type": "pointerMove", "duration": 0, "origin": "viewport", "x": x, "y": y }),
            json!({ "type": "pointerDown", "button": 0 }),
            json!({ "type": "pause", "duration": 30 }),
            json!({ "type": "pointerUp", "button": 0 }),
        ];
        self.perform(&[json!({ "type": "pointer", "id": "touch",
            "parameters": { "pointerType": "touch" }, "actions": actions })])
    }

    /// Moves two fingers on an element, so many pixels apart at first and at last.
    pub fn pinch(&self, element: &Element<'_>, from: i64, to: i64) -> Result<()> {
        let (x, y) = self.middle(element)?;
        let finger = |id: &str, side: i64| {
            let at = |step: i64| {
                let apart = from + (to - from) * step / STEPS;
                json!({ "type": "pointerMove", "duration": 20, "origin": "viewport",
                    "x": x + side * apart / 2, "y": y })
            };
            let mut actions = vec![at(0), json!({ "type": "pointerDown", "button": 0 })];
            actions.extend((1..=STEPS).map(at));
            actions.push(json!({ "type": "pointerUp", "button": 0 }));
            json!({ "type": "pointer", "id": id, "parameters": { "pointerType": "touch" }, "actions": actions })
        };
        self.perform(&[finger("finger", -1), finger("thumb", 1)])
    }

    /// Turns the wheel over an element while Control is held.
    pub fn wheel_with_control(&self, element: &Element<'_>, by: i64) -> Result<()> {
        let (x, y) = self.middle(element)?;
        let code = Key::Control.code();
        let pause = json!({ "type": "pause", "duration": 0 });
        let keys =
            [json!({ "type": "keyDown", "value": code }), pause.clone(), json!({ "type": "keyUp", "value": code })];
        let turn = json!({ "type": "scroll", "origin": "viewport", "x": x, "y": y, "deltaX": 0, "deltaY": by,
            "duration": 0 });
        self.perform(&[
            json!({ "type": "key", "id": "keys", "actions": keys }),
            json!({ "type": "wheel", "id": "wheel", "actions": [pause.clone(), turn, pause] }),
        ])
    }

    /// Clicks an element twice.
    pub fn double_click(&self, element: &Element<'_>) -> Result<()> {
        let (x, y) = self.middle(element)?;
        let (down, up) = (json!({ "type": "pointerDown", "button": 0 }), json!({ "type": "pointerUp", "button": 0 }));
        let there = json!({ "type": "pointerMove", "duration": 0, "origin": "viewport", "x": x, "y": y });
        self.perform(&[json!({ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" },
            "actions": [there, down.clone(), up.clone(), down, up] })])
    }

    /// Clicks an element while a key is held.
    pub fn click_with(&self, key: Key, element: &Element<'_>) -> Result<()> {
        let (x, y) = self.middle(element)?;
        let pause = json!({ "type": "pause", "duration": 0 });
        let (down, up) =
            (json!({ "type": "keyDown", "value": key.code() }), json!({ "type": "keyUp", "value": key.code() }));
        // The key goes down before the click and up after it: each column of the two is one moment.
        let keys = [down, pause.clone(), pause.clone(), pause.clone(), up];
        let click = [
            pause,
            json!({ "type": "pointerMove", "duration": 0, "origin": "viewport", "x": x, "y": y }),
            json!({ "type": "pointerDown", "button": 0 }),
            json!({ "type": "pointerUp", "button": 0 }),
        ];
        self.perform(&[
            json!({ "type": "key", "id": "keys", "actions": keys }),
            json!({ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": click }),
        ])
    }

    /// Returns the middle of an element's visible part, after scrolling it into view.
    pub fn middle(&self, element: &Element<'_>) -> Result<(i64, i64)> {
        let script = "const e = arguments[0];
            const frame = () => new Promise(requestAnimationFrame);
            let r = e.getBoundingClientRect();
            // Where it comes to rest: what a size or a change sets off takes a frame or two.
            for (let still = 0, n = 0; still < 2 && n < 60; n += 1) {
                await frame();
                const now = e.getBoundingClientRect();
                still = now.top === r.top && now.left === r.left && now.height === r.height ? still + 1 : 0;
                r = now;
            }
            if (r.right < 0 || r.bottom < 0 || r.left > innerWidth || r.top > innerHeight) {
                e.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
                r = e.getBoundingClientRect();
            }
            const left = Math.max(r.left, 0), right = Math.min(r.right, innerWidth);
            const top = Math.max(r.top, 0), bottom = Math.min(r.bottom, innerHeight);
            return [Math.round((left + right) / 2), Math.round((top + bottom) / 2)];";
        let point = self.run(script, &[element.to_value()])?;
        let part = |at: usize| point.get(at).and_then(Value::as_i64).unwrap_or(0);
        Ok((part(0), part(1)))
    }

    fn perform(&self, sources: &[Value]) -> Result<()> {
        self.post("/actions", &json!({ "actions": sources })).map(drop)
    }
}
