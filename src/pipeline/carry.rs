//! A deal carried across a board: to another column, another lane, or both as one act.

use super::commands::{MoveDeal, Spot};
use super::gate::Brought;
use super::redate::{Redate, day_in};
use crate::book::command::{Change, Editor};
use crate::book::{Book, Cause, Command, Context, Draft, Label, Rejection};
use crate::model::permission::Verb;
use crate::model::records::{Deal, DealId, StageId};
use crate::model::{Kind, Month, Record, Value};
use crate::query::{Key, Source, title};

/// What a lane or a column wants of the deals in it.
#[derive(Clone, Debug, PartialEq)]
pub enum Wants {
    /// That they stand in a stage.
    Stage(StageId),
    /// That they are expected to close in a month, or on no day.
    Month(Option<Month>),
    /// That a field holds a value.
    Field(Change),
}

/// What a lane wants of the deals in it; `None` where nothing that is done to a deal alone brings it
/// there, as where the lane is of the area of its owner.
pub fn asked_by(book: &Book, lanes: &Source, key: &Key) -> Option<Wants> {
    let table = book.of::<Deal>();
    let field_of = |path: &[String]| if let [key] = path { table.defined(key) } else { None };
    match lanes {
        Source::Month(day) => {
            let Source::Field(path) = day.as_ref() else { return None };
            let month = if let Key::Month(month) = key { Some(*month) } else { None };
            (field_of(path)? == Deal::EXPECTED_CLOSE).then_some(Wants::Month(month))
        }
        Source::Field(path) => {
            let at = field_of(path)?;
            let field = table.column(at)?.field();
            let value = match (key, &field.kind) {
                (Key::Empty, _) if field.required => return None,
                (Key::Empty, _) => None,
                (Key::Record(id), Kind::Reference(_)) if at == Deal::STAGE => return Some(Wants::Stage(StageId(*id))),
                (Key::Record(id), Kind::Reference(_)) => Some(Value::Reference(*id)),
                (Key::Text(text), Kind::Choice(_) | Kind::Text) => Some(Value::Text(text.clone())),
                (Key::Day(day), Kind::Date) => Some(Value::Date(*day)),
                _ => return None,
            };
            Some(Wants::Field((at, value)))
        }
        _ => None,
    }
}

/// What is set on a deal where these are asked of it beside a stage.
pub fn beside(book: &Book, deal: DealId, wants: &[Wants]) -> Vec<Change> {
    let change = |wants: &Wants| match wants {
        Wants::Stage(_) => None,
        Wants::Month(to) => Some((Deal::EXPECTED_CLOSE, day_in(book, deal, *to).map(Value::Date))),
        Wants::Field(change) => Some(change.clone()),
    };
    wants.iter().filter_map(change).collect()
}

/// Carries a deal to where these are asked of it.
#[derive(Clone, Debug)]
pub struct Carry {
    /// The deal.
    pub deal: DealId,
    /// What is asked; what holds already is no change.
    pub wants: Vec<Wants>,
    /// Where in its column, where it changes its stage.
    pub spot: Spot,
}

impl Command for Carry {
    fn decide(&self, book: &Book, context: &Context<'_>) -> Result<Draft, Rejection> {
        // The stage first, for its gate has a say; the rest are fields that are set beside it.
        let mut whole: Option<Draft> = None;
        for wants in &self.wants {
            if let Wants::Stage(to) = wants {
                let (deal, to, brought) = (self.deal, *to, Brought::default());
                let moved = MoveDeal { deal, to, spot: self.spot, effective: None, brought }.decide(book, context);
                whole = kept(moved)?.or(whole);
            }
        }
        for wants in &self.wants {
            let change = match wants {
                Wants::Stage(_) => continue,
                Wants::Month(to) if whole.is_none() => {
                    whole = kept(Redate { deal: self.deal, to: *to, effective: None }.decide(book, context))?;
                    continue;
                }
                Wants::Month(to) => (Deal::EXPECTED_CLOSE, day_in(book, self.deal, *to).map(Value::Date)),
                Wants::Field(change) => change.clone(),
            };
            if let Some(set) = kept(self.set(change, whole.as_ref(), book, context))? {
                whole = Some(set);
            }
        }
        whole.ok_or(Rejection::Nothing)
    }
}

/// A draft; none where all holds already.
fn kept(decided: Result<Draft, Rejection>) -> Result<Option<Draft>, Rejection> {
    match decided {
        Err(Rejection::Nothing) => Ok(None),
        decided => decided.map(Some),
    }
}

impl Carry {
    /// Sets a field, beside what is decided already.
    fn set(
        &self,
        change: Change,
        beside: Option<&Draft>,
        book: &Book,
        context: &Context<'_>,
    ) -> Result<Draft, Rejection> {
        let name = title::of(book, Deal::COLLECTION.key, self.deal.into()).unwrap_or_default();
        let mut edit = Editor::new(book, context.now, Label::new("did-edit").with("name", name), Cause::Typed);
        let (_, row) = edit.live(Deal::COLLECTION.key, self.deal.into())?;
        book.permit(&context.actor, Verb::Change, Deal::COLLECTION.key, Some(row))?;
        if let Some(beside) = beside {
            edit.draft = beside.clone();
        }
        edit.set(Deal::COLLECTION.key, self.deal.into(), change, None)?;
        edit.finish()
    }
}
