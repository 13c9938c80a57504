//! A visit put to another time, on its day or on another.

use super::{about, find, not_past, set, status};
use crate::book::command::Editor;
use crate::book::{Book, Cause, Command, Context, Draft, Rejection};
use crate::model::records::{Visit, VisitId};
use crate::model::{Instant, Value, window};
use crate::visits::trace::Status;

/// Puts a planned visit to another time; it stays as long as it is. A fixed appointment is never moved.
#[derive(Clone, Debug)]
pub struct MoveVisit {
    /// The visit.
    pub visit: VisitId,
    /// When it shall begin.
    pub starts: Instant,
}

impl Command for MoveVisit {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let visit = find(book, context, self.visit)?;
        if status(&visit) != Status::Planned || visit.arrived.is_some() {
            return Err(Rejection::Against(about("refused-visit-not-planned", book, &visit)));
        }
        if visit.locked.as_deref() == Some("yes") {
            return Err(Rejection::Against(about("refused-visit-locked", book, &visit)));
        }
        if visit.starts == Some(self.starts) {
            return Err(Rejection::Nothing);
        }
        not_past(book, context, &visit, self.starts)?;
        let day = context.zone.day_of(self.starts).to_string();
        let time = window::clock(u16::try_from(context.zone.minute_of(self.starts)).unwrap_or(0));
        let label = about("did-visit-move", book, &visit).with("day", day).with("time", time);
        let mut edit = Editor::new(book, context.now, label, Cause::Typed);
        let length = visit.starts.zip(visit.ends).map(|(starts, ends)| ends.0 - starts.0).filter(|length| *length > 0);
        let ends = length.map(|length| Value::Instant(Instant(self.starts.0.saturating_add(length))));
        let mut changes = vec![(Visit::STARTS, Some(Value::Instant(self.starts)))];
        changes.extend(ends.map(|ends| (Visit::ENDS, Some(ends))));
        set(&mut edit, &visit, changes)?;
        edit.finish()
    }
}
