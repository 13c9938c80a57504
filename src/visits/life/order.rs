//! The visits of a day in another order: each takes the time of the place that it comes to.

use super::{about, find, set, status};
use crate::book::command::Editor;
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::model::records::{Visit, VisitId};
use crate::model::{Instant, Value};
use crate::visits::trace::Status;

/// Puts planned visits of a day in an order. The times at which they begin stay those of the day; each
/// keeps its own length, and what would overlap is moved on. A fixed appointment is never moved.
#[derive(Clone, Debug)]
pub struct Reorder {
    /// The visits that are still to be made, as they shall follow one another.
    pub visits: Vec<VisitId>,
}

impl Command for Reorder {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        let visits: Vec<Visit> = self.visits.iter().map(|id| find(book, context, *id)).collect::<Result<_, _>>()?;
        if let Some(begun) = visits.iter().find(|visit| status(visit) != Status::Planned) {
            return Err(Rejection::Against(about("refused-visit-not-planned", book, begun)));
        }
        let mut times: Vec<Instant> = visits.iter().filter_map(|visit| visit.starts).collect();
        crate::model::order::sort(&mut times);
        if times.len() != visits.len() {
            return Err(Rejection::Nothing);
        }
        let mut edit = Editor::new(book, context.now, Label::new("did-visit-reorder"), Cause::Typed);
        let mut free = Instant::ALWAYS;
        for (visit, time) in visits.iter().zip(times) {
            let begins = time.max(free);
            let length = visit.starts.zip(visit.ends).map_or(0, |(starts, ends)| (ends.0 - starts.0).max(0));
            free = Instant(begins.0.saturating_add(length));
            if visit.starts == Some(begins) {
                continue;
            }
            if visit.locked.as_deref() == Some("yes") {
                return Err(Rejection::Against(about("refused-visit-locked", book, visit)));
            }
            let ends = visit.ends.map(|_| Value::Instant(free));
            set(&mut edit, visit, vec![(Visit::STARTS, Some(Value::Instant(begins))), (Visit::ENDS, ends)])?;
        }
        edit.finish()
    }
}
