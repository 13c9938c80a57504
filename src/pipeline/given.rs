//! What a deal that is added at the foot of a column has without being asked: what brings it into that
//! column and lane, and what the filter asks of each card, so that it does not vanish.

use super::carry::Wants;
use crate::book::Book;
use crate::book::command::Change;
use crate::model::records::{Deal, StageId};
use crate::model::{Id, Value};
use crate::query::{Filter, Key, Source, Test};

/// Where a deal is added.
#[derive(Clone, Debug, Default)]
pub struct Foot {
    /// What the column wants; and the lane, where it lies in one.
    pub wants: Vec<Wants>,
    /// The stage to begin in, where the column is none.
    pub first: Option<StageId>,
}

/// The values; it is in the charge of whoever adds it, where nothing says otherwise.
pub fn given(book: &Book, foot: &Foot, filter: &Filter, me: Option<Id>) -> Vec<Change> {
    let mut values: Vec<Change> = Vec::new();
    let mut add = |change: Change| {
        if values.iter().all(|(at, _)| *at != change.0) {
            values.push(change);
        }
    };
    for wants in &foot.wants {
        add(match wants {
            Wants::Stage(stage) => (Deal::STAGE, Some(Id::from(*stage).into())),
            Wants::Month(month) => (Deal::EXPECTED_CLOSE, month.map(|month| Value::Date(month.last_day()))),
            Wants::Field(change) => change.clone(),
        });
    }
    add((Deal::STAGE, foot.first.map(|stage| Id::from(stage).into())));
    let parts = if let Filter::And(parts) = filter { parts.as_slice() } else { std::slice::from_ref(filter) };
    parts.iter().filter_map(|part| only(book, part)).for_each(&mut add);
    add((Deal::OWNER, me.map(Value::Reference)));
    values
}

/// The one value that a condition leaves a field of the deal itself.
fn only(book: &Book, part: &Filter) -> Option<Change> {
    let Filter::Is(Source::Field(path), Test::In(keys)) = part else { return None };
    let ([key], [value]) = (path.as_slice(), keys.as_slice()) else { return None };
    let at = book.of::<Deal>().defined(key)?;
    match value {
        Key::Record(id) => Some((at, Some(Value::Reference(*id)))),
        Key::Text(text) => Some((at, Some(Value::Text(text.clone())))),
        _ => None,
    }
}
