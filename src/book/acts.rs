//! The journal as people see it: what was done, and whether it is undone. Undoing and redoing
//! batches stand under the act that they are about.

use std::collections::HashMap;

use super::batch::{Cause, Head};
use crate::model::{Id, Instant};

/// Something that was done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Act<'a> {
    /// The batch that did it.
    pub head: &'a Head,
    /// When it was undone, where it is.
    pub undone: Option<Instant>,
}

/// What was done, in the order of arrival.
pub fn acts(history: &[Head]) -> Vec<Act<'_>> {
    let origins = Origins::of(history);
    let mut acts: Vec<Act<'_>> = Vec::new();
    let mut places: HashMap<Id, usize> = HashMap::new();
    for head in history {
        match head.cause {
            Cause::Undone(_) | Cause::Redone(_) => {
                // What an undo is about may arrive after it; then it shows as done until it does.
                let place = places.get(&origins.find(head.id));
                if let Some(act) = place.and_then(|place| acts.get_mut(*place)) {
                    act.undone = matches!(head.cause, Cause::Undone(_)).then_some(head.time);
                }
            }
            _ => {
                places.insert(head.id, acts.len());
                acts.push(Act { head, undone: None });
            }
        }
    }
    acts
}

/// The act that a batch is, or that it undoes or redoes.
pub fn act_of(history: &[Head], batch: Id) -> Id {
    Origins::of(history).find(batch)
}

/// What each undoing or redoing batch is about.
struct Origins(HashMap<Id, Id>);

impl Origins {
    fn of(history: &[Head]) -> Self {
        let about = |head: &Head| match head.cause {
            Cause::Undone(what) | Cause::Redone(what) => Some((head.id, what)),
            _ => None,
        };
        Self(history.iter().filter_map(about).collect())
    }

    fn find(&self, batch: Id) -> Id {
        let mut at = batch;
        // Foreign data may point in a circle; a way is never longer than the number of batches.
        for _ in 0..=self.0.len() {
            match self.0.get(&at) {
                Some(what) => at = *what,
                None => break,
            }
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::super::batch::Label;
    use super::super::stamp::Clock;
    use super::*;
    use crate::model::DeviceId;

    fn head(id: u128, cause: Cause) -> Head {
        let time = Instant(i64::try_from(id).expect("a small id"));
        Head {
            id: Id(id),
            actor: None,
            device: DeviceId(1),
            sequence: 1,
            clock: Clock::default(),
            time,
            label: Label::new("did"),
            cause,
            previous: [0; 32],
            root: [0; 32],
        }
    }

    #[test]
    fn undo_and_redo_stand_under_what_they_are_about() {
        let mut history = vec![head(1, Cause::Typed), head(2, Cause::Imported), head(3, Cause::Undone(Id(2)))];
        let seen = |history: &[Head]| -> Vec<(u128, bool)> {
            acts(history).iter().map(|act| (act.head.id.0, act.undone.is_some())).collect()
        };
        assert_eq!(seen(&history), [(1, false), (2, true)]);
        history.push(head(4, Cause::Redone(Id(3))));
        assert_eq!(seen(&history), [(1, false), (2, false)]);
        history.push(head(5, Cause::Undone(Id(4))));
        assert_eq!(acts(&history)[1].undone, Some(Instant(5)));
        assert_eq!(act_of(&history, Id(5)), Id(2));
        history.push(head(6, Cause::Undone(Id(7))));
        history.push(head(7, Cause::Redone(Id(6))));
        assert_eq!(seen(&history), [(1, false), (2, true)]);
    }
}
