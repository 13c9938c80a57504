//! What an entry of the history says, in words.

use crate::book::acts::{Act, act_of, acts};
use crate::book::{Cause, Head};
use crate::model::{Day, Id, Instant};
use crate::query::title;
use crate::ui::context::{App, Desk};

/// An entry in words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::ui) struct Entry {
    /// Its batch.
    pub(in crate::ui) id: Id,
    /// What was done.
    pub(in crate::ui) what: String,
    /// On which day.
    pub(in crate::ui) day: Day,
    /// At what time of that day.
    pub(in crate::ui) time: String,
    /// By whom, and where.
    pub(in crate::ui) who: String,
    /// How it came about.
    pub(in crate::ui) cause: String,
    /// When it was undone, where it is.
    pub(in crate::ui) undone: Option<String>,
    /// Whether an undo would take it back now.
    pub(in crate::ui) next_undo: bool,
    /// Whether a redo would bring it back now.
    pub(in crate::ui) next_redo: bool,
}

/// The latest entries, at most so many; follows changes of the book.
pub(in crate::ui) fn entries(app: &App, count: usize) -> Vec<Entry> {
    app.read(|desk| {
        let history = desk.book().history();
        let origin = |head: Option<&Head>| head.map(|head| act_of(history, head.id));
        let undo = origin(desk.keeper.next_undo(&desk.actor));
        let redo = origin(desk.keeper.next_redo(&desk.actor));
        let latest = acts(history).into_iter().rev().take(count);
        latest.map(|act| entry(app, desk, &act, undo, redo)).collect()
    })
}

fn entry(app: &App, desk: &Desk, act: &Act<'_>, undo: Option<Id>, redo: Option<Id>) -> Entry {
    let head = act.head;
    let cause = match head.cause {
        Cause::Imported => t!(app, "cause-imported"),
        Cause::Synced => t!(app, "cause-synced"),
        Cause::Signed => t!(app, "cause-signed"),
        Cause::HandedOver => t!(app, "cause-handed-over"),
        _ => t!(app, "cause-typed"),
    };
    let undone = |at: Instant| {
        let same_day = desk.zone.day_of(at) == desk.zone.day_of(head.time);
        let when = if same_day { clock(desk, at) } else { desk.format.instant(at, &desk.zone) };
        t!(app, "history-undone-at", when = when)
    };
    Entry {
        id: head.id,
        what: app.label(&head.label),
        day: desk.zone.day_of(head.time),
        time: clock(desk, head.time),
        who: who(app, desk, head),
        cause,
        undone: act.undone.map(undone),
        next_undo: undo == Some(head.id),
        next_redo: redo == Some(head.id),
    }
}

/// Hours and minutes.
fn clock(desk: &Desk, at: Instant) -> String {
    let minute = desk.zone.minute_of(at);
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn who(app: &App, desk: &Desk, head: &Head) -> String {
    let here = head.device == desk.keeper.device();
    let person = head.actor.and_then(|person| title::anywhere(desk.book(), person));
    match (person, here) {
        (Some(person), true) => person,
        (Some(person), false) => t!(app, "who-elsewhere", person = person),
        (None, true) => t!(app, "who-you"),
        (None, false) => t!(app, "who-other-device"),
    }
}
